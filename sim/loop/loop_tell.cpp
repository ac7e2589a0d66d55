// What a loop tells of objects, waits and calls to come, to those who watch and those who mind.

#include <exception>
#include <string>
#include <utility>

#include "sim/base/seconds_text.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

void Loop::set_probe(Probe* probe) noexcept {
  probe_ = probe;
  log_ = probe_ == nullptr ? nullptr : probe_->log();
  if (log_ != nullptr) log_->lose_track();
  see_who_watches_waits();
  watches_objects_ = probe_ != nullptr && probe_->watches_objects();
  numbers_objects_ = watches_objects_ || picker_ != nullptr;
  see_if_plain();
}

void Loop::set_ties(TiePolicy ties) {
  timers_.set_ties(ties);
  see_if_plain();
}

void Loop::set_jitter(double fraction) noexcept {
  jitter_ = fraction;
  asks_delays_ = jitter_ > 0.0 && chooser_ != nullptr;
  see_if_plain();
}

void Loop::watch_next_wait() noexcept {
  hitch_.told = hitch_.wary = watches_next_wait_ = true;
  wait_log_ = &deaf_;
}

void Loop::end_watch_of_wait() noexcept {
  watches_next_wait_ = false;
  see_who_watches_waits();
  see_who_watches_steps();
}

void Loop::see_who_watches_waits() noexcept {
  hitch_.told = probe_ != nullptr || minded_ != nullptr || watches_next_wait_ ||
                (chooser_ != nullptr && chooser_->cancels());
  hitch_.wary = hitch_.told || !plain_;
}

void Loop::see_who_watches_steps() noexcept {
  const bool watched = probe_ != nullptr || minded_ != nullptr || in_context_;
  EventLog* const log = lone_log_ == nullptr || in_context_ ? &deaf_ : lone_log_;
  step_log_ = watched ? log : nullptr;
  run_op_ = watched ? RunnableOp::run_heard : RunnableOp::run;
  const RunnableOp heard = log == &deaf_ ? RunnableOp::run_heard : RunnableOp::run_due_heard;
  due_op_ = watched ? heard : RunnableOp::run_due;
  wait_log_ = watches_next_wait_ ? &deaf_ : log;
}

void Loop::see_if_plain() noexcept {
  const bool is_fifo = ties() == TiePolicy::fifo;
  const bool is_asked = chooser_ != nullptr;
  const bool asked_for_ties = calm_ && !chooser_->cancels() && !asks_delays_;
  plain_ = is_fifo && probe_ == nullptr && (!is_asked || asked_for_ties);
  hitch_.watched = !plain_ || is_asked;
  lone_log_ = is_fifo && !is_asked ? log_ : nullptr;
  hitch_.wary = hitch_.told || !plain_;
  see_who_watches_steps();
}

ObjectId Loop::make_object(std::string_view what, std::uint64_t count) {
  const ObjectId object{++objects_};
  note(Deed::makes, objects_);
  if (watches_objects_) {
    tell_watcher({EventKind::make, now(), iteration_, {}, {}, what, object, count});
  }
  return object;
}

std::uint32_t Loop::next_cell() noexcept {
  if (minded_ == nullptr) return 0;
  minded_->notes(Deed::makes_cell, ++cells_);
  return cells_;
}

void Loop::tell_watcher(ProbeEvent event) {
  if (running_ != nullptr) event.task = running_->owner();
  probe_->on_event(event);
}

void Loop::tell_wait(TaskId task, TaskId other, std::string_view label, std::uint64_t count) {
  const ObjectId object = std::exchange(waited_, ObjectId());
  if (probe_ == nullptr) return;
  probe_->on_event({EventKind::wait, now(), iteration_, task, other, label, object, count});
}

void Loop::tell_timer(const Runnable& due) {
  ProbeEvent event{EventKind::timer, now(), iteration_, due.owner()};
  if (const auto found = armed_.find(&due); found != armed_.end()) {
    event.count = found->second;
    armed_.erase(found);
  }
  probe_->on_event(event);
}

// "sleep()" stands with its length for "sleep(2.5)".
std::string label_of(const ProbeEvent& event) {
  if (event.kind != EventKind::wait || event.label != sleep_label) return std::string(event.label);
  std::string text(event.label.substr(0, event.label.size() - 1));
  append_seconds(text, Duration(static_cast<std::int64_t>(event.count)));
  text.push_back(')');
  return text;
}

void Loop::tell_arm(const Runnable& call) {
  armed_[&call] = ++arms_;
  tell_deed(EventKind::arm, {}, arms_);
}

void Loop::note_arm(const Runnable& runnable) {
  numbered_[&runnable] = ++timers_made_;
  note(Deed::arms, timers_made_);
}

// One that was armed before anybody minded gets its number now.
void Loop::note_due(const Runnable& due) {
  const auto found = numbered_.try_emplace(&due, timers_made_ + 1).first;
  if (found->second > timers_made_) ++timers_made_;
  note(Deed::comes_due, found->second);
  numbered_.erase(found);
}

void Loop::tell_disarm(const Runnable& call) {
  const auto found = armed_.find(&call);
  if (found == armed_.end()) return;
  tell_deed(EventKind::disarm, {}, found->second);
  armed_.erase(found);
}

// "Task exception was never retrieved: no stock"
void Loop::tell_unhandled(const Unhandled& what) {
  if (!watches_objects_) return;
  std::string label = what.context;
  try {
    if (what.error) std::rethrow_exception(what.error);
  } catch (const std::exception& error) {
    label += std::string(": ") + error.what();
  } catch (...) {
    label += ": an error of another kind";
  }
  const TaskId running = running_ == nullptr ? TaskId() : running_->owner();
  probe_->on_event({EventKind::unhandled, now(), iteration_, what.task, running, label});
}

}  // namespace sim
