#include "sim/sched/dpor.hpp"

#include <algorithm>
#include <utility>

#include "sim/sched/dpor_waits.hpp"

namespace sim {

using dpor::Pending;

void DporStrategy::begin() {
  if (plain_) {
    lineup_.begin_run();
    answers_.begin();
    return;
  }
  acts_.clear();
  watch_.begin_run();
  pending_.clear();
  begun_ = 0;
  outside_ = watching_ = true;
  acted_ = drained_ = false;
  due_ = {};
}

// ---- the run ---------------------------------------------------------------------------------

void DporStrategy::joins(Place place, TaskId task) {
  if (plain_) return lineup_.joins(place, task);
  if (outside_) act_from_outside();
  watch_.joins(place, task);
}

void DporStrategy::withdraw(Place place) {
  if (plain_) return lineup_.leaves(place);
  if (outside_) {
    act_from_outside();
  } else {
    for (const Standing& who : watch_.line()) {
      if (who.place != place) continue;
      if (watching_ && begun_ > known_) add_pending(Pending::Why::withdrawn, who, begun_ - 1);
      due_.leaves(who.id);
      if (rounds_) watch_.notes(Deed::everything, 0);  // the iteration may be over sooner
    }
  }
  watch_.leaves(place);
}

void DporStrategy::notes(Deed deed, std::uint64_t subject) {
  if (plain_) return;
  switch (deed) {
    case Deed::rests:
      end_step();
      outside_ = true;
      acted_ = false;
      return;
    case Deed::iterates:
      drained_ = false;
      iterates_ = true;
      return;
    case Deed::drains: drained_ = true; return;
    case Deed::writes_cell:
    case Deed::writes:
    case Deed::stops:
      if (outside_ && begun_ > 0) act_from_outside();
      break;
    default: break;
  }
  watch_.notes(deed, subject);
}

// What has joined or left between two iterations has done so from outside, or for the clock.
void DporStrategy::act_from_outside() {
  if (!watching_ || std::exchange(acted_, true)) return;
  add_automatic();
}

void DporStrategy::add_automatic() {
  const std::uint32_t index = begun_++;
  const bool empty = watch_.line().empty();
  Step step = watch_.automatic(index);
  if (index < known_) return;
  if (!step.drained && !drained_ && index > 0) acts_.push_back({index, empty});
  if (index > 0) add_passed_over(index - 1);
  steps_.push_back(std::move(step));
  points_.resize(index);
  points_.emplace_back();
}

// Where an iteration is over, and something is done from outside: whoever stands in line then could
// have come before it was over.
void DporStrategy::add_passed_over(std::uint32_t at) {
  if (!steps_[at].closes) return;
  for (const Standing& who : watch_.line()) add_pending(Pending::Why::halted, who, at);
}

void DporStrategy::add_pending(Pending::Why why, const Standing& who, std::uint32_t at) {
  Pending pending{.why = why, .cause = who.cause, .at = at};
  pending.event.id = who.id;
  pending.event.task = who.task;
  pending.event.cause = steps_[who.cause].event.id;
  pending.event.everything = true;  // nobody knows what it would do
  pending_.push_back(std::move(pending));
}

Picker::Place DporStrategy::next() {
  if (plain_) return next_of_all();
  end_step();
  outside_ = false;
  if (begun_ >= steps_max && std::exchange(watching_, false)) cut_ = true;
  if (!watching_) return step_calmly();
  forced_ = true;
  if (rounds_ && std::exchange(iterates_, false)) note_due();
  const Standing* who = choose_step();
  if (who == nullptr) {
    ++redundant_;
    --traces_;
    watching_ = false;
    return step_calmly();
  }
  const Place place = who->place;
  in_turn_ = due_.has(who->id);
  due_.leaves(who->id);
  arities_.clear();
  watch_.begin_step(Standing(*who), begun_++);
  return place;
}

Picker::Place DporStrategy::next_of_all() {
  const std::uint32_t count = lineup_.count();
  const Place place = count == 1 ? lineup_.first() : lineup_.at(answers_.ask(count));
  lineup_.steps(place);
  return place;
}

Picker::Place DporStrategy::step_calmly() {
  const Place place = watch_.line().front().place;
  watch_.leaves(place);
  return place;
}

const DporStrategy::Standing* DporStrategy::choose_step() {
  if (begun_ < known_) {
    row_ = steps_[begun_].event.answers;
    return find_or_lose(steps_[begun_].event.id);
  }
  Point& point = reach(begun_);
  row_.clear();
  if (ahead_.empty()) {
    forced_ = false;
    return choose_free(point);
  }
  dpor::WakeupTree::Node node = ahead_.take_first();
  if (!ahead_.empty()) point.left = std::move(ahead_);
  ahead_ = std::move(node.after);
  row_ = node.event.answers;
  return find_or_lose(node.event.id);
}

// Who is not ready though another run has shown that it would be: then steps do more than they
// tell, and nothing can be left out.
const DporStrategy::Standing* DporStrategy::find_or_lose(dpor::Id id) {
  const Standing* who = find(id);
  lost_ = lost_ || who == nullptr;
  return who;
}

DporStrategy::Point& DporStrategy::reach(std::uint32_t index) {
  if (index == points_.size()) {
    points_.emplace_back();
    if (index > 0) sleep_on(index);
  }
  points_[index].due = due_;
  return points_[index];
}

// Whoever does not depend on the step between.
void DporStrategy::sleep_on(std::uint32_t index) {
  const Point& before = points_[index - 1];
  const Step& step = steps_[index - 1];
  Point& point = points_[index];
  point.asleep = before.asleep;
  std::erase_if(point.asleep, [&](const Event& event) {
    return step.bars() || before.due.is_last(event.id) || dependent(event, step.event);
  });
}

void DporStrategy::note_due() {
  std::vector<dpor::Id> ids;
  for (const Standing& who : watch_.line()) ids.push_back(who.id);
  due_ = dpor::Due(std::move(ids));
}

const DporStrategy::Standing* DporStrategy::find(dpor::Id id) const {
  for (const Standing& who : watch_.line()) {
    if (who.id == id) return &who;
  }
  return nullptr;
}

// The first in line that was not done from here before; one that would only wait comes when there
// is nothing else to do.
const DporStrategy::Standing* DporStrategy::choose_free(const Point& point) const {
  const Standing* waits = nullptr;
  bool anybody_sleeps = false;
  for (const Standing& who : watch_.line()) {
    const bool sleeps = std::ranges::any_of(
        point.asleep, [&](const Event& event) { return event.id == who.id; });
    anybody_sleeps = anybody_sleeps || sleeps;
    if (sleeps) continue;
    if (!watch_.would_wait(who)) return &who;
    if (waits == nullptr) waits = &who;
  }
  return anybody_sleeps ? nullptr : waits;
}

std::uint32_t DporStrategy::answer(const Choice& choice) {
  if (plain_) return answers_.ask(choice.arity);
  if (choice.kind == ChoiceKind::timer) return 0;  // all of them are ready then
  if (!watch_.in_step()) {
    cut_ = cut_ || watching_;  // it is asked by no step
    return 0;
  }
  const std::size_t question = arities_.size();
  arities_.push_back(choice.arity);
  const std::uint32_t answer =
      question < row_.size() && row_[question] < choice.arity ? row_[question] : 0;
  watch_.answered(answer);
  return answer;
}

void DporStrategy::end_step() {
  if (!watch_.in_step()) return;
  Step step = watch_.end_step();
  if (begun_ <= known_) return;
  if (step.pure && forced_) stay(step);  // another run has shown that it is to wait here
  step.in_turn = in_turn_;
  step.closes = due_.over();
  step.event.cause = steps_[step.cause].event.id;
  steps_.push_back(std::move(step));
  add_ways_to_answer();
}

// All other answers to the questions that were not asked in the run that has shown this step.
void DporStrategy::add_ways_to_answer() {
  const Step& step = steps_.back();
  for (std::size_t question = row_.size(); question < arities_.size(); ++question) {
    for (std::uint32_t answer = 1; answer < arities_[question]; ++answer) {
      Event other = step.event;
      other.answers.resize(question);
      other.answers.push_back(answer);
      points_.back().left.add(std::move(other));
    }
  }
}

// ---- after the run ---------------------------------------------------------------------------

void DporStrategy::end_run(bool) {
  ++traces_;
  if (plain_) {
    exhausted_ = !answers_.go_on();
    return;
  }
  end_step();
  cut_ = cut_ || steps_.empty();  // it was not told of any: it picks nothing
  if (watching_ && !drained_) note_end();
  if (analyse() && !lost_) return go_back();
  begin_anew();
}

// It matters when iterations end; or steps do more than they tell, and all schedules are made.
void DporStrategy::begin_anew() {
  plain_ = lost_;
  rounds_ = !plain_;
  watch_.count_waits();
  races_.count_waits();
  steps_.clear();
  points_.clear();
  ahead_ = {};
  known_ = 0;
  traces_ = 0;
}

// The run was ended from outside, or by its last step, or left in the middle of an iteration.
void DporStrategy::note_end() {
  const auto count = static_cast<std::uint32_t>(steps_.size());
  if (count > 0) add_passed_over(count - 1);
  const bool by_step = count > 0 && !steps_.back().automatic &&
                       (steps_.back().event.everything || !outside_);
  if (by_step) {
    for (const Standing& who : watch_.line()) {
      add_pending(Pending::Why::halted, who, count - 1);
    }
  } else {
    acts_.push_back({count, watch_.line().empty()});
  }
}

// Returns whether the program can be reduced.
bool DporStrategy::analyse() {
  const dpor::Settled settled = dpor::settle_waits(steps_, known_, pending_);
  for (std::size_t index = settled.gone.size(); index-- > known_;) {
    if (settled.gone[index]) points_.erase(points_.begin() + static_cast<std::ptrdiff_t>(index));
  }
  if (settled.stayed) wake_sleepers();
  races_.update(steps_, known_);
  for (const Act& act : acts_) {
    if (rounds_) break;
    if (!act.empty) return false;
    if (!races_.closed(settled.now[act.at], steps_, watch_.awaited_outside())) return false;
  }
  for (const Pending& pending : pending_) races_.add(pending, steps_);
  for (dpor::Reversal& reversal : races_.reversals()) insert(reversal);
  return true;
}

// Steps that wait where they stand touch more than was known when they were made.
void DporStrategy::wake_sleepers() {
  for (std::uint32_t index = known_ + 1; index < points_.size() && index <= steps_.size();
       ++index) {
    sleep_on(index);
  }
}

void DporStrategy::insert(dpor::Reversal& reversal) {
  Point& point = points_[reversal.at];
  const bool done = std::ranges::any_of(point.asleep, [&](const Event& event) {
    return may_begin(event, reversal.row, point.due);
  });
  if (!done) point.left.insert(std::move(reversal.row), point.due);
}

// To the last point from which something is left to be done.
void DporStrategy::go_back() {
  points_.resize(steps_.size());
  while (!steps_.empty()) {
    Point& point = points_.back();
    if (!steps_.back().automatic) point.asleep.push_back(std::move(steps_.back().event));
    steps_.pop_back();
    if (!point.left.empty()) {
      ahead_ = {};
      ahead_.put(point.left.take_first());
      known_ = static_cast<std::uint32_t>(steps_.size());
      return;
    }
    points_.pop_back();
  }
  exhausted_ = true;
}

}  // namespace sim
