// sim/detect/happens_before.hpp
//
// HappensBefore keeps which steps of a run come before which in every order that is possible: by
// vector clocks, over the edges that order them.
//
//   HappensBefore order;
//   order.wakes(place, task);              // what runs has made a task ready, or a callback
//   order.steps(place);                    // who stands at that place makes a step
//   order.signals(order.cell(3));          // that step sets a future, or what is like it
//   const auto then = order.now();
//   ...
//   if (!order.before(then)) ...           // what runs now could have come before that step
//
// The edges are: the steps of a task; who creates it, or makes it ready, or asks it to stop, before
// its next step; who sets a future, or ends a task, before whoever is woken by it or reads it; who
// gives back a lock or a permit, sets an event, notifies, touches a queue, before who takes it,
// sees it, touches the queue after that; who asks for a call, before the call. A step is a whole,
// from one suspension to the next. Time orders, too: the clock moves only when nothing is ready, so
// what was done before it moved is before all that follows. Where waits may take longer (jitter) a
// step has a span of time instead, from when it comes if all waits before it are as short as can be
// to when it comes if they are as long; and only what is over before another one can begin is
// before it. So two deadlines change places where their spans overlap, whatever this run has drawn.
//
// Two orders are known. By Readiness::any whoever is ready may go first, so standing in line is no
// edge. By Readiness::in_order the line is one, as in asyncio: what descends from one call that was
// due, by one making the other ready, goes in the order in which it came; only what descends from
// two deadlines that are equal, or overlap, may change places. An edge takes O(tasks that ran at
// this instant), or with jitter O(tasks).

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"
#include "sim/detect/vector_clock.hpp"

namespace sim {

enum class Readiness : std::uint8_t { any, in_order };

class HappensBefore {
 public:
  using Place = std::uint32_t;

  // A step, for later.
  struct Moment {
    std::uint64_t instant = 0;
    VectorClock::Epoch epoch{};
    Instant latest{};
  };
  // By how much a wait for a time may be longer, as a part of its length, and is in this run.
  struct Stretch {
    double most = 0.0;
    double now = 0.0;
  };
  // What orders steps by what they do to it: an object, or a cell of the library's.
  class Thing {
   private:
    friend class HappensBefore;
    std::uint64_t instant = 0;
    VectorClock clock{};      // of those who have changed it
    VectorClock listeners{};  // of those who are to be told when it changes
  };

  explicit HappensBefore(Readiness readiness = Readiness::any) : readiness_(readiness) {
    begin_run();
  }

  void begin_run();
  void clock_moves(Instant now);

  // What runs asks for a call.
  void arms(std::uint64_t timer) { arms(timer, Stretch()); }
  void arms(std::uint64_t timer, const Stretch& stretch);
  void is_due(std::uint64_t timer);  // it is woken next, after those that are due already
  // Of the last `count` that are due this one comes first, and the others after it.
  void goes_first(std::size_t count, std::size_t index);
  void wakes(Place place, TaskId task);
  void withdraws(Place place);
  void steps(Place place);
  void rests();   // the step is over, and what is done next is done from outside of any
  void drains();  // and nothing is left that was not before
  void stops(TaskId task);
  void is_after_all();  // what runs depends on all that has run, and all that will run on it

  [[nodiscard]] Thing& object(ObjectId id) { return thing(objects_, id.value()); }
  [[nodiscard]] Thing& cell(std::uint64_t number) { return thing(cells_, number); }
  void sees(Thing& thing) { now_.join(thing.clock); }
  void signals(Thing& thing);  // sees and changes it
  void releases(Thing& thing) { thing.clock.join(now_); }
  void listens(Thing& thing);

  // Whose call that was due what runs descends from: nobody's where it was asked for from outside.
  [[nodiscard]] TaskId root() const noexcept {
    return chain_ < chains_.size() ? chains_[chain_].root : TaskId{};
  }
  // In which step, from 1, that call was asked for, if it was to come later; or else 0.
  [[nodiscard]] std::uint64_t root_armed() const noexcept {
    return chain_ < chains_.size() ? chains_[chain_].armed : 0;
  }

  [[nodiscard]] Moment now();
  [[nodiscard]] bool before(const Moment& then) const noexcept {
    return then.instant != instant_ || then.latest < span_.earliest || now_.knows(then.epoch);
  }

 private:
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};

  // Of a task, or of a chain: its last step, at this instant.
  struct Line {
    std::uint64_t instant = 0;
    TaskId root{};            // of a chain
    std::uint64_t armed = 0;  // the same
    std::uint32_t thread = nobody;
    VectorClock clock{};
  };
  struct Span {
    Instant earliest{};
    Instant latest{};
  };
  struct Wake {
    TaskId task{};
    std::uint32_t chain = 0;
    VectorClock clock{};
    Span span{};
  };
  struct Armed {
    std::uint32_t chain = 0;
    VectorClock clock{};
    Span span{};
    Instant time{};
    Stretch stretch{};
    std::uint64_t step = 0;
  };

  template <class T>
  [[nodiscard]] T& of_now(std::vector<T>& all, std::size_t index);
  [[nodiscard]] Thing& thing(std::vector<Thing>& things, std::uint64_t number);
  [[nodiscard]] Span span_of(const Armed& armed) const;
  void begin_chain(Wake& wake);
  void begin(TaskId task, std::uint32_t chain);
  void end();

  Readiness readiness_;
  bool overlaps_ = false;      // waits may take longer: one instant, as far as this goes
  std::uint64_t instant_ = 1;  // how often the clock has moved
  std::uint64_t steps_ = 0;
  Instant time_{};
  std::uint64_t of_threads_ = 0;
  std::uint32_t threads_ = 0;  // at this instant
  // What runs.
  TaskId task_{};
  bool callback_ = false;
  std::uint32_t chain_ = 0;
  std::uint32_t thread_ = nobody;
  Span span_{};
  VectorClock now_;
  VectorClock told_;                      // who listened to what it has changed
  std::vector<Line> tasks_;               // by number; 0: what is done from outside
  std::vector<Line> chains_;              // by number; 0: the same
  std::vector<Wake> line_;                // by place
  std::map<std::uint64_t, Armed> armed_;  // by number, at this instant
  std::deque<std::uint64_t> due_;         // and not yet woken
  Line all_;                              // what all is after
  std::vector<Thing> objects_;
  std::vector<Thing> cells_;
};

}  // namespace sim
