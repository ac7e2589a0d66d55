// props/laws/order.hpp
//
// In which order a loop runs what it runs (asyncio-semantics 2.1 to 2.4), as functions of a run
// without a chooser, or with a calm one.
//
//   EXPECT_EQ(laws::time_never_goes_back(execute(program)), laws::holds);

#pragma once

#include "props/laws/history.hpp"

namespace sim::props::laws {

// Neither time nor the count of iterations ever goes back, and the clock moves only to a later
// instant.
[[nodiscard]] Breach time_never_goes_back(const Execution& run);

// Sleeps end exactly at their deadline, in the order of (deadline, when they began), and each task
// resumes in the iteration after (T = 2); a sleep of 0 or less takes one iteration and no time.
[[nodiscard]] Breach timers_fire_in_order(const Execution& run);

// What becomes ready runs in the next iteration, first come, first served.
[[nodiscard]] Breach ready_is_first_come_first_served(const Execution& run);

// Who awaits a task resumes one iteration after its last step (L = 1), and at once if it was done
// (T = 0).
[[nodiscard]] Breach awaiting_takes_one_iteration(const Execution& run);

}  // namespace sim::props::laws
