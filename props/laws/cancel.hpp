// props/laws/cancel.hpp
//
// What cancelling promises (asyncio-semantics 2.9), as functions of a run.
//
//   EXPECT_EQ(laws::no_cancellation_from_nowhere(execute(program)), laws::holds);

#pragma once

#include "props/laws/history.hpp"

namespace sim::props::laws {

// A sleep or a wait throws CancelledError no more often than its task was asked to stop.
[[nodiscard]] Breach no_cancellation_from_nowhere(const Execution& run);

// cancel() of a task says yes if, and only if, it is not done.
[[nodiscard]] Breach cancel_tells_the_truth(const Execution& run);

// A task that is asked to stop before its first step never runs, and ends cancelled.
[[nodiscard]] Breach never_started_never_runs(const Execution& run);

// A task ends once, and does nothing after its end.
[[nodiscard]] Breach done_is_done(const Execution& run);

}  // namespace sim::props::laws
