// sim/sched/pct.hpp
//
// Probabilistic concurrency testing: each task has a random priority, the highest that is ready
// steps, and at d - 1 steps drawn beforehand the one that would step falls to the bottom.
//
// A bug that needs d ordering constraints is found with a probability of at least 1 / (n k^(d-1))
// in a run of k steps and n tasks. S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A
// randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010. Here d goes
// round 2, 3, 5 and 10 unless it is given, and k is the longest run so far. A task that yields
// again and again, and meanwhile creates no task and writes to nothing that it shares, may wait for
// another one: it falls to the bottom, too. Takes O(log n) for a step.

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/sched/informed.hpp"
#include "sim/sched/priority_line.hpp"

namespace sim {

class PctStrategy final : public InformedStrategy {
 public:
  static constexpr std::array<std::uint32_t, 4> depths = {2, 3, 5, 10};
  static constexpr std::uint32_t yields_max = 10;  // in a row, before a task is demoted

  // `depth` 0: each of `depths` in turn.
  explicit PctStrategy(std::uint32_t depth = 0, std::shared_ptr<Knowledge> known = nullptr)
      : InformedStrategy(std::move(known)), depth_(depth) {}

  [[nodiscard]] std::string_view name() const override { return "pct"; }

 private:
  void prepare() override;
  void joins(Place place, TaskId task) override;
  void withdraw(Place place) override { line_.erase(place); }
  [[nodiscard]] Place next() override;
  void touches(ObjectId object, Access access) override;

  void draw_change_points();
  void demote(Place place);
  void count_yield(Node node);

  std::uint32_t depth_;
  std::uint64_t runs_ = 0;
  PriorityLine line_;
  std::vector<std::uint64_t> priorities_;    // by node; 0: not drawn in this run
  std::vector<std::uint32_t> yields_;        // by node: in a row
  std::vector<std::uint64_t> change_points_;  // steps, the last one first
  std::uint64_t lowest_ = 0;                 // the next priority below all others
};

}  // namespace sim
