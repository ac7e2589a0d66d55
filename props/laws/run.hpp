// props/laws/run.hpp
//
// What a whole run promises: it ends, it leaves nothing behind, it is the same every time
// (asyncio-semantics 2.10, 7.8).
//
//   const Execution first = execute(program);
//   EXPECT_EQ(laws::nothing_is_left(first), laws::holds);
//   EXPECT_EQ(laws::same_run(first, execute(program)), laws::holds);

#pragma once

#include "props/laws/history.hpp"

namespace sim::props::laws {

// It ends "ok" or "raised", and its times and events agree.
[[nodiscard]] Breach run_comes_to_its_end(const Execution& run);

// After the shutdown no task is pending but those that were made in it, which asyncio drops as
// well; no timer is armed; and once the loop is gone no memory of it is held.
[[nodiscard]] Breach nothing_is_left(const Execution& run);

// Two runs of the same program are equal, event by event.
[[nodiscard]] Breach same_run(const Execution& first, const Execution& second);

}  // namespace sim::props::laws
