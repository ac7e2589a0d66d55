// The line of those who are ready, where a picker says who steps.

#include <utility>

#include "sim/base/check.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

inline void Loop::join_line(Runnable& runnable, TurnNumber turn) {
  if (free_ == Picker::first_in_line) [[unlikely]] {
    free_ = static_cast<Picker::Place>(line_.size());
    line_.emplace_back();
  }
  const Picker::Place place = free_;
  Standing& standing = line_[place];
  free_ = standing.next_free;
  standing.who = &runnable;
  standing.turn = turn;
  ++turns_.of(turn, this_turn());
  runnable.timer_ = Runnable::first_place + place;
  picker_->joins(place, runnable.owner());
}

inline void Loop::leave_line(Runnable& runnable) noexcept {
  const Picker::Place place =
      std::exchange(runnable.timer_, Runnable::no_timer) - Runnable::first_place;
  Standing& standing = line_[place];
  picked_turn_ = standing.turn;
  --turns_.of(picked_turn_, this_turn());
  standing.who = nullptr;
  standing.next_free = std::exchange(free_, place);
  runnable.unlink();
}

inline Runnable& Loop::pick_ready() {
  const Picker::Place place = picker_->pick();
  Runnable* picked = ready_.first_of_batch();
  if (place == Picker::first_in_line) {
    picker_->leaves(picked->timer_ - Runnable::first_place);
  } else {
    const auto standing = line_.begin() + place;
    SIM_CHECK(standing < line_.end() && standing->who != nullptr,
              "a picker picks a place that nobody has");
    picked = standing->who;
  }
  leave_line(*picked);
  return *picked;
}

// The picker has heard of the batch and not yet of what came since.
void Loop::line_up(TurnNumber turn) {
  for (Runnable* r = ready_.first_incoming(); r != nullptr; r = ready_.next_incoming(*r)) {
    join_line(*r, turn);
  }
  ready_.begin_batch();
}

// Somebody is taken out of the line.
void Loop::withdraw(Runnable& runnable) noexcept {
  picker_->leaves(runnable.timer_ - Runnable::first_place);
  leave_line(runnable);
}

// Whose turn was the next one.
inline void Loop::begin_turn() {
  if (turns_.begin()) [[likely]] return;
  turns_ = {};
  for (Runnable* r = ready_.first_of_batch(); r != nullptr; r = ready_.next_of_batch(*r)) {
    ++turns_.of(line_[r->timer_ - Runnable::first_place].turn, this_turn());
  }
}

// Until all have run whose turn this is, though newer ones may run among them. Flat, as most steps
// have one newcomer and the call would cost as much as to put it in line.
[[gnu::flatten]] void Loop::iterate_by_pick() {
  if (!any_ready() && !stale_) advance();
  stale_ = false;
  ++iteration_;
  begin_turn();
  note(Deed::iterates);
  line_up(this_turn());
  if (!timers_.empty()) {
    collect_due_by_choice();
    line_up(this_turn());
  }
  while (turns_.now > 0 && !halted_) {
    Runnable& picked = pick_ready();
    const TurnNumber turn = picked_turn_;
    step(picked);
    if (ready_.has_incoming()) line_up(turn + 1);
  }
  note(Deed::rests);
}

void Loop::set_chooser(Chooser* chooser) {
  SIM_CHECK(!in_iteration_, "a chooser is set in the middle of an iteration");
  forget_line();
  numbered_.clear();
  chooser_ = chooser;
  picker_ = chooser == nullptr ? nullptr : chooser->picker();
  minded_ = picker_ != nullptr && picker_->minds() ? picker_ : nullptr;
  set_probe(probe_);
  set_jitter(jitter_);
  if (picker_ == nullptr) return;
  for (Runnable* r = ready_.first_of_batch(); r != nullptr; r = ready_.next_of_batch(*r)) {
    join_line(*r, this_turn() + 1);
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
