// sim/loop/chooser.hpp
//
// A Chooser answers every open question of a run.
//
//   class LastFirst final : public Chooser {
//    public:
//     std::uint32_t choose(const Choice& choice) override { return choice.arity - 1; }
//   };
//   LastFirst backwards;
//   loop.set_chooser(&backwards);
//
// A run is a pure function of its program and of its answers. Wherever more than one thing could
// happen next the simulation asks, and decides nothing by itself; so a run can be recorded,
// replayed, shortened and enumerated without knowing what the program does.
//
// Answer 0 is always the calm one: first in line, no fault, least delay. A run in which every
// answer is 0 is the run that asyncio would have made. A loop without a chooser takes answer 0
// without asking.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/base/ids.hpp"

namespace sim {

enum class ChoiceKind : std::uint8_t {
  step,   // which ready handle runs next
  timer,  // which of the timers due at this instant comes first
  delay,  // how long does this take
  fault,  // does the misfortune at this site strike (a cancellation, a lost packet)
};

struct Choice {
  ChoiceKind kind;
  std::uint32_t arity;            // how many answers there are; never 0
  std::string_view site;          // where it is asked, for people
  std::span<const TaskId> ready;  // step, timer: the candidates, in calm order
  double chance = 0.0;            // fault: a hint, never an obligation
};

class Picker;

class Chooser {
 public:
  virtual ~Chooser() = default;

  // Ensures: result < choice.arity.
  [[nodiscard]] virtual std::uint32_t choose(const Choice& choice) = 0;

  // Whether it is to be asked at each suspension of each task if that is cancelled there; a fault
  // at the site "cancel". Ensures: the same until another chooser is set.
  [[nodiscard]] virtual bool cancels() const noexcept { return false; }

  // Who answers which handle steps, and hears of the line instead of being given a list; nullptr:
  // choose() does. Ensures: the same until
  // another chooser is set.
  [[nodiscard]] virtual Picker* picker() noexcept { return nullptr; }
};

// Answers 0 to everything: asyncio's own order, in fair weather.
class CalmChooser final : public Chooser {
 public:
  [[nodiscard]] std::uint32_t choose(const Choice&) override { return 0; }
};

}  // namespace sim
