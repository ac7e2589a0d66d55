// Conditions: wait() comes back with the lock, however it comes back, and no notification is lost.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "props/zoo/asyncio/bug.hpp"
#include "props/zoo/asyncio/waiters.hpp"
#include "sim/aio/barrier.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/lock.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::zoo::asyncio {
namespace {

// What wait() does differs from version to version; the rest is the same in all.
class ConditionBase {
 public:
  Coro<> acquire() { return lock_.acquire(); }
  void release() { lock_.release(); }
  [[nodiscard]] bool locked() const noexcept { return lock_.locked(); }
  void notify(std::size_t most = 1) {
    if (!locked()) throw RuntimeError("cannot notify on un-acquired lock");
    waiters_.wake(most);
  }

 protected:
  Coro<> stand_in_line() {
    const Future<> future = waiters_.add();
    const Finally leave([&] { waiters_.remove(future); });
    co_await future;
  }
  // Gives the lock back and waits; gives what it was woken with.
  Coro<std::exception_ptr> wait_unlocked() {
    if (!locked()) throw RuntimeError("cannot wait on un-acquired lock");
    release();
    std::exception_ptr error;
    try {
      co_await stand_in_line();
    } catch (...) {
      error = std::current_exception();
    }
    co_return error;
  }
  // Takes the lock, however often it is cancelled; gives the last of these cancellations.
  Coro<std::exception_ptr> take_back() {
    std::exception_ptr cancelled;
    for (;;) {
      try {
        co_await acquire();
        co_return cancelled;
      } catch (const CancelledError&) {
        cancelled = std::current_exception();
      }
    }
  }

  Lock lock_;
  Waiters waiters_;
};

// asyncio.Condition until 3.5.2. Who is cancelled while it takes the lock again has no lock.
class ConditionOf352 : public ConditionBase {
 public:
  Coro<> wait() {
    const std::exception_ptr error = co_await wait_unlocked();
    co_await acquire();
    if (error) std::rethrow_exception(error);
  }
};

// From 3.5.3 to 3.6.4. It takes the lock again whatever happens, and forgets what has.
class ConditionOf364 : public ConditionBase {
 public:
  Coro<> wait() {
    const std::exception_ptr error = co_await wait_unlocked();
    static_cast<void>(co_await take_back());
    if (error) std::rethrow_exception(error);
  }
};

// 3.13. The cancellation itself is thrown, and a notification that cannot be used is passed on.
class ConditionOf313 : public ConditionBase {
 public:
  Coro<> wait() {
    std::exception_ptr error = co_await wait_unlocked();
    const std::exception_ptr cancelled = co_await take_back();
    if (cancelled) error = cancelled;
    if (!error) co_return;
    notify(1);
    std::rethrow_exception(error);
  }
};

template <class C>
struct Store {
  Play& play;
  bool keeps_message;  // whether it is a law that a cancellation keeps its message
  C changed{};
  int inside = 0;
  int items = 0;
};

template <class C>
void step_in(Store<C>& store) {
  if (!store.changed.locked()) store.play.broken("wait() comes back without the lock");
  if (++store.inside != 1) store.play.broken("two tasks hold the lock");
}

template <class C>
void step_out(Store<C>& store) {
  --store.inside;
  try {
    store.changed.release();
  } catch (const RuntimeError& error) {
    store.play.broken(error.what());
  }
}

template <class C>
Coro<> wait_in(Store<C>& store) {
  --store.inside;
  std::exception_ptr error;
  try {
    co_await store.changed.wait();
  } catch (const CancelledError& cancelled) {
    error = std::current_exception();
    const bool told = store.play.strategy_cancels() || cancelled.message().text() == Play::message;
    if (store.keeps_message && !told) store.play.broken("the message of a cancellation is lost");
  }
  step_in(store);
  if (error) std::rethrow_exception(error);
}

template <class C>
Coro<> take(std::shared_ptr<Store<C>> store) {
  co_await store->changed.acquire();
  step_in(*store);
  const Finally leave([&] { step_out(*store); });
  while (store->items == 0) co_await wait_in(*store);
  --store->items;
}

// Keeps the lock for a turn after it has notified.
template <class C>
Coro<> give(std::shared_ptr<Store<C>> store) {
  co_await turn();
  co_await store->changed.acquire();
  step_in(*store);
  const Finally leave([&] { step_out(*store); });
  ++store->items;
  store->changed.notify();
  co_await turn();
}

// One item for two who want it: one of them may wait, but not while the item is there.
template <class C, bool keeps_message = false>
Coro<> condition_law(Play& play) {
  const auto store = std::make_shared<Store<C>>(play, keeps_message);
  play.may_wait_if([store] { return store->items == 0; });
  play.worker("taker", take(store));
  play.worker("other taker", take(store));
  play.worker("giver", give(store));
  co_await play.workers_end();
}

// Whom a condition's notification reaches is none of this client's laws: there is one for each.
template <class C, bool keeps_message = false>
Coro<> condition_lock_law(Play& play) {
  const auto store = std::make_shared<Store<C>>(play, keeps_message);
  play.may_wait_if([] { return true; });
  play.worker("taker", take(store));
  play.worker("giver", give(store));
  co_await play.workers_end();
}

// ---- Barrier -------------------------------------------------------------------------------

// One that gives the numbers out when it opens, to those who wait then.
class BarrierThatCounts {
 public:
  explicit BarrierThatCounts(std::size_t parties) : parties_(parties) {}

