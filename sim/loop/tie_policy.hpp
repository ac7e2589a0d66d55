// sim/loop/tie_policy.hpp
//
// Which of several timers with the same deadline comes first.
//
//   run(main(), {.ties = TiePolicy::heapq});
//
// On a real clock two deadlines are hardly ever equal, so asyncio does not say; on a virtual one
// they often are.

#pragma once

#include <cstdint>

namespace sim {

enum class TiePolicy : std::uint8_t {
  fifo,   // the one that was scheduled first
  heapq,  // the one that CPython's heap of timers gives, with all its history
};

}  // namespace sim
