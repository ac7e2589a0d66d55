#include "sim/explore/order_tap.hpp"

namespace sim {

std::uint32_t OrderTap::choose(const Choice& choice) {
  const std::uint32_t answer = inner_ == nullptr ? 0 : inner_->choose(choice);
  if (choice.kind == ChoiceKind::timer) races_.order().goes_first(choice.arity, answer);
  return answer;
}

void OrderTap::joins(Place place, TaskId task) {
  lineup_.joins(place, task);
  if (tasks_.size() <= place) tasks_.resize(place + 1);
  tasks_[place] = task;
  races_.order().wakes(place, task);
  if (inner_picker_ != nullptr) inner_picker_->joins(place, task);
}

void OrderTap::leaves(Place place) {
  lineup_.leaves(place);
  races_.order().withdraws(place);
  if (inner_picker_ != nullptr) inner_picker_->leaves(place);
}

Picker::Place OrderTap::pick() {
  const Place place = ask_inner();
  lineup_.steps(place);
  races_.steps(place, tasks_[place]);
  return place;
}

Picker::Place OrderTap::ask_inner() {
  if (inner_picker_ != nullptr) {
    const Place place = inner_picker_->pick();
    if (place != first_in_line) return place;
    inner_picker_->leaves(lineup_.first());
    return lineup_.first();
  }
  if (inner_ == nullptr || lineup_.count() == 1) return lineup_.first();
  ready_.clear();
  for (Place place = lineup_.first(); place != Lineup::nobody;
       place = lineup_.standing(place).next) {
    ready_.push_back(tasks_[place]);
  }
  return lineup_.at(inner_->choose({ChoiceKind::step, lineup_.count(), "step", ready_}));
}

void OrderTap::touches(ObjectId object, Access access) {
  races_.touches(object, access == Access::write);
  if (inner_picker_ != nullptr) inner_picker_->touches(object, access);
}

void OrderTap::notes(Deed deed, std::uint64_t subject) {
  tell(deed, subject);
  if (inner_minds_) inner_picker_->notes(deed, subject);
}

// What is left out is told by touches or by events; or orders nothing, as standing in a queue.
void OrderTap::tell(Deed deed, std::uint64_t subject) {
  HappensBefore& order = races_.order();
  const auto object = [&]() -> HappensBefore::Thing& {
    return order.object(ObjectId{static_cast<std::uint32_t>(subject)});
  };
  switch (deed) {
    case Deed::reads: return order.sees(object());
    case Deed::writes: return order.signals(object());
    case Deed::reads_cell:
    case Deed::joins_cell: return order.sees(order.cell(subject));
    case Deed::writes_cell: return order.signals(order.cell(subject));
    case Deed::hears_cell: return order.listens(order.cell(subject));
    case Deed::stops: return order.stops(TaskId{subject});
    case Deed::arms: return order.arms(subject);
    case Deed::comes_due: return order.is_due(subject);
    case Deed::rests: return races_.rests();
    case Deed::drains: return order.drains();
    case Deed::everything: return order.is_after_all();
    default: return;
  }
}

}  // namespace sim
