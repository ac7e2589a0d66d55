#include "sim/sched/knowledge.hpp"

namespace sim {
namespace {

// Runs that are learnt from, if they pass.
constexpr std::uint32_t kRunsMax = 8;

void raise_to(std::vector<std::uint32_t>& most, std::size_t index, std::uint32_t count) {
  if (most.size() <= index) most.resize(index + 1);
  most[index] = std::max(most[index], count);
}

}  // namespace

void Knowledge::begin_run() {
  for (const Node node : tree_.tasks()) {
    Task& task = tasks_[node];
    task.steps = task.touched = task.touched_at = 0;
    task.intention = {};
  }
  Task& outside = tasks_[TaskTree::outside];
  outside.steps = outside.touched = outside.touched_at = 0;
  outside.intention = {};
  tree_.begin_run();
  running_ = TaskTree::outside;
  steps_ = 0;
}

void Knowledge::grow(Place place) {
  if (tasks_.size() < tree_.size()) tasks_.resize(tree_.size());
  known_nodes_ = static_cast<Node>(tasks_.size());
  if (nodes_.size() <= place) nodes_.resize(place + 1);
}

void Knowledge::add_touch(Task& task, const Touch& touch) {
  task.touches.push_back(touch);
  ++task.touched;
}

void Knowledge::end_run(bool passed) {
  longest_ = std::max(longest_, steps_);
  if (passed_ ? !passed || runs_ >= kRunsMax : false) return;
  if (passed && !passed_) {  // what failed before may have been cut short: begin anew
    passed_ = true;
    runs_ = 0;
    forget_counts();
  }
  learn();
}

void Knowledge::forget_counts() {
  for (Task& task : tasks_) {
    task.most_steps = 0;
    task.most_accesses.clear();
  }
}

void Knowledge::learn() {
  ++runs_;
  for (const Node node : tree_.tasks()) {
    Task& task = tasks_[node];
    task.most_steps = std::max(task.most_steps, task.steps);
    count_accesses(node);
  }
  kinds_.sort();
  sum_up();
}

void Knowledge::count_accesses(Node node) {
  Task& task = tasks_[node];
  counts_.clear();
  for (std::size_t touch = 0; touch < task.touched; ++touch) {
    const Footprint& footprint = task.touches[touch].footprint;
    kinds_.note(node, footprint.object, footprint.access);
    const std::size_t object = footprint.object.value();
    if (counts_.size() <= object) counts_.resize(object + 1);
    ++counts_[object];
  }
  for (std::size_t object = 0; object < counts_.size(); ++object) {
    raise_to(task.most_accesses, object, counts_[object]);
    if (accesses_.size() <= object) accesses_.resize(object + 1);
  }
}

// Children have higher numbers than their parents.
void Knowledge::sum_up() {
  const std::size_t nodes = tasks_.size();
  events_.assign(nodes, 0);
  all_accesses_.assign(accesses_.size(), 0);
  for (std::vector<std::uint32_t>& by_node : accesses_) by_node.assign(nodes, 0);
  for (Node node = static_cast<Node>(nodes - 1); node != TaskTree::outside; --node) {
    const Node parent = tree_.parent(node);
    events_[node] += tasks_[node].most_steps;
    events_[parent] += events_[node];
    const std::vector<std::uint32_t>& own = tasks_[node].most_accesses;
    for (std::size_t object = 0; object < accesses_.size(); ++object) {
      std::vector<std::uint32_t>& by_node = accesses_[object];
      if (object < own.size()) {
        by_node[node] += own[object];
        all_accesses_[object] += own[object];
      }
      by_node[parent] += by_node[node];
    }
  }
}

}  // namespace sim
