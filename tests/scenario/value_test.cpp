#include "sim/scenario/value.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "sim/scenario/format_value.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(Value, IsNoneByDefault) {
  EXPECT_TRUE(Value().is_none());
  EXPECT_EQ(type_name(Value()), "NoneType");
}

TEST(Value, KnowsABoolFromANumber) {
  EXPECT_EQ(type_name(true), "bool");
  EXPECT_EQ(type_name(1), "int");
  EXPECT_EQ(Value(true).integer(), nullptr);
  EXPECT_EQ(as_integer(true), 1);
}

TEST(Value, ATextLiteralIsATextAndNoBool) { EXPECT_EQ(type_name("no"), "str"); }

TEST(Value, ACopyOfAListIsTheSameList) {
  const Value list = make_list({1});
  const Value again = list;
  again.list()->items.emplace_back(2);
  EXPECT_EQ(to_repr(list), "[1, 2]");
}

TEST(Value, IsTrueUnlessItIsZeroOrEmpty) {
  for (const Value& value : {Value(), Value(false), Value(0), Value(0.0), Value(-0.0), Value(""),
                             make_list(), make_tuple({}), Value(RangeObject{3, 3, 1})}) {
    EXPECT_FALSE(truth(value)) << to_repr(value);
  }
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Value& value : {Value(true), Value(-1), Value(nan), Value(" "), make_list({Value()}),
                             make_tuple({0}), Value(RangeObject{0, 1, 5})}) {
    EXPECT_TRUE(truth(value)) << to_repr(value);
  }
}

TEST(Value, ALengthCountsCharacters) {
  EXPECT_EQ(length("añ日😀"), 4U);
  EXPECT_EQ(length(5), std::nullopt);
}

TEST(Range, CountsItsNumbersEvenToTheEndsOfTheIntegers) {
  const std::int64_t low = std::numeric_limits<std::int64_t>::min();
  const std::int64_t high = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ((RangeObject{0, 10, 3}.size()), 4U);
  EXPECT_EQ((RangeObject{10, 0, -3}.size()), 4U);
  EXPECT_EQ((RangeObject{0, -1, 1}.size()), 0U);
  EXPECT_EQ((RangeObject{low, high, 1}.size()), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ((RangeObject{high, low, low}.size()), 2U);
  EXPECT_EQ((RangeObject{high, low, low}.at(1)), -1);
}

TEST(Value, DroppingWhatIsVeryDeepNeedsNoStack) {
  Value deep = make_list();
  for (int i = 0; i < 300'000; ++i) deep = i % 2 == 0 ? make_list({deep}) : make_tuple({deep});
  EXPECT_EQ(length(deep), 1U);
  deep = Value();
  EXPECT_TRUE(deep.is_none());
}

TEST(Heap, EmptiesAListThatHoldsItself) {
  std::weak_ptr<ListObject> left;
  {
    const Heap heap;
    auto list = std::make_shared<ListObject>(Values{});
    list->items.emplace_back(list);
    left = list;
  }
  EXPECT_TRUE(left.expired());
}

TEST(Exception, KnowsItsBases) {
  const auto derives = [](std::string_view type, std::string_view base) {
    return derives_from(*find_exception_class(type), base);
  };
  EXPECT_TRUE(derives("KeyError", "LookupError"));
  EXPECT_TRUE(derives("TimeoutError", "OSError"));
  EXPECT_TRUE(derives("BrokenBarrierError", "RuntimeError"));
  EXPECT_TRUE(derives("ExceptionGroup", "Exception"));
  EXPECT_TRUE(derives("ExceptionGroup", "BaseExceptionGroup"));
  EXPECT_FALSE(derives("BaseExceptionGroup", "Exception"));
  EXPECT_FALSE(derives("CancelledError", "Exception"));
  EXPECT_EQ(find_exception_class("NoSuchError"), nullptr);
}

}  // namespace
}  // namespace sim::scenario
