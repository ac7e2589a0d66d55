#include "sim/loop/handle.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "sim/base/free_list.hpp"
#include "sim/loop/loop.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

void run_all(Loop& loop) {
  while (loop.run_once()) {
  }
}

TEST(Handle, IsCalledOnceThoughItIsDropped) {
  Loop loop;
  int calls = 0;
  loop.call_soon([&] { ++calls; });
  loop.call_later(1s, [&] { calls += 10; });
  run_all(loop);
  EXPECT_EQ(calls, 11);
}

TEST(Handle, IsCalledOnceThoughThereAreVeryMany) {
  Loop loop;
  std::uint64_t calls = 0;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    loop.call_later(Duration(1 + i * 7'919 % 20'000), [&calls] { ++calls; });
  }
  run_all(loop);
  EXPECT_EQ(calls, 20'000U);
  EXPECT_EQ(loop.steps(), 20'000U);
}

TEST(Handle, IsNotCalledOnceCancelled) {
  Loop loop;
  int calls = 0;
  Handle soon = loop.call_soon([&] { ++calls; });
  TimerHandle later = loop.call_later(1s, [&] { ++calls; });
  EXPECT_FALSE(soon.cancelled());
  soon.cancel();
  later.cancel();
  EXPECT_TRUE(soon.cancelled());
  EXPECT_TRUE(later.cancelled());
  while (loop.run_once()) {
  }
  EXPECT_EQ(calls, 0);
}

TEST(Handle, MayBeCancelledTwiceOrAfterItsCall) {
  Loop loop;
  int calls = 0;
  Handle handle = loop.call_soon([&] { ++calls; });
  run_all(loop);
  handle.cancel();
  handle.cancel();
  EXPECT_EQ(calls, 1);
}

TEST(Handle, MayCancelItselfWhileItIsCalled) {
  Loop loop;
  std::optional<Handle> handle;
  int calls = 0;
  handle = loop.call_soon([&] {
    handle->cancel();
    handle.reset();
    ++calls;
  });
  run_all(loop);
  EXPECT_EQ(calls, 1);
}

TEST(Handle, IsTheSameCallInEachCopy) {
  Loop loop;
  int calls = 0;
  Handle handle = loop.call_soon([&] { ++calls; });
  Handle copy = handle;
  Handle other = loop.call_soon([&] { calls += 10; });
  other = copy;
  Handle moved = std::move(copy);
  moved.cancel();
  EXPECT_TRUE(handle.cancelled());
  EXPECT_TRUE(other.cancelled());
  run_all(loop);
  EXPECT_EQ(calls, 10);
}

TEST(Handle, LetsGoOfItsFunctionOnceItIsCalledOrCancelled) {
  Loop loop;
  auto held = std::make_shared<int>(7);
  Handle called = loop.call_soon([held] {});
  Handle cancelled = loop.call_soon([held] {});
  cancelled.cancel();
  EXPECT_EQ(held.use_count(), 2);
  run_all(loop);
  EXPECT_EQ(held.use_count(), 1);
}

TEST(Handle, OutlivesItsLoop) {
  auto held = std::make_shared<int>(7);
  std::optional<Loop> loop(std::in_place);
  Handle soon = loop->call_soon([held] {});
  TimerHandle later = loop->call_at(Instant{} + 3s, [held] {});
  loop.reset();
  EXPECT_EQ(held.use_count(), 1);
  soon.cancel();
  later.cancel();
  EXPECT_EQ(later.when(), Instant{} + 3s);
}

TEST(Handle, KnowsItsDeadline) {
  Loop loop;
  EXPECT_EQ(loop.call_later(1500ms, [] {}).when(), Instant{} + 1500ms);
  EXPECT_EQ(loop.call_at(Instant{} - 1s, [] {}).when(), Instant{} - 1s);
}

TEST(Handle, TakesFunctionsThatOnlyMove) {
  Loop loop;
  int seen = 0;
  loop.call_soon([&seen, seven = std::make_unique<int>(7)] { seen = *seven; });
  run_all(loop);
  EXPECT_EQ(seen, 7);
}

TEST(Handle, GivesItsMemoryBack) {
  const std::size_t before = FreeList::in_use();
  {
    Loop loop;
    for (int i = 0; i < 100; ++i) {
      loop.call_soon([] {});
      loop.call_later(1s, [] {}).cancel();
    }
    loop.run_once();
    loop.call_soon([] {});
    loop.call_later(1s, [] {});
  }
  EXPECT_EQ(FreeList::in_use(), before);
}

// What a dropped function holds may itself use the loop or other handles on its way out.
struct CancelsOnItsWayOut {
  std::shared_ptr<std::vector<TimerHandle>> others;
  ~CancelsOnItsWayOut() {
    if (others == nullptr) return;
    for (TimerHandle& other : *others) other.cancel();
  }
  CancelsOnItsWayOut(std::shared_ptr<std::vector<TimerHandle>> handles)
      : others(std::move(handles)) {}
  CancelsOnItsWayOut(CancelsOnItsWayOut&&) = default;
};

TEST(Handle, MayCancelOthersWhileTheLoopEnds) {
  const std::size_t before = FreeList::in_use();
  {
    auto others = std::make_shared<std::vector<TimerHandle>>();
    Loop loop;
    for (int i = 0; i < 1000; ++i) others->push_back(loop.call_later(i * 1s, [] {}));
    for (int i = 0; i < 300; ++i) {
      loop.call_later(5s, [last = CancelsOnItsWayOut(others)] {});
    }
  }
  EXPECT_EQ(FreeList::in_use(), before);
}

struct CallsOnItsWayOut {
  Loop* loop;
  int left;
  explicit CallsOnItsWayOut(Loop& l, int n) : loop(&l), left(n) {}
  CallsOnItsWayOut(CallsOnItsWayOut&& other) noexcept
      : loop(std::exchange(other.loop, nullptr)), left(other.left) {}
  ~CallsOnItsWayOut() {
    if (loop == nullptr || left == 0) return;
    loop->call_soon([next = CallsOnItsWayOut(*loop, left - 1)] {});
    loop->call_later(1s, [next = CallsOnItsWayOut(*loop, left - 1)] {});
  }
};

TEST(Handle, MayScheduleOthersWhileTheLoopEnds) {
  const std::size_t before = FreeList::in_use();
  {
    Loop loop;
    for (int i = 0; i < 100; ++i) loop.call_later(i * 1s, [] {});
    loop.call_later(50s, [last = CallsOnItsWayOut(loop, 5)] {});
    loop.call_soon([last = CallsOnItsWayOut(loop, 5)] {});
  }
  EXPECT_EQ(FreeList::in_use(), before);
}

}  // namespace
}  // namespace sim
