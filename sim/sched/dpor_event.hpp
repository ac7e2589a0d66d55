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

#include <algorithm>
#include <cstdint>
#include <utility>
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

// Who is to make a step before the iteration of the loop is over, where it matters when that is
// (dpor.hpp): the step of the last of them ends it. So whoever is the last comes before all else
// that could be done, or after it, and that makes a difference.
class Due {
 public:
  Due() = default;  // it does not matter
  explicit Due(std::vector<Id> ids) : ids_(std::move(ids)), matters_(true) {}

  [[nodiscard]] bool matters() const noexcept { return matters_; }
  // The iteration is over; or nobody knows any more.
  [[nodiscard]] bool over() const noexcept { return matters_ && ids_.empty(); }
  [[nodiscard]] bool has(Id id) const noexcept {
    return std::find(ids_.begin(), ids_.end(), id) != ids_.end();
  }
  [[nodiscard]] bool is_last(Id id) const noexcept {
    return matters_ && ids_.size() == 1 && ids_.front() == id;
  }
  void leaves(Id id) { std::erase(ids_, id); }
  void steps(const Event& event) {
    leaves(event.id);
    if (event.everything) ids_.clear();  // it may have taken others out of the line
  }

 private:
  std::vector<Id> ids_{};
  bool matters_ = false;
};

// Whether `event` may come first of all of `row`: it stands there with nothing before it that it
// depends on; or it does not, and depends on none of them.
[[nodiscard]] bool may_begin(const Event& event, const std::vector<Event>& row, Due due = {});

// Where an event with this id and these answers stands in a row; its size: nowhere.
[[nodiscard]] std::size_t find(const std::vector<Event>& row, const Event& event);

}  // namespace sim::dpor
