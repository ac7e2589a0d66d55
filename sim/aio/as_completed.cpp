#include "sim/aio/as_completed.hpp"

#include "sim/coro/exceptions.hpp"

namespace sim::detail {

struct Completions::Ear : Runnable {
  Ear() noexcept : Runnable(&Ear::act) {}
  static void act(Runnable& self, RunnableOp op) {
    if (!runs(op)) return;
    auto& ear = static_cast<Ear&>(self);
    ear.completions->heard(ear);
  }

  Completions* completions = nullptr;
  CorePtr<FutureCore> core;
  bool todo = true;
};

Completions::Completions(Loop& loop, std::vector<CorePtr<FutureCore>> cores,
                         std::optional<Duration> timeout)
    : loop_(loop),
      cell_(loop.next_cell()),
      ears_(std::make_unique<Ear[]>(cores.size())),
      ear_count_(cores.size()),
      todo_(cores.size()) {
  for (std::size_t i = 0; i < ear_count_; ++i) {
    ears_[i].completions = this;
    ears_[i].core = std::move(cores[i]);
    ears_[i].core->note(Deed::hears_cell);
    if (ears_[i].core->done()) {
      loop.post(ears_[i]);
    } else {
      ears_[i].core->add_waiter(ears_[i]);
    }
  }
  if (todo_ != 0 && timeout) timer_.emplace(loop.call_later(*timeout, [this] { expire(); }));
}

Completions::~Completions() {
  loop_.note(Deed::writes_cell, cell_);
  if (timer_) timer_->cancel();
  for (std::size_t i = 0; i < ear_count_; ++i) loop_.cancel(ears_[i]);
}

// Those that are not done, in their order.
void Completions::add_awaited(const TaskCore&, std::vector<Blocker*>& awaited) {
  for (std::size_t i = 0; i < ear_count_; ++i) {
    if (ears_[i].todo && !ears_[i].core->done()) awaited.push_back(ears_[i].core.get());
  }
}

void Completions::heard(Ear& ear) {
  loop_.note(Deed::writes_cell, cell_);
  if (!ear.todo) return;
  ear.todo = false;
  put(ear.core);
  if (--todo_ == 0 && timer_) timer_->cancel();
}

void Completions::expire() {
  loop_.note(Deed::writes_cell, cell_);
  for (std::size_t i = 0; i < ear_count_; ++i) {
    if (!ears_[i].todo) continue;
    ears_[i].todo = false;
    loop_.cancel(ears_[i]);
    put({});
  }
  todo_ = 0;
}

void Completions::put(CorePtr<FutureCore> core) {
  done_.push_back(std::move(core));
  getters_.wake_and_drop_first();
}

Coro<CorePtr<FutureCore>> Completions::next() {
  loop_.note(Deed::writes_cell, cell_);
  while (done_.empty()) {
    WaitQueue::Waiter waiter = getters_.wait("as_completed()", this);
    try {
      co_await waiter;
      loop_.note(Deed::writes_cell, cell_);
    } catch (...) {
      loop_.note(Deed::writes_cell, cell_);
      if (!done_.empty() && waiter.state() != BlockerState::cancelled) {
        getters_.wake_and_drop_first();
      }
      throw;
    }
  }
  CorePtr<FutureCore> core = std::move(done_.front());
  done_.pop_front();
  if (!core) throw TimeoutError();
  co_return core;
}

}  // namespace sim::detail
