// sim/sched/pos.hpp
//
// Partial order sampling: each pending operation has a random priority, and the highest steps;
// then those that race with it draw anew.
//
// So each way to order the operations that race with each other gets a fairer share of the runs
// than under a random walk. X. Yuan, J. Yang, R. Gu, "Partial order aware concurrency sampling",
// CAV 2018. Where nothing is known of what tasks touch, each step has a priority of its own. Takes
// O(log n) for a step, and for each operation that it races with.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/sched/informed.hpp"
#include "sim/sched/priority_line.hpp"

namespace sim {

class PosStrategy final : public InformedStrategy {
 public:
  explicit PosStrategy(std::shared_ptr<Knowledge> known = nullptr)
      : InformedStrategy(std::move(known)) {}

  [[nodiscard]] std::string_view name() const override { return "pos"; }

 private:
  struct Pending {
    Footprint footprint{};
    std::uint32_t index = 0;  // among those on its object
  };

  void prepare() override;
  void joins(Place place, TaskId task) override;
  void withdraw(Place place) override;
  [[nodiscard]] Place next() override;

  void redraw_racing(Footprint footprint);

  PriorityLine line_;
  std::vector<Pending> pending_;                // by place
  std::vector<std::vector<Place>> on_object_;   // by the number of the object
};

}  // namespace sim
