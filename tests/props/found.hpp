// tests/props/found.hpp
//
// How well the search finds what is wrong: the tests of the tester.
//
//   const Found found = find({.mutant = Mutant::cancel_says_no}, &laws::cancel_tells_the_truth);
//   EXPECT_LE(found.cases, 40);              // tried before one failed
//   EXPECT_LE(found.steps, 2U);              // of the smallest program
//
// The seed is fixed, so the numbers are exact; the tests leave them a little room.

#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

#include "props/execute.hpp"
#include "props/laws/history.hpp"
#include "props/property.hpp"
#include "props/show.hpp"

namespace sim::props {

struct Found {
  int cases = 0;  // more than any limit if nothing was found
  std::size_t steps = 0;
  std::string program;  // as a scenario
  std::string message;
};

inline Found find_law(const Law& law, const Shape& shape = {}) {
  const Verdict verdict =
      check_property(law, {.name = "find", .shape = shape, .seed = 1, .cases = 2000});
  if (verdict.holds) return {1'000'000, 0, "", "nothing was found"};
  return {verdict.cases, count_steps(*verdict.counterexample), show(*verdict.counterexample),
          verdict.message};
}

// A law, as it judges an executor that is wrong.
inline Found find(const ExecuteOptions& wrong, laws::Breach (*law)(const Execution&),
                  const Shape& shape = {}) {
  return find_law(
      [&](const Program& program) { EXPECT_EQ(law(execute(program, wrong)), laws::holds); }, shape);
}

}  // namespace sim::props
