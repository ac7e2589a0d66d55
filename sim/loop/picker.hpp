// sim/loop/picker.hpp
//
// A Picker is told of each who joins the line of what is ready to run, and says who goes next. It
// is the part of a Chooser that answers which handle steps, in time that does not grow with the
// length of the line as a list of all candidates would.
//
//   struct LastCome final : Chooser, Picker {
//     Picker* picker() noexcept override { return this; }
//     void joins(Place place, TaskId) override { line.push_back(place); }
//     void leaves(Place place) override { std::erase(line, place); }
//     Place pick() override { Place last = line.back(); line.pop_back(); return last; }
//     ...
//   };
//
// A place is a small number that belongs to one who stands in line until that one has been picked
// or has left; then it is given to another. The calm answer is `first_in_line`. Before a step the
// loop tells of all who have joined since the last one, in their order, which are those whom that
// step has woken or created; then it picks, even where only one stands in line. A loop that is
// reset says nothing: the line is gone.
//
// One who always gives the calm answer says so once; unless it minds, it is neither asked nor told
// then, as if the chooser had no picker but for the order of ready handles, which is asyncio's.
//
// What the program touches is told as well, where the program can tell: its objects are numbered
// in the order of their making. An intention is what the running task will touch first when it
// steps again.

#pragma once

#include <cstdint>
#include <limits>

#include "sim/base/ids.hpp"

namespace sim {

enum class Access : std::uint8_t { read, write };

// What else a step does that matters to whether it may change places with another one; told to a
// picker that minds. A cell is what the library itself shares between steps: the state of a future,
// whether a call is cancelled. Its number is counted apart from those of objects.
enum class Deed : std::uint8_t {
  makes,        // an object
  reads,        // an object, though no strategy looks for races there
  writes,       // the same
  takes,        // an object that is a lock: this step has it now
  frees,        // the same: nobody has it now
  stands,       // in the queue of an object: it waits until it is woken
  asks,         // for a lock that is not to be had: it waits until it has it
  makes_cell,   // a cell
  reads_cell,
  writes_cell,
  hears_cell,   // it is to be told when the cell is written, or no more
  joins_cell,   // it reads what it would have waited for
  awaits_cell,  // it waits until the cell has been written
  stops,        // a task, by its number: asks it to stop
  arms,         // a timer, by a number that is its own
  comes_due,    // outside of any step: the timer of this number; it joins the line next
  iterates,     // an iteration begins
  rests,        // it is over: what is done until the next one is done from outside
  drains,       // outside of any step: nothing is ready, and no timer is pending
  everything,   // what it does depends on all steps before, and all after depend on it
};

class Picker {
 public:
  using Place = std::uint32_t;
  static constexpr Place first_in_line = std::numeric_limits<Place>::max();

  enum class Order : std::uint8_t {
    picked,
    calm,  // whoever is first in line steps
  };
  // No call of a function, for the loop looks before each step.
  [[nodiscard]] bool calm() const noexcept { return order_ == Order::calm; }

  // Behind all others. The task is the owner of what runs; none for a bare callback.
  virtual void joins(Place place, TaskId task) = 0;
  // Without having been picked; or because it was the first and that was the answer.
  virtual void leaves(Place place) = 0;
  // Who steps now: that one has left the line. Requires: somebody stands in it.
  // Ensures: a place that is taken, or first_in_line.
  [[nodiscard]] virtual Place pick() = 0;
  // One joins where nobody stands in line, and steps: one call for several, most being alone.
  // Ensures: the answer of pick(); what has joined has left.
  [[nodiscard]] virtual Place pick_only(Place place, TaskId task) {
    joins(place, task);
    const Place picked = pick();
    if (picked == first_in_line) leaves(place);
    return picked;
  }

  // The step that runs touches an object; the running task will touch one when it steps again.
  virtual void touches(ObjectId, Access) {}
  virtual void intends(ObjectId, Access) {}

  // Whether it wants to hear of deeds. Ensures: the same until another chooser is set.
  [[nodiscard]] virtual bool minds() const noexcept { return false; }
  virtual void notes(Deed, std::uint64_t) {}

 protected:
  Picker() = default;
  explicit Picker(Order order) noexcept : order_(order) {}
  ~Picker() = default;

 private:
  Order order_ = Order::picked;
};

}  // namespace sim
