// props/execute.hpp
//
// Runs a program on sim, as C++ coroutines over sim::Task, and writes down what it does.
//
//   const Execution run = execute(program);
//   const Execution other = execute(program, {.chooser = &last_first});
//   const Execution wrong = execute(program, {.mutant = Mutant::wait_keeps_duplicates});
//
// The interpreter adds no iteration and no event of its own. A mutant is an executor that is wrong
// on purpose: with it the laws and the shrinking are themselves tested.

#pragma once

#include <cstdint>

#include "props/execution.hpp"
#include "props/program.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/probe.hpp"

namespace sim::props {

enum class Mutant : std::uint8_t {
  none,
  gather_by_completion,    // results in the order in which the children ended
  gather_raises_the_last,  // of several errors the last one
  wait_keeps_duplicates,
  wait_forgets_one,       // the last of the pending
  wait_ignores_the_rule,  // waits for all of them
  wait_cancels_the_late,  // as wait_for does
  cancel_says_no,
  call_makes_a_task,     // an awaited coroutine costs two iterations
  sleep_is_late,         // by a nanosecond
  sleep_cancels_itself,  // where nobody asked
  keeps_a_task,          // a handle that is never let go
};

struct ExecuteOptions {
  Chooser* chooser = nullptr;
  Mutant mutant = Mutant::none;
  Probe* probe = nullptr;  // in place of the one that writes the events down
};

// Requires: `program` is mended.
[[nodiscard]] Execution execute(const Program& program, const ExecuteOptions& options = {});

}  // namespace sim::props
