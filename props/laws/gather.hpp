// props/laws/gather.hpp
//
// What gather() promises (asyncio-semantics 2.4, 2.5), as functions of a run.
//
//   EXPECT_EQ(laws::gather_keeps_order(execute(program)), laws::holds);
//
// A law reads every gathering of the run whose await came to an end.

#pragma once

#include "props/laws/history.hpp"

namespace sim::props::laws {

// The result at place i is that of argument i, whatever the order in which the arguments ended.
[[nodiscard]] Breach gather_keeps_order(const Execution& run);

// Arguments that are the same task have the same result.
[[nodiscard]] Breach gather_repeats_duplicates(const Execution& run);

// Without return_exceptions it raises what the first child that its callback heard of raised.
[[nodiscard]] Breach gather_raises_the_first(const Execution& run);

// With return_exceptions it raises only when it, or the task that awaits it, was asked to stop.
[[nodiscard]] Breach gather_returns_exceptions(const Execution& run);

// Its awaiter resumes two iterations after the last step of the child that decided (L = 2), and
// at once if all of that is past (T = 0).
[[nodiscard]] Breach gather_takes_two_iterations(const Execution& run);

}  // namespace sim::props::laws
