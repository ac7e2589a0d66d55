// sim/explore/shrink.hpp
//
// A Shrinker makes a schedule that fails smaller, until it says what matters and little else.
//
//   Shrinker shrinker(program, {.replays = 500});
//   Shrunk shrunk = shrinker.shrink(failure.schedule, failure.ending);
//   shrunk.schedule.describe(failure.names);      // "FIFO, except step 36: audit before deposit"
//
// Smaller is: fewer deviations from asyncio's own order, then fewer tasks in them, then earlier
// ones. A candidate is taken only if the run under it ends in the same finding. A task that passes
// others again and again does so at once; steps that pass one and the same task become one for
// which it waits; then deviations are taken out, half of them, a quarter, and so on. A. Zeller,
// R. Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28(2), 2002.

#pragma once

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

  [[nodiscard]] bool spent() const noexcept { return replays_ >= options_.replays; }
  // Takes the candidate if it fails and is smaller. Returns whether it did.
  bool attempt(const Deviations& candidate);
  bool take_out_chunks();
  bool take_out(std::size_t size);
  bool join();
  bool join_later(std::size_t index, bool same_turn);
  bool fold();
  bool shorten();

  Program program_;
  ShrinkOptions options_;
  Loop loop_;
  Ending ending_{};
  Schedule best_{};
  std::uint64_t replays_ = 0;
};

}  // namespace sim
