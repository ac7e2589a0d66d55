// sim/loop/ready_queue.hpp
//
// What is ready to run, first come, first served, in two parts: the batch of the iteration that is
// under way, and what has become ready since, which waits for the next iteration (asyncio runs
// exactly the handles that were ready when an iteration began).
//
//   ReadyQueue ready;
//   ready.push(runnable);
//   ready.begin_batch();
//   while (ready.batch_left()) run(ready.take_first());
//
// A runnable leaves by unlink(), wherever it stands.

#pragma once

#include <cstddef>
#include <vector>

#include "sim/base/list.hpp"
#include "sim/base/pile.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

class ReadyQueue {
 public:
  void push(Runnable& runnable) noexcept { incoming_.push_back(runnable); }

  // What was made as a newcomer, and may be the only one.
  void push_newcomer(Runnable& runnable) noexcept {
    if (incoming_.empty()) [[likely]] return incoming_.push_only_unknown(runnable);
    incoming_.push_back_unknown(runnable);
  }

  // Moves all of `list` to the end, in its order.
  void push_all(List<Runnable>& list) noexcept { incoming_.splice_back(list); }
  void push_all(const List<Runnable>::Row& row) noexcept { incoming_.splice_back(row); }
  void push_all(Pile<Runnable>& pile) noexcept { incoming_.splice_back(pile); }
  // The same of one thing. Requires: single().
  void push_only(Pile<Runnable>& pile) noexcept { incoming_.take_only(pile); }

  [[nodiscard]] bool empty() const noexcept { return batch_.empty() && incoming_.empty(); }
  // Whether something waits for the next iteration.
  [[nodiscard]] bool any_incoming() const noexcept { return !incoming_.empty(); }
  [[nodiscard]] bool batch_left() const noexcept { return !batch_.empty(); }

  [[nodiscard]] std::size_t count() const noexcept { return batch_.count() + incoming_.count(); }

  void begin_batch() noexcept { batch_.splice_back(incoming_); }
  // Whether there are not several that wait for the next iteration: one may be taken at once.
  [[nodiscard]] bool few_incoming() const noexcept { return incoming_.at_most_single(); }
  // Whether that is what waits for the next iteration, and no more.
  [[nodiscard]] bool is_only_incoming(const Runnable& runnable) const noexcept {
    return incoming_.holds_only(runnable);
  }
  // Requires: any_incoming() and few_incoming().
  [[nodiscard]] Runnable& take_incoming() noexcept { return incoming_.pop_only(); }
  // What is left of the batch is the first of what waits for the next iteration.
  void end_batch() noexcept { incoming_.splice_front(batch_); }
  // Behind the batch, and part of it. Requires: nothing waits for the next iteration.
  void push_to_batch(Runnable& runnable) noexcept { batch_.push_back(runnable); }

  [[nodiscard]] bool has_incoming() const noexcept { return !incoming_.empty(); }
  // The first of those that wait for the next iteration, and the first of the batch.
  [[nodiscard]] Runnable* first_incoming() noexcept { return incoming_.first(); }
  [[nodiscard]] Runnable* first_of_batch() noexcept { return batch_.first(); }
  [[nodiscard]] Runnable* next_incoming(Runnable& runnable) noexcept {
    return incoming_.next(runnable);
  }
  [[nodiscard]] Runnable* next_of_batch(Runnable& runnable) noexcept {
    return batch_.next(runnable);
  }

  // Requires: batch_left().
  [[nodiscard]] Runnable& take_first() noexcept { return batch_.pop_front(); }

  // Takes the first of the batch and gives it to `step`, until none is left.
  template <class F>
  void take_each(F step) {
    batch_.take_each(step);
  }

  // The owners of all that is ready, in calm order: the batch, then what came since.
  void list_owners(std::vector<TaskId>& owners) {
    owners.clear();
    for (Runnable* r = batch_.first(); r != nullptr; r = batch_.next(*r)) {
      owners.push_back(r->owner());
    }
    for (Runnable* r = incoming_.first(); r != nullptr; r = incoming_.next(*r)) {
      owners.push_back(r->owner());
    }
  }

  // Takes the one at `index` of that list. Requires: there is one.
  [[nodiscard]] Runnable& take(std::size_t index) noexcept {
    Runnable* r = batch_.first();
    for (; r != nullptr && index > 0; --index) r = batch_.next(*r);
    if (r == nullptr) {
      r = incoming_.first();
      for (; index > 0; --index) r = incoming_.next(*r);
    }
    r->unlink();
    return *r;
  }

  // Takes any one; nullptr if none is left.
  [[nodiscard]] Runnable* drain() noexcept {
    if (!batch_.empty()) return &batch_.pop_front();
    if (!incoming_.empty()) return &incoming_.pop_front();
    return nullptr;
  }

 private:
  List<Runnable> batch_;
  alignas(16) List<Runnable> incoming_;  // both its ends are written at once
};

}  // namespace sim
