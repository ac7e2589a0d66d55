// sim/aio/interruption.hpp
//
// A request to cancel that comes from outside of the program, so that a test can cancel each task
// at each moment.
//
//   RunOptions options;
//   options.interruption = {.before = 12, .task = TaskId{3}};
//   run(main(), options);                   // Task-3 is cancelled before the 13th iteration
//
// Between two iterations nothing runs: it is what asyncio would do if the callback that cancels
// were the last one of the iteration before.

#pragma once

#include <cstdint>

#include "sim/base/ids.hpp"

namespace sim {

struct Interruption {
  std::uint64_t before = 0;  // the iteration, counted from 0
  TaskId task{};             // unless it is done by then, or not made yet
};

}  // namespace sim
