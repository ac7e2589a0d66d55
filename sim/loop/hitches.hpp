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
  // What runs may not go on with the next iteration itself: others run in this one, too, or the
  // loop is asked between two of them whether there is to be another.
  bool company = true;
  bool told = false;  // somebody wants to know that a task suspends, and may have it cancelled
  bool wary = false;  // told, or the loop is not plain: one test for who waits for a time
  bool none[2] = {};  // so that they are as long as a number

  // Whether it is to stop, or to be looked at, whoever watches.
  [[nodiscard]] bool stops() const noexcept { return halted || stale; }
  // Whether the next iteration is no plain one.
  [[nodiscard]] bool any() const noexcept;
  // Whether nothing is in the way of what runs, either; whether it is in company, and no more.
  [[nodiscard]] bool none_at_all() const noexcept { return word() == 0; }
  [[nodiscard]] bool only_company() const noexcept;

 private:
  [[nodiscard]] constexpr std::uint64_t word() const noexcept {
    return std::bit_cast<std::uint64_t>(*this);
  }
  friend struct HitchWords;
};

struct HitchWords {
  static constexpr Hitches all{true, true, true, false};
  static constexpr std::uint64_t of_iteration = all.word();
  static constexpr std::uint64_t of_company = Hitches{}.word();
};

inline bool Hitches::any() const noexcept { return (word() & HitchWords::of_iteration) != 0; }
inline bool Hitches::only_company() const noexcept { return word() == HitchWords::of_company; }

}  // namespace sim
