// Pairs in which somebody waits for what does not come.

#include <chrono>

#include "props/zoo/pair.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/coro/shared.hpp"

namespace sim::zoo {
namespace {

using namespace std::chrono_literals;

// ---- pool leak on cancel -------------------------------------------------------------------

struct Pool {
  Queue<int> idle{};
};

Coro<> fetch_broken(Pool& pool) {
  const int connection = co_await pool.idle.get();
  co_await turns(2);  // the query
  pool.idle.put_nowait(connection);
}

// A connection for as long as it lives.
class Borrowed {
 public:
  Borrowed(Pool& pool, int connection) : pool_(pool), connection_(connection) {}
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() { pool_.idle.put_nowait(connection_); }

 private:
  Pool& pool_;
  int connection_;
};

Coro<> fetch(Pool& pool) {
  const int connection = co_await pool.idle.get();
  const Borrowed borrowed(pool, connection);
  co_await turns(2);
}

template <auto fetch>
Coro<> pool_leak_on_cancel(Check& check) {
  Pool pool;
  pool.idle.put_nowait(1);
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    Task<> first = group.create_task(fetch(pool), "first");
    co_await turns(5);
    first.cancel();  // its client has hung up
  });
  check.that(pool.idle.qsize() == 1, "the connection is back in the pool");
}

// ---- lost wake-up of a cancelled waiter ----------------------------------------------------

struct Jobs {
  Condition changed{};
  Shared<int> ready{0};
};

Coro<> take_broken(Jobs& jobs) {
  const auto held = co_await jobs.changed.hold();
  while (jobs.ready.get() == 0) co_await jobs.changed.wait();
  jobs.ready.set(jobs.ready.get() - 1);
}

// Whoever was woken and cannot take the job wakes another one.
Coro<> take(Jobs& jobs) {
  const auto held = co_await jobs.changed.hold();
  try {
    while (jobs.ready.get() == 0) co_await jobs.changed.wait();
  } catch (const CancelledError&) {
    jobs.changed.notify();
    throw;
  }
  jobs.ready.set(jobs.ready.get() - 1);
}

Coro<> offer(Jobs& jobs) {
  const auto held = co_await jobs.changed.hold();
  jobs.ready.set(jobs.ready.get() + 1);
  jobs.changed.notify();
}

template <auto take>
Coro<> lost_wakeup_of_cancelled(Check& check) {
  Jobs jobs;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    Task<> first = group.create_task(take(jobs), "first");
    Task<> second = group.create_task(take(jobs), "second");
    group.create_task(after(2, offer(jobs)), "producer");
    co_await turns(6);
    first.cancel();
    co_await sleep(1s);
    check.that(jobs.ready.get() == 0 || jobs.changed.waiting() == 0,
               "nobody waits while a job is ready");
    second.cancel();
  });
}

// ---- lock order ----------------------------------------------------------------------------

struct Safe {
  int number = 0;
  Shared<int> gold{10};
  Lock lock{};
};

Coro<> move_broken(Safe& from, Safe& to) {
  const auto held_from = co_await from.lock.hold();
  co_await turns(1);
  const auto held_to = co_await to.lock.hold();
  from.gold.set(from.gold.get() - 1);
  to.gold.set(to.gold.get() + 1);
}

Coro<> move(Safe& from, Safe& to) {
  Safe& low = from.number < to.number ? from : to;
  Safe& high = from.number < to.number ? to : from;
  const auto held_low = co_await low.lock.hold();
  co_await turns(1);
  const auto held_high = co_await high.lock.hold();
  from.gold.set(from.gold.get() - 1);
  to.gold.set(to.gold.get() + 1);
}

template <auto move>
Coro<> lock_order(Check& check) {
  Safe left{.number = 1};
  Safe right{.number = 2};
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    group.create_task(move(left, right), "there");
    group.create_task(after(4, move(right, left)), "back");
    co_return;
  });
  check.that(left.gold.get() + right.gold.get() == 20, "no gold is lost");
}

// ---- notify without state ------------------------------------------------------------------

struct Gate {
  Condition changed{};
  Shared<bool> open{false};
};

// A notification that comes before the wait is lost: nobody remembers it.
Coro<> pass_broken(Gate& gate) {
  const auto held = co_await gate.changed.hold();
  co_await gate.changed.wait();
}

Coro<> pass(Gate& gate) {
  const auto held = co_await gate.changed.hold();
  co_await gate.changed.wait_for([&gate] { return gate.open.get(); });
}

Coro<> open(Gate& gate) {
  const auto held = co_await gate.changed.hold();
  gate.open.set(true);
  gate.changed.notify_all();
}

template <auto pass>
Coro<> notify_without_state(Check&) {
  Gate gate;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    group.create_task(pass(gate), "walker");
    group.create_task(open(gate), "keeper");
    co_return;
  });
}

}  // namespace

std::vector<Pair> detail::pairs_of_waiting() {
  return {
      {"pool_leak_on_cancel", "a task is cancelled while it holds the only connection",
       "gives the connection back on every way out", pool_leak_on_cancel<fetch_broken>,
       pool_leak_on_cancel<fetch>, true},
      {"lost_wakeup_of_cancelled", "the task that was woken is cancelled before it runs",
       "wakes another one as it goes", lost_wakeup_of_cancelled<take_broken>,
       lost_wakeup_of_cancelled<take>, true},
      {"lock_order", "two tasks take two locks in opposite orders", "takes the lower one first",
       lock_order<move_broken>, lock_order<move>, true},
      {"notify_without_state", "the notification comes before anybody waits for it",
       "waits for a state, not for the notification", notify_without_state<pass_broken>,
       notify_without_state<pass>, false},
  };
}

}  // namespace sim::zoo
