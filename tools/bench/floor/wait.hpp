// tools/bench/floor/wait.hpp
//
// What the floor's coroutines wait for each other with. The place of who waits lies in the awaiter.
//
//   co_await resource.acquire();
//   resource.release();
//   co_await queue.put(7);
//   std::uint64_t seven = co_await queue.get();

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tools/bench/floor/floor.hpp"

namespace sim::bench::floor {

struct Waiter {
  Waiter* next = nullptr;
  void* frame = nullptr;
  std::uint64_t value = 0;
};

class Waiters {
 public:
  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }
  void push(Waiter& waiter, Frame frame) {
    waiter.next = nullptr;
    waiter.frame = frame.address();
    (first_ != nullptr ? last_->next : first_) = &waiter;
    last_ = &waiter;
  }
  // Makes the first ready.
  Waiter& wake() {
    Waiter& woken = *first_;
    first_ = woken.next;
    current->ready.push(woken.frame);
    return woken;
  }

 private:
  Waiter* first_ = nullptr;
  Waiter* last_ = nullptr;
};

class Resource {
 public:
  explicit Resource(std::uint64_t units) : free_(units) {}

  struct Acquire {
    bool await_ready() const {
      if (resource.free_ == 0) return false;
      --resource.free_;
      return true;
    }
    void await_suspend(Frame frame) { resource.waiters_.push(waiter, frame); }
    void await_resume() const noexcept {}

    Resource& resource;
    Waiter waiter{};
  };

  Acquire acquire() { return {*this}; }
  void release() {
    if (waiters_.empty()) {
      ++free_;
    } else {
      waiters_.wake();
    }
  }

 private:
  std::uint64_t free_;
  Waiters waiters_;
};

class Condition {
 public:
  struct Wait {
    bool await_ready() const noexcept { return false; }
    void await_suspend(Frame frame) { condition.waiters_.push(waiter, frame); }
    void await_resume() const noexcept {}

    Condition& condition;
    Waiter waiter{};
  };

  Wait wait() { return {*this}; }
  void notify_all() {
    while (!waiters_.empty()) waiters_.wake();
  }

 private:
  Waiters waiters_;
};

class Queue {
 public:
  explicit Queue(std::size_t capacity) : items_(capacity) {}

  struct Put {
    bool await_ready() {
      if (!queue.getters_.empty()) {
        queue.getters_.wake().value = waiter.value;
        return true;
      }
      if (queue.count_ == queue.items_.size()) return false;
      queue.append(waiter.value);
      return true;
    }
    void await_suspend(Frame frame) { queue.putters_.push(waiter, frame); }
    void await_resume() const noexcept {}

    Queue& queue;
    Waiter waiter;
  };

  struct Get {
    bool await_ready() {
      if (queue.count_ == 0) return false;
      waiter.value = queue.take();
      if (!queue.putters_.empty()) queue.append(queue.putters_.wake().value);
      return true;
    }
    void await_suspend(Frame frame) { queue.getters_.push(waiter, frame); }
    std::uint64_t await_resume() const noexcept { return waiter.value; }

    Queue& queue;
    Waiter waiter{};
  };

  Put put(std::uint64_t value) { return {*this, {nullptr, nullptr, value}}; }
  Get get() { return {*this}; }

 private:
  void append(std::uint64_t value) {
    const std::size_t place = first_ + count_++;
    items_[place >= items_.size() ? place - items_.size() : place] = value;
  }
  std::uint64_t take() {
    const std::uint64_t value = items_[first_];
    if (++first_ == items_.size()) first_ = 0;
    --count_;
    return value;
  }

  std::vector<std::uint64_t> items_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
  Waiters getters_;
  Waiters putters_;
};

}  // namespace sim::bench::floor
