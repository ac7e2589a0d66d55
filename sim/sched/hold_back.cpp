#include "sim/sched/hold_back.hpp"

#include <utility>

namespace sim {

HoldBack::HoldBack(const Schedule& schedule, HeldPair pair)
    : replay_(schedule),
      followed_(*replay_.picker()),
      pair_(std::move(pair)),
      in_line_(schedule.model() == Model::any) {}

std::uint32_t HoldBack::choose(const Choice& choice) {
  const bool delays = pair_.armed != 0;
  const bool begins =
      delays ? choice.kind == ChoiceKind::delay && lineup_.step() >= pair_.armed
             : !in_line_ && lineup_.step() >= pair_.instant && pair_.root;
  if (phase_ == Phase::follows && begins) phase_ = Phase::holds;
  if (phase_ == Phase::follows) return replay_.choose(choice);
  return phase_ == Phase::calm ? 0 : answer(choice);
}

// The call that the first descends from takes its longest, or comes last of those that are due.
std::uint32_t HoldBack::answer(const Choice& choice) const {
  if (pair_.armed != 0) {
    const bool its = choice.kind == ChoiceKind::delay && lineup_.step() == pair_.armed;
    return its ? choice.arity - 1 : 0;
  }
  if (in_line_ || choice.kind != ChoiceKind::timer) return 0;
  for (std::uint32_t answer = 0; answer < choice.arity; ++answer) {
    if (choice.ready[answer] != pair_.root) return answer;
  }
  return 0;
}

void HoldBack::joins(Place place, TaskId task) {
  lineup_.joins(place, task);
  if (phase_ == Phase::follows) followed_.joins(place, task);
}

void HoldBack::leaves(Place place) {
  lineup_.leaves(place);
  if (place == held_) held_ = Lineup::nobody;
  if (phase_ == Phase::follows) followed_.leaves(place);
}

Picker::Place HoldBack::pick() {
  Place place = Lineup::nobody;
  if (phase_ == Phase::follows) {
    place = follow();
    if (in_line_ && pair_.armed == 0 && lineup_.step() + 1 == pair_.step) {
      phase_ = Phase::holds;
      held_ = place;
    }
  }
  if (phase_ != Phase::follows) place = first_but_held();
  lineup_.steps(place);
  return place;
}

Picker::Place HoldBack::follow() {
  const Place place = followed_.pick();
  if (place != first_in_line) return place;
  followed_.leaves(lineup_.first());
  return lineup_.first();
}

// Where nobody else is ready, or all that are only go round, it waits no longer.
Picker::Place HoldBack::first_but_held() {
  Place place = lineup_.first();
  const bool patient = lineup_.step() < pair_.step + patience;
  if (place == held_ && patient) place = lineup_.standing(place).next;
  if (place != Lineup::nobody && place != held_) return place;
  if (phase_ == Phase::holds) phase_ = Phase::calm;
  return std::exchange(held_, Lineup::nobody);
}

void HoldBack::touches(ObjectId object, Access access) {
  if (phase_ != Phase::holds || object != pair_.object) return;
  if (access == Access::read && !pair_.first_writes) return;
  const TaskPath path = lineup_.tree().path(lineup_.running());
  reversed_ = path == pair_.second;
  if (!reversed_ && path != pair_.first) return;
  phase_ = Phase::calm;
  held_ = Lineup::nobody;
}

}  // namespace sim
