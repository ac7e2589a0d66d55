#include "sim/base/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sim {
namespace {

using namespace std::string_view_literals;

using Ints = std::vector<int>;
using Floats = std::vector<double>;
using Words = std::vector<std::uint32_t>;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// The first three results of `draw` on random.Random(42).
template <class Draw>
auto three(Draw draw) {
  Random r(42);
  std::vector<std::decay_t<decltype(draw(r))>> results;
  for (int i = 0; i < 3; ++i) results.push_back(draw(r));
  return results;
}

Floats three_of(Random r) {
  Floats results;
  for (int i = 0; i < 3; ++i) results.push_back(r.random());
  return results;
}

Ints up_to(int size) {
  Ints items;
  for (int i = 0; i < size; ++i) items.push_back(i);
  return items;
}

std::string text_of(const std::vector<char>& letters) { return {letters.begin(), letters.end()}; }

// The words of the error that `action` throws on a fresh generator.
template <class Error, class Action>
std::string error(Action action) {
  Random r(1);
  try {
    action(r);
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

template <class Action>
std::string value_error(Action action) {
  return error<std::invalid_argument>(action);
}

TEST(Random, DrawsPythonsBits) {
  EXPECT_EQ((std::vector<std::uint64_t>{2746317213, 478163327, 107420369}),
            three([](Random& r) { return r.getrandbits(32); }));
  EXPECT_EQ((std::vector<std::uint64_t>{2746317213, 4402387665, 1181241943}),
            three([](Random& r) { return r.getrandbits(33); }));
  EXPECT_EQ(
      (std::vector<std::uint64_t>{2053695854357871005, 13679192365072849617u, 4517457392071889495}),
      three([](Random& r) { return r.getrandbits(64); }));
}

TEST(Random, DrawsLongIntegersLowestWordFirst) {
  EXPECT_EQ((Words{2746317213, 478163327, 0}), Random(42).getrandbits_words(66));
  EXPECT_EQ((Words{2746317213}), Random(42).getrandbits_words(32));
  EXPECT_EQ((Words{2746317213 >> 31}), Random(42).getrandbits_words(1));
}

TEST(Random, DrawsNothingForNoBits) {
  Random r(42);
  EXPECT_EQ(0u, r.getrandbits(0));
  EXPECT_TRUE(r.getrandbits_words(0).empty());
  EXPECT_TRUE(r.randbytes(0).empty());
  EXPECT_TRUE(r.sample(up_to(5), 0).empty());
  EXPECT_TRUE(r.choices(up_to(5), 0).empty());
  EXPECT_TRUE(r.choices(up_to(5), -3).empty());
  EXPECT_EQ(2746317213u, r.getrandbits(32));
}

TEST(Random, DrawsPythonsBytes) {
  EXPECT_EQ((std::vector<std::uint8_t>{0x9d, 0x79, 0xb1, 0xa3, 0x1c}), Random(42).randbytes(5));
}

TEST(Random, DrawsPythonsFloats) {
  EXPECT_EQ((Floats{0.6394267984578837, 0.025010755222666936, 0.27502931836911926}),
            three([](Random& r) { return r.random(); }));
  EXPECT_EQ((Floats{6.754841186120954, 1.2250967970040025, 3.4752638653220735}),
            three([](Random& r) { return r.uniform(1, 10); }));
  EXPECT_EQ((Floats{0.3557707193831535, 0.11000430208906678, 0.21001172734764773}),
            three([](Random& r) { return r.uniform(0.1, 0.5); }));
  EXPECT_EQ((Floats{0.49760449735344825, 0.08662116696743401, 0.2872434429377558}),
            three([](Random& r) { return r.triangular(0, 1, 0.3); }));
}

TEST(Random, DrawsPythonsIntegers) {
  EXPECT_EQ((std::vector<std::int64_t>{6, 1, 1}), three([](Random& r) { return r.randint(1, 6); }));
  EXPECT_EQ((std::vector<std::int64_t>{123005401501, 811856239313, 267469214295}),
            three([](Random& r) { return r.randint(0, 1'000'000'000'000); }));
  EXPECT_EQ((std::vector<std::int64_t>{70, 7, 0}),
            three([](Random& r) { return r.randrange(0, 100, 7); }));
}

TEST(Random, ReachesEveryIntegerOf64Bits) {
  EXPECT_EQ(
      (std::vector<std::int64_t>{-7169676182496904803, -4149976519821344517, 836864915349561680}),
      three([](Random& r) { return r.randint(kMin, kMax); }));
  EXPECT_EQ(
      (std::vector<std::int64_t>{-7169676182496904803, 4455820328218073809, -4705914644782886313}),
      three([](Random& r) { return r.randrange(kMin, kMax); }));
  EXPECT_EQ(
      (std::vector<std::int64_t>{6142828257640944424, 2447185946975078650, 5362341450150509413}),
      three([](Random& r) { return r.randrange(kMax, kMin, -3); }));
  EXPECT_EQ(kMin, Random(42).randint(kMin, kMin));
  EXPECT_EQ(kMax, Random(42).randint(kMax, kMax));
}

TEST(Random, ChoosesAsPython) {
  EXPECT_EQ((std::vector<char>{'a', 'a', 'c'}),
            three([](Random& r) { return r.choice("abcde"sv); }));
  EXPECT_EQ((std::vector<std::string>{"dabb", "ddea", "cabc"}),
            three([](Random& r) { return text_of(r.choices("abcde"sv, 4)); }));
  const Floats weights = {5, 1, 1};
  EXPECT_EQ((std::vector<std::string>{"aaaa", "baca", "aaaa"}),
            three([&](Random& r) { return text_of(r.choices_weighted("abc"sv, weights, 4)); }));
  const Floats sums = {5, 6, 7};
  EXPECT_EQ((std::vector<std::string>{"aaaa", "baca", "aaaa"}),
            three([&](Random& r) { return text_of(r.choices_cumulative("abc"sv, sums, 4)); }));
}

TEST(Random, ShufflesAsPython) {
  EXPECT_EQ((std::vector<Ints>{
                {3, 4, 6, 7, 2, 5, 0, 1}, {3, 7, 2, 0, 4, 6, 5, 1}, {3, 5, 2, 4, 1, 6, 7, 0}}),
            three([](Random& r) {
              Ints items = up_to(8);
              r.shuffle(items);
              return items;
            }));
}

TEST(Random, ShufflesWhatASpanShows) {
  Ints items = up_to(9);
  Random(42).shuffle(std::span(items).first(8));
  EXPECT_EQ((Ints{3, 4, 6, 7, 2, 5, 0, 1, 8}), items);
}

TEST(Random, LeavesOneItemWhereItIsAndDrawsNothing) {
  Random r(42);
  Ints one = {7};
  Ints none;
  r.shuffle(one);
  r.shuffle(none);
  EXPECT_EQ(2746317213u, r.getrandbits(32));
}

TEST(Random, SamplesAsPython) {
  EXPECT_EQ((std::vector<Ints>{{1, 0, 4, 9}, {3, 2, 1, 5}, {8, 1, 6, 0}}),
            three([](Random& r) { return r.sample(up_to(10), 4); }));
  EXPECT_EQ((std::vector<Ints>{{654, 114, 25, 759}, {281, 250, 228, 142}, {754, 104, 692, 758}}),
            three([](Random& r) { return r.sample(up_to(1000), 4); }));
}

TEST(Random, SamplesOnBothSidesOfPoolAndSet) {
  EXPECT_EQ((std::vector<Ints>{{20, 3, 0, 8, 7}, {7, 4, 3, 17, 2}, {18, 13, 1, 0, 2}}),
            three([](Random& r) { return r.sample(up_to(21), 5); }));
  EXPECT_EQ((std::vector<Ints>{{20, 3, 0, 8, 7}, {7, 4, 3, 21, 17}, {2, 18, 13, 1, 0}}),
            three([](Random& r) { return r.sample(up_to(22), 5); }));
  Random pool(5);
  EXPECT_EQ((Ints{79, 32, 45, 67, 3, 59}), pool.sample(up_to(85), 6));
  Random set(5);
  EXPECT_EQ((Ints{79, 32, 45, 83, 67, 3}), set.sample(up_to(86), 6));
}

TEST(Random, SamplesItemsThatStandMoreThanOnce) {
  const std::vector<std::int64_t> counts = {2, 3};
  EXPECT_EQ((std::vector<std::string>{"abb", "baa", "aab"}),
            three([&](Random& r) { return text_of(r.sample_counted("ab"sv, counts, 3)); }));
}

TEST(Random, SamplesARangeThatNobodyHolds) {
  EXPECT_EQ(
      (std::vector<std::uint64_t>{1026847926404610461, 6839596180442651345, 2258728696626565719}),
      Random(42).sample_indices(static_cast<std::uint64_t>(kMax), 3));
}

TEST(Random, GivesPositionsWhereItGivesItems) {
  EXPECT_EQ((std::vector<std::uint64_t>{0, 0, 2}),
            three([](Random& r) { return r.choice_index(5); }));
  EXPECT_EQ((std::vector<std::uint64_t>{3, 0, 1, 1}), Random(42).choices_indices(5, 4));
  EXPECT_EQ((std::vector<std::uint64_t>{1, 0, 4, 9}), Random(42).sample_indices(10, 4));
}

TEST(Random, DrawsNormalNumbersAsPython) {
  EXPECT_EQ((Floats{-0.14409032957792836, -0.1729036003315193, -0.11131586156766246}),
            three([](Random& r) { return r.gauss(); }));
  EXPECT_EQ((Floats{0.2453263417078634, -0.49684447341120286, 1.2547859310574627}),
            three([](Random& r) { return r.normalvariate(); }));
  EXPECT_EQ((Floats{1.2780383223662806, 0.6084476062334936, 3.5070875354597053}),
            three([](Random& r) { return r.lognormvariate(0, 1); }));
}

TEST(Random, DrawsTheOtherVariatesAsPython) {
  EXPECT_EQ((Floats{1.020060287274801, 0.02532883904273889, 0.3216240640749656}),
            three([](Random& r) { return r.expovariate(1.0); }));
  EXPECT_EQ((Floats{0.19393072669653844, 0.49557870452635877, 0.059417863840350804}),
            three([](Random& r) { return r.betavariate(2, 3); }));
  EXPECT_EQ((Floats{1.1428765860350905, 3.620073783908602, 1.6675339911160236}),
            three([](Random& r) { return r.gammavariate(2, 1); }));
  EXPECT_EQ((Floats{2.040120574549602, 0.05065767808547778, 0.6432481281499312}),
            three([](Random& r) { return r.gammavariate(1, 2); }));
  EXPECT_EQ((Floats{0.573113778473856, 0.10602716941289642, 1.3652932954931298}),
            three([](Random& r) { return r.gammavariate(.5, 1); }));
  EXPECT_EQ((Floats{1.4049758243344401, 1.0084786885380799, 1.1131657926562735}),
            three([](Random& r) { return r.paretovariate(3); }));
  EXPECT_EQ((Floats{1.0133292060998442, 0.08624690571003037, 0.46942443289800917}),
            three([](Random& r) { return r.weibullvariate(1, 1.5); }));
  EXPECT_EQ((Floats{5.535325158587151, 0.18200600486547627, 5.898494744064918}),
            three([](Random& r) { return r.vonmisesvariate(0, 4); }));
}

TEST(Random, TakesSeedsOfEveryKind) {
  EXPECT_EQ((Floats{0.8444218515250481, 0.7579544029403025, 0.420571580830845}),
            three_of(Random(0)));
  EXPECT_EQ((Floats{0.13436424411240122, 0.8474337369372327, 0.763774618976614}),
            three_of(Random(1)));
  EXPECT_EQ((Floats{0.5105783769365112, 0.8797586528012199, 0.5149365298491138}),
            three_of(Random(Words{5, 0, 1})));
  EXPECT_EQ((Floats{0.3537754404730722, 0.6631985810268619, 0.5476053663383964}),
            three_of(Random("hello")));
  EXPECT_EQ((Floats{0.9602256525641875, 0.595411957851699, 0.3880117152955401}),
            three_of(Random("")));
  EXPECT_EQ((Floats{0.5534639983914199, 0.9406144709090462, 0.24199432111690833}),
            three_of(Random(kMin)));
  EXPECT_EQ((Floats{0.48239959005619504, 0.054186792268291484, 0.6004089485821267}),
            three_of(Random("caf\u00e9 \u2615")));
  EXPECT_EQ((Floats{0.10174055691075479, 0.4639420302256031, 0.12205510497830252}),
            three_of(Random("\x00\xff\x00"sv)));
}

TEST(Random, TakesTheSizeOfAnIntegerForItsSeed) {
  EXPECT_EQ(three_of(Random()), three_of(Random(0)));
  EXPECT_EQ(three_of(Random(42)), three_of(Random(-42)));
  EXPECT_EQ(three_of(Random(1)), three_of(Random(true)));
  EXPECT_EQ(three_of(Random(kMin)), three_of(Random(std::uint64_t{1} << 63)));
  EXPECT_EQ(three_of(Random(std::int8_t{-128})), three_of(Random(128)));
}

TEST(Random, IgnoresLeadingZerosOfASeed) {
  EXPECT_EQ(three_of(Random(42)), three_of(Random(Words{42, 0, 0})));
  EXPECT_EQ(three_of(Random(0)), three_of(Random(Words{})));
  EXPECT_EQ(three_of(Random(0)), three_of(Random(Words{0, 0})));
}

TEST(Random, IsSeededByWhatItCannotRound) {
  EXPECT_FALSE((std::is_constructible_v<Random, double>));
  EXPECT_TRUE((std::is_constructible_v<Random, int>));
}

TEST(Random, ForgetsHalfAPairOfGaussWhenSeeded) {
  Random r(42);
  r.gauss();
  r.seed(42);
  EXPECT_EQ(-0.14409032957792836, r.gauss());
  r.seed("hello");
  EXPECT_EQ(-0.8952286984627834, r.gauss());
}

TEST(Random, GoesOnInACopyAsInTheOriginal) {
  Random r(42);
  r.gauss();
  Random copy = r;
  EXPECT_EQ(-0.1729036003315193, copy.gauss());
  EXPECT_EQ(-0.1729036003315193, r.gauss());
  EXPECT_EQ(r.random(), copy.random());
}

TEST(Random, RefusesEmptyRangesInPythonsWords) {
  EXPECT_EQ("empty range for randrange() (3, 3, 0)",
            value_error([](Random& r) { r.randrange(3, 3); }));
  EXPECT_EQ("empty range for randrange() (4, 4, 0)",
            value_error([](Random& r) { r.randint(4, 3); }));
  EXPECT_EQ(
      "empty range for randrange() "
      "(9223372036854775807, -9223372036854775807, -18446744073709551614)",
      value_error([](Random& r) { r.randint(kMax, kMin); }));
  EXPECT_EQ("empty range for randrange()", value_error([](Random& r) { r.randrange(0); }));
  EXPECT_EQ("empty range for randrange()", value_error([](Random& r) { r.randrange(-1); }));
  EXPECT_EQ("empty range for randrange()", value_error([](Random& r) { r.randrange(3, 3, 2); }));
  EXPECT_EQ("empty range for randrange()", value_error([](Random& r) { r.randrange(3, 3, -1); }));
  EXPECT_EQ("zero step for randrange()", value_error([](Random& r) { r.randrange(1, 2, 0); }));
  EXPECT_EQ("below(0): no number is less", value_error([](Random& r) { r.below(0); }));
}

TEST(Random, RefusesEmptySequencesInPythonsWords) {
  const auto index_error = [](auto action) { return error<std::out_of_range>(action); };
  EXPECT_EQ("Cannot choose from an empty sequence",
            index_error([](Random& r) { r.choice(Ints{}); }));
  EXPECT_EQ("list index out of range", index_error([](Random& r) { r.choices(Ints{}); }));
  EXPECT_EQ("list index out of range",
            index_error([](Random& r) { r.choices_weighted(Ints{}, Floats{}); }));
  EXPECT_EQ("pop from empty list", index_error([](Random& r) { r.sample_counted(Ints{}, {}, 0); }));
}

TEST(Random, RefusesWeightsInPythonsWords) {
  const auto weights = [](std::size_t size, const Floats& given) {
    return value_error([&](Random& r) { r.choices_indices_weighted(size, given, 1); });
  };
  EXPECT_EQ("The number of weights does not match the population", weights(1, {}));
  EXPECT_EQ("Total of weights must be greater than zero", weights(1, {0}));
  EXPECT_EQ("Total of weights must be greater than zero", weights(2, {-1, 0.5}));
  EXPECT_EQ("Total of weights must be finite", weights(1, {kInfinity}));
  EXPECT_EQ("Total of weights must be finite", weights(1, {kNan}));
}

TEST(Random, RefusesSamplesInPythonsWords) {
  using Counts = std::vector<std::int64_t>;
  const auto sample = [](std::int64_t k) {
    return value_error([&](Random& r) { r.sample(Ints{1}, k); });
  };
  const auto counted = [](std::size_t size, const Counts& counts, std::int64_t k) {
    return value_error([&](Random& r) { r.sample_indices_counted(size, counts, k); });
  };
  EXPECT_EQ("Sample larger than population or is negative", sample(2));
  EXPECT_EQ("Sample larger than population or is negative", sample(-1));
  EXPECT_EQ("Sample larger than population or is negative", counted(1, {2}, 3));
  EXPECT_EQ("The number of counts does not match the population", counted(2, {1}, 1));
  EXPECT_EQ("Total of counts must be greater than zero", counted(1, {0}, 1));
  EXPECT_EQ("Python int too large to convert to C ssize_t",
            error<std::overflow_error>([](Random& r) {
              r.sample_indices_counted(2, Counts{kMax, 1}, 1);
            }));
}

TEST(Random, RefusesBitsInPythonsWords) {
  EXPECT_EQ("number of bits must be non-negative",
            value_error([](Random& r) { r.getrandbits(-1); }));
  EXPECT_EQ("number of bits must be non-negative", value_error([](Random& r) { r.randbytes(-1); }));
  EXPECT_EQ("more than 64 bits: call getrandbits_words",
            value_error([](Random& r) { r.getrandbits(65); }));
  const auto overflow = [](auto action) { return error<std::overflow_error>(action); };
  EXPECT_EQ("Python int too large to convert to C int",
            overflow([](Random& r) { r.getrandbits_words(1LL << 31); }));
  EXPECT_EQ("Python int too large to convert to C int",
            overflow([](Random& r) { r.randbytes(1LL << 28); }));
  EXPECT_EQ("Python int too large to convert to C int",
            overflow([](Random& r) { r.randbytes(kMin); }));
}

TEST(Random, RefusesShapesInPythonsWords) {
  const auto zero = [](auto action) { return error<std::domain_error>(action); };
  const auto overflow = [](auto action) { return error<std::overflow_error>(action); };
  const auto gamma = "gammavariate: alpha and beta must be > 0.0"sv;
  EXPECT_EQ(gamma, value_error([](Random& r) { r.gammavariate(0, 1); }));
  EXPECT_EQ(gamma, value_error([](Random& r) { r.gammavariate(1, -1); }));
  EXPECT_EQ(gamma, value_error([](Random& r) { r.betavariate(1, 0); }));
  EXPECT_EQ("float division by zero", zero([](Random& r) { r.expovariate(0); }));
  EXPECT_EQ("float division by zero", zero([](Random& r) { r.paretovariate(0); }));
  EXPECT_EQ("float division by zero", zero([](Random& r) { r.weibullvariate(1, 0); }));
  EXPECT_EQ("(34, 'Numerical result out of range')",
            overflow([](Random& r) { r.paretovariate(1e-9); }));
  EXPECT_EQ("math range error", overflow([](Random& r) { r.lognormvariate(1e9, 1); }));
}

// Python computes these without an error, and so do we.
TEST(Random, TakesShapesAtTheEnds) {
  EXPECT_EQ(3.0, Random(1).triangular(3, 3, 3));
  EXPECT_EQ(3.0, Random(1).triangular(3, 3));
  EXPECT_EQ(0.0, Random(1).weibullvariate(1, 5e-324));
  EXPECT_EQ(kInfinity, Random(42).weibullvariate(1, 5e-324));
  EXPECT_EQ(0.0, Random(1).vonmisesvariate(0, 1e308));
  EXPECT_TRUE(std::isnan(Random(1).vonmisesvariate(kInfinity, 4)));
  EXPECT_EQ(kInfinity, Random(1).uniform(0, kInfinity));
}

// In Python the number is drawn first and the division fails after it.
TEST(Random, HasDrawnWhenAShapeFails) {
  Random r(42);
  EXPECT_THROW(r.expovariate(0), std::domain_error);
  EXPECT_EQ(0.025010755222666936, r.random());
  EXPECT_THROW(r.choices(Ints{}), std::out_of_range);
  EXPECT_EQ(0.22321073814882275, r.random());
}

}  // namespace
}  // namespace sim
