// The line of those who are ready, where a picker says who steps.

#include <utility>

#include "sim/base/check.hpp"
#include "sim/loop/loop.hpp"

namespace sim {
namespace {

// Rare, and not worth the registers that it takes.
template <class Line>
[[gnu::noinline, gnu::cold]] void lengthen(Line& line) {
  line.emplace_back();
}

// Whether it is the turn of one whom a loop that was halted has left standing.
constexpr bool is_over(TurnNumber turn, TurnNumber this_turn) noexcept {
  return static_cast<std::int32_t>(turn - this_turn) < 0;
}

}  // namespace

// Leaves it to the caller to count the turn.
inline void Loop::join_line(Runnable& runnable, TurnNumber turn) {
  if (free_ == Picker::first_in_line) [[unlikely]] {
    free_ = static_cast<Picker::Place>(line_.size());
    lengthen(line_);
  }
  const Picker::Place place = free_;
  Standing& standing = line_[place];
  free_ = standing.next_free;
  standing.who = &runnable;
  standing.turn = turn;
  runnable.timer_ = Runnable::first_place + place;
  picker_->joins(place, runnable.owner());
}

// Leaves it to the caller to unlink it.
inline void Loop::leave_line(Runnable& runnable) noexcept {
  const Picker::Place place =
      std::exchange(runnable.timer_, Runnable::no_timer) - Runnable::first_place;
  Standing& standing = line_[place];
  picked_turn_ = standing.turn;
  if (picked_turn_ == this_turn()) [[likely]] {
    --turns_.now;
  } else {
    --turns_.of(picked_turn_, this_turn());
  }
  standing.who = nullptr;
  standing.next_free = std::exchange(free_, place);
}

// Requires: the batch is not empty.
inline Runnable& Loop::pick_ready() {
  const Picker::Place place = picker_->pick();
  if (place == Picker::first_in_line) {
    picker_->leaves(ready_.first_of_batch()->timer_ - Runnable::first_place);
    Runnable& first = ready_.take_first();
    leave_line(first);
    return first;
  }
  const auto standing = line_.begin() + place;
  SIM_CHECK(standing < line_.end() && standing->who != nullptr,
            "a picker picks a place that nobody has");
  Runnable& picked = *standing->who;
  leave_line(picked);
  picked.unlink();
  return picked;
}

// The picker has heard of the batch and not yet of what came since.
void Loop::line_up(TurnNumber turn) {
  std::size_t joined = 0;
  for (Runnable* r = ready_.first_incoming(); r != nullptr; r = ready_.next_incoming(*r)) {
    join_line(*r, turn);
    ++joined;
  }
  turns_.of(turn, this_turn()) += joined;
  ready_.begin_batch();
}

// Somebody is taken out of the line. Where nobody else waits for the next iteration that one comes
// all the same, as where there is no picker.
void Loop::withdraw(Runnable& runnable) noexcept {
  picker_->leaves(runnable.timer_ - Runnable::first_place);
  leave_line(runnable);
  runnable.unlink();
  const bool was_for_later = is_over(this_turn(), picked_turn_);
  const bool others = turns_.next + turns_.later > 0 || ready_.any_incoming();
  if (was_for_later && !others) hitch_.stale = true;
}

// It is not only the turn of those whose turn was the next one: all are counted anew.
[[gnu::noinline, gnu::cold]] void Loop::begin_turn() {
  turns_ = {};
  for (Runnable* r = ready_.first_of_batch(); r != nullptr; r = ready_.next_of_batch(*r)) {
    ++turns_.of(line_[r->timer_ - Runnable::first_place].turn, this_turn());
  }
}

// Who would be the only one in line need not stand in it. Returns false, and does nothing, if there
// is no such one.
inline bool Loop::step_alone() {
  const bool alone = !ready_.batch_left() && ready_.any_incoming() && ready_.few_incoming();
  if (!alone || minded_ != nullptr || free_ == Picker::first_in_line) return false;
  Runnable& only = ready_.take_incoming();
  const Picker::Place picked = picker_->pick_only(free_, only.owner());
  SIM_CHECK(picked == free_ || picked == Picker::first_in_line,
            "a picker picks a place that nobody has");
  step(only);
  return true;
}

// Iterations, each until all have run whose turn it is, though newer ones may run among them. Where
// nobody is left in line, those who come next line up as the next iteration begins. Flat, as most
// steps have one newcomer and the call would cost as much as to put it in line; and many in one
// call, for the same reason.
[[gnu::flatten]] void Loop::run_by_pick(bool once) {
  do {
    if (ready_.empty() && !hitch_.stale) advance();
    hitch_.stale = false;
    begin_counted_iteration();
    if (!turns_.begin()) [[unlikely]] begin_turn();
    note(Deed::iterates);
    if (timers_.any_due(now())) {
      line_up(this_turn());
      collect_due_by_choice();
    }
    if (step_alone()) continue;
    line_up(this_turn());
    while (turns_.now > 0 && !hitch_.halted) {
      Runnable& picked = pick_ready();
      const TurnNumber turn = is_over(picked_turn_, this_turn()) ? this_turn() : picked_turn_;
      step(picked);
      if (ready_.has_incoming() && (ready_.batch_left() || minded_ != nullptr)) line_up(turn + 1);
    }
    note(Deed::rests);
  } while (!once && !hitch_.halted && due_or_ready());
  if (ready_.has_incoming()) line_up(this_turn() + 1);
}

// A picker that is calm and minds nothing need not be there.
void Loop::set_chooser(Chooser* chooser) {
  SIM_CHECK(!in_iteration_, "a chooser is set in the middle of an iteration");
  forget_line();
  numbered_.clear();
  chooser_ = chooser;
  picker_ = chooser == nullptr ? nullptr : chooser->picker();
  calm_ = picker_ != nullptr && picker_->calm() && !picker_->minds();
  if (calm_) picker_ = nullptr;
  minded_ = picker_ != nullptr && picker_->minds() ? picker_ : nullptr;
  set_probe(probe_);
  set_jitter(jitter_);
  if (picker_ == nullptr) return;
  for (Runnable* r = ready_.first_of_batch(); r != nullptr; r = ready_.next_of_batch(*r)) {
    join_line(*r, this_turn() + 1);
    ++turns_.next;
  }
}

// All stand in line again as if they came now.
void Loop::forget_line() noexcept {
  ready_.begin_batch();
  for (Runnable* r = ready_.first_of_batch(); r != nullptr; r = ready_.next_of_batch(*r)) {
    r->timer_ = Runnable::no_timer;
  }
  line_.clear();
  turns_ = {};
  free_ = Picker::first_in_line;
}

}  // namespace sim
