// sim/aio/print.hpp
//
// A line that the program says, for whoever watches the run.
//
//   print("Hello, " + name + "!");
//
// It is told to the loop's probe as an event of the task that runs: the lanes of a trace show it,
// and of a program that `fermata` runs it is the output. Without a probe it costs a test of a
// pointer, and nothing is written anywhere. Stands for Python's print().

#pragma once

#include <string_view>

namespace sim {

// Requires: a loop is running.
void print(std::string_view line);

}  // namespace sim
