// props/mend.hpp
//
// mended() makes a program out of any tree of steps: what refers to nothing is dropped, and
// variables and labels are numbered in the order of reading.
//
//   Program smaller = program;
//   smaller.main.erase(smaller.main.begin());     // the step that made task 1
//   smaller = mended(std::move(smaller));         // nobody awaits task 1 any more
//
// So a program can be cut anywhere and still be shown and run.
// Promise: mended(mended(p)) == mended(p).

#pragma once

#include <cstdint>

#include "props/program.hpp"

namespace sim::props {

// What a variable holds, and so what may be done with it.
enum class Holds : std::uint8_t {
  task,
  gathering,  // a gather that was not awaited where it was made
  self,       // a task that is not to be waited for: it may wait for us
  value,
  tasks,  // one side of a wait
};

// What the variable bound by a step holds.
[[nodiscard]] Holds bound_by(Verb verb) noexcept;

// Whether a step may be about such a variable (`of`), or take it as an operand.
[[nodiscard]] bool may_use(const Step& step, Holds holds) noexcept;

[[nodiscard]] Program mended(Program program);

}  // namespace sim::props
