// props/laws/wait.hpp
//
// What wait() promises (asyncio-semantics 2.4, 2.6), as functions of a run.
//
//   EXPECT_EQ(laws::wait_parts_its_input(execute(program)), laws::holds);
//
// A law reads every wait of the run that returned.

#pragma once

#include "props/laws/history.hpp"

namespace sim::props::laws {

// `done` and `pending` are disjoint, together they are the input without duplicates, each keeps
// the order of the input, and what is done when the wait returns is in `done`, and nothing else.
[[nodiscard]] Breach wait_parts_its_input(const Execution& run);

// Without a timeout that has come: ALL_COMPLETED leaves nothing pending; FIRST_COMPLETED has one
// done; FIRST_EXCEPTION has one that raised, or nothing pending.
[[nodiscard]] Breach wait_keeps_its_rule(const Execution& run);

// It resumes two iterations after the last step of the task that met the rule (L = 2).
[[nodiscard]] Breach wait_takes_two_iterations(const Execution& run);

// It never returns after its deadline; a timeout of 0 or less does not move the clock.
[[nodiscard]] Breach wait_keeps_its_timeout(const Execution& run);

// Nothing that it waits for is asked to stop by the wait, come what may.
[[nodiscard]] Breach wait_cancels_nothing(const Execution& run);

}  // namespace sim::props::laws
