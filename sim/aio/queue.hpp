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

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/aio/event.hpp"
#include "sim/base/heapq.hpp"
#include "sim/base/ring.hpp"
#include "sim/coro/awaitable.hpp"
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
  explicit QueueCore(std::int64_t maxsize);
  QueueCore(const QueueCore&) = delete;
  QueueCore& operator=(const QueueCore&) = delete;

  [[nodiscard]] std::int64_t maxsize() const noexcept { return maxsize_; }
  [[nodiscard]] std::size_t qsize() const { return counted(item_count()); }
  [[nodiscard]] bool empty() const { return qsize() == 0; }
  [[nodiscard]] bool full() const { return full(qsize()); }

  // One item that was got is dealt with. Throws ValueError if there is none.
  void task_done();

  // Waits until everything that was put is done.
  Coro<> join();

  // No more may be put: put() throws QueueShutDown, and so does get() once the queue is empty.
  void shutdown(QueueShutdown how = QueueShutdown::drain);

  // The two ends of a queue, where one waits for room or for an item.
  enum class End : bool { putting, getting };
  class Wait;

 protected:
  virtual ~QueueCore() = default;
  [[nodiscard]] virtual std::size_t item_count() const = 0;
  virtual void drop_items() = 0;

  [[nodiscard]] bool full(std::size_t items) const noexcept {
    return maxsize_ > 0 && items >= static_cast<std::size_t>(maxsize_);
  }
  [[nodiscard]] bool shut_down() const noexcept { return shut_down_; }
  // Somebody has counted the items.
  std::size_t counted(std::size_t items) const {
    object_.note(Deed::reads);
    return items;
  }

  [[noreturn]] void refuse_put() const;  // throws QueueShutDown, QueueFull
  [[noreturn]] void refuse_get() const;  // throws QueueShutDown, QueueEmpty
  // Whether one more may be put now; not once it is shut down, either.
  [[nodiscard]] bool takes(std::size_t items) const noexcept { return items < limit_; }
  void check_put(std::size_t items) const {
    if (!takes(items)) [[unlikely]] refuse_put();
  }
  void check_get(std::size_t items) const {
    if (items == 0) [[unlikely]] refuse_get();
  }
  [[gnu::always_inline]] void after_put() {
    object_.touch(Access::write);
    if (unfinished_++ == 0) finished_.clear();
    getters_.wake_and_drop_first();
  }
  [[gnu::always_inline]] void after_get() {
    object_.touch(Access::write);
    putters_.wake_and_drop_first();
  }

 private:
  [[nodiscard]] WaitQueue& line_at(End end) noexcept {
    return end == End::putting ? putters_ : getters_;
  }
  [[nodiscard]] bool must_wait(End end) const { return end == End::putting ? full() : empty(); }
  void about_to_wait(End end) const;
  Coro<> wait_on(End end);
  void pass_on(End end, bool woken);

  std::int64_t maxsize_;
  std::size_t limit_;  // of items that may be there before a put
  std::int64_t unfinished_ = 0;
  bool shut_down_ = false;
  SharedObject object_{"queue"};
  WaitQueue getters_{object_.id()};
  WaitQueue putters_{object_.id()};
  Event finished_;
};

// What put() and get() wait with where they have to. Who is woken looks before its frame goes on;
// only where somebody else was faster a coroutine waits on.
class QueueCore::Wait : public WaitQueue::StoodInPlace {
 public:
  Wait(QueueCore& queue, End end) noexcept
      : StoodIn(2), end_(end), queue_(queue) {}

  void await_suspend(std::coroutine_handle<> frame) {
    if (queue_.object_.id()) [[unlikely]] queue_.about_to_wait(end_);
    be_of(frame);
    wait_asking(frame, queue());
  }
  void before_resume(TaskCore& waiting, std::coroutine_handle<> frame) override;
  void await_resume() {
    leave();
    if (stood_in_for()) [[unlikely]] return end_stand_in();
    if (task().wait_went_wrong()) [[unlikely]] pass_on();
    end_wait();
  }

  [[nodiscard]] std::string describe() const override;

 protected:
  ~Wait() = default;
  // Whether nobody else was faster, where there are so many items.
  [[nodiscard]] bool goes_on(std::size_t items) const noexcept {
    return end_ == End::putting ? queue_.takes(items) : items != 0;
  }
  [[nodiscard]] QueueCore& core() const noexcept { return queue_; }

 private:
  [[nodiscard]] WaitQueue& queue() noexcept override { return queue_.line_at(end_); }
  void pass_on();

  End end_;
  QueueCore& queue_;
};

template <class T>
struct FifoOrder {
  Ring<T> items;
  void put(T item) { items.push_back(std::move(item)); }
  T get() { return items.pop_front(); }
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

  class Put;
  class Get;

