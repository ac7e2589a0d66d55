// sim/loop/probe.hpp
//
// A Probe watches a run. What judges, records or draws a run reads these events and never the
// program, so it works on a stored trace as well.
//
//   class CountSteps final : public Probe {
//    public:
//     void on_event(const ProbeEvent& event) override { steps += event.kind == EventKind::step; }
//     int steps = 0;
//   };
//   loop.set_probe(&counter);
//
// Events come in the order in which things happen, on the loop's thread. A probe must not touch
// the loop. A loop without a probe pays one test of a pointer. What is done with locks, queues and
// the like is told to those only who watch objects; these get numbers then, in the order in which
// they are made while a loop runs.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"

namespace sim {

// Those from `make` on are told to those only who watch objects.
enum class EventKind : std::uint8_t {
  clock,   // the clock has moved to `time`
  timer,   // a deadline has come: what waited for it is ready; `count`: of the call (see `arm`)
  step,    // `task` runs until it suspends or ends; 0: a bare callback runs
  spawn,   // `task` was created by `other`; the label is its name
  wait,    // `task` suspends; the label says on what, `other` is a task it waits for, or 0; of
           // "sleep()" the count is the length, in nanoseconds: see label_of(); `object` is what
           // it waits for, told to those who watch objects
  cancel,  // `other` asks `task` to stop; the label is the message
  finish,  // `task` is done; the label is "returned", "raised" or "cancelled"
  print,   // the program prints the label

  make,     // `object` is made; the label is what it is: "lock". `count`: the permits it has
  acquire,  // `task` takes `object`, or one of its permits
  release,  // `task` gives it back
  notify,   // `task` wakes `count` of those who wait for `object`
  set,      // `task` sets the flag `object`, which wakes `count`
  clear,    // `task` takes the flag back
  read,     // `task` reads the variable `object`
  write,    // `task` writes it; `count`: 1 if it reads it at once, too
  need,     // what `task` waits for next waits for `other` in turn: a child of a gather
  arm,      // `task` asks for a call at a time; `count` is its number, which `timer` has, too
  disarm,   // that call is taken back
  unhandled,  // nobody took an error, of `task` if it is one's; the label says; `other` runs now
  shutdown,   // what was to end has: what still runs is asked to stop
  idle,     // nothing is ready and no timer is pending; the loop may be given more to do
  limit,    // the run is cut off here: it has made the steps, or taken the time, that it may
};

// Whether it is told to all, and not only to those who watch objects. A digest is made of these.
[[nodiscard]] constexpr bool told_to_all(EventKind kind) noexcept {
  return kind < EventKind::make;
}

struct ProbeEvent {
  EventKind kind;
  Instant time;
  std::uint64_t iteration;  // of the loop, counted from 1; 0 before the first
  TaskId task;
  TaskId other{};
  std::string_view label{};  // valid during the call only
  ObjectId object{};
  std::uint64_t count = 0;
};

// The labels of a wait for the next turn, and of one for a time.
inline constexpr std::string_view turn_label = "its next turn";
inline constexpr std::string_view sleep_label = "sleep()";

// The label for people, with what belongs into it: "sleep(2.5)".
[[nodiscard]] std::string label_of(const ProbeEvent& event);

class EventLog;

class Probe {
 public:
  virtual ~Probe() = default;
  virtual void on_event(const ProbeEvent& event) = 0;

  // Where what it would be told may be written instead, by whoever tells: for what only keeps the
  // events. Those that on_event() is told all the same come in between, in their order. Ensures:
  // the same until another probe is set.
  [[nodiscard]] virtual EventLog* log() noexcept { return nullptr; }

  // Whether it is told of what is done with objects. Ensures: the same until another probe is set.
  [[nodiscard]] virtual bool watches_objects() const noexcept { return false; }
};

// Tells `next`, if there is one, what it wants to hear.
inline void pass_on(Probe* next, const ProbeEvent& event) {
  if (next == nullptr) return;
  if (told_to_all(event.kind) || next->watches_objects()) next->on_event(event);
}

}  // namespace sim
