// Queues: what is put is got once, whoever is cancelled, and nobody waits beside what he waits for.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "props/zoo/asyncio/bug.hpp"
#include "props/zoo/asyncio/waiters.hpp"
#include "sim/aio/queue.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/future.hpp"

namespace sim::zoo::asyncio {
namespace {

// asyncio.Queue until 3.4.3. put() gives the item to the future of a getter: if that one is
// cancelled before it runs, the item is gone.
class QueueOf343 {
 public:
  explicit QueueOf343(std::int64_t maxsize) : maxsize_(static_cast<std::size_t>(maxsize)) {}

  Coro<> put(int item) {
    drop_done(getters_);
    if (!getters_.empty()) {
      Future<int> getter = getters_.front();
      getters_.pop_front();
      getter.set_result(item);
    } else if (items_.size() >= maxsize_) {
      const Future<> putter;
      putters_.push_back({putter, item});
      co_await putter;
    } else {
      items_.push_back(item);
    }
  }

  Coro<int> get() {
    if (!items_.empty()) co_return get_nowait();
    const Future<int> getter;
    getters_.push_back(getter);
    co_return co_await getter;
  }

  int get_nowait() {
    if (items_.empty()) throw QueueEmpty();
    std::erase_if(putters_, [](const Putter& putter) { return putter.future.done(); });
    if (!putters_.empty()) {
      Putter putter = putters_.front();
      putters_.pop_front();
      items_.push_back(putter.item);
      putter.future.set_result();
    }
    const int item = items_.front();
    items_.pop_front();
    return item;
  }

  [[nodiscard]] std::size_t qsize() const noexcept { return items_.size(); }
  [[nodiscard]] bool full() const noexcept { return items_.size() >= maxsize_; }

 private:
  struct Putter {
    Future<> future;
    int item;
  };
  static void drop_done(std::deque<Future<int>>& line) {
    std::erase_if(line, [](const Future<int>& future) { return future.done(); });
  }

  std::size_t maxsize_;
  std::deque<int> items_;
  std::deque<Future<int>> getters_;
  std::deque<Putter> putters_;
};

// The first mend: putters keep their items until they run, but it is still taken for granted that
// the queue is full where putters wait.
class QueueOf344 {
 public:
  explicit QueueOf344(std::int64_t maxsize) : maxsize_(static_cast<std::size_t>(maxsize)) {}

  Coro<> put(int item) {
    if (full()) {
      const Future<> putter;
      putters_.push_back(putter);
      co_await putter;
    }
    items_.push_back(item);
    getters_.wake_and_drop();
  }

  Coro<int> get() {
    while (items_.empty()) {
      const Future<> getter = getters_.add();
      co_await getter;
    }
    co_return get_nowait();
  }

  int get_nowait() {
    std::erase_if(putters_, &Future<>::done);
    if (!putters_.empty()) {
      if (!full()) throw RuntimeError("AssertionError: queue not full, why are putters waiting?");
      Future<> putter = putters_.front();
      putters_.pop_front();
      Loop::current().call_soon([putter]() mutable {
        if (!putter.done()) putter.set_result();
      });
    }
    if (items_.empty()) throw QueueEmpty();
    const int item = items_.front();
    items_.pop_front();
    return item;
  }

  [[nodiscard]] std::size_t qsize() const noexcept { return items_.size(); }
  [[nodiscard]] bool full() const noexcept { return items_.size() >= maxsize_; }

 private:
  std::size_t maxsize_;
  std::deque<int> items_;
  Waiters getters_;
  std::deque<Future<>> putters_;
};

// From 3.4.4 on. Until 3.6.4 a getter that is cancelled leaves its future in the line.
template <bool leaves_the_line>
class QueueOf36 {
 public:
  explicit QueueOf36(std::int64_t maxsize) : maxsize_(static_cast<std::size_t>(maxsize)) {}

  Coro<> put(int item) {
    while (full()) co_await wait_in(putters_, [this] { return !full(); });
    items_.push_back(item);
    getters_.wake_and_drop();
  }

  Coro<int> get() {
    while (items_.empty()) co_await wait_in(getters_, [this] { return !items_.empty(); });
    co_return get_nowait();
  }

  int get_nowait() {
    if (items_.empty()) throw QueueEmpty();
    const int item = items_.front();
    items_.pop_front();
    putters_.wake_and_drop();
    return item;
  }

  [[nodiscard]] std::size_t qsize() const noexcept { return items_.size(); }
  [[nodiscard]] bool full() const noexcept { return items_.size() >= maxsize_; }
  [[nodiscard]] std::size_t standing_in_line() const noexcept {
    return getters_.count() + putters_.count();
  }

 private:
  template <class F>
  Coro<> wait_in(Waiters& line, F may_go_on) {
    Future<> future = line.add();
    try {
      co_await future;
    } catch (const CancelledError&) {
      future.cancel();
      if (leaves_the_line) line.remove(future);
      if (may_go_on() && !future.cancelled()) line.wake_and_drop();
      throw;
    }
  }

  std::size_t maxsize_;
  std::deque<int> items_;
  Waiters getters_;
  Waiters putters_;
};

// tornado.queues.Queue, which gives items to futures as well, and to whom does not wait, too.
class QueueOfTornado {
 public:
  explicit QueueOfTornado(std::int64_t maxsize) : maxsize_(static_cast<std::size_t>(maxsize)) {}

  Coro<> put(int item) {
    const Future<> done = put_at_once(item);
    co_await done;
  }
  Coro<int> get() {
    const Future<int> item = get_at_once();
    co_return co_await item;
  }
  int get_nowait() {
    if (!putters_.empty()) {
      auto [future, item] = putters_.front();
      putters_.pop_front();
      items_.push_back(item);
      if (!future.done()) future.set_result();
    }
    if (items_.empty()) throw QueueEmpty();
    const int item = items_.front();
    items_.pop_front();
    return item;
  }

