// Programs whose assertion holds in some orders of their tasks and not in others.

#include "props/zoo/orders.hpp"

namespace sim::zoo {
namespace {

// ---- account -------------------------------------------------------------------------------

struct Bank {
  explicit Bank(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock mutex{};
  Shared<int> balance{1};
  Shared<bool> deposited{false};
  Shared<bool> withdrawn{false};
};

Coro<> deposit(Bank& bank) {
  Actor me(bank.stage);
  co_await me.at(bank.mutex);
  co_await bank.mutex.acquire();
  co_await me.add(bank.balance, 2);
  co_await me.write(bank.deposited, true);
  co_await me.at(bank.mutex);
  bank.mutex.release();
}

Coro<> withdraw(Bank& bank) {
  Actor me(bank.stage);
  co_await me.at(bank.mutex);
  co_await bank.mutex.acquire();
  co_await me.add(bank.balance, -4);
  co_await me.write(bank.withdrawn, true);
  co_await me.at(bank.mutex);
  bank.mutex.release();
}

Coro<> check(Bank& bank) {
  Actor me(bank.stage);
  co_await me.at(bank.mutex);
  co_await bank.mutex.acquire();
  bool both = co_await me.read(bank.deposited);
  if (both) both = co_await me.read(bank.withdrawn);
  if (both) {
    const int balance = co_await me.read(bank.balance);
    if (balance != (1 - 2) - 4 && me.fail("balance == (1 - 2) - 4")) co_return;
  }
  co_await me.at(bank.mutex);
  bank.mutex.release();
}

Coro<> main_of_account(Stage& stage) {
  Actor me(stage);
  Bank bank(stage);
  std::vector<Task<>> tasks;
  co_await me.create(check(bank), "check", tasks);
  co_await me.create(deposit(bank), "deposit", tasks);
  co_await me.create(withdraw(bank), "withdraw", tasks);
  co_await join(std::move(tasks));
}

// ---- lazy01 --------------------------------------------------------------------------------

struct Lazy {
  explicit Lazy(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock mutex{};
  Shared<int> data{0};
};

Coro<> add(Lazy& lazy, int more) {
  Actor me(lazy.stage);
  co_await me.at(lazy.mutex);
  co_await lazy.mutex.acquire();
  co_await me.add(lazy.data, more);
  co_await me.at(lazy.mutex);
  lazy.mutex.release();
}

Coro<> check(Lazy& lazy) {
  Actor me(lazy.stage);
  co_await me.at(lazy.mutex);
  co_await lazy.mutex.acquire();
  const int data = co_await me.read(lazy.data);
  if (data >= 3 && me.fail("data < 3")) co_return;
  co_await me.at(lazy.mutex);
  lazy.mutex.release();
}

Coro<> main_of_lazy01(Stage& stage) {
  Actor me(stage);
  Lazy lazy(stage);
  std::vector<Task<>> tasks;
  co_await me.create(add(lazy, 1), "one", tasks);
  co_await me.create(add(lazy, 2), "two", tasks);
  co_await me.create(check(lazy), "check", tasks);
  co_await join(std::move(tasks));
}

// ---- sync01 --------------------------------------------------------------------------------

struct Slot {
  explicit Slot(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  Lock mutex{};
  Condition empty{mutex};
  Condition full{mutex};
  Shared<int> count{1};
};

Coro<> put(Slot& slot) {
  Actor me(slot.stage);
  co_await me.at(slot.mutex);
  co_await slot.mutex.acquire();
  while (co_await me.read(slot.count) > 0) {
    co_await me.at(slot.mutex);
    co_await slot.empty.wait();
  }
  co_await me.add(slot.count, 1);
  co_await me.at(slot.mutex);
  slot.full.notify();
  co_await me.at(slot.mutex);
  slot.mutex.release();
}

// Takes nothing out: the one mistake of this program.
Coro<> take(Slot& slot) {
  Actor me(slot.stage);
  co_await me.at(slot.mutex);
  co_await slot.mutex.acquire();
  while (co_await me.read(slot.count) == 0) {
    co_await me.at(slot.mutex);
    co_await slot.full.wait();
  }
  co_await me.at(slot.mutex);
  slot.empty.notify();
  co_await me.at(slot.mutex);
  slot.mutex.release();
}

Coro<> main_of_sync01(Stage& stage) {
  Actor me(stage);
  Slot slot(stage);
  std::vector<Task<>> tasks;
  co_await me.create(put(slot), "put", tasks);
  co_await me.create(take(slot), "take", tasks);
  co_await join(std::move(tasks));
}

}  // namespace

Ending account(Loop& loop, Translation translation) {
  Stage stage(loop, translation);
  return stage.play(main_of_account(stage));
}

Ending lazy01(Loop& loop, Translation translation) {
  Stage stage(loop, translation);
  return stage.play(main_of_lazy01(stage));
}

Ending sync01(Loop& loop, Translation translation) {
  Stage stage(loop, translation);
  return stage.play(main_of_sync01(stage));
}

}  // namespace sim::zoo
