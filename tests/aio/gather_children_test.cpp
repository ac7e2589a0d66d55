#include "sim/aio/gather_children.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <forward_list>
#include <memory>
#include <numeric>
#include <ranges>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/coro/context.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/gives.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::gives;
using test::iteration;
using test::Journal;
using test::raises;

Coro<std::vector<int>> numbered(int count, bool sized) {
  const auto number = [](int i) { return gives(i, std::chrono::milliseconds(i % 3)); };
  auto range = std::views::iota(0, count) | std::views::transform(number);
  if (sized) co_return co_await gather(range);
  std::forward_list<Coro<int>> list;
  for (int i = count; i > 0; --i) list.push_front(number(i - 1));
  co_return co_await gather(std::move(list));
}

TEST(GatherChildren, AreThoseOfRangesOfAnyLengthThatMakeThemOnTheWay) {
  for (const int count : {0, 1, 7, 8, 9, 40, 1000}) {
    std::vector<int> expected(static_cast<std::size_t>(count));
    std::iota(expected.begin(), expected.end(), 0);
    EXPECT_EQ(run(numbered(count, true)), expected);
    EXPECT_EQ(run(numbered(count, false)), expected);
  }
}

// Who finds the tasks of a gather and wants to hear of their ends, too.
Coro<std::string> ends_heard() {
  Journal heard;
  const AnyTask self = current_task();
  auto all = gather(return_exceptions, gives(1, 2s), raises("no", 1s), gives(1, 3s));
  all.add_done_callback([&heard](const auto&) { heard.note("all@", iteration()); });
  for (const AnyTask& task : all_tasks()) {
    if (task == self) continue;
    Task<int>(task.core()).add_done_callback([&heard](const Task<int>& done) {
      heard.note(done.name() + "@", iteration());
    });
  }
  co_await all;
  co_return heard.text();
}

TEST(GatherChildren, AreHeardBeforeOthersWhoFindTheTasks) {
  EXPECT_EQ(run(ends_heard()), "Task-3@5 Task-2@8 Task-4@11 all@12");
}

// A task that stands twice among many, and in front of those that are looked for one by one.
Coro<std::vector<int>> doubled(int count) {
  std::vector<Task<int>> tasks;
  for (int i = 0; i < count; ++i) tasks.push_back(create_task(gives(i, 1s)));
  for (int i = 0; i < count; ++i) tasks.push_back(tasks[static_cast<std::size_t>(i)]);
  co_return co_await gather(std::move(tasks));
}

TEST(GatherChildren, AreOneEachThoughTheyStandTwice) {
  for (const int count : {1, 8, 15, 16, 17, 300}) {
    const std::vector<int> results = run(doubled(count));
    ASSERT_EQ(results.size(), static_cast<std::size_t>(count) * 2);
    for (std::size_t i = 0; i < results.size(); ++i) {
      EXPECT_EQ(results[i], static_cast<int>(i) % count);
    }
  }
}

// Whose end is seen.
struct NotesItsIteration {
  std::uint64_t* end;
  ~NotesItsIteration() { *end = iteration(); }
};

using Noted = ContextVar<std::shared_ptr<NotesItsIteration>>;

Coro<int> sets(Noted& noted, std::uint64_t& end) {
  static_cast<void>(noted.set(std::make_shared<NotesItsIteration>(&end)));
  co_return 1;
}

TEST(GatherChildren, KeepWhatIsInTheirContextsUntilTheGatherGoes) {
  const auto body = []() -> Coro<> {
    Noted noted("noted");
    std::uint64_t end = 0;
    const auto before = iteration();
    {
      auto all = gather(sets(noted, end), gives(2, 0s));
      EXPECT_EQ(co_await all, std::tuple(1, 2));
      EXPECT_GT(iteration(), before);
      EXPECT_EQ(end, 0U);
    }
    EXPECT_EQ(end, iteration());
  };
  run(body());
}

}  // namespace
}  // namespace sim
