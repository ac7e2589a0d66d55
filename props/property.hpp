// props/property.hpp
//
// Tries a law on many random programs; where it fails, finds a small program that shows it.
//
//   const Verdict verdict = check_property([](const Program& program) {
//     EXPECT_EQ(execute(program).outcome, "ok");
//   });
//   if (!verdict.holds) std::cout << verdict.report;
//
// A case fails if it throws, or if any EXPECT_* or ASSERT_* in it fails: those count for the case
// and not for the test around it, so they take part in the shrinking. RapidCheck does the search;
// it reads RC_PARAMS, once in a process (props/main.hpp sets it from flags).
//
// Promise: the same seed, cases and shape give the same verdict, in any process.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "props/generate.hpp"
#include "props/program.hpp"

namespace sim::props {

using Law = std::function<void(const Program&)>;

struct PropertyOptions {
  std::string name{};
  Shape shape{};
  std::optional<std::uint64_t> seed{};  // else RC_PARAMS's
  std::optional<int> cases{};           // else RC_PARAMS's
};

struct Verdict {
  bool holds = false;
  std::uint64_t seed = 0;
  int cases = 0;    // that were tried before shrinking; the last one failed if it does not hold
  int shrinks = 0;  // steps that the shrinking took
  std::optional<Program> counterexample{};
  std::string message{};  // what failed in it
  std::string report{};   // the counterexample as a scenario, then the message
};

[[nodiscard]] Verdict check_property(const Law& law, const PropertyOptions& options = {});

}  // namespace sim::props
