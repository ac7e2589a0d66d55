// sim/coro/blocker.hpp
//
// A Blocker is what a suspended task waits for: a future, a task, a sleep, a place in a queue. It
// is asked when the task is to be cancelled, as Task.cancel() of asyncio asks `_fut_waiter`.
//
//   if (!waiting_on->cancel(message)) must_cancel = true;
//
// Invariant: it is pending until it is finished, failed or cancelled, and then stays so.

#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim {

enum class BlockerState : std::uint8_t { pending, finished, failed, cancelled };

// What a blocker says when it is asked to be cancelled: no; yes; or that its parts must be asked.
enum class CancelAnswer : std::uint8_t { refused, accepted, ask_parts };

// How the parts of a blocker have answered.
struct PartsAnswer {
  bool accepted = false;  // one of them did
  bool in_ring = false;   // none did, because one of them waits for this blocker itself
};

class PromiseBase;
class TaskCore;

class Blocker {
 public:
  Blocker(const Blocker&) = delete;
  Blocker& operator=(const Blocker&) = delete;

  [[nodiscard]] BlockerState state() const noexcept { return brief_.state; }
  [[nodiscard]] bool pending() const noexcept { return brief_.state == BlockerState::pending; }

  // Ends the wait with a cancellation. Returns false, and does nothing, if it is over already.
  virtual bool cancel(const CancelMessage& message) = 0;

  // Whether the task that waits will be woken with a CancelledError.
  [[nodiscard]] virtual bool wakes_cancelled() const noexcept {
    return brief_.state == BlockerState::cancelled;
  }

  // The same in steps, for what is cancelled by cancelling what it waits for in turn: so that
  // cancel_through() follows long chains without recursion.
  virtual CancelAnswer begin_cancel(const CancelMessage& message) {
    return cancel(message) ? CancelAnswer::accepted : CancelAnswer::refused;
  }
  // The parts, by number; nullptr after the last.
  [[nodiscard]] virtual Blocker* cancel_part(std::size_t) noexcept { return nullptr; }
  // All parts were asked. Returns whether this blocker accepts.
  virtual bool end_cancel(const CancelMessage&, PartsAnswer parts) { return parts.accepted; }
  // Whether it is being cancelled at this moment, further out.
  [[nodiscard]] virtual bool in_cancel() const noexcept { return false; }

  // The task that waits steps, and asks first (TaskCore::suspend_asking): `frame` goes on, or
  // something else does on its behalf.
  virtual void before_resume(TaskCore&, std::coroutine_handle<>) {}
  // The same where nobody watches the loop, and no error is to be thrown into the frame; and then
  // it goes on (TaskCore::resume), last of all.
  virtual void resume_asked(TaskCore& waiting);

  // For a picker that minds: a task suspends for it; that task steps again.
  virtual void note_wait() {}
  virtual void note_resumed() {}

  // The task this is, where it is one.
  [[nodiscard]] virtual TaskCore* as_task() noexcept { return nullptr; }

  // Adds what must end before this can, as far as that is known: what a task awaits, the children
  // of a gather, the tasks of a group, who holds a lock.
  virtual void add_awaited(std::vector<Blocker*>&) {}

  // How many coroutines of asyncio it stands for, which have no frame here: `Lock.acquire()`.
  [[nodiscard]] virtual std::size_t hidden_depth() const noexcept { return 0; }

  // What it is, for people: "sleep(2.5)", "Task-3"; and the same without its parts.
  [[nodiscard]] virtual std::string describe() const = 0;
  [[nodiscard]] virtual std::string title() const { return describe(); }

  // How long, for what is a wait for a time and nothing else.
  [[nodiscard]] virtual const Duration* length() const noexcept { return nullptr; }

 protected:
  friend class TaskCore;

  // What most is asked of, in one word, so that it is written, and compared, at once. But for the
  // state it belongs to the class that derives.
  struct Brief {
    BlockerState state = BlockerState::pending;
    std::uint8_t flags = 0;
    std::uint8_t unusual = 0;  // what seldom is: 0 if none of that
    bool marked = false;
    std::uint32_t number = 0;

    // Whether it has all that is set in `mask` as `other` has, in one test; the number apart, which
    // changes most: a processor waits long for a word of which it has just written a part.
    [[nodiscard]] bool is(const Brief& other, const Brief& mask) const noexcept {
      return ((marks() ^ other.marks()) & mask.marks()) == 0;
    }

   private:
    [[nodiscard]] std::uint32_t marks() const noexcept {
      std::uint32_t all_but_number;
      std::memcpy(&all_but_number, this, sizeof(all_but_number));
      return all_but_number;
    }
  };

  static constexpr BlockerState all_states{0xFF};  // as a mask

  Blocker() noexcept = default;
  explicit Blocker(const Brief& brief) noexcept : brief_(brief) {}
  ~Blocker() = default;

  Brief brief_;
};

}  // namespace sim
