// sim/base/random.cpp
//
// Seeds, bits and integers. What draws from sequences is in random_sequences.cpp, the floats are
// in random_variates.cpp.

#include "sim/base/random.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>
#include <string>

#include "sim/base/sha512.hpp"

namespace sim {
namespace {

// "empty range for randrange() (start, stop, stop - start)"; the width may need 65 bits.
std::invalid_argument empty_range(std::int64_t start, std::int64_t stop) {
  const std::uint64_t gap = static_cast<std::uint64_t>(start) - static_cast<std::uint64_t>(stop);
  return std::invalid_argument("empty range for randrange() (" + std::to_string(start) + ", " +
                               std::to_string(stop) + (gap == 0 ? ", " : ", -") +
                               std::to_string(gap) + ")");
}

void check_bit_count(std::int64_t bits) {
  if (bits > std::numeric_limits<int>::max() || bits < std::numeric_limits<int>::min()) {
    throw std::overflow_error("Python int too large to convert to C int");
  }
  if (bits < 0) throw std::invalid_argument("number of bits must be non-negative");
}

detail::SeedWords significant(detail::SeedWords magnitude) {
  static constexpr std::uint32_t kZero[] = {0};
  while (!magnitude.empty() && magnitude.back() == 0) {
    magnitude = magnitude.first(magnitude.size() - 1);
  }
  return magnitude.empty() ? detail::SeedWords(kZero) : magnitude;
}

}  // namespace

// The integer whose big-endian bytes are the text and then its digest.
std::vector<std::uint32_t> detail::text_seed(std::string_view text) {
  const Sha512Digest digest = sha512(text);
  const std::size_t size = text.size() + digest.size();
  std::vector<std::uint32_t> words((size + 3) / 4);
  for (std::size_t place = 0; place < size; ++place) {
    const std::size_t at = size - 1 - place;
    const std::uint32_t byte =
        at < text.size() ? static_cast<std::uint8_t>(text[at]) : digest[at - text.size()];
    words[place / 4] |= byte << 8 * (place % 4);
  }
  return words;
}

Random::Random(std::span<const std::uint32_t> magnitude) : engine_(significant(magnitude)) {}

void Random::seed(std::span<const std::uint32_t> magnitude) {
  engine_.seed(significant(magnitude));
  gauss_next_.reset();
}

std::uint64_t Random::getrandbits(std::int64_t bits) {
  check_bit_count(bits);
  if (bits > 64) throw std::invalid_argument("more than 64 bits: call getrandbits_words");
  if (bits == 0) return 0;
  if (bits <= 32) return engine_.next() >> (32 - bits);
  const std::uint64_t low = engine_.next();
  const std::uint64_t high = engine_.next() >> (64 - bits);
  return high << 32 | low;
}

std::vector<std::uint32_t> Random::getrandbits_words(std::int64_t bits) {
  check_bit_count(bits);
  std::vector<std::uint32_t> words(static_cast<std::size_t>((bits + 31) / 32));
  for (std::uint32_t& word : words) word = engine_.next();
  if (bits % 32 != 0) words.back() >>= 32 - bits % 32;
  return words;
}

std::vector<std::uint8_t> Random::randbytes(std::int64_t count) {
  constexpr std::int64_t kMost = std::numeric_limits<int>::max();
  const std::vector<std::uint32_t> words = getrandbits_words(std::clamp(count, -kMost, kMost) * 8);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(words[i / 4] >> 8 * (i % 4));
  }
  return bytes;
}

std::uint64_t Random::below(std::uint64_t bound) {
  if (bound == 0) throw std::invalid_argument("below(0): no number is less");
  const int bits = static_cast<int>(std::bit_width(bound));  // of bound, not of bound - 1
  std::uint64_t drawn = getrandbits(bits);
  while (drawn >= bound) drawn = getrandbits(bits);
  return drawn;
}

// below(2^64): the bound has 65 bits, so a third word is drawn for one bit that must be zero.
std::uint64_t Random::below_two_to_64() {
  for (;;) {
    const std::uint64_t drawn = getrandbits(64);
    if (getrandbits(1) == 0) return drawn;
  }
}

std::int64_t Random::randrange(std::int64_t stop) {
  if (stop <= 0) throw std::invalid_argument("empty range for randrange()");
  return static_cast<std::int64_t>(below(static_cast<std::uint64_t>(stop)));
}

std::int64_t Random::randrange(std::int64_t start, std::int64_t stop, std::int64_t step) {
  const std::uint64_t from = static_cast<std::uint64_t>(start);
  const std::uint64_t to = static_cast<std::uint64_t>(stop);
  if (step == 1) {
    if (start >= stop) throw empty_range(start, stop);
    return static_cast<std::int64_t>(from + below(to - from));
  }
  if (step == 0) throw std::invalid_argument("zero step for randrange()");
  if (step > 0 ? start >= stop : start <= stop) {
    throw std::invalid_argument("empty range for randrange()");
  }
  const std::uint64_t stride = static_cast<std::uint64_t>(step);
  const std::uint64_t count =
      (step > 0 ? (to - from - 1) / stride : (from - to - 1) / (0 - stride)) + 1;
  return static_cast<std::int64_t>(from + stride * below(count));
}

std::int64_t Random::randint(std::int64_t first, std::int64_t last) {
  if (first > last) throw empty_range(first, last + 1);
  const std::uint64_t from = static_cast<std::uint64_t>(first);
  const std::uint64_t count = static_cast<std::uint64_t>(last) - from + 1;
  return static_cast<std::int64_t>(from + (count == 0 ? below_two_to_64() : below(count)));
}

}  // namespace sim
