// sim/loop/runnable.hpp
//
// A Runnable is what a loop runs: a place in a queue and one function. It lies inside the thing
// that wants to run (a task record, a callback), so that scheduling allocates nothing.
//
//   struct Ping final : Runnable {
//     Ping() : Runnable(&Ping::act) {}
//     static void act(Runnable& self, RunnableOp op);
//   };
//   loop.post(ping);                       // runs in the loop's next iteration
//
// Invariant: at any moment it is idle, or stands in one list (ready, or the callbacks of a
// future), or waits for one deadline.

#pragma once

#include <cstdint>
#include <limits>

#include "sim/base/ids.hpp"
#include "sim/base/list.hpp"

namespace sim {

enum class RunnableOp : std::uint8_t {
  run,        // its turn has come
  run_heard,  // the same, and somebody hears which task steps
  run_due,    // its turn has come with its deadline, and nothing else has one in this iteration
  run_due_heard,  // the same, and a log has heard of the deadline
  ready,      // what it waited for is done: it is to be ready, unless it unlinks itself now
  drop,       // it was unlinked and will never run: the loop, or what it waited for, has ended
  evict,      // the loop ends: it must leave the loop's residents
  nears,      // its deadline is one of the next of very many: it may ask for the memory it needs
};

// Whether its turn has come, whoever hears of it.
[[nodiscard]] constexpr bool runs(RunnableOp op) noexcept {
  return op <= RunnableOp::run_due_heard;
}

class Runnable : public ListNode<> {
 public:
  using Act = void (*)(Runnable&, RunnableOp);

  // Which task this is a step of, or works for; 0 for a bare callback.
  [[nodiscard]] TaskId owner() const noexcept { return owner_; }

  // Whether this is what `acts` makes of a runnable: how a task is told from a callback.
  [[nodiscard]] bool acts_as(Act acts) const noexcept { return act_ == acts; }

  // The slot of what waits for no deadline.
  static constexpr std::uint32_t no_timer = std::numeric_limits<std::uint32_t>::max();

  // Slots from here on are places in the line of a picker.
  static constexpr std::uint32_t first_place = std::uint32_t{1} << 31;

  [[nodiscard]] bool resident() const noexcept { return resident_ != no_timer; }
  [[nodiscard]] bool waits_for_deadline() const noexcept { return timer_ < first_place; }
  // Tells it what happens. For the loop, and for what keeps lists of runnables.
  void act(RunnableOp op) { act_(*this, op); }

  [[nodiscard]] bool scheduled() const noexcept { return linked() || waits_for_deadline(); }

  // The place among the residents of the newest of them, which has none yet.
  static constexpr std::uint32_t newest_resident = no_timer - 1;

 protected:
  explicit Runnable(Act acts, TaskId owner = {}) noexcept : act_(acts), owner_(owner) {}
  // Of what lives in its loop, and is posted there, before anybody looks at it: so much is not
  // written twice.
  struct Newcomer {};
  Runnable(Act acts, TaskId owner, Newcomer) noexcept
      : ListNode(Unknown{}), act_(acts), owner_(owner), resident_(newest_resident) {}
  ~Runnable() = default;

  void set_owner(TaskId owner) noexcept { owner_ = owner; }

 private:
  friend class Loop;
  friend class Residents;
  friend class TimerHeap;
  friend class Timers;
  Act act_;
  TaskId owner_;
  std::uint32_t timer_ = no_timer;     // its slot in the loop's timer heap, or its place in line
  std::uint32_t resident_ = no_timer;  // its place among the loop's residents
};

}  // namespace sim
