// sim/sched/hold_back.hpp
//
// A HoldBack makes the run of a schedule up to one step, lets that step wait until another task has
// touched what it would touch, and then goes on calmly: so two steps that nothing orders come the
// other way round.
//
//   HoldBack hold(schedule, {.step = 7, .first = {1, 1}, .second = {1, 2}, .object = balance});
//   loop.set_chooser(&hold);
//   ... a run ...
//   if (hold.reversed()) ...               // the second has touched it before the first
//
// Who is held back stays in line while anybody else stands there, for so many steps at most; where
// nobody does, the second needs the first, and the pair is not reversed. Under Model::timing nobody
// waits in line, and what is put last is the call that the step descends from, among those due at
// the same time. Where the two come at two instants, because waits may take longer, that call takes
// as long as it may. The idea, "approximate replay" of a conflict that is reversed:
// C. Jensen, A. Møller, V. Raychev, D. Dimitrov, M. Vechev, "Stateless model checking of
// event-driven applications", OOPSLA 2015.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/lineup.hpp"
#include "sim/sched/replay.hpp"
#include "sim/sched/schedule.hpp"

namespace sim {

struct HeldPair {
  std::uint64_t step = 0;  // that is held back, from 1
  TaskPath first{};        // whose that is; empty: a callback's
  TaskPath second{};       // who is to touch the object before it
  ObjectId object{};
  bool first_writes = true;   // then the second may read, too
  std::uint64_t instant = 0;  // Model::timing: how many steps came before this moment
  TaskId root{};              // the same: whose call the first descends from
  std::uint64_t armed = 0;    // jitter: in which step that was asked for; it takes its longest
};

class HoldBack final : public Chooser, private Picker {
 public:
  // Others may go round and wait for what the first would do.
  static constexpr std::uint64_t patience = 1'000;

  HoldBack(const Schedule& schedule, HeldPair pair);

  // Whether the second has touched the object while the first was held back.
  [[nodiscard]] bool reversed() const noexcept { return reversed_; }
  // Whether the first is held back still: the run has ended before either came.
  [[nodiscard]] bool holds() const noexcept { return held_ != Lineup::nobody; }

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override;
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] bool cancels() const noexcept override { return replay_.cancels(); }

 private:
  enum class Phase : std::uint8_t { follows, holds, calm };

  void joins(Place place, TaskId task) override;
  void leaves(Place place) override;
  [[nodiscard]] Place pick() override;
  void touches(ObjectId object, Access access) override;

  [[nodiscard]] std::uint32_t answer(const Choice& choice) const;
  [[nodiscard]] Place follow();
  [[nodiscard]] Place first_but_held();

  Replay replay_;
  Picker& followed_;
  HeldPair pair_;
  bool in_line_;  // it is held back there
  Lineup lineup_;
  Phase phase_ = Phase::follows;
  Place held_ = Lineup::nobody;
  bool reversed_ = false;
};

}  // namespace sim