  [[nodiscard]] std::size_t qsize() const noexcept { return items_.size(); }
  [[nodiscard]] bool full() const noexcept { return items_.size() >= maxsize_; }

 private:
  Future<> put_at_once(int item) {
    Future<> done;
    std::erase_if(getters_, &Future<int>::done);
    if (!getters_.empty()) {
      getters_.front().set_result(item);
      getters_.pop_front();
    } else if (full()) {
      putters_.emplace_back(done, item);
      return done;
    } else {
      items_.push_back(item);
    }
    done.set_result();
    return done;
  }
  Future<int> get_at_once() {
    Future<int> future;
    std::erase_if(putters_, [](const auto& putter) { return putter.first.done(); });
    if (items_.empty()) {
      getters_.push_back(future);
    } else {
      future.set_result(get_nowait());
    }
    return future;
  }

  std::size_t maxsize_;
  std::deque<int> items_;
  std::deque<Future<int>> getters_;
  std::deque<std::pair<Future<>, int>> putters_;
};

// ---- the laws ------------------------------------------------------------------------------

template <class Q>
struct Belt {
  Belt(Play& the_play, std::int64_t maxsize) : play(the_play), queue(maxsize) {}
  Play& play;
  Q queue;
  int getting = 0;  // who waits, or is on the way
  int putting = 0;
  std::vector<int> put{};
  std::vector<int> got{};
};

template <class Q>
Coro<> produce(std::shared_ptr<Belt<Q>> belt, int first, int count) {
  for (int item = first; item < first + count; ++item) {
    ++belt->putting;
    const Finally leave([&] { --belt->putting; });
    co_await belt->queue.put(item);
    belt->put.push_back(item);
  }
}

template <class Q>
Coro<> consume(std::shared_ptr<Belt<Q>> belt) {
  ++belt->getting;
  const Finally leave([&] { --belt->getting; });
  belt->got.push_back(co_await belt->queue.get());
}

// What is put, and by no one who was cancelled, is got or left.
template <class Q>
void check_items(Belt<Q>& belt) {
  while (belt.queue.qsize() > 0) belt.got.push_back(belt.queue.get_nowait());
  std::ranges::sort(belt.put);
  std::ranges::sort(belt.got);
  if (belt.put == belt.got) return;
  if (!std::ranges::includes(belt.got, belt.put)) return belt.play.broken("an item is lost");
  belt.play.broken("an item is got that was never put");
}

template <class Q>
Coro<> queue_law(Play& play) {
  const auto belt = std::make_shared<Belt<Q>>(play, 1);
  play.may_wait_if([belt] {
    const bool getters_may = belt->getting == 0 || belt->queue.qsize() == 0;
    const bool putters_may = belt->putting == 0 || belt->queue.full();
    return getters_may && putters_may;
  });
  play.worker("consumer", consume(belt));
  play.worker("other consumer", consume(belt));
  play.worker("producer", produce(belt, 1, 2));
  co_await play.workers_end();
  check_items(*belt);
}

// Takes all that is there, in one go.
template <class Q>
Coro<> sweep(std::shared_ptr<Belt<Q>> belt) {
  for (int turns = 0; turns < 3; ++turns) co_await turn();
  while (belt->queue.qsize() > 0) belt->got.push_back(belt->queue.get_nowait());
}

template <class Q>
Coro<> sweep_law(Play& play) {
  const auto belt = std::make_shared<Belt<Q>>(play, 2);
  play.may_wait_if([belt] { return belt->queue.full(); });
  play.worker("producer", produce(belt, 1, 2));
  play.worker("second producer", produce(belt, 11, 1));
  play.worker("third producer", produce(belt, 21, 1));
  play.worker("sweeper", sweep(belt));
  co_await play.workers_end();
}

template <class Q>
Coro<> line_law(Play& play) {
  const auto belt = std::make_shared<Belt<Q>>(play, 1);
  play.may_wait_if([] { return true; });
  play.worker("consumer", consume(belt));
  co_await play.workers_end();
  if (belt->queue.standing_in_line() > 0) play.broken("somebody stands in line who is gone");
}

using OurQueue = Queue<int>;

}  // namespace

void add_queues(std::vector<Bug>& bugs) {
  bugs.push_back({.name = "queue-item-lost",
                  .id = "bpo-23812",
                  .versions = "3.4.0 to 3.4.3",
                  .law = "what is put is got or left",
                  .old = queue_law<QueueOf343>,
                  .shipped = queue_law<OurQueue>,
                  .mended = queue_law<QueueOf36<true>>});
  bugs.push_back({.name = "queue-not-full",
                  .id = "python/asyncio#265",
                  .versions = "the first mend of it",
                  .law = "what is there can be got",
                  .old = sweep_law<QueueOf344>,
                  .shipped = sweep_law<OurQueue>,
                  .mended = sweep_law<QueueOf36<true>>,
                  .cancels = 0});
  bugs.push_back({.name = "queue-line-leaks",
                  .id = "gh-75801",
                  .versions = "3.4.4 to 3.6.4",
                  .law = "nobody stands in line who is gone",
                  .old = line_law<QueueOf36<false>>,
                  .mended = line_law<QueueOf36<true>>});
  bugs.push_back({.name = "queue-item-lost-tornado",
                  .id = "tornado#2826",
                  .versions = "tornado, open",
                  .law = "what is put is got or left",
                  .old = queue_law<QueueOfTornado>,
                  .shipped = queue_law<OurQueue>,
                  .mended = queue_law<QueueOf36<true>>});
}

}  // namespace sim::zoo::asyncio
