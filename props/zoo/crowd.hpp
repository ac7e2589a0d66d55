// props/zoo/crowd.hpp
//
// A crowd is a program without a bug: so many tasks, each of which takes so many turns. It is there
// to measure what a decision costs.
//
//   Program program = zoo::crowd(1'000, 200, true);

#pragma once

#include "sim/explore/program.hpp"

namespace sim::zoo {

// `touching`: each tenth of the tasks shares a variable, and writes to it in each turn.
[[nodiscard]] Program crowd(int tasks, int turns, bool touching);

// Nanoseconds for a step of it where no chooser is asked.
[[nodiscard]] double time_of_calm_crowd(int tasks, int turns, bool touching);

}  // namespace sim::zoo
