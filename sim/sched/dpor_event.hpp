// sim/sched/dpor_event.hpp
//
// An Event is a step of a run as partial-order reduction sees it: who makes it, what made it ready,
// and what it touches.
//
//   if (dependent(a, b)) ...               // their order makes a difference
//
// An event has the same id in every run in which the same has gone before it: a task's is made of
// the way to the task and of the number of its step, a callback's of the event that asked for it.
// Objects are known by numbers that mean the same in every run (dpor_names.hpp).

#pragma once

#include <cstdint>
#include <vector>

namespace sim::dpor {

using Id = std::uint64_t;
using Object = std::uint32_t;

enum class Mode : std::uint8_t {
  read,
  join,       // a read of what would have been waited for, with nothing done before
  write,
  take,       // of a lock that is free, with nothing done before
  late_take,  // of a lock that is free
  free,       // of a lock that was taken
};

[[nodiscard]] constexpr bool conflict(Mode a, Mode b) noexcept {
  return (a != Mode::read && a != Mode::join) || (b != Mode::read && b != Mode::join);
}

struct Touch {
  Object object = 0;
  Mode mode = Mode::read;
};

struct Event {
  Id id = 0;
  Id cause = 0;     // the event that made it ready
  Object task = 0;  // whose step it is; 0: a bare callback
  bool everything = false;  // it depends on all others
  std::vector<Touch> touches{};
  std::vector<std::uint32_t> answers{};  // to what was asked in it
};

// Whether the order of the two makes a difference, or is not to be changed.
[[nodiscard]] bool dependent(const Event& a, const Event& b) noexcept;

// Whether `event` may come first of all of `row`: it stands there with nothing before it that it
// depends on; or it does not, and depends on none of them.
[[nodiscard]] bool may_begin(const Event& event, const std::vector<Event>& row);

// Where an event with this id and these answers stands in a row; its size: nowhere.
[[nodiscard]] std::size_t find(const std::vector<Event>& row, const Event& event);

}  // namespace sim::dpor
