// sim/loop/hitches.hpp
//
// What keeps the next iteration of a loop from being a plain one: one test for all.
//
//   Hitches hitch;
//   hitch.halted = true;
//   while (!hitch.any()) ...

#pragma once

#include <bit>
#include <cstdint>

namespace sim {

struct Hitches {
  bool watched = false;  // somebody is asked or told of something, or ties are not FIFO
  bool halted = false;
  bool stale = false;  // what made the iteration due was cancelled; asyncio runs it all the same
  bool none = false;   // so that they are as long as a number

  // Whether it is to stop, or to be looked at, whoever watches.
  [[nodiscard]] bool stops() const noexcept { return halted || stale; }
  [[nodiscard]] bool any() const noexcept { return std::bit_cast<std::uint32_t>(*this) != 0; }
};

}  // namespace sim
