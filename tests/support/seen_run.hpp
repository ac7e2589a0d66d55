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
//                                          // probe, and on one that writes its events itself; and
//                                          // whether a chooser of ties is asked who steps, or not

#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/base/time.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/picker.hpp"
#include "sim/loop/probe.hpp"
#include "sim/trace/digest.hpp"
#include "tests/support/numbers.hpp"

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

// Lets step who is first in line, and answers at random which of several timers comes first.
class ByLot final : public Chooser, public Picker {
 public:
  ByLot(Order order, std::uint64_t seed) : Picker(order), numbers_(seed) {}

  std::uint32_t choose(const Choice& choice) override {
    for (const TaskId task : choice.ready) questions_ += std::to_string(task.value()) + ' ';
    questions_ += '\n';
    return static_cast<std::uint32_t>(numbers_.below(choice.arity));
  }
  Picker* picker() noexcept override { return this; }
  void joins(Place, TaskId) override {}
  void leaves(Place) override {}
  Place pick() override { return first_in_line; }

  [[nodiscard]] const std::string& questions() const noexcept { return questions_; }

 private:
  Numbers numbers_;
  std::string questions_;
};

template <class Program>
[[nodiscard]] SeenRun run_under(Probe* probe, Chooser* chooser, std::uint64_t seed) {
  Loop loop;
  loop.set_probe(probe);
  loop.set_chooser(chooser);
  return Program(seed).run(loop);
}

template <class Program>
void expect_the_same_watched(std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const SeenRun plain = run_under<Program>(nullptr, nullptr, seed);
    Onlooker onlooker;
    TraceDigest told(&onlooker);
    const SeenRun watched = run_under<Program>(&told, nullptr, seed);
    EXPECT_EQ(plain.log, watched.log) << seed;
    ASSERT_EQ(plain, watched) << seed;
    TraceDigest written;
    ASSERT_EQ(plain, run_under<Program>(&written, nullptr, seed)) << seed;
    ASSERT_EQ(told.value(), written.value()) << seed;
    ByLot calm(Picker::Order::calm, seed);
    ByLot picked(Picker::Order::picked, seed);
    const SeenRun unasked = run_under<Program>(nullptr, &calm, seed);
    ASSERT_EQ(unasked, run_under<Program>(nullptr, &picked, seed)) << seed;
    ASSERT_EQ(calm.questions(), picked.questions()) << seed;
  }
}

}  // namespace sim::test
