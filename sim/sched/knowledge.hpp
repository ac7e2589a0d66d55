// sim/sched/knowledge.hpp
//
// Knowledge is what strategies learn of a program from its runs: how many steps each task and its
// descendants make, which objects they touch, and so what a task in line is about to do.
//
//   TaskTree::Node node = known.arrive(place, task);     // in joins()
//   Footprint next = known.pending(node);                // what its next step touches
//   known.depart(place);                                 // in next()
//
// What a task touches next is what it said, or else what it touched at the same point of its life
// (after as many touches, and as many steps since) in the last run; the first run knows nothing.
// The counts are the highest of the runs learnt from: those that passed, and before there is one,
// those that failed, whose counts may be too low.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/loop/picker.hpp"
#include "sim/sched/task_kinds.hpp"
#include "sim/sched/task_tree.hpp"

namespace sim {

struct Footprint {
  ObjectId object{};  // none: nothing is known
  Access access = Access::read;

  // Whether the order of the two makes a difference.
  [[nodiscard]] bool races(const Footprint& other) const noexcept {
    return object && object == other.object &&
           (access == Access::write || other.access == Access::write);
  }
};

class Knowledge {
 public:
  using Place = Picker::Place;
  using Node = TaskTree::Node;

  void begin_run();
  void end_run(bool passed);

  Node arrive(Place place, TaskId task) {
    const Node node = tree_.node(task, running_);
    if (known_nodes_ <= node || nodes_.size() <= place) [[unlikely]]
      grow(place);
    nodes_[place] = node;
    return node;
  }
  // It steps.
  Node depart(Place place) {
    running_ = nodes_[place];
    ++tasks_[running_].steps;
    ++steps_;
    return running_;
  }
  void touches(ObjectId object, Access access) {
    Task& task = tasks_[running_];
    task.intention = {};
    const Touch touch{{object, access}, task.steps - task.touched_at};
    task.touched_at = task.steps;
    if (task.touched == task.touches.size()) [[unlikely]] return add_touch(task, touch);
    task.touches[task.touched++] = touch;
  }
  void intends(ObjectId object, Access access) { tasks_[running_].intention = {object, access}; }

  [[nodiscard]] Node node(Place place) const { return nodes_[place]; }
  [[nodiscard]] Node running() const noexcept { return running_; }
  [[nodiscard]] Footprint pending(Node node) const {
    const Task& task = tasks_[node];
    if (task.intention.object) return task.intention;
    if (task.touched >= task.touches.size()) return {};
    const Touch& next = task.touches[task.touched];
    return task.steps + 1 - task.touched_at >= next.steps ? next.footprint : Footprint{};
  }
  // Whether the last step of the running task is to be followed by what it said, or touched.
  [[nodiscard]] bool intends_something(Node node) const {
    return static_cast<bool>(tasks_[node].intention.object);
  }

  [[nodiscard]] const TaskTree& tree() const noexcept { return tree_; }
  [[nodiscard]] std::uint64_t longest() const noexcept { return longest_; }  // steps of a run
  [[nodiscard]] std::uint32_t runs() const noexcept { return runs_; }        // learnt from

  // By node, for itself and all its descendants; of nodes that are not listed nothing is known.
  [[nodiscard]] const std::vector<std::uint32_t>& events() const noexcept { return events_; }
  // The same for accesses to one object.
  [[nodiscard]] const std::vector<std::uint32_t>& accesses(ObjectId object) const {
    return accesses_[object.value()];
  }
  // All accesses to each object, by its number.
  [[nodiscard]] const std::vector<std::uint32_t>& all_accesses() const noexcept {
    return all_accesses_;
  }
  // Which tasks are alike.
  [[nodiscard]] const TaskKinds& kinds() const noexcept { return kinds_; }

 private:
  // Of a size by which it takes no division to count them.
  struct alignas(16) Touch {
    Footprint footprint{};
    std::uint32_t steps = 0;  // since the one before
  };
  struct Task {
    std::uint32_t steps = 0;       // in this run
    std::uint32_t touched = 0;     // how often, in this run
    std::uint32_t touched_at = 0;  // in which of its steps the last time
    Footprint intention{};         // in this run
    std::uint32_t most_steps = 0;
    std::vector<Touch> touches{};
    std::vector<std::uint32_t> most_accesses{};  // by object
  };

  void grow(Place place);
  static void add_touch(Task& task, const Touch& touch);
  void forget_counts();
  void learn();
  void count_accesses(Node node);
  void sum_up();

  TaskTree tree_;
  std::vector<Task> tasks_{1};  // by node
  Node known_nodes_ = 1;        // how many they are
  std::vector<Node> nodes_;     // by place
  Node running_ = TaskTree::outside;
  std::uint64_t steps_ = 0;
  std::uint64_t longest_ = 0;
  std::uint32_t runs_ = 0;
  bool passed_ = false;                // one of them
  std::vector<std::uint32_t> counts_;  // kept for count_accesses
  std::vector<std::uint32_t> events_;
  std::vector<std::vector<std::uint32_t>> accesses_;  // by object, then by node
  std::vector<std::uint32_t> all_accesses_;
  TaskKinds kinds_;
};

}  // namespace sim
