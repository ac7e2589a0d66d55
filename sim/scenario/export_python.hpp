// sim/scenario/export_python.hpp
//
// A scenario as the asyncio program that a person would have written: for those who want to run it
// on the real thing, or to keep it.
//
//   LoadResult loaded = load_file("scenarios/guide/gather.sim.yaml");
//   std::cout << export_python(*loaded.scenario);
//
// Promise: CPython runs the text as the scenario runs, on a virtual clock even to the nanosecond,
// where the program is the same in every version of Python; `python: "3.10"` and `"3.12"` become a
// first line that asks for that one. Not exported is what is no program: expectations, cases,
// limits, schedules and `explore`. Where Python has no 64-bit integers and no `assert` that
// nobody catches, the program has Python's.
#pragma once

#include <string>

#include "sim/scenario/ast.hpp"

namespace sim::scenario {

// Requires: the scenario has coroutines, no `program`.
[[nodiscard]] std::string export_python(const Scenario& scenario);

}  // namespace sim::scenario
