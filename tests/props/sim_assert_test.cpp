#include "props/sim_assert.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "sim/aio/lock.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// Runs a body; what failed in it, and whether it was stopped.
struct Ran {
  std::vector<std::string> failures{};
  std::vector<int> lines{};
  bool stopped = false;
};

Ran ran(Coro<> body) {
  testing::TestPartResultArray parts;
  Ran result;
  {
    const testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &parts);
    try {
      run(std::move(body));
    } catch (const Halted&) {
      result.stopped = true;
    }
  }
  for (int index = 0; index < parts.size(); ++index) {
    result.failures.emplace_back(parts.GetTestPartResult(index).message());
    result.lines.push_back(parts.GetTestPartResult(index).line_number());
  }
  return result;
}

Coro<int> three() {
  co_await sleep(1s);
  co_return 3;
}

Coro<> throws() {
  co_await sleep(1s);
  throw ValueError("no");
}

Coro<> all_hold() {
  SIM_ASSERT_TRUE(true);
  SIM_ASSERT_FALSE(false);
  SIM_ASSERT_EQ(co_await three(), 3);
  SIM_ASSERT_NE(1, 2);
  SIM_ASSERT_LT(1, 2);
  SIM_ASSERT_LE(2, 2);
  SIM_ASSERT_GT(2, 1);
  SIM_ASSERT_GE(2, 2);
  SIM_ASSERT_STREQ("a", "a");
  SIM_ASSERT_STRNE("a", "b");
  SIM_ASSERT_DOUBLE_EQ(0.5, 0.5);
  SIM_ASSERT_NEAR(1.0, 1.1, 0.2);
  SIM_ASSERT_THAT((std::vector<int>{1, 2}), ElementsAre(1, 2));
  SIM_ASSERT_THROW(co_await throws(), ValueError);
  SIM_ASSERT_ANY_THROW(throw 1);
  SIM_ASSERT_NO_THROW(co_await sleep(1s));
}

Coro<> is_equal(int a, int b) { SIM_ASSERT_EQ(a, b) << "with " << a << " and " << b; }
Coro<> is_true(bool value) { SIM_ASSERT_TRUE(value); }
Coro<> is_false(bool value) { SIM_ASSERT_FALSE(value); }
Coro<> is_less(int a, int b) { SIM_ASSERT_LT(a, b); }
Coro<> has_two(std::vector<int> values) { SIM_ASSERT_THAT(values, ElementsAre(1, 2)); }
Coro<> throws_value_error(bool really) {
  SIM_ASSERT_THROW(if (really) throw std::logic_error("other"), ValueError);
}
Coro<> throws_nothing() { SIM_ASSERT_NO_THROW(co_await throws()); }
Coro<> fails() { SIM_FAIL() << "as it should"; }
Coro<int> gives_a_number() {
  SIM_ASSERT_TRUE(false);
  co_return 3;
}
Coro<> asks_for_a_number() {
  const int number = co_await gives_a_number();
  EXPECT_EQ(number, 4) << "not reached";
}

TEST(SimAssert, LetsPassWhatHolds) {
  const Ran result = ran(all_hold());
  EXPECT_THAT(result.failures, ElementsAre());
  EXPECT_FALSE(result.stopped);
}

TEST(SimAssert, SaysWhatAssertSays) {
  EXPECT_THAT(ran(is_equal(1, 2)).failures,
              ElementsAre("Expected equality of these values:\n  a\n    Which is: 1\n  b\n"
                          "    Which is: 2\nwith 1 and 2"));
  EXPECT_THAT(ran(is_true(false)).failures,
              ElementsAre("Value of: value\n  Actual: false\nExpected: true"));
  EXPECT_THAT(ran(is_false(true)).failures,
              ElementsAre("Value of: value\n  Actual: true\nExpected: false"));
  EXPECT_THAT(ran(is_less(2, 1)).failures, ElementsAre("Expected: (a) < (b), actual: 2 vs 1"));
  EXPECT_THAT(ran(has_two({1})).failures, ElementsAre(testing::HasSubstr("Expected: has 2 elem")));
  EXPECT_THAT(ran(fails()).failures, ElementsAre("Failed\nas it should"));
}

TEST(SimAssert, SaysWhatWasThrownInstead) {
  EXPECT_THAT(ran(throws_value_error(false)).failures,
              ElementsAre(testing::HasSubstr("Actual: it throws nothing.")));
  EXPECT_THAT(ran(throws_value_error(true)).failures,
              ElementsAre(testing::HasSubstr("description \"other\"")));
  EXPECT_THAT(ran(throws_nothing()).failures,
              ElementsAre(testing::HasSubstr("Expected: co_await throws() doesn't throw")));
}

TEST(SimAssert, StopsTheRunFromACoroutineOfAnyResult) {
  const Ran result = ran(asks_for_a_number());
  EXPECT_EQ(result.failures.size(), 1U);
  EXPECT_TRUE(result.stopped);
}

// Says that it goes, while what it refers to is still there.
struct Leaves {
  std::string& journal;
  const char* name;
  ~Leaves() { journal += name; }
};

Coro<> holds(Lock& lock, std::string& journal) {
  co_await lock.acquire();
  const Leaves leaves{journal, "task "};
  try {
    co_await sleep(1h);
  } catch (...) {
    journal += "cleanup ";
  }
  lock.release();
}

Coro<> fails_while_a_task_holds(std::string& journal) {
  Lock lock;
  const Leaves leaves{journal, "main "};
  create_task(holds(lock, journal));
  co_await sleep(1s);
  SIM_ASSERT_TRUE(false);
}

TEST(SimAssert, EndsTheTasksBeforeWhatTheyReferTo) {
  std::string journal;
  EXPECT_TRUE(ran(fails_while_a_task_holds(journal)).stopped);
  EXPECT_EQ(journal, "task main ");
}

Coro<> fails_in_the_other_branch(bool first) {
  if (first)
    SIM_ASSERT_TRUE(true);
  else
    SIM_ASSERT_TRUE(false);
}

TEST(SimAssert, StandsInABranchWithoutBraces) {
  EXPECT_FALSE(ran(fails_in_the_other_branch(true)).stopped);
  EXPECT_TRUE(ran(fails_in_the_other_branch(false)).stopped);
}

TEST(SimAssert, SaysWhereItStands) {
  const int line = __LINE__ + 1;
  const auto body = []() -> Coro<> { SIM_ASSERT_TRUE(false); };
  EXPECT_THAT(ran(body()).lines, ElementsAre(line));
}

}  // namespace
}  // namespace sim
