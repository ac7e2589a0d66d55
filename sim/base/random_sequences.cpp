// sim/base/random_sequences.cpp
//
// Choices and samples, by position.

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

#include "sim/base/random.hpp"

namespace sim {
namespace {

// Python's bisect_right. Unlike the one of the standard library it may be given numbers out of
// order, which negative weights lead to, and still finds what Python finds.
template <class Number>
std::uint64_t bisect_right(std::span<const Number> sorted, Number value, std::size_t end) {
  std::size_t begin = 0;
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    if (value < sorted[middle]) {
      end = middle;
    } else {
      begin = middle + 1;
    }
  }
  return begin;
}

// The positions already drawn, in a table with open addressing. It answers only yes or no, so the
// order of its slots is never seen.
class DrawnSet {
 public:
  explicit DrawnSet(std::uint64_t most)
      : slots_(static_cast<std::size_t>(std::bit_ceil(2 * most + 2))) {}

  // Whether `value` is new to the set. Requires: value < 2^64 - 1.
  bool insert(std::uint64_t value) {
    const std::uint64_t mark = value + 1;  // an empty slot holds 0
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(mark * 0x9e3779b97f4a7c15u >> 32) & mask;
    for (; slots_[at] != 0; at = (at + 1) & mask) {
      if (slots_[at] == mark) return false;
    }
    slots_[at] = mark;
    return true;
  }

 private:
  std::vector<std::uint64_t> slots_;
};

}  // namespace

std::uint64_t Random::choice_index(std::uint64_t size) {
  if (size == 0) throw std::out_of_range("Cannot choose from an empty sequence");
  return below(size);
}

std::vector<std::uint64_t> Random::choices_indices(std::uint64_t size, std::int64_t k) {
  std::vector<std::uint64_t> indices;
  indices.reserve(static_cast<std::size_t>(std::max<std::int64_t>(k, 0)));
  const double n = static_cast<double>(size);
  for (; k > 0; --k) {
    const std::uint64_t index = static_cast<std::uint64_t>(random() * n);
    if (index >= size) throw std::out_of_range("list index out of range");
    indices.push_back(index);
  }
  return indices;
}

std::vector<std::uint64_t> Random::choices_indices_weighted(std::uint64_t size,
                                                            std::span<const double> weights,
                                                            std::int64_t k) {
  std::vector<double> sums(weights.begin(), weights.end());
  for (std::size_t i = 1; i < sums.size(); ++i) sums[i] = sums[i - 1] + sums[i];
  return choices_indices_cumulative(size, sums, k);
}

std::vector<std::uint64_t> Random::choices_indices_cumulative(std::uint64_t size,
                                                              std::span<const double> cum_weights,
                                                              std::int64_t k) {
  if (cum_weights.size() != size) {
    throw std::invalid_argument("The number of weights does not match the population");
  }
  if (cum_weights.empty()) throw std::out_of_range("list index out of range");
  const double total = cum_weights.back();
  if (total <= 0.0) throw std::invalid_argument("Total of weights must be greater than zero");
  if (!std::isfinite(total)) throw std::invalid_argument("Total of weights must be finite");
  std::vector<std::uint64_t> indices;
  indices.reserve(static_cast<std::size_t>(std::max<std::int64_t>(k, 0)));
  for (; k > 0; --k) {
    indices.push_back(bisect_right(cum_weights, random() * total, cum_weights.size() - 1));
  }
  return indices;
}

std::vector<std::uint64_t> Random::sample_indices(std::uint64_t size, std::int64_t k) {
  if (k < 0 || static_cast<std::uint64_t>(k) > size) {
    throw std::invalid_argument("Sample larger than population or is negative");
  }
  std::vector<std::uint64_t> indices(static_cast<std::size_t>(k));
  // Python weighs the memory of a list against that of a set: 4^ceil(log(3k, 4)) for a large one.
  const std::uint64_t count = static_cast<std::uint64_t>(k);
  std::uint64_t set_size = 1;
  while (count > 5 && set_size < 3 * count) set_size *= 4;
  const std::uint64_t limit = count > 5 ? 21 + set_size : 21;
  if (size <= limit) {
    sample_from_pool(size, indices);
  } else {
    sample_by_redraw(size, indices);
  }
  return indices;
}

void Random::sample_from_pool(std::uint64_t size, std::span<std::uint64_t> indices) {
  std::vector<std::uint64_t> pool(static_cast<std::size_t>(size));
  for (std::size_t i = 0; i < pool.size(); ++i) pool[i] = i;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const std::size_t j = static_cast<std::size_t>(below(pool.size() - i));
    indices[i] = pool[j];
    pool[j] = pool[pool.size() - i - 1];
  }
}

void Random::sample_by_redraw(std::uint64_t size, std::span<std::uint64_t> indices) {
  DrawnSet drawn(indices.size());
  for (std::uint64_t& index : indices) {
    do {
      index = below(size);
    } while (!drawn.insert(index));
  }
}

std::vector<std::uint64_t> Random::sample_indices_counted(std::uint64_t size,
                                                          std::span<const std::int64_t> counts,
                                                          std::int64_t k) {
  std::vector<std::int64_t> sums(counts.begin(), counts.end());
  for (std::size_t i = 1; i < sums.size(); ++i) {
    if (__builtin_add_overflow(sums[i - 1], sums[i], &sums[i])) {
      throw std::overflow_error("Python int too large to convert to C ssize_t");
    }
  }
  if (counts.size() != size) {
    throw std::invalid_argument("The number of counts does not match the population");
  }
  if (sums.empty()) throw std::out_of_range("pop from empty list");
  if (sums.back() <= 0) throw std::invalid_argument("Total of counts must be greater than zero");
  std::vector<std::uint64_t> indices = sample_indices(static_cast<std::uint64_t>(sums.back()), k);
  for (std::uint64_t& index : indices) {
    index = bisect_right(std::span<const std::int64_t>(sums), static_cast<std::int64_t>(index),
                         sums.size() - 1);
  }
  return indices;
}

}  // namespace sim
