// sim/loop/hitches.hpp
//
// What keeps the next iteration of a loop from being a plain one, or from beginning inside a step:
// one test for all.
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
  // What runs may not go on with the next iteration itself: others run in this one, too, or the loop
  // is asked between two of them whether there is to be another.
  bool company = true;

  // Whether it is to stop, or to be looked at, whoever watches.
  [[nodiscard]] bool stops() const noexcept { return halted || stale; }
  [[nodiscard]] bool any() const noexcept;
  [[nodiscard]] bool any_or_company() const noexcept {
    return std::bit_cast<std::uint32_t>(*this) != 0;
  }
};

inline bool Hitches::any() const noexcept {
  constexpr auto all_but_company = std::bit_cast<std::uint32_t>(Hitches{true, true, true, false});
  return (std::bit_cast<std::uint32_t>(*this) & all_but_company) != 0;
}

}  // namespace sim
