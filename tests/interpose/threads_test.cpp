#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include <cerrno>
#include <future>
#include <string>
#include <thread>

#include "sim/coro/exceptions.hpp"
#include "sim/interpose/refused.hpp"
#include "tests/interpose/in_a_run.hpp"

namespace sim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

void* set(void* number) {
  *static_cast<int*>(number) = 7;
  return nullptr;
}

[[gnu::noinline]] int makes_a_thread(int& number) {
  pthread_t thread{};
  const int status = pthread_create(&thread, nullptr, set, &number);
  if (status == 0) pthread_join(thread, nullptr);
  return status;
}

[[gnu::noinline]] void makes_a_cpp_thread() {
  std::thread([] {}).join();
  asm volatile("");  // nor is the call the last thing
}

TEST(InterposedThread, IsRefusedByNameWithThePlace) {
  const std::string said = test::thrown_in_a_run<Refused>([] { makes_a_cpp_thread(); });
  EXPECT_THAT(said, StartsWith("std::thread in a run: nobody chooses when a thread goes on; "
                               "create_task makes a task instead (called by "));
  EXPECT_THAT(said, HasSubstr("makes_a_cpp_thread"));
  EXPECT_THAT(test::thrown_in_a_run<Refused>([] { std::jthread([] {}).join(); }),
              StartsWith("std::thread in a run: "));
  EXPECT_THAT(test::thrown_in_a_run<Refused>([] { std::async(std::launch::async, [] {}).wait(); }),
              StartsWith("std::thread in a run: "));
}

TEST(InterposedThread, FailsTheRunWhereItCannotThrow) {
  int number = 0;
  Loop loop;
  EXPECT_EQ(test::in_a_run([&] { return makes_a_thread(number); }, loop), EPERM);
  EXPECT_EQ(number, 0);
  ASSERT_EQ(loop.unhandled().size(), 1U);
  EXPECT_EQ(loop.unhandled().front().context, "A thread was to be made in a run");
  EXPECT_THAT(describe_exception(loop.unhandled().front().error),
              HasSubstr("sim::makes_a_thread, fermata_interpose_test+0x"));
}

TEST(InterposedThread, RunsOutsideOfARun) {
  int number = 0;
  EXPECT_EQ(makes_a_thread(number), 0);
  EXPECT_EQ(number, 7);
  std::thread([&] { number = 8; }).join();
  EXPECT_EQ(number, 8);
  EXPECT_EQ(std::async(std::launch::async, [] { return 9; }).get(), 9);
}

}  // namespace
}  // namespace sim
