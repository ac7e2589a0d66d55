// sim/sched/deviation.hpp
//
// A Deviation is one answer that is not the calm one, and where it was given.
//
//   Deviation early{.track = ChoiceKind::step, .turn = {{1, 2}, 3}, .before = {{1, 1}, 1}};
//   // the third turn of the second child of the first task comes before the first of its sibling
//
// A step may pass the first in line, and its task go on for some more, as long as nothing stops it.
// Or it is waited for: then that one keeps its place and is passed by all until it has been made.
//
// A task is known by the way to it: which child of which task it is. A turn is the how-manieth time
// that it stands in line, is asked for a timer, and so on: a count for each track. So an edit
// elsewhere in a program, or another deviation, moves neither.

#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/loop/chooser.hpp"

namespace sim {

// The way to a task from outside, by ordinals from 1. Empty: outside of any task.
using TaskPath = std::vector<std::uint32_t>;

struct Turn {
  TaskPath task;
  std::uint32_t occurrence = 0;  // from 1

  friend auto operator<=>(const Turn&, const Turn&) = default;
};

struct Deviation {
  ChoiceKind track = ChoiceKind::step;
  Turn turn;                 // step: who runs; else who is asked, and for the how-manieth time
  Turn before{};             // step: whom it passes, the first in line; or who waits for it
  std::uint32_t answer = 0;  // not for a step
  std::uint32_t more = 0;    // step: how many further turns of its task come at once
  bool waited_for = false;   // step: `before` waits until `turn` has stepped

  friend auto operator<=>(const Deviation&, const Deviation&) = default;
};

// "1.2", or "0" for the empty path.
[[nodiscard]] std::string to_string(const TaskPath& path);

}  // namespace sim
