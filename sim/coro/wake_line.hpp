// sim/coro/wake_line.hpp
//
// A WakeLine is a line of tasks that are woken many at a time. The task itself stands in it, as it
// would among what is ready: so all are woken by moving the line there, and none is looked at.
//
//   class Awaiter final : public WakeLine::Place { ... };    // kept in a WaitQueue::Standing
//   be_of(frame);
//   stand_in_line(line);                   // and then suspends, asking
//   ...
//   line.wake(2);                          // the first two resume in the next iteration
//
// As in a WaitQueue who is woken resumes in the order of arrival, and is cancelled if that is asked
// before it resumes. But only those stand in the line itself who are neither woken nor cancelled;
// of the others it knows how many have not resumed, as the deque of asyncio's Condition keeps them.
//
// Tasks of one loop wait in it at a time: join() throws RuntimeError for one of another. In asyncio
// a condition belongs to its first loop for good.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "sim/base/ids.hpp"
#include "sim/base/list.hpp"
#include "sim/base/seldom.hpp"
#include "sim/coro/blocker.hpp"
#include "sim/coro/seat.hpp"
#include "sim/coro/task_core.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

class WakeLine {
 public:
  class Place;

  // Of the object `whose`: whoever leaves the line by a cancellation has written to it.
  explicit WakeLine(ObjectId whose = {}) noexcept : whose_(whose) {}
  // Those who stand in it may go on waiting, until they are cancelled.
  ~WakeLine() {
    if (standing_ != 0) [[unlikely]] leave_places_alone();
  }

  // Whether it is of that loop, and of no object that somebody watches: one test for both.
  [[nodiscard]] bool is_plainly_of(const Loop& loop) const noexcept { return plain_ == &loop; }
  // From here on it is of that loop. Throws RuntimeError if tasks of another one stand in it.
  void join(Loop& loop);

  // Wakes the first `most` who wait. Returns how many there were.
  std::size_t wake(std::size_t most) noexcept;
  void wake_all() noexcept;

  // Who stands in the line, those included who were woken and have not resumed yet.
  [[nodiscard]] std::size_t waiting() const noexcept { return standing_; }

 private:
  SIM_SELDOM void leave_places_alone() noexcept;
  void note() const noexcept;

  static constexpr std::uint32_t has_left = std::numeric_limits<std::uint32_t>::max();

  List<Runnable> line_;
  Loop* loop_ = nullptr;     // of those who stand in it; if nobody does it may be gone
  Loop* plain_ = nullptr;    // the same, of no object
  std::size_t standing_ = 0;
  std::uint32_t turn_ = 0;   // how often all were woken, modulo has_left
  std::uint32_t cell_ = 0;   // what a picker that minds knows it by, if it is of no object
  ObjectId whose_;
};

// What a task waits with. Requires, of who stands in line: the line is of the task's loop.
class [[nodiscard]] WakeLine::Place : public detail::Seat {
 public:
  explicit Place(std::uint8_t depth = 0) noexcept : Seat(depth) {}

  bool cancel(const CancelMessage& message) override;
  void note_wait() override;

 protected:
  ~Place() = default;

  [[nodiscard]] virtual WakeLine& line() noexcept = 0;

  void stand_in_line(WakeLine& line) noexcept {
    line.line_.push_back_unknown(*task_);
    ++line.standing_;
    turn_ = line.turn_;
  }
  // Once the task stands in the line no more. Unsaid: it is left to the caller to say so.
  void leave() noexcept {
    if (line_is_gone()) return;
    leave_line_unsaid(line());
    say_it_left();
  }
  void leave_line_unsaid(WakeLine& line) noexcept { --line.standing_; }
  void say_it_left() noexcept { turn_ = has_left; }
  // Of who waits, and has not left: the line has ended before.
  [[nodiscard]] bool line_is_gone() const noexcept { return turn_ == has_left; }

 private:
  friend class WakeLine;

  // Whether it was neither woken nor cancelled. Who was is ready, where there is no line to ask.
  [[nodiscard]] bool waits() noexcept {
    if (line_is_gone()) return pending() && !task_->linked();
    return pending() && turn_ == line().turn_;
  }
  [[nodiscard]] static Place& of(TaskCore& waiting) noexcept {
    return static_cast<Place&>(*waiting.cancel_part(0));
  }

  std::uint32_t turn_;  // that of the line when it came; nothing while it does not wait
};

}  // namespace sim
