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

  [[nodiscard]] Place pick() override { return keep(is_calm_turn() ? first_in_line : next()); }
  [[nodiscard]] Place pick_only(Place place, TaskId) override {
    return note_pick(is_calm_turn() ? first_in_line : place);
  }

 private:
  void begin() override { count_ = 0; }

  void joins(Place place, TaskId task) override {
    if (place >= line_.size()) [[unlikely]] return joins_at_new(place, task);
    index_[place] = count_;
    line_[count_++] = place;
  }

  void withdraw(Place place) override {
    const Place last = line_[--count_];
    line_[index_[place]] = last;
    index_[last] = index_[place];
  }

  [[nodiscard]] Place next() override {
    const Place place = line_[count_ == 1 ? 0 : draws().below(count_)];
    withdraw(place);
    return place;
  }

  [[gnu::noinline]] void joins_at_new(Place place, TaskId task) {
    line_.resize(place + 1);
    index_.resize(place + 1);
    joins(place, task);
  }

  // No more stand in line than there are places.
  std::vector<Place> line_;           // the first count_
  std::vector<std::uint32_t> index_;  // by place: where in line_
  std::uint32_t count_ = 0;
};

}  // namespace sim
