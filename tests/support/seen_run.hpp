// tests/support/seen_run.hpp
//
// What somebody who looks sees of a run, and whether that is the same where nobody does.
//
//   class Program {
//    public:
//     explicit Program(std::uint64_t seed);
//     SeenRun run(Loop& loop);             // ends with: return SeenRun::of(loop, log_);
//   };
//   expect_the_same_watched<Program>(400); // on a plain loop and on a watched one, seeds 1 to 400

#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/base/time.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/probe.hpp"

namespace sim::test {

struct SeenRun {
  std::string log;  // what the program itself wrote down
  std::uint64_t steps = 0;
  std::uint64_t iterations = 0;
  Instant end{};
  std::size_t unhandled = 0;

  [[nodiscard]] static SeenRun of(const Loop& loop, std::string log) {
    return {std::move(log), loop.steps(), loop.iteration(), loop.now(), loop.unhandled().size()};
  }
  friend bool operator==(const SeenRun&, const SeenRun&) = default;
};

// Is told of everything, and does nothing.
class Onlooker final : public Probe {
 public:
  void on_event(const ProbeEvent&) override {}
};

template <class Program>
void expect_the_same_watched(std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Loop plain;
    const SeenRun of_plain = Program(seed).run(plain);
    Loop watched;
    Onlooker onlooker;
    watched.set_probe(&onlooker);
    const SeenRun of_watched = Program(seed).run(watched);
    EXPECT_EQ(of_plain.log, of_watched.log) << seed;
    ASSERT_EQ(of_plain, of_watched) << seed;
  }
}

}  // namespace sim::test
