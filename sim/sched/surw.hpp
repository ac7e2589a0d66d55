// sim/sched/surw.hpp
//
// The selectively uniform random walk: the orders in which tasks come to one shared object are all
// as likely, and between these accesses random priorities decide.
//
// Each run is about one object, drawn as often as it is touched. Which task comes to it next is
// drawn as URW draws (urw.hpp), from the accesses to come; the others that are about to touch it
// wait until that one has. The rest steps by priorities that are drawn anew in each run. H. Zhao,
// D. Wolff, U. Mathur, A. Roychoudhury, "Selectively uniform concurrency testing", ASPLOS 2025.
// Takes O(log n) for a step.
//
// Not in the paper: weighted by kind (task_kinds.hpp), each kind of task is as likely to come to
// the object next as any other kind, and not each task. Of a hundred alike and one that is not,
// which one of the hundred comes first makes no difference, and whether the one does is seldom
// tried otherwise. Where no two tasks are alike it is the same as not weighted.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/sched/informed.hpp"
#include "sim/sched/priority_line.hpp"
#include "sim/sched/weighted_line.hpp"

namespace sim {

enum class SurwWeights : std::uint8_t { by_task, by_kind };

class SurwStrategy final : public InformedStrategy {
 public:
  explicit SurwStrategy(SurwWeights weighting = SurwWeights::by_task,
                        std::shared_ptr<Knowledge> known = nullptr)
      : InformedStrategy(std::move(known)), weighting_(weighting) {}

  [[nodiscard]] std::string_view name() const override { return "surw"; }

 private:
  // Where a task stands in this run.
  struct Standing {
    std::uint64_t priority = 0;   // 0: not met yet
    Place place = first_in_line;  // among those that are about to touch the object
  };

  void prepare() override;
  void joins(Place place, TaskId task) override;
  void withdraw(Place place) override;
  [[nodiscard]] Place next() override;
  void touches(ObjectId object, Access access) override;

  [[nodiscard]] ObjectId draw_object();
  void weigh();
  void weigh_by_kind(const std::vector<std::uint32_t>& accesses);
  [[nodiscard]] std::uint32_t unit(Node node) const {
    return node < units_.size() ? units_[node] : unit_of_new_;
  }
  void meet(Node node);
  Place take(Place place);
  [[nodiscard]] Place take_plain_or(Place interesting);
  [[nodiscard]] Node draw_next();
  [[nodiscard]] std::uint64_t priority(Place place) const;

  ObjectId object_;
  PriorityLine plain_;        // who is about to do something else
  PriorityLine interesting_;  // who is about to touch the object
  SurwWeights weighting_;
  WeightedLine weights_;                      // by node: the weight of the accesses to come
  std::vector<std::uint32_t> shares_;         // by node: of all its accesses and its descendants'
  std::vector<std::uint32_t> units_;          // by node: of one of its own accesses
  std::uint32_t unit_of_new_ = 1;             // of a task that is not listed
  std::vector<Standing> tasks_;               // by node
  std::vector<std::uint8_t> is_interesting_;  // by place
  Node next_ = TaskTree::outside;             // who comes to the object next; outside: not drawn
};

}  // namespace sim
