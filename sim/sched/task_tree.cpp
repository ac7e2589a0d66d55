#include "sim/sched/task_tree.hpp"

#include <algorithm>

namespace sim {

void TaskTree::meet(std::uint64_t id, Node stepped) {
  while (of_task_.size() < id) of_task_.push_back(child(stepped, ++places_[stepped].born));
}

TaskTree::Node TaskTree::child(Node parent, std::uint32_t ordinal) {
  while (places_[parent].children.size() < ordinal) {
    const Node node = size();
    const auto next = static_cast<std::uint32_t>(places_[parent].children.size() + 1);
    places_.push_back({.parent = parent, .ordinal = next});
    places_[parent].children.push_back(node);
  }
  return places_[parent].children[ordinal - 1];
}

TaskPath TaskTree::path(Node node) const {
  TaskPath path;
  for (; node != outside; node = places_[node].parent) path.push_back(places_[node].ordinal);
  std::reverse(path.begin(), path.end());
  return path;
}

TaskTree::Node TaskTree::find(const TaskPath& path) {
  Node node = outside;
  for (const std::uint32_t ordinal : path) node = child(node, ordinal);
  return node;
}

}  // namespace sim
