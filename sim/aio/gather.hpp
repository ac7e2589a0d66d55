// sim/aio/gather.hpp
//
// gather() runs several awaitables side by side and gives their results in the order of the
// arguments, whatever the order in which they end.
//
//   auto [a, b] = co_await gather(price(shop), stock(shop));
//   std::vector<int> all = co_await gather(tasks);                // a range of one type
//   auto ends = co_await gather(return_exceptions, tasks);        // Result<int> each
//
// Coroutines become tasks at once, left to right; tasks and futures are taken as they are, and one
// that stands twice is one child with two places. Without `return_exceptions` the first error, in
// the order in which the children's callbacks run, is thrown; the other children keep running.
// With it every child is waited for. Cancelling the gather cancels every child that is not done;
// it then throws CancelledError once the last one has ended, `return_exceptions` or not.
//
// The awaiter resumes two iterations after the last child's last step (L = 2); gather of nothing
// is done at once (T = 0). A `void` result is a std::monostate. Mirrors asyncio.gather.

#pragma once

#include <cstddef>
#include <iterator>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "sim/aio/ensure_future.hpp"
#include "sim/aio/gather_core.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/result.hpp"
#include "sim/coro/task.hpp"

namespace sim {

struct ReturnExceptions {};
inline constexpr ReturnExceptions return_exceptions{};

namespace detail {

template <class T>
using NonVoid = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

// What is known of the child that an A becomes: a task where it is no future yet.
template <class A>
using ChildState = std::conditional_t<std::is_base_of_v<AnyFuture, A>, FutureCore,
                                      TaskState<AwaitResult<A>>>;

template <class T, class State>
NonVoid<T> value_of(FutureCore& child) {
  if constexpr (std::is_void_v<T>) {
    child.throw_if_unsuccessful();
    return {};
  } else {
    return read_result<T, State>(child);
  }
}

template <class T, class State, GatherErrors errors>
auto end_of(FutureCore& child) {
  if constexpr (errors == GatherErrors::raise) {
    return value_of<T, State>(child);
  } else if (std::exception_ptr error = error_of(child)) {
    return Result<T>(error);
  } else {
    return Result<T>(value_of<T, State>(child));
  }
}

// A `T` from each child, which is a `State`.
template <GatherErrors errors, class T, class State = FutureCore>
class GatherList final : public GatherCore {
 public:
  using Results = std::vector<decltype(end_of<T, State, errors>(std::declval<FutureCore&>()))>;

  GatherList(Loop& loop, std::size_t arguments_max) : GatherCore(loop, errors, arguments_max) {}
  GatherList(Loop& loop, GatherChildren tasks) : GatherCore(loop, errors, std::move(tasks)) {}
  void* result_slot() noexcept override { return &results_; }

 private:
  void collect() override {
    Results& results = results_.emplace();
    results.reserve(argument_count());
    for (std::size_t i = 0; i < argument_count(); ++i) {
      results.push_back(end_of<T, State, errors>(argument(i)));
    }
  }
  [[nodiscard]] bool collects_at_once() const noexcept override {
    return std::is_trivially_copyable_v<typename Results::value_type>;
  }

  [[no_unique_address]] ResultSlot<Results> results_;
};

template <GatherErrors errors, class... A>
class GatherTuple final : public GatherCore {
 public:
  template <class Argument>
  static auto end_of_one(FutureCore& child) {
    return end_of<AwaitResult<Argument>, ChildState<Argument>, errors>(child);
  }
  using Results = std::tuple<decltype(end_of_one<A>(std::declval<FutureCore&>()))...>;

  GatherTuple(Loop& loop, std::size_t arguments_max) : GatherCore(loop, errors, arguments_max) {}
  void* result_slot() noexcept override { return &results_; }

 private:
  void collect() override { collect_each(std::index_sequence_for<A...>{}); }
  [[nodiscard]] bool collects_at_once() const noexcept override {
    return (std::is_trivially_copyable_v<decltype(end_of_one<A>(std::declval<FutureCore&>()))> &&
            ...);
  }

  template <std::size_t... i>
  void collect_each(std::index_sequence<i...>) {
    results_.emplace(Results{end_of_one<A>(argument(i))...});
  }

  [[no_unique_address]] ResultSlot<Results> results_;
};

// Makes a task of what is no future; gather() reports for it.
template <class A>
CorePtr<FutureCore> ensure_child(Loop& loop, A&& awaitable) {
  if constexpr (std::is_base_of_v<AnyFuture, std::remove_cvref_t<A>>) {
    return CorePtr<FutureCore>(awaitable.core());
  } else {
    auto task = create_task_on(loop, as_coro(std::forward<A>(awaitable)));
    task.task_core().expect_to_be_pending();
    return task.take_core();
  }
}

template <class A>
void add_child(GatherCore& gather, CorePtr<FutureCore> child) {
  if constexpr (std::is_base_of_v<AnyFuture, std::remove_cvref_t<A>>) {
    gather.add(*child);
  } else {
    gather.add_fresh(std::move(child));
  }
}

template <GatherErrors errors, class... A>
[[gnu::noinline]] auto gather_each(A&&... awaitables) {
  using State = GatherTuple<errors, std::remove_cvref_t<A>...>;
  Loop& loop = Loop::current();
  const auto state = CorePtr<State>::adopt(new State(loop, sizeof...(A)));
  (add_child<A>(*state, ensure_child(loop, std::forward<A>(awaitables))), ...);
  state->begin();
  return Future<typename State::Results>(*state);
}

// All of them are tasks before it listens to the first.
template <class Range>
GatherChildren ensure_children(Loop& loop, Range&& range) {
  GatherChildren children;
  if constexpr (std::ranges::sized_range<Range>) children.reserve(std::ranges::size(range));
  for (auto&& element : range) children.push(ensure_child(loop, std::move(element)));
  return children;
}

template <class State, class A>
CorePtr<State> gather_children(Loop& loop, GatherChildren children) {
  if constexpr (!std::is_base_of_v<AnyFuture, A>) {
    return CorePtr<State>::adopt(new State(loop, std::move(children)));
  } else {
    auto state = CorePtr<State>::adopt(new State(loop, children.count()));
    for (std::uint32_t i = 0; i < children.count(); ++i) state->add(children[i]);
    return state;
  }
}

// Not inside of the coroutine that gathers: what it works with would stand in the frame of that.
template <GatherErrors errors, class Range>
[[gnu::noinline]] auto gather_range(Loop& loop, Range&& range) {
  using A = std::ranges::range_value_t<Range>;
  using State = GatherList<errors, AwaitResult<A>, ChildState<A>>;
  const auto state = gather_children<State, A>(loop, ensure_children(loop, range));
  state->begin();
  return Future<typename State::Results>(*state);
}

template <class R>
concept AwaitableRange =
    std::ranges::input_range<R> && Awaitable<std::ranges::range_value_t<R>>;

}  // namespace detail

template <Awaitable... A>
auto gather(A... awaitables) {
  return detail::gather_each<detail::GatherErrors::raise>(std::move(awaitables)...);
}

template <Awaitable... A>
auto gather(ReturnExceptions, A... awaitables) {
  return detail::gather_each<detail::GatherErrors::collect>(std::move(awaitables)...);
}

template <detail::AwaitableRange R>
auto gather(R range) {
  return detail::gather_range<detail::GatherErrors::raise>(Loop::current(), range);
}

template <detail::AwaitableRange R>
auto gather(ReturnExceptions, R range) {
  return detail::gather_range<detail::GatherErrors::collect>(Loop::current(), range);
}

}  // namespace sim
