// sim/sched/picking_strategy.hpp
//
// The frame of a strategy that picks: it keeps the random numbers, the log and fairness. Where all
// are to step in their order, calm_line.hpp is the frame.
//
//   class LastCome final : public PickingStrategy {
//     void begin() override { line_.clear(); }
//     void joins(Place place, TaskId) override { line_.push_back(place); }
//     void withdraw(Place place) override { std::erase(line_, place); }
//     Place next() override { Place last = line_.back(); line_.pop_back(); return last; }
//     ...
//   };
//
// A strategy is unfair: it may leave a task in line for ever, and a program that waits for it by
// looking again and again never ends. After `fair_after` steps every second answer is therefore the
// calm one, and each who stands in line is the first in line sooner or later.

#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "sim/base/xoshiro.hpp"
#include "sim/sched/strategy.hpp"

namespace sim {

// The loop calls the picker many times a run and the strategy twice, so the picker comes first.
class PickingStrategy : public Picker, public Strategy {
 public:
  static constexpr std::uint64_t fair_after_default = 10'000;

  void begin_run(std::uint64_t seed) final;
  void end_run(bool) override {}
  [[nodiscard]] const RunLog& log() const final { return log_; }
  void set_fair_after(std::uint64_t steps) final {
    if (!systematic_) fair_after_ = steps;
  }

  [[nodiscard]] Picker* picker() noexcept final { return this; }
  [[nodiscard]] std::uint32_t choose(const Choice& choice) final {
    log_.answers.push_back(answer(choice));
    return log_.answers.back();
  }
  [[nodiscard]] Place pick() override { return keep(is_calm_turn() ? first_in_line : next()); }
  void leaves(Place place) final {
    withdraw(place);
    if (std::exchange(calm_pick_, false)) steps_first(place);
  }

 protected:
  PickingStrategy() = default;
  explicit PickingStrategy(Order order) noexcept : Picker(order) {}
  // For a method that goes through schedules one after the other: no answer is made calm.
  void be_systematic() noexcept {
    systematic_ = true;
    fair_after_ = std::numeric_limits<std::uint64_t>::max();
  }

  virtual void begin() = 0;
  // Who steps, and has left the line; or first_in_line.
  [[nodiscard]] virtual Place next() = 0;
  // It leaves the line; and steps, for it was the first in line and that was the answer.
  virtual void withdraw(Place place) = 0;
  virtual void steps_first(Place) {}
  // What pick() is made of, for a method to which it matters that next() is no virtual call.
  [[nodiscard]] bool is_calm_turn() noexcept {
    return log_.picks.size() >= fair_after_ && fair_turn();
  }
  Place keep(Place place) {
    calm_pick_ = place == first_in_line;
    return note_pick(place);
  }
  // The same where the line is over with that.
  Place note_pick(Place place) {
    std::vector<Place>& picks = log_.picks;
    if (picks.size() == picks.capacity()) [[unlikely]] make_room();
    if (picks.size() == picks.capacity()) __builtin_unreachable();  // or pick() saves all registers
    picks.push_back(place);
    return place;
  }
  // A timer and a delay: any, each as likely; a fault: as likely as the question says.
  [[nodiscard]] virtual std::uint32_t answer(const Choice& choice);

  [[nodiscard]] Xoshiro& draws() noexcept { return draws_; }
  // How many steps of this run were answered before.
  [[nodiscard]] std::uint64_t steps() const noexcept { return log_.picks.size(); }

 private:
  void make_room();
  [[nodiscard]] bool fair_turn() noexcept { return (draws_.next() >> 63) != 0; }

  Xoshiro draws_;
  RunLog log_;
  bool calm_pick_ = false;
  bool systematic_ = false;
  std::uint64_t fair_after_ = fair_after_default;
};

}  // namespace sim
