#include "sim/loop/timer_heap.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/look_ahead.hpp"

namespace sim {

void TimerHeap::push_far(std::int64_t when, Runnable& runnable) {
  if (!far_.has_room()) [[unlikely]] return push_far_making_room(when, runnable);
  if (when < near_[0].when) {
    far_.lower_bound(when);
    near_[0].when = when;  // as see_bound(), which is the same at all times
  }
  far_.push_in_room(when, runnable, runnable.timer_);
}

[[gnu::noinline]] void TimerHeap::push_far_making_room(std::int64_t when, Runnable& runnable) {
  far_.make_room();
  push_far(when, runnable);
}

// There is a radix heap, or will be; before it there may be no room.
void TimerHeap::push_between(std::int64_t when, Runnable& runnable) {
  if (near_count() == near_max) {
    give_half_away();
    if (when >= far_.last()) return push_far(when, runnable);
  }
  insert_near(when, runnable);
}

// What comes later than the half that stays begins the radix heap, or stands before all in it; also
// before those with the same deadline, as they were pushed later.
void TimerHeap::give_half_away() {
  constexpr std::size_t half = near_max / 2;
  RadixHeap::Due* const near = near_.data() + 1;
  const std::int64_t last = near[half - 1].when;
  std::size_t first = 0;
  if (far_.none_kept()) {
    far_.begin_at(last);
  } else {
    const std::int64_t before = far_.last();
    far_.lower_last(last);
    for (; first < half && near[first].when == before; ++first) {
      near[first].runnable->timer_ = far_.push_first(before, *near[first].runnable);
    }
  }
  for (std::size_t i = half; i-- > first;) push_far(near[i].when, *near[i].runnable);
  std::copy(near + half, near + near_max, near);
  next_ = near_.data() + (near_max - half);
  near_full_ = near_.data();
  see_bound();
}

namespace {

// What a runnable is part of begins before it; with a task it is that much.
constexpr std::ptrdiff_t before_runnable = 48;

}  // namespace

// Those who come next lie anywhere in memory, and a processor would wait for each of them, and then
// for what each of them needs. So all of them are asked for at once, and then what they need.
[[gnu::noinline]] void TimerHeap::look_ahead(const RadixHeap::Due* end) noexcept {
  const RadixHeap::Due* const begin = near_.data() + 1;
  for (const RadixHeap::Due* due = begin; due < end; ++due) {
    ask_for_memory(due->runnable, 1);
    ask_for_memory(reinterpret_cast<const char*>(due->runnable) - before_runnable, 1);
  }
  for (const RadixHeap::Due* due = begin; due < end; ++due) {
    due->runnable->act(RunnableOp::nears);
  }
}

// Returns false if there is nothing.
bool TimerHeap::refill() {
  RadixHeap::Due* const begin = near_.data() + 1;
  RadixHeap::Due* const end = begin + far_.take(begin, near_max);
  if (far_.none_kept()) near_full_ = near_end();
  see_bound();
  if (far_.very_many()) look_ahead(end);
  RadixHeap::Due* last = end;
  for (RadixHeap::Due* due = begin; due < last; ++due) {  // in the reverse order
    std::swap(*due, *--last);
    due->runnable->timer_ = last->runnable->timer_ = near_slot;
  }
  next_ = end - 1;
  return end != begin;
}

void TimerHeap::remove_near(const Runnable& runnable) {
  RadixHeap::Due* place = next_;
  for (; place->runnable != &runnable; --place) {
    SIM_CHECK(place != near_.data(), "a timer is cancelled twice");
  }
  for (; place != next_; ++place) *place = place[1];
  --next_;
}

}  // namespace sim
