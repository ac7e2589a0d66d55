#include "sim/sched/record.hpp"

namespace sim {

void ScheduleRecorder::begin_run() {
  lineup_.begin_run();
  counts_.begin_run();
  schedule_ = Schedule(model_);
  questions_ = 0;
  last_ = {};
}

std::uint32_t ScheduleRecorder::choose(const Choice& choice) {
  const auto [node, occurrence] = counts_.next(lineup_, choice);
  const std::uint32_t answer = inner_.choose(choice);
  ++questions_;
  if (answer != 0) {
    schedule_.add({choice.kind, {lineup_.tree().path(node), occurrence}, {}, answer},
                  lineup_.step());
    last_ = {};
  }
  return answer;
}

void ScheduleRecorder::joins(Place place, TaskId task) {
  lineup_.joins(place, task);
  if (inner_picker_ != nullptr) return inner_picker_->joins(place, task);
  if (tasks_.size() <= place) tasks_.resize(place + 1);
  tasks_[place] = task;
}

void ScheduleRecorder::leaves(Place place) {
  lineup_.leaves(place);
  if (inner_picker_ != nullptr) inner_picker_->leaves(place);
}

Picker::Place ScheduleRecorder::pick() {
  const Place place = ask_inner();
  if (lineup_.count() > 1) ++questions_;
  if (place != lineup_.first()) note_pass(place);
  lineup_.steps(place);
  return place;
}

void ScheduleRecorder::note_pass(Place place) {
  const Lineup::Standing& who = lineup_.standing(place);
  const Lineup::Standing& first = lineup_.standing(lineup_.first());
  const std::uint64_t step = lineup_.step() + 1;
  const Pass pass{who.node, who.occurrence, first.node, first.occurrence, step};
  const bool goes_on = who.node != TaskTree::outside && last_.node == pass.node &&
                       last_.occurrence + 1 == pass.occurrence && last_.before == pass.before &&
                       last_.before_occurrence == pass.before_occurrence && last_.step + 1 == step;
  last_ = pass;
  if (goes_on) return schedule_.extend_last();
  schedule_.add({ChoiceKind::step, lineup_.turn(place), lineup_.turn(lineup_.first())}, step);
}

Picker::Place ScheduleRecorder::ask_inner() {
  if (inner_picker_ == nullptr) return ask_with_list();
  const Place place = inner_picker_->pick();
  if (place != first_in_line) return place;
  inner_picker_->leaves(lineup_.first());
  return lineup_.first();
}

Picker::Place ScheduleRecorder::ask_with_list() {
  if (lineup_.count() == 1) return lineup_.first();
  ready_.clear();
  for (Place place = lineup_.first(); place != Lineup::nobody;
       place = lineup_.standing(place).next) {
    ready_.push_back(tasks_[place]);
  }
  return lineup_.at(inner_.choose({ChoiceKind::step, lineup_.count(), "step", ready_}));
}

void ScheduleRecorder::touches(ObjectId object, Access access) {
  if (inner_picker_ != nullptr) inner_picker_->touches(object, access);
}

void ScheduleRecorder::intends(ObjectId object, Access access) {
  if (inner_picker_ != nullptr) inner_picker_->intends(object, access);
}

}  // namespace sim
