// sim/sched/weighted_line.hpp
//
// A WeightedLine is a line from which one is drawn as often as its weight says.
//
//   line.set(place, weight);               // 0: it does not stand in line
//   Picker::Place one = line.at(draws.below(line.total()));
//
// A tree of sums over places: O(log n) for all. P. Fenwick, "A new data structure for cumulative
// frequency tables", Software: Practice and Experience 24(3), 1994. Up to 16 places need no tree:
// they are added one by one, which is less work, as weights are set far more often than drawn from.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/loop/picker.hpp"

namespace sim {

class WeightedLine {
 public:
  using Place = Picker::Place;

  void clear() noexcept {
    total_ = 0;
    weights_.assign(weights_.size(), 0);
    sums_.assign(sums_.size(), 0);
  }

  [[nodiscard]] std::uint32_t total() const noexcept { return total_; }
  [[nodiscard]] std::uint32_t weight(Place place) const noexcept { return weights_[place]; }

  void set(Place place, std::uint32_t weight) {
    if (weights_.size() <= place) grow(place);
    const std::uint32_t change = weight - weights_[place];  // modulo 2^32, as the sums are
    weights_[place] = weight;
    total_ += change;
    if (weights_.size() > few) add_to_sums(place, change);
  }

  // Whom a number falls to. Requires: number < total().
  [[nodiscard]] Place at(std::uint32_t number) const noexcept {
    return weights_.size() > few ? at_by_sums(number) : at_by_weights(number);
  }

 private:
  static constexpr std::size_t few = 16;

  [[nodiscard]] Place at_by_weights(std::uint32_t number) const noexcept {
    Place place = 0;
    for (; number >= weights_[place]; ++place) number -= weights_[place];
    return place;
  }

  [[nodiscard]] Place at_by_sums(std::uint32_t number) const noexcept {
    std::size_t at = 0;
    for (std::size_t half = weights_.size() / 2; half > 0; half /= 2) {
      if (sums_[at + half] > number) continue;
      at += half;
      number -= sums_[at];
    }
    return static_cast<Place>(at);
  }

  void add_to_sums(Place place, std::uint32_t change) noexcept {
    for (std::size_t at = place + 1; at < sums_.size(); at += at & (~at + 1)) sums_[at] += change;
  }

  void grow(Place place) {
    std::size_t count = weights_.size() < 8 ? 8 : weights_.size();
    while (count <= place) count *= 2;
    weights_.resize(count);
    if (count <= few) return;
    sums_.assign(count + 1, 0);
    for (std::size_t at = 1; at <= count; ++at) {
      sums_[at] += weights_[at - 1];
      const std::size_t above = at + (at & (~at + 1));
      if (above <= count) sums_[above] += sums_[at];
    }
  }

  std::vector<std::uint32_t> weights_;  // by place; a power of two of them
  std::vector<std::uint32_t> sums_;     // from 1: of the places up to here that the tree gives it
  std::uint32_t total_ = 0;
};

}  // namespace sim
