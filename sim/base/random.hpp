// sim/base/random.hpp
//
// Python's `random.Random`, bit for bit: the same seed gives the numbers of CPython 3.11.
//
//   sim::Random random(42);                     // or a string, or a longer integer in words
//   double wait = random.uniform(1, 10);        // 6.754841186120954
//   std::int64_t die = random.randint(1, 6);
//   std::string name = random.choice(names);    // anything with std::size and []
//   random.shuffle(cards);                      // in place
//   std::vector<int> hand = random.sample(cards, 5);
//
// Promise: GUARANTEED EXACT everywhere: random, getrandbits, randbytes, randrange, randint, choice,
// choices, shuffle, sample, uniform, triangular (integers, + - * / and sqrt, which IEEE 754
// defines to the last bit). EXACT ON THE REFERENCE PLATFORM, which is the libm of a glibc of
// CPython's own generation: the other variates, because log, exp, sin, cos, acos and pow are
// only as good as the library. One draw more or less in a program moves all later ones, as in
// Python. A copy goes on as the original would: that is getstate and setstate.
//
// Errors carry CPython's words and come before or after the draws as they do there:
// ValueError is std::invalid_argument, IndexError std::out_of_range, ZeroDivisionError
// std::domain_error, OverflowError std::overflow_error. As in CPython, a shape that is NaN or
// infinite can make a rejection loop search for ever.
//
// Source: Lib/random.py and Modules/_randommodule.c of CPython 3.11; the papers of the variates
// are named in random_variates.cpp.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/base/mersenne.hpp"

namespace sim {

namespace detail {

using SeedWords = std::span<const std::uint32_t>;

// A seed is the absolute value of an integer, so -42 and 42 are the same one.
constexpr std::array<std::uint32_t, 2> integer_seed(std::integral auto seed) {
  std::uint64_t size = static_cast<std::uint64_t>(seed);
  if constexpr (std::is_signed_v<decltype(seed)>) {
    if (seed < 0) size = 0 - size;
  }
  return {static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(size >> 32)};
}

std::vector<std::uint32_t> text_seed(std::string_view text);

// A sequence in Python's sense: a size, and items by position. A string literal is none, for its
// closing zero would be drawn like a letter: say "abc"sv.
template <class T>
concept Sequence = !std::is_array_v<T> && requires(T & items) {
  std::size(items);
  items[std::size_t{}];
};

template <Sequence Items>
using ItemOf = std::remove_cvref_t<decltype(std::declval<const Items&>()[0])>;

}  // namespace detail

class Random {
 public:
  Random() : Random(0) {}
  explicit Random(std::integral auto seed)
      : Random(detail::SeedWords(detail::integer_seed(seed))) {}
  // random.seed(text): what Python makes of a str in UTF-8, and of the same bytes.
  explicit Random(std::string_view text) : Random(detail::SeedWords(detail::text_seed(text))) {}
  // An integer of any length: its magnitude, the lowest word first; zeros at the end are ignored.
  explicit Random(std::span<const std::uint32_t> magnitude);

  // Start afresh as the constructors do, and forget the second half of a gauss pair.
  void seed(std::integral auto value) { seed(detail::SeedWords(detail::integer_seed(value))); }
  void seed(std::string_view text) { seed(detail::SeedWords(detail::text_seed(text))); }
  void seed(std::span<const std::uint32_t> magnitude);

