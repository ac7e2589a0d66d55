// sim/sched/calm_line.hpp
//
// The frame of a strategy that lets all step in asyncio's own order, whatever else it answers: the
// loop neither asks it who goes next nor tells it of the line, and its log has no picks.
//
//   class Calmest final : public CalmLine {
//     void begin() override {}
//     std::uint32_t answer(const Choice&) override { return 0; }
//     ...
//   };

#pragma once

#include "sim/sched/picking_strategy.hpp"

namespace sim {

class CalmLine : public PickingStrategy {
 protected:
  CalmLine() noexcept : PickingStrategy(Order::calm) {}

 private:
  // For whoever stands between it and the loop, and asks.
  void joins(Place, TaskId) final {}
  void withdraw(Place) final {}
  [[nodiscard]] Place next() final { return first_in_line; }
};

}  // namespace sim
