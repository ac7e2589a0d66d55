// wait_for: its child has ended when it has, nothing that the child gave or threw is lost, and who
// is cancelled ends cancelled.

#include <chrono>
#include <exception>
#include <memory>
#include <utility>
#include <vector>

#include "props/zoo/asyncio/bug.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::zoo::asyncio {
namespace {

using std::chrono_literals::operator""s;

// What the versions differ in.
struct Version {
  bool waits_after_timeout;   // for the child that it has cancelled
  bool tells_error_of_child;  // if that raises instead of ending cancelled
  bool waits_if_no_time;      // the same as the first where the timeout is 0
};

constexpr Version kOf36{false, false, false};
constexpr Version kOf37{true, false, false};
constexpr Version kOf390{true, true, false};
constexpr Version kOf391{true, true, true};

// A future as the loop's old callbacks end it.
void release(Future<> waiter) {
  if (!waiter.done()) waiter.set_result();
}

// Asks the child to stop and waits until it has.
Coro<> cancel_and_wait(Task<int> child) {
  const Future<> waiter;
  Handle ear = child.add_done_callback([waiter](const Task<int>&) { release(waiter); });
  const Finally leave([&] { ear.cancel(); });
  child.cancel();
  co_await waiter;
}

// What the child ended with; a TimeoutError where that is a cancellation.
int result_after_timeout(const Task<int>& child) {
  if (child.cancelled()) throw TimeoutError();
  return child.result();
}

template <Version version>
Coro<int> wait_for_no_time(Task<int> child) {
  if (child.done()) co_return child.result();
  if (!version.waits_if_no_time) {
    child.cancel();
    throw TimeoutError();
  }
  co_await cancel_and_wait(child);
  co_return result_after_timeout(child);
}

template <Version version>
struct OldWaitFor {
  static Coro<int> wait_for(Task<int> child, Duration timeout) {
    if (timeout <= Duration::zero()) co_return co_await wait_for_no_time<version>(child);
    const Future<> waiter;
    TimerHandle timer = Loop::current().call_later(timeout, [waiter] { release(waiter); });
    Handle ear = child.add_done_callback([waiter](const Task<int>&) { release(waiter); });
    const Finally leave([&] {
      timer.cancel();
      ear.cancel();
    });
    try {
      co_await waiter;
    } catch (const CancelledError&) {
      child.cancel();
      throw;
    }
    if (child.done()) co_return child.result();
    if (!version.waits_after_timeout) {
      child.cancel();
      throw TimeoutError();
    }
    co_await cancel_and_wait(child);
    if (!version.tells_error_of_child) throw TimeoutError();
    co_return result_after_timeout(child);
  }
};

struct OurWaitFor {
  static Coro<int> wait_for(Task<int> child, Duration timeout) {
    return sim::wait_for(std::move(child), timeout);
  }
};

// What 3.12 made of it: a timeout() around the await.
struct WaitForOf312 {
  static Coro<int> wait_for(Task<int> child, Duration timeout) {
    return wait_for_312(std::move(child), timeout);
  }
};

// ---- the child has ended -------------------------------------------------------------------

struct Nursery {
  Play& play;
  bool begun = false;
  bool ended = false;
};

// Needs two turns to clean up.
Coro<int> child_with_cleanup(std::shared_ptr<Nursery> nursery) {
  nursery->begun = true;
  std::exception_ptr error;
  try {
    co_await sleep(5s);
  } catch (const CancelledError&) {
    error = std::current_exception();
  }
  if (error) {
    co_await turn();
    co_await turn();
  }
  nursery->ended = true;
  if (error) std::rethrow_exception(error);
  co_return 1;
}

template <class W, int seconds>
Coro<> wait_for_child(std::shared_ptr<Nursery> nursery) {
  const Task<int> child = create_task(child_with_cleanup(nursery), "child");
  co_await turn();
  const Finally leave([&] {
    if (!nursery->begun || nursery->ended) return;
    nursery->play.broken("wait_for ends before its child has");
  });
  try {
    static_cast<void>(co_await W::wait_for(child, Duration{std::chrono::seconds{seconds}}));
  } catch (const TimeoutError&) {
  }
}

template <class W, int seconds>
Coro<> child_law(Play& play) {
  const auto nursery = std::make_shared<Nursery>(play);
  play.worker("waiter", wait_for_child<W, seconds>(nursery));
  co_await play.workers_end();
}

// ---- nothing is lost, nothing is swallowed -------------------------------------------------

struct Counter {
  Play& play;
  Queue<int> queue{};
  int got = 0;
  bool finished = false;
};

template <class W>
Coro<> consume(std::shared_ptr<Counter> counter) {
  const Finally leave([&] { counter->finished = true; });
  try {
    const Task<int> child = create_task(counter->queue.get(), "get");
    co_await W::wait_for(child, 1s);
    ++counter->got;
  } catch (const TimeoutError&) {
  }
}

Coro<> produce(std::shared_ptr<Counter> counter, Duration delay) {
  co_await sleep(delay);
  counter->queue.put_nowait(1);
}

template <class W, bool item_law>
Coro<> result_law(Play& play) {
  const auto counter = std::make_shared<Counter>(play);
  if (item_law) play.lets_swallow();
  play.worker("consumer", consume<W>(counter));
  const Task<> producer = create_task(produce(counter, Duration{0}), "producer");
  co_await play.workers_end();
  co_await producer;
  for (int turns = 0; turns < 3; ++turns) co_await turn();
  if (!item_law || counter->got + static_cast<int>(counter->queue.qsize()) == 1) co_return;
  play.broken("an item is lost");
}

Coro<int> child_that_fails_to_clean_up() {
  try {
    co_await sleep(5s);
  } catch (const CancelledError&) {
    throw ValueError("it cannot be cleaned up");
  }
  co_return 1;
}

template <class W>
Coro<> wait_for_failure(std::shared_ptr<Nursery> nursery) {
  const Task<int> child = create_task(child_that_fails_to_clean_up(), "child");
  try {
    static_cast<void>(co_await W::wait_for(child, 1s));
  } catch (const ValueError&) {
    co_return;
  } catch (const TimeoutError&) {
  }
  nursery->play.broken("the error of the child is hidden");
}

template <class W>
Coro<> error_law(Play& play) {
  play.worker("waiter", wait_for_failure<W>(std::make_shared<Nursery>(play)));
  co_await play.workers_end();
}

// ---- a condition behind it -----------------------------------------------------------------

Coro<int> wait_until_changed(std::shared_ptr<Condition> changed) {
  co_await changed->wait();
  co_return 1;
}

template <class W>
Coro<> hold_and_wait(Play& play, std::shared_ptr<Condition> changed) {
  co_await changed->acquire();
  const Finally leave([&] {
    try {
      changed->release();
    } catch (const RuntimeError& error) {
      play.broken(error.what());
    }
  });
  const Task<int> child = create_task(wait_until_changed(changed), "wait");
  try {
    co_await W::wait_for(child, 5s);
  } catch (const TimeoutError&) {
  }
}

template <class W>
Coro<> held_law(Play& play) {
  play.worker("waiter", hold_and_wait<W>(play, std::make_shared<Condition>()));
  co_await play.workers_end();
}

}  // namespace

