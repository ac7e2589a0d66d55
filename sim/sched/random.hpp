// sim/sched/random.hpp
//
// The random walk: whoever stands in line is as likely to step as any other.
//
// Takes O(1) for a step. Every schedule has a chance, but not the same one: those that keep the
// tasks abreast are met far more often than those that hold one back. P. Thomson, A. Donaldson,
// A. Betts, "Concurrency testing using controlled schedulers", ACM TOPC 2(4), 2016.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/sched/picking_strategy.hpp"

namespace sim {

class RandomStrategy final : public PickingStrategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "random"; }

 private:
  void begin() override { line_.clear(); }

  void joins(Place place, TaskId) override {
    if (index_.size() <= place) index_.resize(place + 1);
    index_[place] = static_cast<std::uint32_t>(line_.size());
    line_.push_back(place);
  }

  void withdraw(Place place) override {
    index_[line_.back()] = index_[place];
    line_[index_[place]] = line_.back();
    line_.pop_back();
  }

  [[nodiscard]] Place next() override {
    const auto count = static_cast<std::uint32_t>(line_.size());
    const Place place = line_[count == 1 ? 0 : draws().below(count)];
    withdraw(place);
    return place;
  }

  std::vector<Place> line_;
  std::vector<std::uint32_t> index_;  // by place: where in line_
};

}  // namespace sim
