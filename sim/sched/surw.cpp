#include "sim/sched/surw.hpp"

#include <algorithm>

namespace sim {
namespace {

// What the accesses of one kind of task weigh: thousands of kinds fit into 32 bits.
constexpr std::uint32_t kKind = 1 << 16;

}  // namespace

void SurwStrategy::prepare() {
  object_ = draw_object();
  plain_.clear();
  interesting_.clear();
  weights_.clear();
  tasks_.assign(std::max<std::size_t>(known().tree().size(), 1), {});
  next_ = TaskTree::outside;
  weigh();
}

void SurwStrategy::weigh() {
  shares_.clear();
  units_.clear();
  unit_of_new_ = 1;
  if (!object_) return;
  const std::vector<std::uint32_t>& accesses = known().accesses(object_);
  if (weighting_ == SurwWeights::by_kind && known().kinds().some_alike()) {
    weigh_by_kind(accesses);
  } else {
    shares_ = accesses;
    units_.assign(accesses.size(), 1);
  }
}

// All accesses of a kind together have the weight kKind.
void SurwStrategy::weigh_by_kind(const std::vector<std::uint32_t>& accesses) {
  const TaskKinds& kinds = known().kinds();
  const auto nodes = static_cast<Node>(std::min(accesses.size(), kinds.size()));
  shares_.assign(accesses.begin(), accesses.begin() + nodes);
  for (Node node = nodes - 1; node > TaskTree::outside; --node) {
    shares_[known().tree().parent(node)] -= accesses[node];  // what is left is its own
  }
  std::vector<std::uint32_t> of_kind(kinds.count());
  for (Node node = 0; node < nodes; ++node) of_kind[kinds.of(node)] += shares_[node];
  units_.resize(nodes);
  for (Node node = 0; node < nodes; ++node) {
    units_[node] = std::max(kKind / std::max(of_kind[kinds.of(node)], 1U), 1U);
    shares_[node] *= units_[node];
  }
  for (Node node = nodes - 1; node > TaskTree::outside; --node) {
    shares_[known().tree().parent(node)] += shares_[node];
  }
  unit_of_new_ = kKind / std::max(known().all_accesses()[object_.value()], 1U) + 1;
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
  if (tasks_.size() <= node) [[unlikely]]
    tasks_.resize(node + 1);
  if (is_interesting_.size() <= place) [[unlikely]]
    is_interesting_.resize(place + 1);
  Standing& standing = tasks_[node];
  if (node == TaskTree::outside || standing.priority == 0) meet(node);
  const bool interesting =
      object_ && node != TaskTree::outside && known().pending(node).object == object_;
  is_interesting_[place] = interesting ? 1 : 0;
  if (!interesting) return plain_.push(place, standing.priority);
  standing.place = place;
  interesting_.push(place, standing.priority);
  if (weights_.weight(node) == 0) weights_.set(node, unit(node));
}

// Its accesses were counted with its parent's so far; if it was the parent's turn to come to the
// object, it may be the child's.
void SurwStrategy::meet(Node node) {
  tasks_[node].priority = draws().next() | 1;
  if (!object_ || node == TaskTree::outside) return;
  const std::uint32_t weight = node < shares_.size() ? shares_[node] : unit_of_new_;
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
  next_ = TaskTree::outside;  // the one that was drawn does not come
  return take(interesting_.top());
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
  withdraw(place);
  depart(place);
  return place;
}

void SurwStrategy::touches(ObjectId object, Access access) {
  const Node node = known().running();
  if (object == object_ && node != TaskTree::outside && node < tasks_.size()) {
    const std::uint32_t left = weights_.weight(node);
    if (left > 0) weights_.set(node, left - std::min(left, unit(node)));
    next_ = TaskTree::outside;
  }
  InformedStrategy::touches(object, access);
}

std::uint64_t SurwStrategy::priority(Place place) const {
  return tasks_[known().node(place)].priority;
}

}  // namespace sim
