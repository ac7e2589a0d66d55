// sim/scenario/queue_objects.hpp
//
// Queue, PriorityQueue and LifoQueue as values of a scenario.
//
//   Value queue = make_queue<FifoItems>("Queue", Value(2));
//   queue_of(queue).put_nowait("job");
//   Value job = queue_of(queue).get_nowait();
//
// The queues of sim/aio do the work. A priority queue compares as `<` of the language does; what
// that raises goes to whoever put or got, and the heap is then as CPython's heapq leaves it.
// Promise: what is in a queue goes at the end of the run, even if it holds the queue.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "sim/aio/queue.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// The items of a queue in a list, so that they go as those of a list do.
class QueueItems {
 public:
  [[nodiscard]] std::size_t size() const { return list_.items.size() - first_; }
  [[nodiscard]] bool empty() const { return size() == 0; }
  void clear();
  void push(Value item);
  [[nodiscard]] Value pop_front();
  [[nodiscard]] Value pop_back();
  [[nodiscard]] Values& all() { return list_.items; }

 private:
  ListObject list_{Values()};
  std::size_t first_ = 0;  // those before it are gone
};

struct FifoItems {
  QueueItems items;
  void put(Value item) { items.push(std::move(item)); }
  Value get() { return items.pop_front(); }
};

struct LifoItems {
  QueueItems items;
  void put(Value item) { items.push(std::move(item)); }
  Value get() { return items.pop_back(); }
};

struct HeapItems {
  QueueItems items;
  void put(Value item);
  Value get();
};

class QueueObject : public NativeObject {
 public:
  QueueObject(std::string_view type_name, Value maxsize)
      : type_name_(type_name), maxsize_(std::move(maxsize)) {}

  [[nodiscard]] std::string_view type_name() const final { return type_name_; }

  [[nodiscard]] virtual Coro<> put(Value item) = 0;
  virtual void put_nowait(Value item) = 0;
  [[nodiscard]] virtual Coro<Value> get() = 0;
  [[nodiscard]] virtual Value get_nowait() = 0;
  [[nodiscard]] virtual detail::QueueCore& core() = 0;

  // Throws what `maxsize <= 0` raises: asyncio asks that before it asks whether there is room.
  void check_maxsize() const { static_cast<void>(compare(CompareOp::less_equal, maxsize_, 0)); }

 private:
  std::string_view type_name_;
  Value maxsize_;
};

// How many items a queue of such a maxsize takes; 0 where there is no bound, or where it is no
// number, and so never asked for.
[[nodiscard]] std::int64_t to_capacity(const Value& maxsize);

template <class Order>
class QueueOf final : public QueueObject {
 public:
  QueueOf(std::string_view type_name, const Value& maxsize)
      : QueueObject(type_name, maxsize), queue_(to_capacity(maxsize)) {}

  [[nodiscard]] Coro<> put(Value item) override { return queue_.put(std::move(item)); }
  void put_nowait(Value item) override { queue_.put_nowait(std::move(item)); }
  [[nodiscard]] Coro<Value> get() override { return queue_.get(); }
  [[nodiscard]] Value get_nowait() override { return queue_.get_nowait(); }
  [[nodiscard]] detail::QueueCore& core() override { return queue_; }

 private:
  BasicQueue<Value, Order> queue_;
};

template <class Order>
[[nodiscard]] Value make_queue(std::string_view type_name, const Value& maxsize) {
  return std::shared_ptr<NativeObject>(std::make_shared<QueueOf<Order>>(type_name, maxsize));
}

// Requires: the value is a queue.
[[nodiscard]] inline QueueObject& queue_of(const Value& value) {
  return static_cast<QueueObject&>(*value.native());
}

}  // namespace sim::scenario
