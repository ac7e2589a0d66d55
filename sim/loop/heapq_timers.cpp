#include "sim/loop/heapq_timers.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/heapq.hpp"

namespace sim {
namespace {

// _MIN_SCHEDULED_TIMER_HANDLES; the fraction, _MIN_CANCELLED_TIMER_HANDLES_FRACTION, is a half.
constexpr std::size_t rebuild_min = 100;

}  // namespace

HeapqTimers::Slot HeapqTimers::push(Instant deadline, Runnable& runnable) {
  Slot slot;
  if (free_slots_.empty()) {
    slot = static_cast<Slot>(places_.size());
    places_.push_back({&runnable, State::waiting});
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
    places_[slot] = {&runnable, State::waiting};
  }
  heapq_push(heap_, Entry{deadline, slot});
  ++live_;
  return slot;
}

void HeapqTimers::cancel(Slot slot) {
  SIM_CHECK(slot < places_.size() && places_[slot].runnable != nullptr,
            "a timer is cancelled twice");
  count_cancelled(slot);
}

void HeapqTimers::leave(Slot slot) noexcept { places_[slot] = {nullptr, State::left}; }

void HeapqTimers::drop_left(Slot slot) {
  if (places_[slot].state == State::left_and_popped) {
    free_slots_.push_back(slot);
  } else {
    count_cancelled(slot);
  }
}

void HeapqTimers::count_cancelled(Slot slot) noexcept {
  places_[slot] = {nullptr, State::cancelled};
  --live_;
  ++cancelled_;
}

void HeapqTimers::tidy() {
  if (heap_.size() > rebuild_min && cancelled_ * 2 > heap_.size()) return rebuild();
  while (!heap_.empty() && places_[heap_.front().slot].state == State::cancelled) {
    free_slots_.push_back(heapq_pop(heap_).slot);
    --cancelled_;
  }
}

void HeapqTimers::rebuild() {
  std::erase_if(heap_, [this](const Entry& entry) {
    if (places_[entry.slot].state != State::cancelled) return false;
    free_slots_.push_back(entry.slot);
    return true;
  });
  heapq_heapify(heap_);
  cancelled_ = 0;
}

// Goes down from the root through what is cancelled, and no deeper.
Instant HeapqTimers::earliest() const {
  SIM_CHECK(live_ != 0, "the earliest of no timers is asked for");
  Instant earliest = Instant::max();
  std::vector<std::size_t> open{0};
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    if (at >= heap_.size()) continue;
    if (places_[heap_[at].slot].state != State::cancelled) {
      earliest = std::min(earliest, heap_[at].when);
    } else {
      open.push_back(2 * at + 1);
      open.push_back(2 * at + 2);
    }
  }
  return earliest;
}

Runnable* HeapqTimers::pop_due(Instant now) {
  while (!heap_.empty() && heap_.front().when <= now) {
    const Slot slot = heapq_pop(heap_).slot;
    Place& place = places_[slot];
    if (place.state == State::left) {
      place.state = State::left_and_popped;
      --live_;
      continue;
    }
    free_slots_.push_back(slot);
    if (place.state == State::cancelled) continue;  // and stays counted
    --live_;
    return std::exchange(place.runnable, nullptr);
  }
  return nullptr;
}

void HeapqTimers::clear() noexcept {
  heap_.clear();
  places_.clear();
  free_slots_.clear();
  live_ = cancelled_ = 0;
}

}  // namespace sim
