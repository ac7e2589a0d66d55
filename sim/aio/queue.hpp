// sim/aio/queue.hpp
//
// A Queue carries values from those who put to those who get.
//
//   Queue<int> jobs(16);                   // bounded; 0 or less: without bound
//   co_await jobs.put(7);
//   int job = co_await jobs.get();
//   jobs.task_done();
//   co_await jobs.join();                  // until all that was put is done
//
// put() on a queue that is not full and get() on one that is not empty do not suspend, so they let
// nobody else run. A getter is woken in the iteration after a put (L = 1), first come first
// served; one that finds its item taken by somebody quicker goes to the end of the line, and one
// that is cancelled passes the item on. A PriorityQueue gives the smallest first and breaks ties as
// Python's heapq does; a LifoQueue gives the last first. Mirrors asyncio.Queue of CPython 3.11, and
// 3.13's shutdown().

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "sim/aio/event.hpp"
#include "sim/base/heapq.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/shared_object.hpp"
#include "sim/coro/wait_queue.hpp"

namespace sim {

class QueueEmpty : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override { return "QueueEmpty"; }
};

class QueueFull : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override { return "QueueFull"; }
};

class QueueShutDown : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override { return "QueueShutDown"; }
};

enum class QueueShutdown : std::uint8_t {
  drain,      // what is in the queue can still be got
  immediate,  // the queue is emptied, and what was in it counts as done
};

namespace detail {

// The part of a queue that does not depend on what it carries.
class QueueCore {
 public:
  explicit QueueCore(std::int64_t maxsize) : maxsize_(maxsize) { finished_.set(); }
  QueueCore(const QueueCore&) = delete;
  QueueCore& operator=(const QueueCore&) = delete;

  [[nodiscard]] std::int64_t maxsize() const noexcept { return maxsize_; }
  [[nodiscard]] std::size_t qsize() const {
    object_.note(Deed::reads);
    return item_count();
  }
  [[nodiscard]] bool empty() const {
    object_.note(Deed::reads);
    return item_count() == 0;
  }
  [[nodiscard]] bool full() const {
    object_.note(Deed::reads);
    return maxsize_ > 0 && item_count() >= static_cast<std::size_t>(maxsize_);
  }

  // One item that was got is dealt with. Throws ValueError if there is none.
  void task_done();

  // Waits until everything that was put is done.
  Coro<> join();

  // No more may be put: put() throws QueueShutDown, and so does get() once the queue is empty.
  void shutdown(QueueShutdown how = QueueShutdown::drain);

 protected:
  virtual ~QueueCore() = default;
  [[nodiscard]] virtual std::size_t item_count() const = 0;
  virtual void drop_items() = 0;

  Coro<> until_not_full();
  Coro<> until_not_empty();
  void check_put() const;   // throws QueueShutDown, QueueFull
  void check_get() const;   // throws QueueShutDown, QueueEmpty
  void after_put();
  void after_get();

 private:
  std::int64_t maxsize_;
  std::int64_t unfinished_ = 0;
  bool shut_down_ = false;
  WaitQueue getters_;
  WaitQueue putters_;
  SharedObject object_{"queue"};
  Event finished_;
};

template <class T>
struct FifoOrder {
  std::deque<T> items;
  void put(T item) { items.push_back(std::move(item)); }
  T get() {
    T item = std::move(items.front());
    items.pop_front();
    return item;
  }
};

template <class T>
struct LifoOrder {
  std::vector<T> items;
  void put(T item) { items.push_back(std::move(item)); }
  T get() {
    T item = std::move(items.back());
    items.pop_back();
    return item;
  }
};

template <class T>
struct PriorityOrder {
  std::vector<T> items;
  void put(T item) { heapq_push(items, std::move(item)); }
  T get() { return heapq_pop(items); }
};

}  // namespace detail

template <class T, class Order>
class BasicQueue final : public detail::QueueCore {
 public:
  explicit BasicQueue(std::int64_t maxsize = 0) : QueueCore(maxsize) {}

  // Throws QueueShutDown.
  Coro<> put(T item) {
    if (full()) co_await until_not_full();
    put_nowait(std::move(item));
  }

  // Throws QueueFull, QueueShutDown.
  void put_nowait(T item) {
    check_put();
    order_.put(std::move(item));
    after_put();
  }

  // Throws QueueShutDown.
  Coro<T> get() {
    if (empty()) co_await until_not_empty();
    co_return get_nowait();
  }

  // Throws QueueEmpty, QueueShutDown.
  T get_nowait() {
    check_get();
    T item = order_.get();
    after_get();
    return item;
  }

 private:
  [[nodiscard]] std::size_t item_count() const override { return order_.items.size(); }
  void drop_items() override { order_.items.clear(); }

  Order order_;
};

template <class T>
using Queue = BasicQueue<T, detail::FifoOrder<T>>;
template <class T>
using PriorityQueue = BasicQueue<T, detail::PriorityOrder<T>>;
template <class T>
using LifoQueue = BasicQueue<T, detail::LifoOrder<T>>;

}  // namespace sim
