// 100,000 numbers of every way of drawing, hashed, against the hashes recorded from CPython.

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/base/sha512.hpp"

namespace sim {
namespace {

struct Recorded {
  std::string_view name;
  std::uint64_t digest;
};

constexpr Recorded kRecorded[] = {
#include "tests/oracle/random_digests.inc"
};

constexpr int kCount = 100'000;
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
const std::vector<int> kFive = {0, 1, 2, 3, 4};

// FNV-1a (Fowler, Noll, Vo) with 64 bits, over the 8 bytes of each number, the lowest first.
class Fnv1a {
 public:
  template <class Number>
  void add(Number number) {
    std::uint64_t bits;
    if constexpr (std::is_same_v<Number, double>) {
      bits = std::bit_cast<std::uint64_t>(number);
    } else {
      bits = static_cast<std::uint64_t>(number);
    }
    for (int i = 0; i < 64; i += 8) value_ = (value_ ^ (bits >> i & 0xff)) * 0x100000001b3u;
  }

  template <class Number>
  void add(const std::vector<Number>& numbers) {
    for (const Number number : numbers) add(number);
  }

  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

// The digest of `times` results of draw(random).
template <class Draw>
std::uint64_t drawn(int times, Draw draw) {
  Random random(42);
  Fnv1a digest;
  for (; times > 0; --times) digest.add(draw(random));
  return digest.value();
}

template <class Draw>
std::uint64_t each(Draw draw) {
  return drawn(kCount, draw);
}

template <class Draw>
std::uint64_t lists(int size, Draw draw) {
  return drawn(kCount / size, draw);
}

std::vector<int> numbers_to(std::size_t size) {
  std::vector<int> numbers(size);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

std::uint64_t shuffled(int size) {
  return lists(size, [size](Random& r) {
    std::vector<int> items = numbers_to(static_cast<std::size_t>(size));
    r.shuffle(items);
    return items;
  });
}

void add_draws(Fnv1a& digest, Random random, int draws) {
  for (; draws > 0; --draws) digest.add(random.random());
}

std::uint64_t small_seeds() {
  Fnv1a digest;
  for (int seed = -1000; seed < 1000; ++seed) add_draws(digest, Random(seed), 50);
  return digest.value();
}

// 2^k + 5, and its negative, which is the same seed.
std::uint64_t power_seeds() {
  Fnv1a digest;
  for (std::size_t k = 0; k < 1000; ++k) {
    std::vector<std::uint32_t> words(33);
    std::uint64_t carry = 5;
    for (std::size_t i = 0; i < words.size(); ++i) {
      carry += i == k / 32 ? std::uint64_t{1} << k % 32 : 0;
      words[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    for (int sign = 0; sign < 2; ++sign) add_draws(digest, Random(words), 50);
  }
  return digest.value();
}

std::uint64_t text_seeds(std::string (*text)(int)) {
  Fnv1a digest;
  Random random;
  for (int n = 0; n < 1000; ++n) {
    random.seed(text(n));
    add_draws(digest, random, 100);
  }
  return digest.value();
}

std::uint64_t sample_sizes() {
  Random random(42);
  Fnv1a digest;
  for (std::size_t k = 0; k <= 40; ++k) {
    const std::size_t border = k <= 5 ? 21 : k <= 21 ? 21 + 64 : 21 + 256;
    for (std::size_t size = std::max(k, border - 2); size < border + 3; ++size) {
      digest.add(random.sample_indices(size, static_cast<std::int64_t>(k)));
      digest.add(random.getrandbits(32));
    }
  }
  return digest.value();
}

std::uint64_t sha512_words() {
  Fnv1a digest;
  std::string text;
  for (int size = 0; size <= 300; ++size) {
    const detail::Sha512Digest bytes = detail::sha512(text);
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
      std::uint64_t word = 0;
      for (std::size_t i = 0; i < 8; ++i) word |= std::uint64_t{bytes[at + i]} << 8 * i;
      digest.add(word);
    }
    text.push_back(static_cast<char>('a' + size % 26));
  }
  return digest.value();
}

struct Stream {
  std::string_view name;
  std::uint64_t (*digest)();
};

// The draws of tests/oracle/random_digests.py, name for name.
const Stream kStreams[] = {
    {"random", [] { return each([](Random& r) { return r.random(); }); }},
    {"getrandbits(1)", [] { return each([](Random& r) { return r.getrandbits(1); }); }},
    {"getrandbits(31)", [] { return each([](Random& r) { return r.getrandbits(31); }); }},
    {"getrandbits(32)", [] { return each([](Random& r) { return r.getrandbits(32); }); }},
    {"getrandbits(33)", [] { return each([](Random& r) { return r.getrandbits(33); }); }},
    {"getrandbits(53)", [] { return each([](Random& r) { return r.getrandbits(53); }); }},
    {"getrandbits(64)", [] { return each([](Random& r) { return r.getrandbits(64); }); }},
    {"getrandbits(65)", [] { return lists(3, [](Random& r) { return r.getrandbits_words(65); }); }},
    {"getrandbits(320)",
     [] { return lists(10, [](Random& r) { return r.getrandbits_words(320); }); }},
    {"randbytes(13)", [] { return lists(13, [](Random& r) { return r.randbytes(13); }); }},
    {"randrange(1)", [] { return each([](Random& r) { return r.randrange(1); }); }},
    {"randrange(4)", [] { return each([](Random& r) { return r.randrange(4); }); }},
    {"randrange(10)", [] { return each([](Random& r) { return r.randrange(10); }); }},
    {"randrange(2**32)", [] { return each([](Random& r) { return r.randrange(1LL << 32); }); }},
    {"randrange(2**63)", [] { return each([](Random& r) { return r.below(1ULL << 63); }); }},
    {"randrange(2**64-1)", [] { return each([](Random& r) { return r.below(~0ULL); }); }},
    {"randrange(0,100,7)", [] { return each([](Random& r) { return r.randrange(0, 100, 7); }); }},
    {"randrange(100,-100,-7)",
     [] { return each([](Random& r) { return r.randrange(100, -100, -7); }); }},
    {"randrange(MIN,MAX)", [] { return each([](Random& r) { return r.randrange(kMin, kMax); }); }},
    {"randrange(MIN,MAX,3)",
     [] { return each([](Random& r) { return r.randrange(kMin, kMax, 3); }); }},
    {"randrange(MAX,MIN,MIN)",
     [] { return each([](Random& r) { return r.randrange(kMax, kMin, kMin); }); }},
    {"randint(1,6)", [] { return each([](Random& r) { return r.randint(1, 6); }); }},
    {"randint(0,10**12)",
     [] { return each([](Random& r) { return r.randint(0, 1'000'000'000'000); }); }},
    {"randint(MIN,MAX)", [] { return each([](Random& r) { return r.randint(kMin, kMax); }); }},
    {"randint(MIN,-1)", [] { return each([](Random& r) { return r.randint(kMin, -1); }); }},
    {"choice(5)", [] { return each([](Random& r) { return r.choice(kFive); }); }},
    {"choices(5)", [] { return lists(10, [](Random& r) { return r.choices(kFive, 10); }); }},
    {"choices(weights)",
     [] {
       const std::vector<double> weights = {0.1, 0.2, 0.0, 0.3, 1.7};
       return lists(10, [&](Random& r) { return r.choices_weighted(kFive, weights, 10); });
     }},
    {"choices(cum_weights)",
     [] {
       const std::vector<double> sums = {5, 6, 6, 7.5, 12};
       return lists(10, [&](Random& r) { return r.choices_cumulative(kFive, sums, 10); });
     }},
    {"choices(negative)",
     [] {
       const std::vector<double> weights = {3, -2, 4, -1, 2};
       return lists(10, [&](Random& r) { return r.choices_weighted(kFive, weights, 10); });
     }},
    {"shuffle(10)", [] { return shuffled(10); }},
    {"shuffle(1000)", [] { return shuffled(1000); }},
    {"sample(pool)",
     [] { return lists(5, [](Random& r) { return r.sample(numbers_to(21), 5); }); }},
    {"sample(set)", [] { return lists(5, [](Random& r) { return r.sample(numbers_to(22), 5); }); }},
    {"sample(all)",
     [] { return lists(100, [](Random& r) { return r.sample(numbers_to(100), 100); }); }},
    {"sample(10**12)",
     [] { return lists(50, [](Random& r) { return r.sample_indices(1'000'000'000'000, 50); }); }},
    {"sample(sizes)", sample_sizes},
    {"sample(counts)",
     [] {
       const std::vector<std::int64_t> counts = {1, 0, 3, 10, 2};
       return lists(5, [&](Random& r) { return r.sample_counted(kFive, counts, 5); });
     }},
    {"uniform(1,10)", [] { return each([](Random& r) { return r.uniform(1, 10); }); }},
    {"uniform(0.1,0.5)", [] { return each([](Random& r) { return r.uniform(0.1, 0.5); }); }},
    {"uniform(3,-1e9)", [] { return each([](Random& r) { return r.uniform(3, -1e9); }); }},
    {"triangular()", [] { return each([](Random& r) { return r.triangular(); }); }},
    {"triangular(0,1,0.3)", [] { return each([](Random& r) { return r.triangular(0, 1, 0.3); }); }},
    {"triangular(-7,5,5)", [] { return each([](Random& r) { return r.triangular(-7, 5, 5); }); }},
    {"triangular(2,2,2)", [] { return each([](Random& r) { return r.triangular(2, 2, 2); }); }},
    {"normalvariate(0,1)", [] { return each([](Random& r) { return r.normalvariate(); }); }},
    {"normalvariate(100,0.15)",
     [] { return each([](Random& r) { return r.normalvariate(100, 0.15); }); }},
    {"gauss(0,1)", [] { return each([](Random& r) { return r.gauss(); }); }},
    {"gauss(100,0.15)", [] { return each([](Random& r) { return r.gauss(100, 0.15); }); }},
    {"lognormvariate(0,1)", [] { return each([](Random& r) { return r.lognormvariate(0, 1); }); }},
    {"expovariate(1)", [] { return each([](Random& r) { return r.expovariate(1); }); }},
    {"expovariate(-0.3)", [] { return each([](Random& r) { return r.expovariate(-0.3); }); }},
    {"vonmisesvariate(0,4)",
     [] { return each([](Random& r) { return r.vonmisesvariate(0, 4); }); }},
    {"vonmisesvariate(-9,0.01)",
     [] { return each([](Random& r) { return r.vonmisesvariate(-9, 0.01); }); }},
    {"vonmisesvariate(1,1e9)",
     [] { return each([](Random& r) { return r.vonmisesvariate(1, 1e9); }); }},
    {"vonmisesvariate(1,0)",
     [] { return each([](Random& r) { return r.vonmisesvariate(1, 0); }); }},
    {"gammavariate(2,1)", [] { return each([](Random& r) { return r.gammavariate(2, 1); }); }},
    {"gammavariate(97.3,0.3)",
     [] { return each([](Random& r) { return r.gammavariate(97.3, 0.3); }); }},
    {"gammavariate(1,2)", [] { return each([](Random& r) { return r.gammavariate(1, 2); }); }},
    {"gammavariate(0.5,1)", [] { return each([](Random& r) { return r.gammavariate(0.5, 1); }); }},
    {"gammavariate(0.01,3)",
     [] { return each([](Random& r) { return r.gammavariate(0.01, 3); }); }},
    {"betavariate(2,3)", [] { return each([](Random& r) { return r.betavariate(2, 3); }); }},
    {"betavariate(0.5,0.001)",
     [] { return each([](Random& r) { return r.betavariate(0.5, 0.001); }); }},
    {"paretovariate(3)", [] { return each([](Random& r) { return r.paretovariate(3); }); }},
    {"weibullvariate(1,1.5)",
     [] { return each([](Random& r) { return r.weibullvariate(1, 1.5); }); }},
    {"seed(-1000..999)", small_seeds},
    {"seed(+-(2**k+5))", power_seeds},
    {"seed('x'*n)",
     [] {
       return text_seeds([](int n) { return std::string(static_cast<std::size_t>(n), 'x'); });
     }},
    {"seed(text)", [] { return text_seeds([](int n) { return "käse " + std::to_string(n); }); }},
    {"sha512", sha512_words},
};

TEST(RandomDigests, NameTheDrawsThatWereRecorded) {
  std::vector<std::string_view> recorded;
  for (const Recorded& each_recorded : kRecorded) recorded.push_back(each_recorded.name);
  std::vector<std::string_view> streams;
  for (const Stream& stream : kStreams) streams.push_back(stream.name);
  EXPECT_EQ(recorded, streams);
}

TEST(RandomDigests, AreThoseOfCPython) {
  for (const Recorded& recorded : kRecorded) {
    const Stream* stream = std::find_if(std::begin(kStreams), std::end(kStreams),
                                        [&](const Stream& s) { return s.name == recorded.name; });
    ASSERT_NE(std::end(kStreams), stream) << recorded.name;
    EXPECT_EQ(recorded.digest, stream->digest()) << recorded.name;
  }
}

}  // namespace
}  // namespace sim
