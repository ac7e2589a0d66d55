// tests/support/seen_run.hpp
//
// What somebody who looks sees of a run, and whether that is the same where nobody does.
//
//   class Program {
//    public:
//     explicit Program(std::uint64_t seed);
//     SeenRun run(Loop& loop);             // ends with: return SeenRun::of(loop, log_);
//   };
//   expect_the_same_watched<Program>(400); // seeds 1 to 400: on a plain loop, on one that tells a
//                                          // probe, and on one that writes its events itself

#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/base/time.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/probe.hpp"
#include "sim/trace/digest.hpp"

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
[[nodiscard]] SeenRun run_under(Probe* probe, std::uint64_t seed) {
  Loop loop;
  loop.set_probe(probe);
  return Program(seed).run(loop);
}

template <class Program>
void expect_the_same_watched(std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const SeenRun plain = run_under<Program>(nullptr, seed);
    Onlooker onlooker;
    TraceDigest told(&onlooker);
    const SeenRun watched = run_under<Program>(&told, seed);
    EXPECT_EQ(plain.log, watched.log) << seed;
    ASSERT_EQ(plain, watched) << seed;
    TraceDigest written;
    ASSERT_EQ(plain, run_under<Program>(&written, seed)) << seed;
    ASSERT_EQ(told.value(), written.value()) << seed;
  }
}

}  // namespace sim::test
