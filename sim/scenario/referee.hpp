// sim/scenario/referee.hpp
//
// A Referee stands between the loop and its chooser in a run that `explore` looks at: it sees that
// `always` holds whenever the loop chooses what runs next, and that nobody is cancelled but whom
// `cancel` names, and once. Where it names nobody, a chooser that cancels may cancel anybody.
//
//   Referee referee(*scenario.explore, strategy, 0.1);
//   loop.set_chooser(&referee);
//   referee.watch(run);                        // before the first step
//
// Throws InvariantBroken out of the loop's run_once() where `always` does not hold; the run knows
// what broke. What the conditions read is no part of the program, and no strategy hears of it; but
// as they may see any state between two steps, all steps that write anything meet in that.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/scenario/ast.hpp"
#include "sim/scenario/run_state.hpp"
#include "sim/sched/record.hpp"

namespace sim::scenario {

struct InvariantBroken {};

class Referee final : public Chooser, private Picker {
 public:
  // `inner`: none is asyncio's own order. `cancel_chance`: what samplers are told of each point
  // where a task may be cancelled.
  Referee(const Explore& explore, Chooser* inner, double cancel_chance);

  void watch(RunState& run);
  // The program is at its end: what is read from now on is no part of it.
  void end() noexcept { judging_ = true; }

  // How often the chooser was asked whether a task is cancelled, or could have been.
  [[nodiscard]] std::uint64_t cancel_points() const noexcept { return cancel_points_; }
  [[nodiscard]] TaskId cancelled() const noexcept { return cancelled_; }

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override;
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] bool cancels() const noexcept override {
    return !explore_.cancel.empty() || (inner_ != nullptr && inner_->cancels());
  }

 private:
  void joins(Place place, TaskId task) override;
  void leaves(Place place) override;
  [[nodiscard]] Place pick() override;
  void touches(ObjectId object, Access access) override;
  void intends(ObjectId object, Access access) override;
  [[nodiscard]] bool minds() const noexcept override;
  void notes(Deed deed, std::uint64_t subject) override;

  void hold_always();
  void note_cancelling(Deed deed);
  void note_change();
  [[nodiscard]] bool may_be_cancelled(TaskId task) const;

  const Explore& explore_;
  std::optional<ScheduleRecorder> lists_;  // asks a chooser that wants lists
  Chooser* inner_;
  Picker* inner_picker_;
  double cancel_chance_;
  RunState* run_ = nullptr;
  std::uint64_t cancel_points_ = 0;
  TaskId cancelled_{};
  std::uint32_t cell_ = 0;  // whether somebody has been cancelled
  std::uint32_t state_cell_ = 0;  // all that `always` may read; 0: it says nothing
  bool in_step_ = false;
  bool judging_ = false;
};

}  // namespace sim::scenario
