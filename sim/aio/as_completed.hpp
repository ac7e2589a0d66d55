// sim/aio/as_completed.hpp
//
// as_completed() gives the results of several awaitables as they come.
//
//   auto each = as_completed(std::move(prices), 5s);
//   while (each.left()) {
//     int price = co_await each.next();    // or throws what that one raised, or TimeoutError
//   }
//
// Coroutines become tasks at once, in the order of the arguments (CPython's order is that of a
// set). There are as many results as different arguments; after the timeout those that are missing
// throw TimeoutError, and their tasks run on. An item comes two iterations after its task's last
// step (L = 2). Mirrors asyncio.as_completed of CPython 3.11, whose items are awaited in turn.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <ranges>
#include <utility>
#include <vector>

#include "sim/aio/ensure_future.hpp"
#include "sim/base/time.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/wait_queue.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

namespace detail {

// The part that does not depend on the results: who is done, in which order.
class Completions final : private WaitReason {
 public:
  // Requires: `cores` has no duplicates.
  Completions(Loop& loop, std::vector<CorePtr<FutureCore>> cores,
              std::optional<Duration> timeout);
  ~Completions();
  Completions(const Completions&) = delete;
  Completions& operator=(const Completions&) = delete;

  // The next one that is done; throws TimeoutError where the timeout came first.
  Coro<CorePtr<FutureCore>> next();

 private:
  struct Ear;

  void add_awaited(const TaskCore& waiter, std::vector<Blocker*>& awaited) override;
  void heard(Ear& ear);
  void expire();
  void put(CorePtr<FutureCore> core);

  Loop& loop_;
  std::uint32_t cell_;  // what a picker that minds knows it by
  std::unique_ptr<Ear[]> ears_;
  std::size_t ear_count_ = 0;
  std::size_t todo_ = 0;
  std::optional<TimerHandle> timer_;
  std::deque<CorePtr<FutureCore>> done_;  // null: the timeout came first
  WaitQueue getters_;
};

void remove_duplicates(std::vector<CorePtr<FutureCore>>& cores);

}  // namespace detail

template <class T>
class AsCompleted {
 public:
  AsCompleted(Loop& loop, std::vector<CorePtr<FutureCore>> cores,
              std::optional<Duration> timeout)
      : left_(cores.size()),
        completions_(std::make_shared<detail::Completions>(loop, std::move(cores), timeout)) {}

  // How many results have not been asked for.
  [[nodiscard]] std::size_t left() const noexcept { return left_; }

  // The next result to come. Each may be awaited by another task. Requires: left() > 0.
  Coro<T> next() {
    --left_;
    return result_of_next(completions_);
  }

 private:
  static Coro<T> result_of_next(std::shared_ptr<detail::Completions> completions) {
    const CorePtr<FutureCore> core = co_await completions->next();
    co_return detail::read_result<T>(*core);
  }

  std::size_t left_;
  std::shared_ptr<detail::Completions> completions_;
};

template <std::ranges::input_range R>
  requires Awaitable<std::ranges::range_value_t<R>>
auto as_completed(R awaitables, std::optional<Duration> timeout = {}) {
  Loop& loop = Loop::current();
  std::vector<CorePtr<FutureCore>> cores;
  for (auto&& awaitable : awaitables) {
    cores.push_back(detail::ensure_future(loop, std::move(awaitable)));
  }
  detail::remove_duplicates(cores);
  return AsCompleted<AwaitResult<std::ranges::range_value_t<R>>>(loop, std::move(cores), timeout);
}

}  // namespace sim
