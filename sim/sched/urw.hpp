// sim/sched/urw.hpp
//
// The uniform random walk: a task steps as likely as it has steps to come, its own and those of its
// descendants that are not created yet.
//
// Every interleaving is as likely as any other where the counts are right and nobody blocks. The
// counts are those of the runs before (knowledge.hpp); a task that is new to them counts as one
// step, and so does whoever has outlived its count. H. Zhao, D. Wolff, U. Mathur, A. Roychoudhury,
// "Selectively uniform concurrency testing", ASPLOS 2025. Takes O(log n) for a step.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/sched/informed.hpp"
#include "sim/sched/weighted_line.hpp"

namespace sim {

class UrwStrategy : public InformedStrategy {
 public:
  explicit UrwStrategy(std::shared_ptr<Knowledge> known = nullptr)
      : InformedStrategy(std::move(known)) {}

  [[nodiscard]] std::string_view name() const override { return "urw"; }

 protected:
  void prepare() override;
  [[nodiscard]] Place next() override;

  // Who steps, by weight; and then that one has.
  [[nodiscard]] Place draw() { return line_.at(draws().below(line_.total())); }
  void take(Place place);
  [[nodiscard]] const WeightedLine& line() const noexcept { return line_; }

 private:
  void joins(Place place, TaskId task) override;
  void withdraw(Place place) override { line_.set(place, 0); }

  void meet(Node node);

  WeightedLine line_;
  std::vector<std::uint32_t> weights_;  // by node; 0: not met in this run
};

}  // namespace sim
