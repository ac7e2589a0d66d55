#include "sim/sched/urw.hpp"

#include <algorithm>

namespace sim {

void UrwStrategy::prepare() {
  line_.clear();
  weights_.assign(std::max<std::size_t>(known().tree().size(), 1), 0);
  weights_[TaskTree::outside] = 1;
}

void UrwStrategy::joins(Place place, TaskId task) {
  const Node node = arrive(place, task);
  if (weights_.size() <= node) [[unlikely]] weights_.resize(node + 1);
  if (weights_[node] == 0) meet(node);
  line_.set(place, weights_[node]);
}

// Its steps were counted with its parent's so far.
void UrwStrategy::meet(Node node) {
  const std::vector<std::uint32_t>& events = known().events();
  weights_[node] = node < events.size() ? std::max(events[node], 1U) : 1;
  const Node parent = known().tree().parent(node);
  if (parent == TaskTree::outside) return;
  std::uint32_t& left = weights_[parent];
  left = left > weights_[node] ? left - weights_[node] : 1;
}

Picker::Place UrwStrategy::next() {
  const Place place = draw();
  take(place);
  return place;
}

void UrwStrategy::take(Place place) {
  line_.set(place, 0);
  const Node node = depart(place);
  if (node != TaskTree::outside && weights_[node] > 1) --weights_[node];
}

}  // namespace sim
