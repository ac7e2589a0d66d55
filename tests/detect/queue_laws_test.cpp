// The law of our own queues: under every schedule, and whoever is cancelled, what their callers saw
// could have come from one task after the other, where a cancelled call did not happen. And nobody
// waits for ever where a cancelled one has made room for him.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/aio/queue.hpp"
#include "sim/coro/task.hpp"
#include "sim/detect/linearize.hpp"
#include "sim/detect/models.hpp"
#include "sim/explore/explorer.hpp"

namespace sim {
namespace {

template <class Queue_, class Model_>
struct Kind {
  using Queue = Queue_;
  using Model = Model_;
  static typename Model::Call put(int item) {
    if constexpr (requires { Model::push(item); }) {
      return Model::push(item);
    } else {
      return Model::put(item);
    }
  }
  static typename Model::Call get() {
    if constexpr (requires { Model::pop(); }) {
      return Model::pop();
    } else {
      return Model::get();
    }
  }
};

// One slot, so that both sides have to wait.
template <class K>
struct Shop {
  typename K::Queue queue{1};
  History<typename K::Model> history{typename K::Model(1)};
};

template <class K>
Coro<> produce(std::shared_ptr<Shop<K>> kept, int first, int count) {
  Shop<K>& shop = *kept;
  for (int item = first; item < first + count; ++item) {
    auto call = shop.history.begin("producer", K::put(item));
    try {
      co_await shop.queue.put(item);
    } catch (const CancelledError&) {
      call.withdraw();
      throw;
    }
    call.end();
  }
}

template <class K>
Coro<> consume(std::shared_ptr<Shop<K>> kept, int count) {
  Shop<K>& shop = *kept;
  for (; count > 0; --count) {
    auto call = shop.history.begin("consumer", K::get());
    try {
      call.end(co_await shop.queue.get());
    } catch (const CancelledError&) {
      call.withdraw();
      throw;
    }
  }
}

struct Run {
  std::vector<Task<>> workers{};
  std::optional<Ending> ending{};
};

// What is left at the end is got as well.
template <class K>
void drain(Shop<K>& shop) {
  for (;;) {
    auto call = shop.history.begin("drain", K::get());
    if (shop.queue.empty()) return call.refuse();
    call.end(shop.queue.get_nowait());
  }
}

template <class K>
Coro<> main_of(Run& run, int items) {
  const auto shop = std::make_shared<Shop<K>>();  // main may be cancelled before the others
  run.workers.push_back(create_task(produce(shop, 1, items), "producer"));
  run.workers.push_back(create_task(produce(shop, 101, items), "other producer"));
  run.workers.push_back(create_task(consume(shop, items), "consumer"));
  run.workers.push_back(create_task(consume(shop, items), "other consumer"));
  for (std::size_t worker = 0; worker < run.workers.size(); ++worker) {
    try {
      co_await run.workers[worker];
    } catch (const CancelledError&) {
    }
  }
  drain(*shop);
  const Linearizability verdict = check_linearizable(shop->history);
  run.ending = verdict.ok() ? Ending{} : Ending{EndingKind::failed, verdict.text};
}

// Between two iterations each worker may be cancelled, but one of them at most: then the others
// have enough of each other to come to their end, but for one call, which is cancelled as well.
template <class K>
Program law_of(int items) {
  return [items](Loop& loop) {
    Run run;
    const Task<> main = create_task_on(loop, main_of<K>(run, items), "main");
    bool struck = false;
    while (!main.done()) {
      for (const Task<>& worker : run.workers) {
        const TaskId id = worker.task_core().id();
        if (struck || worker.done()) continue;
        struck = loop.choose({ChoiceKind::fault, 2, "cancel", std::span(&id, 1), 0.05}) != 0;
        if (struck) Task<>(worker).cancel();
      }
      if (loop.run_once()) continue;
      if (std::ranges::none_of(run.workers, &Task<>::cancelled)) {
        return Ending{EndingKind::deadlock, "nobody was cancelled, and all wait"};
      }
      for (const Task<>& worker : run.workers) Task<>(worker).cancel();
    }
    if (main.cancelled()) return Ending{};
    return run.ending.value_or(Ending{EndingKind::raised, "main has not come to its end"});
  };
}

template <class K>
struct QueueLaws : testing::Test {
  static void expect_kept(const std::string& strategy, std::uint64_t schedules, int items) {
    Explorer explorer(law_of<K>(items), {.strategy = strategy, .schedules = schedules});
    const Outcome outcome = explorer.run();
    EXPECT_FALSE(outcome.failure) << strategy << ": " << outcome.failure->ending.what
                                  << outcome.failure->schedule.describe(outcome.failure->names);
    EXPECT_TRUE(outcome.exhausted || outcome.schedules == schedules) << strategy;
  }
};

using Kinds = testing::Types<Kind<Queue<int>, QueueModel<int>>,
                             Kind<PriorityQueue<int>, PriorityQueueModel<int>>,
                             Kind<LifoQueue<int>, StackModel<int>>>;
TYPED_TEST_SUITE(QueueLaws, Kinds);

TYPED_TEST(QueueLaws, HoldUnderRandomSchedulesAndCancellations) {
  for (const char* strategy : {"portfolio", "random", "pos", "surw"}) {
    this->expect_kept(strategy, 500, 2);
  }
}

TYPED_TEST(QueueLaws, HoldWhoeverIsCancelledWherever) { this->expect_kept("cancel", 1'000, 3); }

TYPED_TEST(QueueLaws, HoldUnderAFewThousandSchedulesInTurn) {
  this->expect_kept("dfs", 3'000, 1);
  this->expect_kept("delay-bounded", 1'500, 1);
}

// A queue that takes the item and then takes a turn: whoever is cancelled there has lost it.
class SlowQueue {
 public:
  explicit SlowQueue(std::int64_t maxsize) : queue_(maxsize) {}
  Coro<> put(int item) { return queue_.put(item); }
  Coro<int> get() {
    const int item = co_await queue_.get();
    co_await turn_for(turn_, Access::read);
    co_return item;
  }
  int get_nowait() { return queue_.get_nowait(); }
  [[nodiscard]] bool empty() const { return queue_.empty(); }

 private:
  Queue<int> queue_;
  SharedObject turn_;
};

TEST(QueueLaws, AreBrokenByAQueueThatLosesWhatACancelledGetterTook) {
  using K = Kind<SlowQueue, QueueModel<int>>;
  for (const char* strategy : {"cancel", "portfolio", "dfs"}) {
    Explorer explorer(law_of<K>(2), {.strategy = strategy, .schedules = 5'000, .seed = 1});
    const Outcome outcome = explorer.run();
    ASSERT_TRUE(outcome.failure) << strategy;
    EXPECT_EQ(outcome.failure->ending.what.substr(0, 16), "not linearizable") << strategy;
  }
}

}  // namespace
}  // namespace sim
