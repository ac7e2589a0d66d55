// props/laws/layers.hpp
//
// What it costs to put a layer between a program and its caller (asyncio-semantics 2.4, 7.5):
// nothing for an awaited coroutine, one iteration for a task (and one to begin it), two for a
// gather.
//
//   EXPECT_EQ(laws::same_run(execute(program), execute(laws::in_coroutines(program, 3))), "");
//   EXPECT_EQ(laws::layer_costs(execute(program), execute(laws::in_a_task(program)), 1), "");

#pragma once

#include <cstdint>

#include "props/laws/history.hpp"
#include "props/program.hpp"

namespace sim::props::laws {

// Every coroutine of the program, main too, awaits one that does its steps, `depth` times over.
[[nodiscard]] Program in_coroutines(const Program& program, int depth);

// main spawns a task with the steps of main and awaits it; with a gather, gathers it.
[[nodiscard]] Program in_a_task(const Program& program);
[[nodiscard]] Program in_a_gather(const Program& program);

// The layered run does the same, one iteration later and with one task before the others, until
// the inner main is done; the outer one is done `iterations` after that.
[[nodiscard]] Breach layer_costs(const Execution& plain, const Execution& layered,
                                 std::uint64_t iterations);

}  // namespace sim::props::laws
