#include "sim/interpose/refuse.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sim {
namespace {

[[gnu::noinline]] std::string refuses() {
  std::string text = detail::refusal("nap", "no", __builtin_return_address(0));
  asm volatile("");
  return text;
}

TEST(Refusal, IsToldOnceForEachPlace) {
  testing::internal::CaptureStderr();
  std::string first;
  int times = 2;
  asm volatile("" : "+r"(times));  // lest the loop becomes two places
  for (int time = 0; time < times; ++time) first = refuses();
  const std::string second = refuses();
  EXPECT_NE(first, second);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "fermata: " + first + "\nfermata: " + second + "\n");
}

}  // namespace
}  // namespace sim
