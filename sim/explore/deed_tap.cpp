#include "sim/explore/deed_tap.hpp"

#include <utility>

#include "sim/loop/loop.hpp"

namespace sim {

std::uint32_t DeedTap::choose(const Choice& choice) {
  const std::uint32_t answer = inner_ == nullptr ? 0 : inner_->choose(choice);
  if (choice.kind == ChoiceKind::delay && choice.arity > 1) {
    delayed_ = static_cast<double>(answer) / (choice.arity - 1);
  }
  if (choice.kind == ChoiceKind::timer && races_ != nullptr) {
    races_->order().goes_first(choice.arity, answer);
  }
  return answer;
}

void DeedTap::joins(Place place, TaskId task) {
  lineup_.joins(place, task);
  if (line_.size() <= place) line_.resize(place + 1);
  line_[place] = {task, lineup_.step()};
  if (races_ != nullptr) races_->order().wakes(place, task);
  if (lasso_ != nullptr) lasso_->joins(task);
  if (inner_picker_ != nullptr) inner_picker_->joins(place, task);
}

void DeedTap::leaves(Place place) {
  lineup_.leaves(place);
  if (races_ != nullptr) races_->order().withdraws(place);
  if (lasso_ != nullptr) lasso_->leaves(line_[place].task);
  if (inner_picker_ != nullptr) inner_picker_->leaves(place);
}

Picker::Place DeedTap::pick() {
  if (lasso_ != nullptr && lasso_->closed()) throw LassoClosed();
  const std::uint64_t oldest = line_[lineup_.first()].since;
  const Place place = ask_inner();
  const TaskId task = line_[place].task;
  lineup_.steps(place);
  if (races_ != nullptr) races_->steps(place, task);
  if (lasso_ == nullptr) return place;
  lasso_->steps(task, oldest);
  lasso_->leaves(task);
  return place;
}

Picker::Place DeedTap::ask_inner() {
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
    ready_.push_back(line_[place].task);
  }
  return lineup_.at(inner_->choose({ChoiceKind::step, lineup_.count(), "step", ready_}));
}

void DeedTap::touches(ObjectId object, Access access) {
  const bool writes = access == Access::write;
  if (races_ != nullptr) races_->touches(object, writes);
  if (lasso_ != nullptr) lasso_->touches(object, writes);
  if (inner_picker_ != nullptr) inner_picker_->touches(object, access);
}

void DeedTap::notes(Deed deed, std::uint64_t subject) {
  if (races_ != nullptr) tell_order(races_->order(), deed, subject);
  if (lasso_ != nullptr) tell_lasso(deed);
  if (inner_minds_) inner_picker_->notes(deed, subject);
}

// Of the wait whose call is asked for now: how long it takes was asked just before.
HappensBefore::Stretch DeedTap::stretch() {
  const Loop* loop = Loop::current_or_null();
  const double most = loop == nullptr ? 0.0 : loop->jitter();
  return {most, most * std::exchange(delayed_, 0.0)};
}

// What is left out is told by touches or by events; or orders nothing, as standing in a queue.
void DeedTap::tell_order(HappensBefore& order, Deed deed, std::uint64_t subject) {
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
    case Deed::arms: return order.arms(subject, stretch());
    case Deed::comes_due: return order.is_due(subject);
    case Deed::rests: return races_->rests();
    case Deed::drains: return order.drains();
    case Deed::everything: return order.is_after_all();
    default: return;
  }
}

void DeedTap::tell_lasso(Deed deed) {
  switch (deed) {
    case Deed::writes:
    case Deed::makes_cell:
    case Deed::writes_cell:
    case Deed::hears_cell:
    case Deed::stops:
    case Deed::arms:
    case Deed::everything: return lasso_->changes();
    default: return;
  }
}

}  // namespace sim
