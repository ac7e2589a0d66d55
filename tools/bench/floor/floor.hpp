// tools/bench/floor/floor.hpp
//
// What the machine can do: a loop of coroutines with nothing but what the workloads need. No order
// but first come, first served; no cancellation, no exceptions, no names, no traces, no limits.
//
//   Job job(...) { co_await Sleep{7}; co_return 0; }
//   Loop loop;
//   Current here(loop);
//   job(...).detach();
//   loop.run();

#pragma once

#include <array>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>
#include <vector>

#include "tools/bench/floor/frames.hpp"
#include "tools/bench/floor/pending.hpp"

namespace sim::bench::floor {

using Frame = std::coroutine_handle<>;

// What is ready, in a ring of a power of two.
class Ready {
 public:
  Ready() : ring_(64) {}

  [[nodiscard]] bool empty() const noexcept { return first_ == end_; }
  void push(void* frame) {
    if (end_ - first_ == ring_.size()) grow();
    ring_[end_++ & (ring_.size() - 1)] = frame;
  }
  void* pop() { return ring_[first_++ & (ring_.size() - 1)]; }

 private:
  void grow() {
    std::vector<void*> larger(ring_.size() * 2);
    for (std::size_t i = 0; i < ring_.size(); ++i) {
      larger[i] = ring_[(first_ + i) & (ring_.size() - 1)];
    }
    first_ = 0;
    end_ = ring_.size();
    ring_.swap(larger);
  }

  std::vector<void*> ring_;
  std::size_t first_ = 0;
  std::size_t end_ = 0;
};

struct Loop {
  void run() {
    for (;;) {
      while (!ready.empty()) Frame::from_address(ready.pop()).resume();
      if (pending.empty()) return;
      Frame::from_address(pending.pop(now)).resume();
    }
  }

  Ready ready;
  Pending pending;
  std::uint64_t now = 0;
};

inline Loop* current = nullptr;

class Current {
 public:
  explicit Current(Loop& loop) { current = &loop; }
  ~Current() { current = nullptr; }
  Current(const Current&) = delete;
  Current& operator=(const Current&) = delete;
};

struct Yield {
  bool await_ready() const noexcept { return false; }
  void await_suspend(Frame frame) const { current->ready.push(frame.address()); }
  void await_resume() const noexcept {}
};

struct Sleep {
  std::uint64_t ticks;
  bool await_ready() const noexcept { return false; }
  void await_suspend(Frame frame) const {
    current->pending.push(current->now + ticks, frame.address());
  }
  void await_resume() const noexcept {}
};

// A coroutine that is awaited where it is called.
class Call {
 public:
  struct promise_type : Framed {
    struct Final {
      bool await_ready() const noexcept { return false; }
      Frame await_suspend(std::coroutine_handle<promise_type> frame) const noexcept {
        return frame.promise().caller;
      }
      void await_resume() const noexcept {}
    };
    Call get_return_object() {
      return Call(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    Final final_suspend() const noexcept { return {}; }
    void return_value(std::uint64_t result) { value = result; }
    void unhandled_exception() const { std::terminate(); }

    Frame caller;
    std::uint64_t value = 0;
  };

  explicit Call(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() { frame_.destroy(); }

  bool await_ready() const noexcept { return false; }
  Frame await_suspend(Frame caller) {
    frame_.promise().caller = caller;
    return frame_;
  }
  std::uint64_t await_resume() { return frame_.promise().value; }

 private:
  std::coroutine_handle<promise_type> frame_;
};

// A coroutine that begins in the loop, and whose end makes the one who waits for it ready.
class Job {
 public:
  struct promise_type : Framed {
    struct Final {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<promise_type> frame) const noexcept {
        frame.promise().end(frame);
      }
      void await_resume() const noexcept {}
    };
    Job get_return_object() {
      const auto frame = std::coroutine_handle<promise_type>::from_promise(*this);
      current->ready.push(frame.address());
      return Job(frame);
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    Final final_suspend() const noexcept { return {}; }
    void return_value(std::uint64_t result) { value = result; }
    void unhandled_exception() const { std::terminate(); }

    void end(std::coroutine_handle<promise_type> frame) noexcept {
      done = true;
      if (left != nullptr) {
        if (--*left == 0) current->ready.push(waiter);
      } else if (waiter != nullptr) {
        current->ready.push(waiter);
      } else if (detached) {
        frame.destroy();
      }
    }

    void* waiter = nullptr;
    std::uint32_t* left = nullptr;  // of those that are awaited together
    std::uint64_t value = 0;
    bool done = false;
    bool detached = false;
  };

  Job() = default;
  explicit Job(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
  Job(Job&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  Job& operator=(Job&& other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~Job() {
    if (frame_) frame_.destroy();
  }

  void detach() { std::exchange(frame_, nullptr).promise().detached = true; }
  [[nodiscard]] promise_type& promise() const { return frame_.promise(); }

  bool await_ready() const { return promise().done; }
  void await_suspend(Frame frame) { promise().waiter = frame.address(); }
  std::uint64_t await_resume() const { return promise().value; }

 private:
  std::coroutine_handle<promise_type> frame_;
};

template <std::size_t count>
class All {
 public:
  explicit All(std::array<Job, count>& jobs) : jobs_(jobs) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(Frame frame) {
    for (Job& job : jobs_) {
      job.promise().left = &left_;
      job.promise().waiter = frame.address();
    }
  }
  std::uint64_t await_resume() const {
    std::uint64_t sum = 0;
    for (const Job& job : jobs_) sum += job.promise().value;
    return sum;
  }

 private:
  std::array<Job, count>& jobs_;
  std::uint32_t left_ = count;
};

}  // namespace sim::bench::floor
