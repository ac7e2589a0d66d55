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

// Where all step in their order nobody needs a place, and what a runnable knows in its stead is its
// turn, of which so much is kept that it cannot be mistaken.
constexpr std::uint32_t mark_of(TurnNumber turn) noexcept {
  return Runnable::first_place + turn % (Runnable::first_place / 2);
}

constexpr TurnNumber turn_of(std::uint32_t mark, TurnNumber this_turn) noexcept {
  const auto ahead = static_cast<std::int32_t>((mark - this_turn) << 2) >> 2;
  return this_turn + static_cast<TurnNumber>(ahead);
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

// Somebody is taken out of the line.
void Loop::withdraw(Runnable& runnable) noexcept {
  if (picker_->calm()) {
    const std::uint32_t mark = std::exchange(runnable.timer_, Runnable::no_timer);
    --turns_.of(turn_of(mark, this_turn()), this_turn());
  } else {
    picker_->leaves(runnable.timer_ - Runnable::first_place);
    leave_line(runnable);
  }
  runnable.unlink();
}

// It is not only the turn of those whose turn was the next one: all are counted anew.
[[gnu::noinline, gnu::cold]] void Loop::begin_turn() {
  turns_ = {};
  for (Runnable* r = ready_.first_of_batch(); r != nullptr; r = ready_.next_of_batch(*r)) {
    const TurnNumber turn = picker_->calm() ? turn_of(r->timer_, this_turn())
                                            : line_[r->timer_ - Runnable::first_place].turn;
    ++turns_.of(turn, this_turn());
  }
}

// Until all have run whose turn this is, though newer ones may run among them. Flat, as most steps
// have one newcomer and the call would cost as much as to put it in line; and in two, for the one
// that has less to do needs fewer registers.
void Loop::iterate_by_pick() {
  struct Iteration {
    static void begin(Loop& loop) {
      if (loop.ready_.empty() && !loop.hitch_.stale) loop.advance();
      loop.hitch_.stale = false;
      ++loop.iteration_;
      if (!loop.turns_.begin()) [[unlikely]] loop.begin_turn();
      loop.note(Deed::iterates);
    }
    static bool any_due(Loop& loop) {
      return !loop.timers_.empty() && loop.timers_.earliest() <= loop.now();
    }

    [[gnu::noinline, gnu::flatten]] static void picked(Loop& loop) {
      begin(loop);
      loop.line_up(loop.this_turn());
      if (any_due(loop)) {
        loop.collect_due_by_choice();
        loop.line_up(loop.this_turn());
      }
      while (loop.turns_.now > 0 && !loop.hitch_.halted) {
        Runnable& picked = loop.pick_ready();
        const TurnNumber turn = loop.picked_turn_;
        loop.step(picked);
        if (loop.ready_.has_incoming()) loop.line_up(turn + 1);
      }
      loop.note(Deed::rests);
    }

    // What line_up() does. Gives how many they were.
    static std::size_t mark_incoming(ReadyQueue& ready, std::uint32_t mark) {
      std::size_t count = 0;
      for (Runnable* r = ready.first_incoming(); r != nullptr; r = ready.next_incoming(*r)) {
        r->timer_ = mark;
        ++count;
      }
      ready.begin_batch();
      return count;
    }
    [[gnu::noinline, gnu::flatten]] static void calm(Loop& loop) {
      begin(loop);
      const TurnNumber now = loop.this_turn();
      ReadyQueue& ready = loop.ready_;
      Turns& turns = loop.turns_;
      const std::uint32_t this_mark = mark_of(now);
      turns.now += mark_incoming(ready, this_mark);
      if (any_due(loop)) {
        loop.collect_due_by_choice();
        turns.now += mark_incoming(ready, this_mark);
      }
      while (turns.now > 0 && !loop.hitch_.halted) {
        Runnable& first = ready.take_first();
        const std::uint32_t mark = std::exchange(first.timer_, Runnable::no_timer);
        --(mark == this_mark ? turns.now : turns.of(turn_of(mark, now), now));
        loop.step(first);
        if (!ready.has_incoming()) continue;
        const std::size_t count = mark_incoming(ready, mark_of(mark + 1));
        (mark == this_mark ? turns.next : turns.of(turn_of(mark + 1, now), now)) += count;
      }
      loop.note(Deed::rests);
    }
  };
  if (picker_->calm()) return Iteration::calm(*this);
  Iteration::picked(*this);
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
    if (picker_->calm()) {
      r->timer_ = mark_of(this_turn() + 1);
    } else {
      join_line(*r, this_turn() + 1);
    }
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