void add_wait_fors(std::vector<Bug>& bugs) {
  bugs.push_back({.name = "wait-for-leaves-child",
                  .id = "bpo-32751",
                  .versions = "3.4 to 3.6",
                  .law = "the child has ended when wait_for has",
                  .old = child_law<OldWaitFor<kOf36>, 1>,
                  .shipped = child_law<OurWaitFor, 1>,
                  .cancels = 0});
  bugs.push_back({.name = "wait-for-no-time",
                  .id = "bpo-41891",
                  .versions = "3.7 to 3.9.0",
                  .law = "the child has ended when wait_for has",
                  .old = child_law<OldWaitFor<kOf390>, 0>,
                  .shipped = child_law<OurWaitFor, 0>,
                  .cancels = 0});
  bugs.push_back({.name = "wait-for-hides-error",
                  .id = "bpo-40607",
                  .versions = "3.7 to 3.8.3",
                  .law = "what the child raises is told",
                  .old = error_law<OldWaitFor<kOf37>>,
                  .shipped = error_law<OurWaitFor>,
                  .cancels = 0});
  bugs.push_back({.name = "wait-for-drops-result",
                  .id = "bpo-37658",
                  .versions = "3.4 to 3.9.9",
                  .law = "what the child got is got or left",
                  .old = result_law<OldWaitFor<kOf391>, true>,
                  .shipped = result_law<OurWaitFor, true>});
  bugs.push_back({.name = "wait-for-swallows",
                  .id = "gh-86296",
                  .versions = "3.9.10 to 3.11",
                  .law = "who is cancelled ends cancelled",
                  .old = result_law<OurWaitFor, false>,
                  .shipped = result_law<OurWaitFor, false>,
                  .mended = result_law<WaitForOf312, false>,
                  .kept = true});
  bugs.push_back({.name = "wait-for-condition",
                  .id = "bpo-42600",
                  .versions = "3.4 to 3.9.9",
                  .law = "who has waited has the lock",
                  .old = held_law<OldWaitFor<kOf391>>,
                  .shipped = held_law<OurWaitFor>,
                  .model = Model::timing});
}

}  // namespace sim::zoo::asyncio
