// Pairs in which what a task knows of the state is no longer true after an await.

#include <chrono>
#include <optional>
#include <set>
#include <utility>

#include "props/zoo/pair.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/coro/shared.hpp"

namespace sim::zoo {
namespace {

using namespace std::chrono_literals;

// ---- check then act ------------------------------------------------------------------------

struct Account {
  Shared<int> balance{100};
  Lock lock{};
};

Coro<> withdraw_broken(Account& account, int amount) {
  if (account.balance.get() < amount) co_return;
  co_await turns(1);  // asks the fraud desk
  account.balance.update([amount](int& balance) { balance -= amount; });
}

Coro<> withdraw(Account& account, int amount) {
  const auto held = co_await account.lock.hold();
  if (account.balance.get() < amount) co_return;
  co_await turns(1);
  account.balance.update([amount](int& balance) { balance -= amount; });
}

template <auto withdraw>
Coro<> check_then_act(Check& check) {
  Account account;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    group.create_task(withdraw(account, 80), "ann");
    group.create_task(after(3, withdraw(account, 80)), "bob");
    co_return;
  });
  check.that(account.balance.get() >= 0, "the account is not overdrawn");
}

// ---- double initialisation -----------------------------------------------------------------

struct Database {
  Shared<bool> open{false};
  Shared<int> connections{0};
  Lock opening{};
};

Coro<> connect(Database& database) {
  co_await turns(2);  // the handshake
  database.connections.update([](int& count) { ++count; });
  database.open.set(true);
}

Coro<> query_broken(Database& database) {
  if (!database.open.get()) co_await connect(database);
}

Coro<> query(Database& database) {
  const auto held = co_await database.opening.hold();
  if (!database.open.get()) co_await connect(database);
}

template <auto query>
Coro<> double_initialisation(Check& check) {
  Database database;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    group.create_task(query(database), "orders");
    group.create_task(after(4, query(database)), "stock");
    co_return;
  });
  check.that(database.connections.get() <= 1, "there is one connection");
}

// ---- stale cache fill ----------------------------------------------------------------------

struct Store {
  Shared<int> price{10};
  Shared<int> version{0};
  Shared<std::optional<int>> cached{};
};

Coro<> read_broken(Store& store) {
  if (store.cached.get()) co_return;
  const int price = store.price.get();
  co_await turns(1);  // on the way back from the database
  store.cached.set(price);
}

Coro<> read(Store& store) {
  if (store.cached.get()) co_return;
  const int version = store.version.get();
  const int price = store.price.get();
  co_await turns(1);
  if (store.version.get() == version) store.cached.set(price);
}

Coro<> change(Store& store, int price) {
  store.price.set(price);
  store.version.update([](int& version) { ++version; });
  store.cached.set({});
  co_return;
}

template <auto read>
Coro<> stale_cache_fill(Check& check) {
  Store store;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    group.create_task(read(store), "reader");
    group.create_task(after(3, change(store, 12)), "writer");
    co_return;
  });
  check.that(store.cached.get().value_or(store.price.get()) == store.price.get(),
             "the cache holds the price of the store");
}

// ---- a retry that doubles an effect --------------------------------------------------------

struct Order {
  int key = 0;
  Future<> charged{};
};

struct Till {
  Queue<Order> orders{};
  Shared<int> charges{0};
  std::set<int> keys{};
};

void charge_broken(Till& till, const Order&) {
  till.charges.update([](int& charges) { ++charges; });
}

void charge(Till& till, const Order& order) {
  if (!till.keys.insert(order.key).second) return;
  till.charges.update([](int& charges) { ++charges; });
}

template <auto charge>
Coro<> serve(Till& till) {
  while (true) {
    Order order = co_await till.orders.get();
    co_await sleep(1s);
    charge(till, order);
    if (!order.charged.done()) order.charged.set_result();
  }
}

// Who hears nothing for a second asks again, though the first order may still be carried out.
Coro<> pay(Till& till, int key) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    const Order order{key};
    co_await till.orders.put(order);
    co_await turns(2);  // until it is sent
    try {
      co_await wait_for(order.charged, 1s);
      co_return;
    } catch (const TimeoutError&) {
    }
  }
}

template <auto charge>
Coro<> retry_doubles_effect(Check& check) {
  Till till;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    Task<> server = group.create_task(serve<charge>(till), "server");
    co_await group.create_task(pay(till, 7), "client");
    co_await sleep(5s);  // until the next customer
    server.cancel();
  });
  check.that(till.charges.get() <= 1, "an order is charged once");
}

}  // namespace

std::vector<Pair> detail::pairs_of_state() {
  return {
      {"check_then_act", "both see enough money before either takes it",
       "holds a lock from the check to the act", check_then_act<withdraw_broken>,
       check_then_act<withdraw>, true},
      {"double_initialisation", "the second comes while the first still connects, and connects too",
       "lets one at a time look whether it is open", double_initialisation<query_broken>,
       double_initialisation<query>, true},
      {"stale_cache_fill", "the price changes while the old one is on its way into the cache",
       "fills the cache only if nothing was changed meanwhile", stale_cache_fill<read_broken>,
       stale_cache_fill<read>, true},
      {"retry_doubles_effect", "the client gives up as the charge is made, and orders it again",
       "carries out an order of the same key once", retry_doubles_effect<charge_broken>,
       retry_doubles_effect<charge>, true},
  };
}

}  // namespace sim::zoo
