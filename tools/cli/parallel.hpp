// tools/cli/parallel.hpp
//
// The same work on many items, on several threads, with the results taken in order.
//
//   in_order(files.size(), jobs,
//            [&](std::size_t i) { return load_file(files[i]); },     // on any thread
//            [&](std::size_t i, LoadResult&& loaded) {               // on this one, i = 0, 1, 2
//            ...
//              return keep(std::move(loaded));                       // false: no more of them
//            });
//
// Promise: what `take` sees does not depend on `jobs`. An exception of `work` comes out of
// in_order, once the results before it were taken.

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace sim::cli {

namespace detail {

template <typename Result>
class OrderedResults {
 public:
  explicit OrderedResults(std::size_t count) : slots_(count) {}

  // The number of the next item to work on; past the end when there is nothing more to do.
  std::size_t claim() { return next_.fetch_add(1); }
  void stop() { next_.store(slots_.size()); }

  template <typename Work>
  void put(std::size_t index, Work& work) {
    Slot slot;
    try {
      slot.result.emplace(work(index));
    } catch (...) {
      slot.error = std::current_exception();
    }
    const std::scoped_lock lock(mutex_);
    slots_[index] = std::move(slot);
    slots_[index].done = true;
    changed_.notify_all();
  }

  Result get(std::size_t index) {
    std::unique_lock lock(mutex_);
    Slot& slot = slots_[index];
    changed_.wait(lock, [&] { return slot.done; });
    if (slot.error) std::rethrow_exception(slot.error);
    Result result = std::move(*slot.result);
    slot.result.reset();
    return result;
  }

 private:
  struct Slot {
    std::optional<Result> result;
    std::exception_ptr error;
    bool done = false;
  };

  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Slot> slots_;
};

}  // namespace detail

template <typename Work, typename Take>
void in_order(std::size_t count, unsigned jobs, Work work, Take take) {
  using Result = std::invoke_result_t<Work&, std::size_t>;
  detail::OrderedResults<Result> results(count);
  // Joined before `results` goes, also when `take` throws.
  struct Workers {
    detail::OrderedResults<Result>& results;
    std::vector<std::jthread> threads;
    ~Workers() { results.stop(); }
  } workers{results, {}};
  for (std::size_t i = 0; i < jobs && i < count; ++i) {
    workers.threads.emplace_back([&results, &work, count] {
      for (std::size_t index = results.claim(); index < count; index = results.claim()) {
        results.put(index, work);
      }
    });
  }
  for (std::size_t index = 0; index < count; ++index) {
    if (!take(index, results.get(index))) return;
  }
}

}  // namespace sim::cli
