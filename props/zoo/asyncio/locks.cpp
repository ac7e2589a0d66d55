// Locks: of those who hold one there is one at a time, and whoever asks gets it.

#include <memory>
#include <utility>

#include "props/zoo/asyncio/bug.hpp"
#include "props/zoo/asyncio/waiters.hpp"
#include "sim/aio/lock.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::zoo::asyncio {
namespace {

// asyncio.Lock until 3.6.1. A waiter that is woken and cancelled leaves, and wakes nobody.
class LockOf361 {
 public:
  Coro<> acquire() {
    if (waiters_.empty() && !locked_) {
      locked_ = true;
      co_return;
    }
    const Future<> future = waiters_.add();
    const Finally leave([&] { waiters_.remove(future); });
    co_await future;
    locked_ = true;
  }

  void release() {
    if (!locked_) throw RuntimeError("Lock is not acquired.");
    locked_ = false;
    waiters_.wake();
  }

 private:
  Waiters waiters_;
  bool locked_ = false;
};

// From 3.6.2 to 3.6.4. Who is cancelled wakes another where the lock is free, although the first
// in line may be awake already: then both take it.
class LockOf364 {
 public:
  Coro<> acquire() {
    if (!locked_ && waiters_.all_cancelled()) {
      locked_ = true;
      co_return;
    }
    const Future<> future = waiters_.add();
    const Finally leave([&] { waiters_.remove(future); });
    try {
      co_await future;
    } catch (const CancelledError&) {
      if (!locked_) waiters_.wake();
      throw;
    }
    locked_ = true;
  }

  void release() {
    if (!locked_) throw RuntimeError("Lock is not acquired.");
    locked_ = false;
    waiters_.wake();
  }

 private:
  Waiters waiters_;
  bool locked_ = false;
};

// anyio's, which hands the lock over: whom it is handed to owns it, cancelled or not.
class LockOfAnyio {
 public:
  Coro<> acquire() {
    if (!owned_) {
      owned_ = true;
      co_return;
    }
    const Future<> event = waiters_.add();
    try {
      co_await event;
    } catch (const CancelledError&) {
      if (event.cancelled()) waiters_.remove(event);
      throw;
    }
  }

  void release() { owned_ = waiters_.wake_and_drop(); }

 private:
  Waiters waiters_;
  bool owned_ = false;
};

template <class L>
struct Room {
  Play& play;
  L lock{};
  int inside = 0;
};

template <class L>
Coro<> enter(std::shared_ptr<Room<L>> room) {
  co_await room->lock.acquire();
  if (++room->inside != 1) room->play.broken("two tasks hold the lock");
  const Finally leave([&] {
    --room->inside;
    room->lock.release();
  });
  co_await turn();
}

template <class L>
Coro<> lock_law(Play& play) {
  const auto room = std::make_shared<Room<L>>(play);
  for (const char* name : {"first", "second", "third", "fourth"}) play.worker(name, enter(room));
  co_await play.workers_end();
}

}  // namespace

void add_locks(std::vector<Bug>& bugs) {
  bugs.push_back({.name = "lock-cancelled-heir",
                  .id = "bpo-27585",
                  .versions = "3.4 to 3.6.1",
                  .law = "nobody waits for a lock that is free",
                  .old = lock_law<LockOf361>,
                  .shipped = lock_law<Lock>});
  bugs.push_back({.name = "lock-two-heirs",
                  .id = "bpo-32734",
                  .versions = "3.6.2 to 3.6.4",
                  .law = "one task at a time holds a lock",
                  .old = lock_law<LockOf364>,
                  .shipped = lock_law<Lock>});
  bugs.push_back({.name = "lock-dead-owner",
                  .id = "anyio#1145",
                  .versions = "anyio",
                  .law = "nobody waits for a lock that nobody holds",
                  .old = lock_law<LockOfAnyio>,
                  .shipped = lock_law<Lock>});
}

}  // namespace sim::zoo::asyncio
