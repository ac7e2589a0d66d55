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
// What the program touches is told as well, where the program can tell: its objects are numbered
// in the order of their making. An intention is what the running task will touch first when it
// steps again.

#pragma once

#include <cstdint>
#include <limits>

#include "sim/base/ids.hpp"

namespace sim {

enum class Access : std::uint8_t { read, write };

class Picker {
 public:
  using Place = std::uint32_t;
  static constexpr Place first_in_line = std::numeric_limits<Place>::max();

  // Behind all others. The task is the owner of what runs; none for a bare callback.
  virtual void joins(Place place, TaskId task) = 0;
  // Without having been picked; or because it was the first and that was the answer.
  virtual void leaves(Place place) = 0;
  // Who steps now: that one has left the line. Requires: somebody stands in it.
  // Ensures: a place that is taken, or first_in_line.
  [[nodiscard]] virtual Place pick() = 0;

  // The step that runs touches an object; the running task will touch one when it steps again.
  virtual void touches(ObjectId, Access) {}
  virtual void intends(ObjectId, Access) {}

 protected:
  ~Picker() = default;
};

}  // namespace sim
