// Programs in which one task must fall into a window that many others open and close.

#include "props/zoo/windows.hpp"

namespace sim::zoo {
namespace {

// ---- reorder -------------------------------------------------------------------------------

struct Pair {
  explicit Pair(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Shared<int> a{0};
  Shared<int> b{0};
};

Coro<> set(Pair& pair) {
  Actor me(pair.stage);
  co_await me.write(pair.a, 1);
  co_await me.write(pair.b, -1);
}

// (a == 0 && b == 0) || (a == 1 && b == -1), each operand a read.
Coro<> check(Pair& pair) {
  Actor me(pair.stage);
  if (co_await me.read(pair.a) == 0) {
    if (co_await me.read(pair.b) == 0) co_return;
  }
  if (co_await me.read(pair.a) == 1) {
    if (co_await me.read(pair.b) == -1) co_return;
  }
  static_cast<void>(me.fail("(a == 0 && b == 0) || (a == 1 && b == -1)"));
}

Coro<> main_of_reorder(Stage& stage, int setters, int checkers) {
  Actor me(stage);
  Pair pair(stage);
  std::vector<Task<>> tasks;
  for (int task = 0; task < setters; ++task) co_await me.create(set(pair), "set", tasks);
  for (int task = 0; task < checkers; ++task) co_await me.create(check(pair), "check", tasks);
  co_await join(std::move(tasks));
}

// ---- twostage ------------------------------------------------------------------------------

struct Stages {
  explicit Stages(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock first_lock{};
  Lock second_lock{};
  Shared<int> first{0};
  Shared<int> second{0};
};

Coro<> write(Stages& stages) {
  Actor me(stages.stage);
  co_await me.at(stages.first_lock);
  co_await stages.first_lock.acquire();
  co_await me.write(stages.first, 1);
  co_await me.at(stages.first_lock);
  stages.first_lock.release();
  co_await me.at(stages.second_lock);
  co_await stages.second_lock.acquire();
  const int first = co_await me.read(stages.first);
  co_await me.write(stages.second, first + 1);
  co_await me.at(stages.second_lock);
  stages.second_lock.release();
}

Coro<> read(Stages& stages) {
  Actor me(stages.stage);
  co_await me.at(stages.first_lock);
  co_await stages.first_lock.acquire();
  const bool begun = co_await me.read(stages.first) != 0;
  if (!begun) {
    co_await me.at(stages.first_lock);
    stages.first_lock.release();
    co_return;
  }
  const int first = co_await me.read(stages.first);
  co_await me.at(stages.first_lock);
  stages.first_lock.release();
  co_await me.at(stages.second_lock);
  co_await stages.second_lock.acquire();
  const int second = co_await me.read(stages.second);
  co_await me.at(stages.second_lock);
  stages.second_lock.release();
  if (second != first + 1) static_cast<void>(me.fail("second == first + 1"));
}

Coro<> main_of_twostage(Stage& stage, int writers, int readers) {
  Actor me(stage);
  Stages stages(stage);
  std::vector<Task<>> tasks;
  for (int task = 0; task < writers; ++task) co_await me.create(write(stages), "write", tasks);
  for (int task = 0; task < readers; ++task) co_await me.create(read(stages), "read", tasks);
  co_await join(std::move(tasks));
}

}  // namespace

Ending reorder(Loop& loop, Translation translation, int setters, int checkers) {
  Stage stage(loop, translation);
  return stage.play(main_of_reorder(stage, setters, checkers));
}

Ending twostage(Loop& loop, Translation translation, int writers, int readers) {
  Stage stage(loop, translation);
  return stage.play(main_of_twostage(stage, writers, readers));
}

}  // namespace sim::zoo
