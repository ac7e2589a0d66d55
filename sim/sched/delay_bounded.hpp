// sim/sched/delay_bounded.hpp
//
// Delay bounding: every schedule that passes over the first in line not more often than so, for 0,
// then 1, then 2 times, and so on.
//
// To let the third in line step passes over two. So the first schedule that fails needs as few
// deviations as any does. M. Emmi, S. Qadeer, Z. Rakamarić, "Delay-bounded scheduling", POPL 2011,
// over a FIFO line. Takes O(n) for a step, and memory for each run.

#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/sched/lineup.hpp"
#include "sim/sched/picking_strategy.hpp"

namespace sim {

class DelayBoundedStrategy final : public PickingStrategy {
 public:
  DelayBoundedStrategy() { be_systematic(); }

  [[nodiscard]] std::string_view name() const override { return "delay-bounded"; }
  [[nodiscard]] bool exhausted() const override { return exhausted_; }
  void end_run(bool passed) override;

  // How often the run at hand passes over the first in line.
  [[nodiscard]] std::uint32_t bound() const noexcept { return bound_; }

 private:
  struct Delay {
    std::uint32_t question;
    std::uint32_t answer;
  };
  // A run that was made: its delays, and how many answers each later question had.
  struct Run {
    std::vector<Delay> delays{};
    std::vector<std::uint32_t> arities{};  // of the questions after the last delay
    std::uint32_t cost = 0;
  };

  void begin() override;
  void joins(Place place, TaskId task) override { lineup_.joins(place, task); }
  void withdraw(Place place) override { lineup_.leaves(place); }
  [[nodiscard]] Place next() override;
  [[nodiscard]] std::uint32_t answer(const Choice& choice) override { return ask(choice.arity); }

  std::uint32_t ask(std::uint32_t arity);
  bool find_next();
  [[nodiscard]] static std::uint32_t first_free(const Run& run);

  Lineup lineup_;
  Run now_;
  std::uint32_t questions_ = 0;
  std::size_t delays_used_ = 0;
  std::vector<Run> runs_;
  std::size_t runs_below_ = 0;  // those that cost less than the bound
  std::size_t parent_ = 0;      // where the search stands: the run that is varied,
  std::size_t at_ = 0;          // and which of its questions
  std::uint32_t bound_ = 0;
  bool exhausted_ = false;
};

}  // namespace sim
