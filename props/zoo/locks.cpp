// Programs that take their locks in the wrong order, or the wrong ones.

#include "props/zoo/locks.hpp"

namespace sim::zoo {
namespace {

// ---- carter01 ------------------------------------------------------------------------------

struct Carter {
  explicit Carter(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock m{};
  Lock l{};
  Shared<int> a{0};
  Shared<int> b{0};
};

// The first to come takes `l` for all of its kind, and the last to go gives it back.
Coro<> pass(Carter& carter, Shared<int>& count) {
  Actor me(carter.stage);
  co_await me.at(carter.m);
  co_await carter.m.acquire();
  co_await me.add(count, 1);
  if (co_await me.read(count) == 1) {
    co_await me.at(carter.l);
    co_await carter.l.acquire();
  }
  co_await me.at(carter.m);
  carter.m.release();
  co_await me.at(carter.m);
  co_await carter.m.acquire();
  co_await me.add(count, -1);
  if (co_await me.read(count) == 0) {
    co_await me.at(carter.l);
    carter.l.release();
  }
  co_await me.at(carter.m);
  carter.m.release();
}

Coro<> nothing() { co_return; }

Coro<> main_of_carter01(Stage& stage) {
  Actor me(stage);
  Carter carter(stage);
  std::vector<Task<>> tasks;
  co_await me.create(pass(carter, carter.a), "a", tasks);
  co_await me.create(pass(carter, carter.b), "b", tasks);
  co_await me.create(nothing(), "c", tasks);
  co_await me.create(nothing(), "d", tasks);
  co_await join(std::move(tasks));
}

// ---- deadlock01 ----------------------------------------------------------------------------

struct TwoLocks {
  explicit TwoLocks(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock a{};
  Lock b{};
  Shared<int> counter{0};
};

Coro<> count(TwoLocks& locks, Lock& outer, Lock& inner) {
  Actor me(locks.stage);
  co_await me.at(outer);
  co_await outer.acquire();
  co_await me.at(inner);
  co_await inner.acquire();
  co_await me.add(locks.counter, 1);
  co_await me.at(inner);
  inner.release();
  co_await me.at(outer);
  outer.release();
}

Coro<> main_of_deadlock01(Stage& stage) {
  Actor me(stage);
  TwoLocks locks(stage);
  std::vector<Task<>> tasks;
  co_await me.create(count(locks, locks.a, locks.b), "ab", tasks);
  co_await me.create(count(locks, locks.b, locks.a), "ba", tasks);
  co_await join(std::move(tasks));
}

// ---- wronglock -----------------------------------------------------------------------------

struct WrongLock {
  explicit WrongLock(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock data{};
  Lock other{};
  Shared<int> value{0};
};

Coro<> right(WrongLock& it) {
  Actor me(it.stage);
  co_await me.at(it.data);
  co_await it.data.acquire();
  const int before = co_await me.read(it.value);
  const int again = co_await me.read(it.value);
  co_await me.write(it.value, again + 1);
  const int after = co_await me.read(it.value);
  if (after != before + 1 && me.fail("value == before + 1")) co_return;
  co_await me.at(it.data);
  it.data.release();
}

Coro<> wrong(WrongLock& it) {
  Actor me(it.stage);
  co_await me.at(it.other);
  co_await it.other.acquire();
  const int before = co_await me.read(it.value);
  co_await me.write(it.value, before + 1);
  co_await me.at(it.other);
  it.other.release();
}

Coro<> main_of_wronglock(Stage& stage, int others) {
  Actor me(stage);
  WrongLock it(stage);
  std::vector<Task<>> tasks;
  tasks.reserve(static_cast<std::size_t>(others) + 1);
  co_await me.create(right(it), "right", tasks);
  for (int other = 1; other <= others; ++other) {
    co_await me.create(wrong(it), "wrong", tasks);
  }
  co_await join(std::move(tasks));
}

}  // namespace

Ending carter01(Loop& loop, Translation translation) {
  Stage stage(loop, translation);
  return stage.play(main_of_carter01(stage));
}

Ending deadlock01(Loop& loop, Translation translation) {
  Stage stage(loop, translation);
  return stage.play(main_of_deadlock01(stage));
}

Ending wronglock(Loop& loop, Translation translation, int others) {
  Stage stage(loop, translation);
  return stage.play(main_of_wronglock(stage, others));
}

}  // namespace sim::zoo
