#include "sim/aio/wait_core.hpp"

#include <algorithm>
#include <memory>

#include "sim/base/pointer_numbers.hpp"
#include "sim/coro/wait_queue.hpp"
#include "sim/loop/loop.hpp"

namespace sim::detail {
namespace {

// Listens to the ends of futures and wakes the one task that waits.
class Listener : private WaitReason {
 public:
  Listener(Loop& loop, const std::vector<CorePtr<FutureCore>>& cores, WaitOptions options)
      : loop_(loop),
        left_(cores.size()),
        return_when_(options.return_when),
        cell_(loop.next_cell()),
        ears_(std::make_unique<Ear[]>(cores.size())) {
    if (options.timeout) {
      timer_.emplace(loop.call_later(*options.timeout, [this] { waiter_.wake_first(); }));
    }
    for (std::size_t i = 0; i < cores.size(); ++i) {
      ears_[i].listener = this;
      ears_[i].core = cores[i].get();
      cores[i]->note(Deed::hears_cell);
      if (cores[i]->done()) {
        loop.post(ears_[i]);
      } else {
        cores[i]->add_waiter(ears_[i]);
      }
    }
    ear_count_ = cores.size();
  }

  ~Listener() {
    loop_.note(Deed::writes_cell, cell_);
    if (timer_) timer_->cancel();
    for (std::size_t i = 0; i < ear_count_; ++i) loop_.cancel(ears_[i]);
  }

  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] WaitQueue::Waiter wait() { return waiter_.wait("wait()", this); }

 private:
  struct Ear : Runnable {
    Ear() noexcept : Runnable(&Ear::act) {}
    static void act(Runnable& self, RunnableOp op) {
      if (!runs(op)) return;
      auto& ear = static_cast<Ear&>(self);
      if (ear.listener->looks_for_errors()) ear.core->error_taken();
      ear.listener->heard(*ear.core);
    }

    Listener* listener = nullptr;
    FutureCore* core = nullptr;
  };

  // Those that are not done, in their order.
  void add_awaited(const TaskCore&, std::vector<Blocker*>& awaited) override {
    for (std::size_t i = 0; i < ear_count_; ++i) {
      if (!ears_[i].core->done()) awaited.push_back(ears_[i].core);
    }
  }

  void heard(const FutureCore& core) {
    loop_.note(Deed::writes_cell, cell_);
    --left_;
    if (left_ != 0 && return_when_ != ReturnWhen::first_completed &&
        (return_when_ != ReturnWhen::first_exception || core.state() != BlockerState::failed)) {
      return;
    }
    if (timer_) timer_->cancel();
    waiter_.wake_first();
  }

  // While others are left asyncio looks at the error of each, where it waits for the first.
  [[nodiscard]] bool looks_for_errors() const noexcept {
    return left_ > 1 && return_when_ == ReturnWhen::first_exception;
  }

  Loop& loop_;
  std::size_t left_;
  ReturnWhen return_when_;
  std::uint32_t cell_;
  std::unique_ptr<Ear[]> ears_;
  std::size_t ear_count_ = 0;
  std::optional<TimerHandle> timer_;
  WaitQueue waiter_;
};

}  // namespace

void remove_duplicates(std::vector<CorePtr<FutureCore>>& cores) {
  PointerNumbers seen;
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < cores.size(); ++i) {
    if (seen.first_number(cores[i].get(), kept) != kept) continue;
    if (kept != i) cores[kept] = std::move(cores[i]);
    ++kept;
  }
  cores.resize(kept);
}

Coro<> wait_until(std::vector<CorePtr<FutureCore>> cores, WaitOptions options) {
  if (cores.empty()) throw ValueError("Set of Tasks/Futures is empty.");
  Listener listener(Loop::current(), cores, options);
  co_await listener.wait();
}

}  // namespace sim::detail
