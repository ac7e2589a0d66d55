#include <gtest/gtest.h>

#include "sim/base/free_list.hpp"

namespace {

// After each test, every frame, task, future and callback must be gone. Compiled into a test
// program, this holds for all of its tests.
class NoLeaks final : public testing::EmptyTestEventListener {
  void OnTestStart(const testing::TestInfo&) override { before_ = sim::FreeList::in_use(); }
  void OnTestEnd(const testing::TestInfo&) override {
    EXPECT_EQ(sim::FreeList::in_use(), before_) << "something of the run is still alive";
  }

  std::size_t before_ = 0;
};

[[maybe_unused]] const bool listening = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new NoLeaks);
  return true;
}();

}  // namespace
