#include "sim/sched/delay_bounded.hpp"

namespace sim {

void DelayBoundedStrategy::begin() {
  lineup_.begin_run();
  questions_ = 0;
  delays_used_ = 0;
  now_.arities.clear();
}

Picker::Place DelayBoundedStrategy::next() {
  const Place place =
      lineup_.count() == 1 ? lineup_.first() : lineup_.at(ask(lineup_.count()));
  lineup_.steps(place);
  return place;
}

std::uint32_t DelayBoundedStrategy::ask(std::uint32_t arity) {
  const std::uint32_t question = questions_++;
  if (delays_used_ == now_.delays.size()) {
    now_.arities.push_back(arity);
    return 0;
  }
  if (now_.delays[delays_used_].question != question) return 0;
  const std::uint32_t answer = now_.delays[delays_used_++].answer;
  return answer < arity ? answer : 0;
}

void DelayBoundedStrategy::end_run(bool) {
  runs_.push_back(now_);
  while (!find_next()) {
    if (runs_below_ == runs_.size()) {  // no run at this bound: nothing more can be delayed
      exhausted_ = true;
      return;
    }
    runs_below_ = runs_.size();
    ++bound_;
    parent_ = at_ = 0;
  }
}

std::uint32_t DelayBoundedStrategy::first_free(const Run& run) {
  return run.delays.empty() ? 0 : run.delays.back().question + 1;
}

// The next way to add one delay to a run below the bound, so that it costs as much as the bound.
bool DelayBoundedStrategy::find_next() {
  for (; parent_ < runs_below_; ++parent_, at_ = 0) {
    const Run& parent = runs_[parent_];
    const std::uint32_t skips = bound_ - parent.cost;
    while (at_ < parent.arities.size()) {
      const std::size_t index = at_++;
      if (skips >= parent.arities[index]) continue;
      const auto question = static_cast<std::uint32_t>(first_free(parent) + index);
      now_.delays = parent.delays;
      now_.delays.push_back({question, skips});
      now_.cost = bound_;
      return true;
    }
  }
  return false;
}

}  // namespace sim
