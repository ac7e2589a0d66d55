#include "sim/sched/lineup.hpp"

namespace sim {

void Lineup::begin_run() {
  tree_.begin_run();
  line_.clear();
  occurrences_.clear();
  first_ = last_ = nobody;
  count_ = 0;
  running_ = TaskTree::outside;
  step_ = 0;
}

void Lineup::joins(Place place, TaskId task) {
  const Node node = tree_.node(task, running_);
  if (occurrences_.size() <= node) occurrences_.resize(tree_.size());
  if (line_.size() <= place) line_.resize(place + 1);
  line_[place] = {node, ++occurrences_[node], last_, nobody, true};
  (last_ == nobody ? first_ : line_[last_].next) = place;
  last_ = place;
  ++count_;
}

void Lineup::leaves(Place place) {
  Standing& who = line_[place];
  (who.previous == nobody ? first_ : line_[who.previous].next) = who.next;
  (who.next == nobody ? last_ : line_[who.next].previous) = who.previous;
  who.taken = false;
  --count_;
}

void Lineup::steps(Place place) {
  leaves(place);
  running_ = line_[place].node;
  ++step_;
}

Lineup::Place Lineup::at(std::uint32_t index) const {
  Place place = first_;
  for (; index > 0; --index) place = line_[place].next;
  return place;
}

Lineup::Place Lineup::find(Node node, std::uint32_t occurrence) const {
  for (Place place = first_; place != nobody; place = line_[place].next) {
    if (line_[place].node == node && line_[place].occurrence == occurrence) return place;
  }
  return nobody;
}

}  // namespace sim
