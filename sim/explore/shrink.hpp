// sim/explore/shrink.hpp
//
// A Shrinker makes a schedule that fails smaller, until it says what matters and little else.
//
//   Shrinker shrinker(program, {.replays = 500});
//   Shrunk shrunk = shrinker.shrink(failure.schedule, failure.ending);
//   shrunk.schedule.describe(failure.names);      // "FIFO, except step 36: audit before deposit"
//
// Smaller is: fewer deviations from asyncio's own order, then fewer tasks in them (and bare
// callbacks, that have no name), then fewer switches between tasks in the run, then earlier turns,
// then smaller answers. A candidate is taken only if the run under it ends in the same finding.
// Cancellations and delays are deviations like any other, and go in the same way.
//
// A task that passes others again and again does so at once; steps that pass one and the same task
// become one for which it waits; then deviations are taken out, half of them, a quarter, and so on
// (A. Zeller, R. Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28(2),
// 2002); then windows of them are taken out where the others say who waits for whom, which holds
// whatever else is changed; then one of them where another task goes on or waits for longer. What
// is left is made earlier and smaller. Where four or more are left all begins anew, the other way
// round: taken out first, and joined then.

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"

namespace sim {

struct ShrinkOptions {
  std::uint64_t replays = 500;  // at most
  // Told after each replay: how many were made, and of how many deviations the best schedule is.
  std::function<void(std::uint64_t replays, std::size_t deviations)> progress{};
};

struct Shrunk {
  Schedule schedule{};
  std::uint64_t replays = 0;
};

class Shrinker {
 public:
  explicit Shrinker(Program program, ShrinkOptions options = {})
      : program_(std::move(program)), options_(std::move(options)) {}

  // Requires: under `schedule` the program ends in `ending`. Ensures: so it does under the result,
  // which is `schedule` itself where nothing smaller was found.
  [[nodiscard]] Shrunk shrink(const Schedule& schedule, const Ending& ending);

 private:
  using Deviations = std::vector<Deviation>;

  // The order in which schedules are smaller.
  struct Size {
    std::size_t deviations = 0;
    std::size_t tasks = 0;       // in them
    std::size_t callbacks = 0;   // in them: nobody knows these by a name
    std::uint64_t switches = 0;  // of the run
    std::uint64_t late = 0;      // the numbers of the turns
    std::uint64_t amount = 0;    // answers, steps at once

    friend auto operator<=>(const Size&, const Size&) = default;
  };

  // A number of a deviation that can be made smaller.
  struct Knob;
  static const Knob knobs[];

  [[nodiscard]] bool spent() const noexcept { return replays_ >= options_.replays; }
  // Takes the candidate if the finding is the same and it is smaller. Returns whether it did.
  bool attempt(const Deviations& candidate) { return replay(candidate).taken; }
  struct Trial {
    bool fails = false;
    bool taken = false;
    Schedule used{};
  };
  Trial replay(const Deviations& candidate);
  // What is tried first.
  enum class First : std::uint8_t { join, take_out };
  void descend_from(const Schedule& schedule);
  void descend(First first);
  bool make_fewer(First first);
  void take_out_chunks();
  bool take_out(std::size_t size);
  void take_out_windows();
  void stretch();
  void join();
  void join_later(std::size_t index, bool same_turn);
  void fold();
  void make_simpler();
  void name_task(std::size_t index);
  [[nodiscard]] std::vector<Turn> steps_around(const Turn& callback);
  void turn_down(std::size_t index, const Knob& knob);
  [[nodiscard]] static Size size_of(const Schedule& schedule, std::uint64_t switches);

  Program program_;
  ShrinkOptions options_;
  Loop loop_;
  Ending ending_{};
  Schedule best_{};
  Size best_size_{};
  std::uint64_t replays_ = 0;
  std::size_t fewest_ = 0;  // deviations so far, whichever way down
};

}  // namespace sim
