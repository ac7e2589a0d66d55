#include "sim/explore/apart.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "sim/base/free_list.hpp"
#include "tests/support/sanitizers.hpp"

namespace sim {
namespace {

constexpr Surroundings other{.fill = 0xa5, .seed = 7};

TEST(Apart, GivesWhatTheWorkGivesWhateverItHolds) {
  const std::string all = std::string("a\0b\n", 4) + std::string(300'000, 'x');
  const Apart done = apart({}, [&] { return all; });
  EXPECT_EQ(done.said, all);
  EXPECT_EQ(done.problem, "");
}

TEST(Apart, ChangesNothingHere) {
  int number = 1;
  const Apart done = apart(other, [&] { return std::to_string(++number); });
  EXPECT_EQ(done.said, "2");
  EXPECT_EQ(number, 1);
}

TEST(Apart, SaysHowItEndedIfItDidNotComeToItsEnd) {
  const auto problem = [](const std::function<std::string()>& work) {
    return apart({}, work).problem;
  };
  EXPECT_EQ(problem([]() -> std::string { throw std::runtime_error("no"); }), "it threw: no");
  EXPECT_EQ(problem([]() -> std::string { throw 1; }), "it threw what is no std::exception");
  EXPECT_EQ(problem([]() -> std::string { _exit(3); }), "it ended with status 3");
  EXPECT_EQ(problem([]() -> std::string { _exit(0); }), "it ended without a word");
  EXPECT_EQ(problem([] {
              std::raise(SIGKILL);
              return std::string();
            }),
            "it was ended by signal 9");
}

TEST(Apart, KeepsStandardOutputForItself) {
  testing::internal::CaptureStdout();
  const Apart done = apart({}, [] {
    std::cout << "not here" << std::endl;
    return std::string("said");
  });
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(done.said, "said");
}

std::string thread_and_process() {
  std::ostringstream text;
  text << std::this_thread::get_id() << ' ' << getpid();
  return text.str();
}

TEST(Apart, IsAnotherThreadOfAnotherProcess) {
  const std::string once = apart({}, thread_and_process).said;
  const std::string again = apart(other, thread_and_process).said;
  EXPECT_NE(once.substr(0, once.find(' ')), again.substr(0, again.find(' ')));
  EXPECT_NE(once.substr(once.find(' ')), again.substr(again.find(' ')));
}

// In which order the addresses of blocks come, as a text.
template <class Take>
std::string order_of_blocks(Take take) {
  const unsigned char* before = nullptr;
  std::string order;
  for (int block = 0; block < 12; ++block) {
    const auto* now = static_cast<const unsigned char*>(take());
    order += now < before ? '<' : '>';
    before = now;
  }
  return order;
}

TEST(Apart, GivesBlocksOfTheFreeListInAnotherOrderAndWithOtherContents) {
  const auto look = [] {
    auto* block = static_cast<unsigned char*>(FreeList::allocate(64));
    const std::string contents = std::to_string(block[40]);
    return contents + order_of_blocks([] { return FreeList::allocate(64); });
  };
  if (test::address_sanitizer) return;
  EXPECT_EQ(apart({}, look).said, "0>>>>>>>>>>>>");
  EXPECT_EQ(apart(other, look).said.substr(0, 3), "165");
  EXPECT_NE(apart(other, look).said, "165>>>>>>>>>>>>");
  EXPECT_EQ(apart(other, look).said, apart(other, look).said);
}

TEST(Apart, GivesBlocksOfTheHeapInAnotherOrderAndWithOtherContents) {
  const auto look = [] {
    auto* volatile block = static_cast<unsigned char*>(std::malloc(200));
    const std::string contents = std::to_string(block[100]);
    return contents + order_of_blocks([] { return std::malloc(200); });
  };
  if (test::address_sanitizer) return;
  EXPECT_EQ(apart({}, look).said, "0>>>>>>>>>>>>");
  EXPECT_NE(apart(other, look).said.substr(0, 1), "0");
  EXPECT_NE(apart(other, look).said.find('<'), std::string::npos);
}

}  // namespace
}  // namespace sim
