// sim/sched/task_tree.hpp
//
// A TaskTree knows tasks from one run to the next: a node for each way to a task (which child of
// which task it is), whatever numbers the tasks have in a run.
//
//   tree.begin_run();
//   TaskTree::Node main = tree.node(TaskId{1}, TaskTree::outside);
//   TaskTree::Node child = tree.node(TaskId{2}, main);     // met while main was the last to step
//   tree.path(child);                                      // {1, 1}
//
// A new task is a child of the task that stepped last before it was met: who tells of tasks in the
// order of the line, after each step, has it right. Nodes are small numbers, parents before their
// children, and stay; 0 is outside of any task. Takes O(1) for each task.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/sched/deviation.hpp"

namespace sim {

class TaskTree {
 public:
  using Node = std::uint32_t;
  static constexpr Node outside = 0;

  TaskTree() : places_(1) {}

  void begin_run() noexcept {
    for (const Node node : of_task_) places_[node].born = 0;
    places_[outside].born = 0;
    of_task_.clear();
  }

  // The node of a task; of one that is new in this run: the next child of `stepped`.
  Node node(TaskId task, Node stepped) {
    const std::uint64_t id = task.value();
    if (id == 0) return outside;
    if (of_task_.size() < id) [[unlikely]] meet(id, stepped);
    return of_task_[id - 1];
  }

  [[nodiscard]] std::uint32_t size() const noexcept {
    return static_cast<std::uint32_t>(places_.size());
  }
  [[nodiscard]] Node parent(Node node) const noexcept { return places_[node].parent; }
  // The nodes of this run's tasks, in the order of their numbers.
  [[nodiscard]] const std::vector<Node>& tasks() const noexcept { return of_task_; }

  [[nodiscard]] TaskPath path(Node node) const;
  // The node at the end of a path, made if there was none yet.
  Node find(const TaskPath& path);

 private:
  struct Place {
    Node parent = outside;
    std::uint32_t ordinal = 0;     // among its siblings, from 1
    std::uint32_t born = 0;        // children in this run
    std::vector<Node> children{};
  };

  void meet(std::uint64_t id, Node stepped);
  Node child(Node parent, std::uint32_t ordinal);

  std::vector<Place> places_;
  std::vector<Node> of_task_;  // by the number of the task, from 1
};

}  // namespace sim
