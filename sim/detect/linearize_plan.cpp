#include "sim/detect/linearize_plan.hpp"

#include <algorithm>
#include <utility>

namespace sim::detail {

LinearizePlan::LinearizePlan(const std::vector<Interval>& intervals) : slots_(intervals.size()) {
  std::vector<std::pair<std::uint64_t, Index>> ends;
  for (Index operation = 0; operation < intervals.size(); ++operation) {
    if (!intervals[operation].open) ends.emplace_back(intervals[operation].end, operation);
  }
  std::sort(ends.begin(), ends.end());
  Index next = 0;
  for (const auto& [moment, operation] : ends) {
    for (; next < intervals.size() && intervals[next].begin < moment; ++next) {
      begin(next, intervals[next].open);
    }
    end(operation, intervals[operation].certain);
  }
}

void LinearizePlan::begin(Index operation, bool open) {
  if (free_slots_.empty()) {
    slots_[operation] = slot_count_++;
  } else {
    slots_[operation] = free_slots_.back();
    free_slots_.pop_back();
  }
  (open ? endless_ : under_way_).push_back(operation);
}

void LinearizePlan::end(Index operation, bool certain) {
  under_way_.erase(std::find(under_way_.begin(), under_way_.end(), operation));
  free_slots_.push_back(slots_[operation]);
  ends_.push_back({.operation = operation,
                   .certain = certain,
                   .first_open = static_cast<Index>(open_.size()),
                   .open_count = static_cast<Index>(under_way_.size()),
                   .endless_count = static_cast<Index>(endless_.size())});
  open_.insert(open_.end(), under_way_.begin(), under_way_.end());
}

}  // namespace sim::detail
