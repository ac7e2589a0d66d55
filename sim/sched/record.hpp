// sim/sched/record.hpp
//
// A ScheduleRecorder asks another chooser, and keeps the answers that are not calm.
//
//   ScheduleRecorder recorder(strategy);
//   loop.set_chooser(&recorder);
//   ... a run ...
//   Schedule schedule = recorder.schedule();
//
// A run under a Replay of that schedule is the same run. The other chooser may be asked either way,
// by lists or by places. Call begin_run() before each run after the first; it does not begin a run
// of the other one.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/lineup.hpp"
#include "sim/sched/schedule.hpp"
#include "sim/sched/turn_counts.hpp"

namespace sim {

class ScheduleRecorder final : public Chooser, private Picker {
 public:
  explicit ScheduleRecorder(Chooser& inner, Model model = Model::any)
      : inner_(inner), inner_picker_(inner.picker()), model_(model), schedule_(model) {}

  void begin_run();
  [[nodiscard]] const Schedule& schedule() const noexcept { return schedule_; }
  // Whether a task of this run has stood in line.
  [[nodiscard]] bool knows(TaskId task) const {
    return task && task.value() <= lineup_.tree().tasks().size();
  }
  // The way to a task of this run. Requires: it is known.
  [[nodiscard]] TaskPath path(TaskId task) const {
    return lineup_.tree().path(lineup_.tree().tasks().at(task.value() - 1));
  }
  // How many questions had more than one answer.
  [[nodiscard]] std::uint64_t questions() const noexcept { return questions_; }

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override;
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] bool cancels() const noexcept override { return inner_.cancels(); }

 private:
  void joins(Place place, TaskId task) override;
  void leaves(Place place) override;
  [[nodiscard]] Place pick() override;
  void touches(ObjectId object, Access access) override;
  void intends(ObjectId object, Access access) override;
  [[nodiscard]] bool minds() const noexcept override {
    return inner_picker_ != nullptr && inner_picker_->minds();
  }
  void notes(Deed deed, std::uint64_t subject) override { inner_picker_->notes(deed, subject); }

  // Who passed whom in a step.
  struct Pass {
    TaskTree::Node node = TaskTree::outside;
    std::uint32_t occurrence = 0;
    TaskTree::Node before = TaskTree::outside;
    std::uint32_t before_occurrence = 0;
    std::uint64_t step = 0;
  };

  void note_pass(Place place);
  Place ask_inner();
  Place ask_with_list();

  Chooser& inner_;
  Picker* inner_picker_;
  Model model_;
  Lineup lineup_;
  std::vector<TaskId> tasks_;      // by place
  std::vector<TaskId> ready_;      // kept for the lists
  TurnCounts counts_;
  Schedule schedule_;
  std::uint64_t questions_ = 0;
  Pass last_{};
};

}  // namespace sim