  Coro<std::int64_t> wait() {
    std::erase_if(line_, [](const Place& place) { return place.future.done(); });
    if (line_.size() + 1 == parties_) co_return open();
    std::int64_t number = -1;
    const Future<> future;
    line_.push_back({future, &number});
    const Finally leave([&] {
      std::erase_if(line_, [&](const Place& place) { return place.future == future; });
    });
    co_await future;
    co_return number;
  }

 private:
  struct Place {
    Future<> future;
    std::int64_t* number;
  };

  std::int64_t open() {
    std::int64_t next = 0;
    for (Place& place : line_) {
      *place.number = next++;
      place.future.set_result();
    }
    line_.clear();
    return next;
  }

  std::size_t parties_;
  std::deque<Place> line_;
};

template <class B>
struct Start {
  Play& play;
  B barrier{3};
  int came = 0;
  int left = 0;
  std::vector<std::int64_t> indexes{};
};

// With so many turns before.
template <class B>
Coro<> line_up(std::shared_ptr<Start<B>> start, int turns) {
  for (; turns > 0; --turns) co_await turn();
  ++start->came;
  const Finally leave([&] { ++start->left; });
  const std::int64_t index = co_await start->barrier.wait();
  if (std::ranges::count(start->indexes, index) != 0) {
    start->play.broken("two tasks that pass together have the same number");
  }
  start->indexes.push_back(index);
}

template <class B>
Coro<> barrier_law(Play& play) {
  const auto start = std::make_shared<Start<B>>(play);
  play.may_wait_if([start] { return start->came - start->left < 3; });
  play.worker("first", line_up(start, 0));
  play.worker("second", line_up(start, 0));
  play.worker("third", line_up(start, 2));
  play.worker("fourth", line_up(start, 3));
  co_await play.workers_end();
}

}  // namespace

void add_conditions(std::vector<Bug>& bugs) {
  bugs.push_back({.name = "condition-without-lock",
                  .id = "bpo-22970",
                  .versions = "3.4 to 3.5.2",
                  .law = "wait() comes back with the lock",
                  .old = condition_lock_law<ConditionOf352>,
                  .shipped = condition_lock_law<Condition>,
                  .mended = condition_lock_law<ConditionOf313>});
  bugs.push_back({.name = "condition-swallows",
                  .id = "bpo-32841",
                  .versions = "3.5.3 to 3.6.4",
                  .law = "who is cancelled ends cancelled",
                  .old = condition_lock_law<ConditionOf364>,
                  .shipped = condition_lock_law<Condition>,
                  .mended = condition_lock_law<ConditionOf313>});
  bugs.push_back({.name = "condition-notification-lost",
                  .id = "gh-112202",
                  .versions = "3.4 to 3.12.1",
                  .law = "nobody waits for an item that is there",
                  .old = condition_law<Condition>,
                  .shipped = condition_law<Condition>,
                  .mended = condition_law<ConditionOf313>,
                  .kept = true});
  bugs.push_back({.name = "condition-message-lost",
                  .id = "gh-111693",
                  .versions = "3.7 to 3.12.0",
                  .law = "a cancellation keeps its message",
                  .old = condition_lock_law<Condition, true>,
                  .shipped = condition_lock_law<Condition, true>,
                  .mended = condition_lock_law<ConditionOf313, true>,
                  .kept = true});
  bugs.push_back({.name = "barrier-same-number",
                  .id = "gh-155233",
                  .versions = "3.11 on",
                  .law = "those who pass together have different numbers",
                  .old = barrier_law<Barrier>,
                  .shipped = barrier_law<Barrier>,
                  .mended = barrier_law<BarrierThatCounts>,
                  .kept = true});
}

}  // namespace sim::zoo::asyncio
