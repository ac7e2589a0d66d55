// sim/sched/dpor_watch.hpp
//
// A Watch turns what a picker is told into the steps of a run, as partial-order reduction sees
// them.
//
//   watch.joins(place, task);              // forward what the loop tells
//   watch.begin_step(watch.line()[2]);
//   ...                                    // the step runs
//   Step step = watch.end_step();
//
// A task is known by the step that created it and by how many that created before; an object the
// same way. A task that asks in vain for a lock, or for the end of another, in a step that does
// nothing else, has not made a step: it makes it when it has got what it asked for.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "sim/loop/picker.hpp"
#include "sim/sched/dpor_event.hpp"

namespace sim::dpor {

// What a step ended with.
enum class Wait : std::uint8_t { nothing, for_lock, for_cell };

struct Step {
  Event event{};
  std::uint32_t cause = 0;    // the step that made it ready; the first one made itself ready
  Wait wait = Wait::nothing;
  Object awaited = 0;         // the lock or the cell
  bool pure = false;          // it has done nothing but waiting
  bool automatic = false;     // not picked: the clock advances, or something is done from outside
  bool drained = false;       // the same: it is the clock, and nothing was ready
  bool in_turn = false;       // it was to be made before the iteration is over
  bool closes = false;        // the iteration is over with it, where that matters: whoever could
                              // have come before it makes a difference, and whoever came
  // It depends on all others.
  [[nodiscard]] bool bars() const noexcept { return event.everything || closes; }
};

class Watch {
 public:
  using Place = Picker::Place;

  // One who is ready.
  struct Standing {
    Place place = 0;
    Id id = 0;
    Object task = 0;
    std::uint64_t number = 0;  // of the task in this run
    std::uint32_t cause = 0;
  };

  void begin_run();
  // From now on, who waits makes a step all the same.
  void count_waits() noexcept { counts_waits_ = true; }

  void joins(Place place, TaskId task);
  void leaves(Place place);
  void touches(ObjectId object, Access access);
  // But for iterates, rests and drains.
  void notes(Deed deed, std::uint64_t subject);

  [[nodiscard]] const std::vector<Standing>& line() const noexcept { return line_; }

  // The step at `index` of the run begins: it is that of `who`, who leaves the line.
  void begin_step(const Standing& who, std::uint32_t index);
  [[nodiscard]] bool in_step() const noexcept { return in_step_; }
  [[nodiscard]] Step end_step();
  // What was asked in the step was answered so.
  void answered(std::uint32_t answer) { now_.event.answers.push_back(answer); }

  // What joins now was made ready by the automatic step at `index`.
  [[nodiscard]] Step automatic(std::uint32_t index);
  [[nodiscard]] bool expects_due() const noexcept { return !due_.empty(); }

  // The cells that were read outside of any step: what whoever drives the loop waits for.
  [[nodiscard]] const std::vector<Object>& awaited_outside() const noexcept {
    return awaited_outside_;
  }

  // Whether its last such step could not go on then, and cannot go on now either.
  [[nodiscard]] bool would_wait(const Standing& who) const;

 private:
  struct Task {
    Object name = 0;
    std::uint32_t steps = 0;
  };
  struct Waiting {
    Wait wait = Wait::nothing;
    Object on = 0;
  };

  [[nodiscard]] Object name_of(Id id);
  [[nodiscard]] Id next_made() noexcept;
  void touch(Object object, Mode mode);
  void join(Object cell);
  [[nodiscard]] bool clean() const;
  void meet(std::uint64_t task);
  [[nodiscard]] Id take_armed(std::uint64_t timer);
  [[nodiscard]] Object object(std::uint64_t number) const { return known(objects_, number); }
  [[nodiscard]] Object cell(std::uint64_t number) const { return known(cells_, number); }
  // 0 stands for all that were made before anybody minded.
  [[nodiscard]] static Object known(const std::vector<Object>& all, std::uint64_t number) {
    return number - 1 < all.size() ? all[number - 1] : 0;
  }
  void note_outside(Object cell);
  void wait(Wait wait, Object on);
  void set(std::vector<bool>& flags, Object object, bool value);
  void note_write(Object cell, bool writes);
  [[nodiscard]] static bool is(const std::vector<bool>& flags, Object object) {
    return object < flags.size() && flags[object];
  }

  std::map<Id, Object> names_;    // of all runs
  std::map<Id, Waiting> waiting_; // the same: what a step has asked for in vain
  std::vector<Standing> line_;
  std::vector<Task> tasks_;       // by number
  std::vector<Object> objects_;   // the same
  std::vector<Object> cells_;     // the same
  std::vector<Object> awaited_outside_;
  std::map<std::uint64_t, Id> armed_;  // timers, by number
  std::vector<Id> due_;           // in order, those of bare callbacks and tasks alike
  std::vector<bool> taken_;       // by object: it is a lock that is taken
  std::vector<bool> written_;     // by object: it is a cell that was written
  std::vector<Id> written_by_;    // the same: the step that did so first, while no other has
  Step now_{};
  Id outside_ = 0;                // stands for the last automatic step
  std::uint32_t index_ = 0;
  std::uint32_t made_ = 0;        // by the step, that needed a name
  std::uint32_t made_outside_ = 0;  // the same, since the last automatic step
  std::uint32_t ready_ = 0;       // that it has made ready
  std::uint32_t automatics_ = 0;
  std::uint64_t number_ = 0;      // of the running task
  bool in_step_ = false;
  bool counts_waits_ = false;
  bool asked_to_stop_ = false;    // the running task, by itself
};

}  // namespace sim::dpor
