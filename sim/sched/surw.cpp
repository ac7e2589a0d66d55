#include "sim/sched/surw.hpp"

#include <algorithm>

namespace sim {

void SurwStrategy::prepare() {
  object_ = draw_object();
  plain_.clear();
  interesting_.clear();
  weights_.clear();
  tasks_.assign(std::max<std::size_t>(known().tree().size(), 1), {});
  next_ = TaskTree::outside;
}

ObjectId SurwStrategy::draw_object() {
  const std::vector<std::uint32_t>& all = known().all_accesses();
  std::uint32_t total = 0;
  for (const std::uint32_t accesses : all) total += accesses;
  if (total == 0) return {};
  std::uint32_t number = draws().below(total);
  std::uint32_t object = 0;
  for (; number >= all[object]; ++object) number -= all[object];
  return ObjectId{object};
}

void SurwStrategy::joins(Place place, TaskId task) {
  const Node node = arrive(place, task);
  if (tasks_.size() <= node) [[unlikely]] tasks_.resize(node + 1);
  if (is_interesting_.size() <= place) [[unlikely]] is_interesting_.resize(place + 1);
  Standing& standing = tasks_[node];
  if (node == TaskTree::outside || standing.priority == 0) meet(node);
  const bool interesting =
      object_ && node != TaskTree::outside && known().pending(node).object == object_;
  is_interesting_[place] = interesting ? 1 : 0;
  if (!interesting) return plain_.push(place, standing.priority);
  standing.place = place;
  interesting_.push(place, standing.priority);
  if (weights_.weight(node) == 0) weights_.set(node, 1);
}

// Its accesses were counted with its parent's so far; if it was the parent's turn to come to the
// object, it may be the child's.
void SurwStrategy::meet(Node node) {
  tasks_[node].priority = draws().next() | 1;
  if (!object_ || node == TaskTree::outside) return;
  const std::vector<std::uint32_t>& accesses = known().accesses(object_);
  const std::uint32_t weight = node < accesses.size() ? accesses[node] : 1;
  weights_.set(node, weight);
  const Node parent = known().tree().parent(node);
  if (parent == TaskTree::outside) return;
  const std::uint32_t of_parent = weights_.weight(parent);
  if (next_ == parent && of_parent > 0 && draws().below(of_parent) < weight) next_ = node;
  weights_.set(parent, of_parent > weight ? of_parent - weight : 0);
}

void SurwStrategy::withdraw(Place place) {
  if (is_interesting_[place] == 0) return plain_.erase(place);
  interesting_.erase(place);
  tasks_[known().node(place)].place = first_in_line;
}

Picker::Place SurwStrategy::next() {
  if (interesting_.empty()) return take(plain_.top());
  if (next_ == TaskTree::outside) {
    const Place top = interesting_.top();
    if (!plain_.empty() && priority(plain_.top()) > priority(top)) return take(plain_.top());
    next_ = draw_next();
  }
  const Place drawn = tasks_[next_].place;
  if (drawn != first_in_line) return take_plain_or(drawn);
  if (!plain_.empty()) return take(plain_.top());
  return take(interesting_.top());  // the one that was drawn does not come
}

Picker::Place SurwStrategy::take_plain_or(Place interesting) {
  if (!plain_.empty() && priority(plain_.top()) > priority(interesting)) {
    return take(plain_.top());
  }
  return take(interesting);
}

SurwStrategy::Node SurwStrategy::draw_next() {
  return weights_.at(draws().below(weights_.total()));
}

Picker::Place SurwStrategy::take(Place place) {
  const bool interesting = is_interesting_[place] != 0;
  withdraw(place);
  depart(place);
  if (interesting) next_ = TaskTree::outside;
  return place;
}

void SurwStrategy::touches(ObjectId object, Access access) {
  const Node node = known().running();
  if (object == object_ && node != TaskTree::outside && node < tasks_.size()) {
    const std::uint32_t left = weights_.weight(node);
    if (left > 0) weights_.set(node, left - 1);
  }
  InformedStrategy::touches(object, access);
}

std::uint64_t SurwStrategy::priority(Place place) const {
  return tasks_[known().node(place)].priority;
}

}  // namespace sim
