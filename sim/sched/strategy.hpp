// sim/sched/strategy.hpp
//
// A Strategy answers with a method: it is the chooser of many runs of one program, one after the
// other.
//
//   std::unique_ptr<Strategy> strategy = make_strategy("pos");
//   for (std::uint64_t number = 1; !strategy->exhausted(); ++number) {
//     strategy->begin_run(seed + number);
//     loop.set_chooser(strategy.get());
//     ... a run ...
//     strategy->end_run(passed);
//   }
//
// All that it draws comes from the seeds. It may learn from one run for the next, so a run is a
// function of all seeds so far; its log is enough to make that run again (log_player.hpp).

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"

namespace sim {

// All answers of a run.
struct RunLog {
  std::vector<Picker::Place> picks;
  std::vector<std::uint32_t> answers;
  bool cancels = false;  // whether it was asked for cancellations
};

class Strategy : public Chooser {
 public:
  // From here until the run ends, picker() is the same.
  virtual void begin_run(std::uint64_t seed) = 0;
  // `passed`: the run came to its end, and nothing was wrong.
  virtual void end_run(bool passed) = 0;

  // Whether every run that the method makes has been made.
  [[nodiscard]] virtual bool exhausted() const { return false; }
  // The same, and what they ended in is all that the program can end in.
  [[nodiscard]] virtual bool complete() const { return false; }
  [[nodiscard]] virtual std::string_view name() const = 0;
  // How it searches by now: its name, or that of the method which it has fallen back to.
  [[nodiscard]] virtual std::string_view method() const { return name(); }
  // How many of its runs are different in what meets, where it makes no two that are not; else 0.
  [[nodiscard]] virtual std::uint64_t traces() const { return 0; }
  // Of the last run.
  [[nodiscard]] virtual const RunLog& log() const = 0;

  // After so many steps of a run every second answer is calm (picking_strategy.hpp). Not of a
  // method that goes through all schedules, or all of a kind, one after the other.
  virtual void set_fair_after(std::uint64_t steps) = 0;
};

}  // namespace sim
