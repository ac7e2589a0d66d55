// Programs that hand values over, and take it for granted that both sides keep step.

#include "props/zoo/buffers.hpp"

#include <array>

namespace sim::zoo {
namespace {

// ---- circular_buffer -----------------------------------------------------------------------

constexpr int kRounds = 7;

struct Ring {
  explicit Ring(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock mutex{};
  Shared<bool> send{true};
  Shared<bool> receive{false};
  Shared<std::vector<int>> values{};
};

Coro<> produce(Ring& ring) {
  Actor me(ring.stage);
  for (int round = 0; round < kRounds; ++round) {
    co_await me.at(ring.mutex);
    co_await ring.mutex.acquire();
    if (co_await me.read(ring.send)) {
      co_await me.update(ring.values, [round](std::vector<int>& all) { all.push_back(round); });
      co_await me.write(ring.send, false);
      co_await me.write(ring.receive, true);
    }
    co_await me.at(ring.mutex);
    ring.mutex.release();
  }
}

Coro<> consume(Ring& ring) {
  Actor me(ring.stage);
  std::size_t removed = 0;
  for (int round = 0; round < kRounds; ++round) {
    co_await me.at(ring.mutex);
    co_await ring.mutex.acquire();
    if (co_await me.read(ring.receive)) {
      const int value = co_await me.update(
          ring.values, [&removed](std::vector<int>& all) { return all[removed++]; });
      if (value != round && me.fail("removed == round")) co_return;
      co_await me.write(ring.receive, false);
      co_await me.write(ring.send, true);
    }
    co_await me.at(ring.mutex);
    ring.mutex.release();
  }
}

Coro<> main_of_circular_buffer(Stage& stage) {
  Actor me(stage);
  Ring ring(stage);
  std::vector<Task<>> tasks;
  co_await me.create(produce(ring), "produce", tasks);
  co_await me.create(consume(ring), "consume", tasks);
  co_await join(std::move(tasks));
}

// ---- queue ---------------------------------------------------------------------------------

constexpr int kItems = 20;

struct Items {
  explicit Items(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock mutex{};
  Shared<bool> may_enqueue{true};
  Shared<bool> may_dequeue{false};
  Shared<std::vector<int>> queue{};
  Shared<std::array<int, kItems>> stored{};
};

Coro<> enqueue(Actor& me, Items& items, int place, int value) {
  co_await me.update(items.queue, [value](std::vector<int>& all) { all.push_back(value); });
  const auto index = static_cast<std::size_t>(place);
  co_await me.update(items.stored, [=](auto& all) { all[index] = value; });
}

Coro<> enqueue_all(Items& items) {
  Actor me(items.stage);
  int value = 0;
  co_await me.at(items.mutex);
  co_await items.mutex.acquire();
  co_await enqueue(me, items, 0, value);
  co_await me.at(items.mutex);
  items.mutex.release();
  for (int round = 0; round < kItems - 1; ++round) {
    co_await me.at(items.mutex);
    co_await items.mutex.acquire();
    if (co_await me.read(items.may_enqueue)) {
      ++value;
      co_await enqueue(me, items, round + 1, value);
      co_await me.write(items.may_enqueue, false);
      co_await me.write(items.may_dequeue, true);
    }
    co_await me.at(items.mutex);
    items.mutex.release();
  }
}

Coro<> dequeue_all(Items& items) {
  Actor me(items.stage);
  std::size_t removed = 0;
  for (int round = 0; round < kItems; ++round) {
    co_await me.at(items.mutex);
    co_await items.mutex.acquire();
    if (co_await me.read(items.may_dequeue)) {
      const int value = co_await me.update(
          items.queue, [&removed](std::vector<int>& all) { return all[removed++]; });
      const auto stored = co_await me.read(items.stored);
      if (value != stored[static_cast<std::size_t>(round)]) {
        if (me.fail("removed == stored[round]")) co_return;
      }
      co_await me.write(items.may_dequeue, false);
      co_await me.write(items.may_enqueue, true);
    }
    co_await me.at(items.mutex);
    items.mutex.release();
  }
}

Coro<> main_of_queue(Stage& stage) {
  Actor me(stage);
  Items items(stage);
  std::vector<Task<>> tasks;
  co_await me.create(enqueue_all(items), "enqueue", tasks);
  co_await me.create(dequeue_all(items), "dequeue", tasks);
  co_await join(std::move(tasks));
}

// ---- stack ---------------------------------------------------------------------------------

constexpr int kSize = 10;

struct Stack {
  explicit Stack(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock mutex{};
  Shared<int> top{0};
  Shared<bool> flag{false};
};

Coro<> push_all(Stack& stack) {
  Actor me(stack.stage);
  for (int round = 0; round < kSize; ++round) {
    co_await me.at(stack.mutex);
    co_await stack.mutex.acquire();
    const int before = co_await me.update(stack.top, [](int& top) { return top++; });
    if (before == kSize && me.fail("the stack is not full")) co_return;
    co_await me.write(stack.flag, true);
    co_await me.at(stack.mutex);
    stack.mutex.release();
  }
}

Coro<> pop_all(Stack& stack) {
  Actor me(stack.stage);
  for (int round = 0; round < kSize; ++round) {
    co_await me.at(stack.mutex);
    co_await stack.mutex.acquire();
    if (co_await me.read(stack.flag)) {
      const int before = co_await me.update(stack.top, [](int& top) { return top--; });
      if (before == 0 && me.fail("the stack is not empty")) co_return;
    }
    co_await me.at(stack.mutex);
    stack.mutex.release();
  }
}

Coro<> main_of_stack(Stage& stage) {
  Actor me(stage);
  Stack stack(stage);
  std::vector<Task<>> tasks;
  co_await me.create(push_all(stack), "push", tasks);
  co_await me.create(pop_all(stack), "pop", tasks);
  co_await join(std::move(tasks));
}

}  // namespace

Ending circular_buffer(Loop& loop, Translation translation) {
  Stage stage(loop, translation);
  return stage.play(main_of_circular_buffer(stage));
}

Ending queue(Loop& loop, Translation translation) {
  Stage stage(loop, translation);
  return stage.play(main_of_queue(stage));
}

Ending stack(Loop& loop, Translation translation) {
  Stage stage(loop, translation);
  return stage.play(main_of_stack(stage));
}

}  // namespace sim::zoo
