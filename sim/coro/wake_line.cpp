#include "sim/coro/wake_line.hpp"

#include "sim/coro/exceptions.hpp"

namespace sim {

// All in the line wait still: who is cancelled leaves it at once.
std::size_t WakeLine::wake(std::size_t most) noexcept {
  note();
  std::size_t woken = 0;
  for (; woken < most && !line_.empty(); ++woken) {
    loop_->post(Place::of(static_cast<TaskCore&>(line_.pop_front())).finish_wait());
  }
  return woken;
}

void WakeLine::wake_all() noexcept {
  note();
  if (line_.empty()) return;
  if (++turn_ == has_left) turn_ = 0;
  loop_->post_all(line_);
}

void WakeLine::join(Loop& loop) {
  if (standing_ != 0 && loop_ != &loop) {
    throw RuntimeError("the object is bound to a different event loop");
  }
  loop_ = &loop;
  plain_ = whose_ ? nullptr : &loop;
}

// Who is woken is not cancelled any more, nor the other way round: where the line is that of an
// object, whoever wakes has written to that.
void WakeLine::note() const noexcept {
  if (cell_ != 0 && standing_ != 0) [[unlikely]] loop_->note(Deed::writes_cell, cell_);
}

// Who was woken, or cancelled, and has not resumed stands elsewhere; but such a task is not done,
// and so lives in the loop.
void WakeLine::leave_places_alone() noexcept {
  for (; !line_.empty(); --standing_) {
    Place::of(static_cast<TaskCore&>(line_.pop_front())).say_it_left();
  }
  if (standing_ == 0) return;
  for (Runnable* resident : loop_->residents()) {
    TaskCore* const task = TaskCore::of(resident);
    if (task == nullptr) continue;
    auto* const place = dynamic_cast<Place*>(task->cancel_part(0));
    if (place != nullptr && !place->line_is_gone() && &place->line() == this) place->say_it_left();
  }
}

// With the first who stands in it the line becomes known.
void WakeLine::Place::note_wait() {
  WakeLine& mine = line();
  if (mine.whose_) return know(Known::as_object, mine.whose_.value());
  if (mine.standing_ == 1 || mine.cell_ == 0) mine.cell_ = task_->loop().next_cell();
  if (mine.cell_ != 0) know(Known::as_cell, mine.cell_);
}

bool WakeLine::Place::cancel(const CancelMessage& message) {
  note_cancel();
  if (!waits()) return false;
  task_->unlink();
  wake_cancelled(message);
  return true;
}

}  // namespace sim
