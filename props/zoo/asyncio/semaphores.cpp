// Semaphores: no permit is lost, and who asks first is served first.

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>

#include "props/zoo/asyncio/bug.hpp"
#include "props/zoo/asyncio/waiters.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::zoo::asyncio {
namespace {

// asyncio.Semaphore until 3.5.1. A waiter that is woken and cancelled wakes nobody.
class SemaphoreOf351 {
 public:
  Coro<> acquire() {
    if (waiters_.empty() && value_ > 0) {
      --value_;
      co_return;
    }
    const Future<> future = waiters_.add();
    const Finally leave([&] { waiters_.remove(future); });
    co_await future;
    --value_;
  }

  void release() {
    ++value_;
    waiters_.wake();
  }

 private:
  Waiters waiters_;
  int value_ = 1;
};

// From 3.6 to 3.10.7. A permit lies open until the woken waiter comes: a newcomer takes it, and the
// other goes to the end of the line.
class SemaphoreOf310 {
 public:
  Coro<> acquire() {
    while (value_ <= 0) {
      Future<> future = waiters_.add();
      try {
        co_await future;
      } catch (const CancelledError&) {
        future.cancel();
        if (value_ > 0 && !future.cancelled()) waiters_.wake_and_drop();
        throw;
      }
    }
    --value_;
  }

  void release() {
    ++value_;
    waiters_.wake_and_drop();
  }

 private:
  Waiters waiters_;
  int value_ = 1;
};

// The first mend of that: newcomers wait while somebody is on its way. Who is cancelled on its way
// leaves the mark behind.
class SemaphoreWithMark {
 public:
  Coro<> acquire() {
    while (on_its_way_ || value_ <= 0) {
      const Future<> future = waiters_.add();
      try {
        co_await future;
        on_its_way_ = false;
      } catch (const CancelledError&) {
        wake_next();
        throw;
      }
    }
    --value_;
  }

  void release() {
    ++value_;
    wake_next();
  }

 private:
  void wake_next() {
    if (waiters_.wake_and_drop()) on_its_way_ = true;
  }

  Waiters waiters_;
  int value_ = 1;
  bool on_its_way_ = false;
};

// Those who ask, in their order.
class Askers {
 public:
  void add() { asking_.push_back(current_task()); }
  void remove() { std::erase(asking_, current_task()); }
  // Whether nobody came before who is still to be served: who is cancelled is not.
  [[nodiscard]] bool first() const {
    const auto waits = [](const AnyTask& task) { return task.cancelling() == 0; };
    return *std::ranges::find_if(asking_, waits) == current_task();
  }

 private:
  std::deque<AnyTask> asking_;
};

template <class S>
struct Counter {
  Play& play;
  bool fair;  // whether it is a law that who asks first is served first
  S semaphore{};
  int inside = 0;
  Askers askers{};
};

// With so many turns before it asks.
template <class S>
Coro<> pass(std::shared_ptr<Counter<S>> counter, int turns) {
  for (; turns > 0; --turns) co_await turn();
  counter->askers.add();
  {
    const Finally leave([&] { counter->askers.remove(); });
    co_await counter->semaphore.acquire();
    const bool due = current_task().cancelling() > 0 || counter->askers.first();
    if (counter->fair && !due) counter->play.broken("who asked later is served first");
  }
  if (++counter->inside != 1) counter->play.broken("there are more inside than permits");
  const Finally leave([&] {
    --counter->inside;
    counter->semaphore.release();
  });
  co_await turn();
}

template <class S, bool fair>
Coro<> semaphore_law(Play& play) {
  const auto counter = std::make_shared<Counter<S>>(play, fair);
  play.worker("first", pass(counter, 0));
  play.worker("second", pass(counter, 0));
  play.worker("late", pass(counter, 1));
  play.worker("straggler", pass(counter, 6));
  co_await play.workers_end();
}

}  // namespace

void add_semaphores(std::vector<Bug>& bugs) {
  bugs.push_back({.name = "semaphore-cancelled-heir",
                  .id = "python/asyncio#270",
                  .versions = "3.4 to 3.5.1",
                  .law = "nobody waits for a permit that is there",
                  .old = semaphore_law<SemaphoreOf351, false>,
                  .shipped = semaphore_law<Semaphore, false>});
  bugs.push_back({.name = "semaphore-barging",
                  .id = "gh-90155",
                  .versions = "3.6 to 3.10.7",
                  .law = "who asks first is served first",
                  .old = semaphore_law<SemaphoreOf310, true>,
                  .shipped = semaphore_law<Semaphore, true>,
                  .cancels = 0});
  bugs.push_back({.name = "semaphore-mark-left-behind",
                  .id = "gh-90155",
                  .versions = "the first mend of it",
                  .law = "nobody waits for a permit that is there",
                  .old = semaphore_law<SemaphoreWithMark, false>,
                  .shipped = semaphore_law<Semaphore, false>});
}

}  // namespace sim::zoo::asyncio
