#include "sim/sched/pct.hpp"

#include <algorithm>
#include <functional>

namespace sim {
namespace {

// Priorities of birth have the first bit; those of the change points, which are in no order, the
// second; those of tasks that yield too often count down below both.
constexpr std::uint64_t kBirth = std::uint64_t{1} << 63;
constexpr std::uint64_t kChanged = std::uint64_t{1} << 62;

// What is taken for the length of a run before there was one.
constexpr std::uint64_t kLengthAtFirst = 30;

}  // namespace

void PctStrategy::prepare() {
  ++runs_;
  line_.clear();
  priorities_.assign(priorities_.size(), 0);
  yields_.assign(yields_.size(), 0);
  lowest_ = kChanged;
  draw_change_points();
}

void PctStrategy::draw_change_points() {
  const std::uint32_t depth = depth_ != 0 ? depth_ : depths[runs_ % depths.size()];
  const std::uint64_t length = known().longest() == 0 ? kLengthAtFirst : known().longest();
  change_points_.clear();
  for (std::uint32_t point = 1; point < depth; ++point) {
    change_points_.push_back(draws().below(static_cast<std::uint32_t>(length)));
  }
  std::sort(change_points_.begin(), change_points_.end(), std::greater<>());
}

void PctStrategy::joins(Place place, TaskId task) {
  const Node running = known().running();
  const Node node = arrive(place, task);
  if (priorities_.size() <= node) [[unlikely]] {
    priorities_.resize(node + 1);
    yields_.resize(node + 1);
  }
  std::uint64_t& priority = priorities_[node];
  if (node == TaskTree::outside || priority == 0) {
    priority = draws().next() | kBirth;
    yields_[running] = 0;  // it has created a task
  }
  if (node == running && node != TaskTree::outside) count_yield(node);
  line_.push(place, priority);
}

void PctStrategy::count_yield(Node node) {
  if (known().intends_something(node)) return;
  if (++yields_[node] < yields_max) return;
  yields_[node] = 0;
  priorities_[node] = --lowest_;
}

void PctStrategy::touches(ObjectId object, Access access) {
  const Node node = known().running();
  if (access == Access::write && node < yields_.size()) yields_[node] = 0;
  InformedStrategy::touches(object, access);
}

Picker::Place PctStrategy::next() {
  while (!change_points_.empty() && change_points_.back() <= steps()) {
    if (change_points_.back() == steps()) demote(line_.top());
    change_points_.pop_back();
  }
  const Place place = line_.top();
  line_.erase(place);
  depart(place);
  return place;
}

void PctStrategy::demote(Place place) {
  const std::uint64_t priority = (draws().next() >> 2) | kChanged;
  priorities_[known().node(place)] = priority;
  line_.set(place, priority);
}

}  // namespace sim