  // In [0, 1): a multiple of 2^-53, made of two words.
  double random() {
    const std::uint32_t high = engine_.next() >> 5;
    const std::uint32_t low = engine_.next() >> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  // An integer of `bits` random bits, 0 <= bits <= 64. Longer ones as words, the lowest first,
  // the unused bits of the last one zero.
  std::uint64_t getrandbits(std::int64_t bits);
  std::vector<std::uint32_t> getrandbits_words(std::int64_t bits);
  std::vector<std::uint8_t> randbytes(std::int64_t count);

  // Uniform in [0, bound): Python's _randbelow. Requires: bound > 0.
  std::uint64_t below(std::uint64_t bound);

  // One of range(stop), of range(start, stop, step), of start..last with both ends. Any bounds of
  // 64 bits will do, all 2^64 numbers of randint(INT64_MIN, INT64_MAX) included.
  std::int64_t randrange(std::int64_t stop);
  std::int64_t randrange(std::int64_t start, std::int64_t stop, std::int64_t step = 1);
  std::int64_t randint(std::int64_t first, std::int64_t last);

  // Positions in a sequence of `size` items, for those who hold the items elsewhere. The methods
  // on sequences below draw the same and give the items.
  std::uint64_t choice_index(std::uint64_t size);
  std::vector<std::uint64_t> choices_indices(std::uint64_t size, std::int64_t k);
  std::vector<std::uint64_t> choices_indices_weighted(std::uint64_t size,
                                                      std::span<const double> weights,
                                                      std::int64_t k);
  std::vector<std::uint64_t> choices_indices_cumulative(std::uint64_t size,
                                                        std::span<const double> cum_weights,
                                                        std::int64_t k);
  std::vector<std::uint64_t> sample_indices(std::uint64_t size, std::int64_t k);
  std::vector<std::uint64_t> sample_indices_counted(std::uint64_t size,
                                                    std::span<const std::int64_t> counts,
                                                    std::int64_t k);

  template <detail::Sequence Items>
  detail::ItemOf<Items> choice(const Items& items) {
    return items[choice_index(std::size(items))];
  }

  // k items, each drawn from all of them; the weights are Python's `weights` and `cum_weights`
  // (as doubles: integer weights are exact while their sum stays below 2^53).
  template <detail::Sequence Items>
  std::vector<detail::ItemOf<Items>> choices(const Items& items, std::int64_t k = 1) {
    return pick(items, choices_indices(std::size(items), k));
  }
  template <detail::Sequence Items>
  std::vector<detail::ItemOf<Items>> choices_weighted(const Items& items,
                                                      std::span<const double> weights,
                                                      std::int64_t k = 1) {
    return pick(items, choices_indices_weighted(std::size(items), weights, k));
  }
  template <detail::Sequence Items>
  std::vector<detail::ItemOf<Items>> choices_cumulative(const Items& items,
                                                        std::span<const double> cum_weights,
                                                        std::int64_t k = 1) {
    return pick(items, choices_indices_cumulative(std::size(items), cum_weights, k));
  }

  template <class Items>
  requires detail::Sequence<std::remove_reference_t<Items>>
  void shuffle(Items&& items) {
    using std::swap;
    for (std::size_t i = std::size(items); i > 1; --i) {
      swap(items[i - 1], items[static_cast<std::size_t>(below(i))]);
    }
  }

  // k items at different positions, in the order of their drawing; `counts` says how often each
  // item stands in the population.
  template <detail::Sequence Items>
  std::vector<detail::ItemOf<Items>> sample(const Items& items, std::int64_t k) {
    return pick(items, sample_indices(std::size(items), k));
  }
  template <detail::Sequence Items>
  std::vector<detail::ItemOf<Items>> sample_counted(const Items& items,
                                                    std::span<const std::int64_t> counts,
                                                    std::int64_t k) {
    return pick(items, sample_indices_counted(std::size(items), counts, k));
  }

  // Guaranteed exact.
  double uniform(double a, double b);
  double triangular(double low = 0.0, double high = 1.0, std::optional<double> mode = {});

  // Exact on the reference platform.
  double normalvariate(double mu = 0.0, double sigma = 1.0);
  double gauss(double mu = 0.0, double sigma = 1.0);
  double lognormvariate(double mu, double sigma);
  double expovariate(double lambd);
  double vonmisesvariate(double mu, double kappa);
  double gammavariate(double alpha, double beta);
  double betavariate(double alpha, double beta);
  double paretovariate(double alpha);
  double weibullvariate(double alpha, double beta);

 private:
  template <class Items>
  static std::vector<detail::ItemOf<Items>> pick(const Items& items,
                                                 const std::vector<std::uint64_t>& indices) {
    std::vector<detail::ItemOf<Items>> picked;
    picked.reserve(indices.size());
    for (const std::uint64_t index : indices) {
      picked.push_back(items[static_cast<std::size_t>(index)]);
    }
    return picked;
  }

  std::uint64_t below_two_to_64();
  void sample_from_pool(std::uint64_t size, std::span<std::uint64_t> indices);
  void sample_by_redraw(std::uint64_t size, std::span<std::uint64_t> indices);
  double gamma_above_one(double alpha);
  double gamma_below_one(double alpha);

  Mersenne engine_;
  std::optional<double> gauss_next_;  // the second half of a pair, until gauss or seed takes it
};

}  // namespace sim
