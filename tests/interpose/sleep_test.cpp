#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <string>
#include <thread>

#include "sim/interpose/refused.hpp"
#include "tests/interpose/in_a_run.hpp"

namespace sim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Not in place of a call that it makes, which would leave no trace of it.
[[gnu::noinline]] void naps() {
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  asm volatile("");
}

TEST(InterposedSleep, IsRefusedByNameWithThePlace) {
  const std::string said = test::thrown_in_a_run<Refused>(naps);
  EXPECT_THAT(said, StartsWith("nanosleep in a run: it would stop the loop; await sim::sleep "
                               "instead (called by "));
  EXPECT_THAT(said, HasSubstr("sim::naps, fermata_interpose_test+0x"));
}

TEST(InterposedSleep, IsRefusedWhateverItsName) {
  const auto thrown = [](auto function) { return test::thrown_in_a_run<Refused>(function); };
  EXPECT_THAT(thrown([] { usleep(1); }), StartsWith("usleep in a run: "));
  EXPECT_THAT(thrown([] { ::sleep(1); }), StartsWith("sleep in a run: "));
  EXPECT_THAT(thrown([] {
                const std::timespec wanted{0, 1};
                clock_nanosleep(CLOCK_MONOTONIC, 0, &wanted, nullptr);
              }),
              StartsWith("clock_nanosleep in a run: "));
}

TEST(InterposedSleep, SleepsOutsideOfARun) {
  const auto before = std::chrono::steady_clock::now();
  naps();
  EXPECT_EQ(usleep(1'000), 0);
  EXPECT_EQ(::sleep(0), 0U);
  const std::timespec wanted{0, 1'000'000};
  EXPECT_EQ(clock_nanosleep(CLOCK_MONOTONIC, 0, &wanted, nullptr), 0);
  EXPECT_GE(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(3));
}

}  // namespace
}  // namespace sim