  // As those of all queues, without asking which kind of queue it is.
  [[nodiscard]] std::size_t qsize() const { return counted(order_.items.size()); }
  [[nodiscard]] bool empty() const { return qsize() == 0; }
  [[nodiscard]] bool full() const { return QueueCore::full(qsize()); }

  // Throws QueueShutDown.
  [[nodiscard]] Put put(T item) { return Put(*this, std::move(item)); }

  // Throws QueueFull, QueueShutDown.
  void put_nowait(T item) {
    check_put(order_.items.size());
    add(std::move(item));
  }

  // Throws QueueShutDown.
  [[nodiscard]] Get get() noexcept { return Get(*this); }

  // Throws QueueEmpty, QueueShutDown.
  T get_nowait() {
    check_get(order_.items.size());
    return take();
  }

 private:
  class Wait;

  [[nodiscard]] std::size_t item_count() const override { return order_.items.size(); }
  void drop_items() override { order_.items.clear(); }

  // What comes next, either way, says that it has looked.
  [[nodiscard]] bool has_room() const { return takes(order_.items.size()); }
  [[nodiscard]] bool has_items() const { return !order_.items.empty(); }
  void add(T item) {
    order_.put(std::move(item));
    after_put();
  }
  T take() {
    T item = order_.get();
    after_get();
    return item;
  }

  Order order_;
};

// Who is woken need not ask which kind of queue it is.
template <class T, class Order>
class BasicQueue<T, Order>::Wait final : public detail::QueueCore::Wait {
 public:
  Wait(BasicQueue& queue, End end) noexcept : detail::QueueCore::Wait(queue, end) {}

  void resume_asked(TaskCore& waiting) override {
    const auto& queue = static_cast<const BasicQueue&>(core());
    if (!goes_on(queue.order_.items.size())) [[unlikely]] {
      return Blocker::resume_asked(waiting);
    }
    waiting.resume();
  }

  // The put() or get() has waited, however that ends, and may be awaited again.
  static void leave_with(std::optional<WaitQueue::Standing<Wait>>& waited) {
    try {
      waited->await_resume();
    } catch (...) {
      waited.reset();
      throw;
    }
    waited.reset();
  }
};

// A put() that has not begun. It is its own awaiter, as a get() is; one that is moved from has not
// begun, either.
template <class T, class Order>
class [[nodiscard]] BasicQueue<T, Order>::Put {
 public:
  Put(BasicQueue& queue, T item) : queue_(queue), item_(std::move(item)) {}
  Put(Put&& other) : Put(other.queue_, std::move(other.item_)) {}
  Put& operator=(Put&&) = delete;

  // Where nothing is in the way it is done at once.
  [[nodiscard]] bool await_ready() {
    if (!queue_.has_room()) {
      if (queue_.shut_down()) [[unlikely]] queue_.refuse_put();
      return false;
    }
    queue_.add(std::move(item_));
    return true;
  }
  template <class P>
  void await_suspend(std::coroutine_handle<P> frame) {
    wait_.emplace(queue_, detail::QueueCore::End::putting).await_suspend(frame);
  }
  void await_resume() {
    if (wait_) [[unlikely]] put_late();
  }

  operator Coro<>() && { return as_coro(std::move(*this)); }

 private:
  [[gnu::noinline]] void put_late() {
    Wait::leave_with(wait_);
    queue_.put_nowait(std::move(item_));
  }

  BasicQueue& queue_;
  T item_;
  std::optional<WaitQueue::Standing<Wait>> wait_;
};

// A get() that has not begun.
template <class T, class Order>
class [[nodiscard]] BasicQueue<T, Order>::Get {
 public:
  explicit Get(BasicQueue& queue) noexcept : queue_(queue) {}
  Get(const Get& other) noexcept : Get(other.queue_) {}
  Get& operator=(const Get&) = delete;

  [[nodiscard]] bool await_ready() const {
    if (queue_.has_items()) return true;
    if (queue_.shut_down()) [[unlikely]] queue_.refuse_get();
    return false;
  }
  template <class P>
  void await_suspend(std::coroutine_handle<P> frame) {
    wait_.emplace(queue_, detail::QueueCore::End::getting).await_suspend(frame);
  }
  [[gnu::always_inline]] T await_resume() {
    if (wait_) [[unlikely]] return get_late();
    return queue_.take();
  }

  operator Coro<T>() const { return as_coro(*this); }

 private:
  [[gnu::noinline]] T get_late() {
    Wait::leave_with(wait_);
    return queue_.get_nowait();
  }

  BasicQueue& queue_;
  std::optional<WaitQueue::Standing<Wait>> wait_;
};

template <class T>
using Queue = BasicQueue<T, detail::FifoOrder<T>>;
template <class T>
using PriorityQueue = BasicQueue<T, detail::PriorityOrder<T>>;
template <class T>
using LifoQueue = BasicQueue<T, detail::LifoOrder<T>>;

}  // namespace sim
