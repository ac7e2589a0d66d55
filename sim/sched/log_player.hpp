// sim/sched/log_player.hpp
//
// A LogPlayer makes a run again from its log.
//
//   LogPlayer player(strategy->log());     // outlives it
//   ScheduleRecorder recorder(player);     // and says what it was
//
// Requires: the same program, from the same start. A log fits nothing else: where it is shorter
// than the run, the rest is calm.

#pragma once

#include <cstddef>

#include "sim/sched/strategy.hpp"

namespace sim {

class LogPlayer final : public Chooser, private Picker {
 public:
  explicit LogPlayer(const RunLog& log) noexcept : log_(log) {}

  void begin_run() noexcept { picks_ = answers_ = 0; }

  [[nodiscard]] std::uint32_t choose(const Choice&) override {
    return answers_ < log_.answers.size() ? log_.answers[answers_++] : 0;
  }
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] bool cancels() const noexcept override { return log_.cancels; }

 private:
  void joins(Place, TaskId) override {}
  void leaves(Place) override {}
  [[nodiscard]] Place pick() override {
    return picks_ < log_.picks.size() ? log_.picks[picks_++] : first_in_line;
  }

  const RunLog& log_;
  std::size_t picks_ = 0;
  std::size_t answers_ = 0;
};

}  // namespace sim
