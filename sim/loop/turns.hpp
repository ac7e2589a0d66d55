// sim/loop/turns.hpp
//
// How many of those who stand in the line of a picker run in this iteration at the latest, how many
// in the next one, and how many later.
//
//   Turns turns;
//   ++turns.of(turn, this_turn);           // one joins whose turn is the iteration `turn`
//   turns.begin();                         // the next iteration
//   while (turns.now > 0) ...              // that many must still run before it ends
//
// A turn is the number of an iteration modulo 2^32: nobody stands in line for 2^31 iterations.

#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/loop/picker.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

using TurnNumber = std::uint32_t;

// A place in the line.
struct Standing {
  Runnable* who = nullptr;  // nullptr: it is free
  TurnNumber turn = 0;      // in which iteration it runs at the latest
  Picker::Place next_free = Picker::first_in_line;
};

struct Turns {
  std::size_t now = 0;
  std::size_t next = 0;
  std::size_t later = 0;

  [[nodiscard]] std::size_t& of(TurnNumber turn, TurnNumber iteration) noexcept {
    const auto ahead = static_cast<std::int32_t>(turn - iteration);
    return ahead <= 0 ? now : ahead == 1 ? next : later;
  }

  // An iteration begins. Returns false if all must be counted anew, for it may be the turn of some
  // of those who come later.
  [[nodiscard]] bool begin() noexcept {
    now += std::exchange(next, 0);
    return later == 0;
  }
};

}  // namespace sim
