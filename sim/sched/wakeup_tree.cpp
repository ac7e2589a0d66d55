#include "sim/sched/wakeup_tree.hpp"

#include <utility>

namespace sim::dpor {

WakeupTree::Node WakeupTree::take_first() {
  Node first = std::move(nodes_.front());
  nodes_.erase(nodes_.begin());
  return first;
}

void WakeupTree::put(Node node) { nodes_.push_back(std::move(node)); }

void WakeupTree::add(Event event) { nodes_.push_back({std::move(event), {}}); }

bool WakeupTree::insert(std::vector<Event> row, Due due) {
  WakeupTree* tree = this;
  for (std::size_t index = 0; index < tree->nodes_.size() && !row.empty() && !due.over();) {
    Node& node = tree->nodes_[index++];
    if (!may_begin(node.event, row, due)) continue;
    if (node.after.empty()) return false;
    due.steps(node.event);
    const std::size_t at = find(row, node.event);
    if (at < row.size()) row.erase(row.begin() + static_cast<std::ptrdiff_t>(at));
    tree = &node.after;
    index = 0;
  }
  if (row.empty()) return false;
  for (Event& event : row) {
    tree->nodes_.push_back({std::move(event), {}});
    tree = &tree->nodes_.back().after;
  }
  return true;
}

}  // namespace sim::dpor
