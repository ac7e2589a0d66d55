#include <gtest/gtest.h>
#include <sys/time.h>

#include <chrono>
#include <ctime>

#include "tests/interpose/in_a_run.hpp"

namespace sim {
namespace {

using std::chrono::duration_cast;
using std::chrono::nanoseconds;

constexpr std::time_t kTwoSecondsIn = 1'000'000'002;

template <class Clock>
std::int64_t count_of() {
  return duration_cast<nanoseconds>(Clock::now().time_since_epoch()).count();
}

TEST(InterposedClock, IsTheLoopsInARun) {
  EXPECT_EQ(test::in_a_run(count_of<std::chrono::steady_clock>), 2'000'000'000);
  EXPECT_EQ(test::in_a_run(count_of<std::chrono::system_clock>), kTwoSecondsIn * 1'000'000'000);
  EXPECT_EQ(test::in_a_run([] { return time(nullptr); }), kTwoSecondsIn);
  EXPECT_EQ(test::in_a_run([] {
              timeval now{};
              gettimeofday(&now, nullptr);
              return now.tv_sec * 1'000'000 + now.tv_usec;
            }),
            kTwoSecondsIn * 1'000'000);
}

TEST(InterposedClock, CountsNoWorkInARun) {
  EXPECT_EQ(test::in_a_run([] { return std::clock(); }), 0);
  EXPECT_EQ(test::in_a_run([] {
              std::timespec now{1, 1};
              clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
              return now.tv_sec + now.tv_nsec;
            }),
            0);
}

TEST(InterposedClock, IsTheWorldsOutsideOfOne) {
  EXPECT_GT(time(nullptr), kTwoSecondsIn + 600'000'000);
  EXPECT_GT(count_of<std::chrono::system_clock>() / 1'000'000'000, kTwoSecondsIn + 600'000'000);
  const std::int64_t before = count_of<std::chrono::steady_clock>();
  EXPECT_GT(before, 0);
  EXPECT_GE(count_of<std::chrono::steady_clock>(), before);
  timeval now{};
  EXPECT_EQ(gettimeofday(&now, nullptr), 0);
  EXPECT_GT(now.tv_sec, kTwoSecondsIn + 600'000'000);
}

}  // namespace
}  // namespace sim
