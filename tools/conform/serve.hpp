// tools/conform/serve.hpp
//
// Fermata as a judge: programs on lines in, answers on lines out.
//
//   return serve(std::cin, std::cout);
//
// Promise: one line of JSON for each line, as `fermata run --json` prints it, or {"error": ...}
// for a text that is no scenario. Where a line asks for so many `schedules` at most, it is
// {"results": [...]}, all that may come of the program, or {"beyond": ...} where these may not be
// all (sim/scenario/outcomes.hpp). This runs in a process of its own, so that a crash is an answer.

#pragma once

#include <iosfwd>

namespace sim::conform {

int serve(std::istream& in, std::ostream& out);

}  // namespace sim::conform
