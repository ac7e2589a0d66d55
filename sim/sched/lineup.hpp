// sim/sched/lineup.hpp
//
// A Lineup is a picker's view of the line: who stands where, in which order they came, and for the
// how-manieth time.
//
//   lineup.joins(place, task);             // forward what the loop tells
//   Picker::Place first = lineup.first();
//   lineup.turn(first);                    // {path of its task, occurrence}
//   lineup.steps(place);                   // this one has been picked
//
// Everything but turn(), at() and find() takes O(1).

#pragma once

#include <cstdint>
#include <vector>

#include "sim/loop/picker.hpp"
#include "sim/sched/task_tree.hpp"

namespace sim {

class Lineup {
 public:
  using Place = Picker::Place;
  using Node = TaskTree::Node;
  static constexpr Place nobody = Picker::first_in_line;

  struct Standing {
    Node node = TaskTree::outside;
    std::uint32_t occurrence = 0;  // of its task, from 1
    Place previous = nobody;
    Place next = nobody;
    bool taken = false;
  };

  void begin_run();
  void joins(Place place, TaskId task);
  void leaves(Place place);  // without a step
  void steps(Place place);   // it leaves, and is the task that runs now

  [[nodiscard]] bool empty() const noexcept { return first_ == nobody; }
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  [[nodiscard]] Place first() const noexcept { return first_; }
  [[nodiscard]] const Standing& standing(Place place) const { return line_[place]; }

  // Who stands after so many others, 0 is the first. Requires: index < count().
  [[nodiscard]] Place at(std::uint32_t index) const;
  // Where a task stands with this occurrence, or nobody.
  [[nodiscard]] Place find(Node node, std::uint32_t occurrence) const;

  [[nodiscard]] Turn turn(Place place) const {
    return {tree_.path(line_[place].node), line_[place].occurrence};
  }

  // The task that runs, and how many steps have been made.
  [[nodiscard]] Node running() const noexcept { return running_; }
  [[nodiscard]] std::uint64_t step() const noexcept { return step_; }

  [[nodiscard]] TaskTree& tree() noexcept { return tree_; }
  [[nodiscard]] const TaskTree& tree() const noexcept { return tree_; }

 private:
  TaskTree tree_;
  std::vector<Standing> line_;               // by place
  std::vector<std::uint32_t> occurrences_;   // by node: how often it joined
  Place first_ = nobody;
  Place last_ = nobody;
  std::uint32_t count_ = 0;
  Node running_ = TaskTree::outside;
  std::uint64_t step_ = 0;
};

}  // namespace sim
