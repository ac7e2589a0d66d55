#include "sim/detect/lost_wakeup.hpp"

#include <algorithm>
#include <utility>

#include "sim/detect/deadlock.hpp"
#include "sim/detect/words.hpp"

namespace sim {

void LostWakeupDetector::begin_run() {
  for (Line& line : lines_) {
    if (!std::exchange(line.used, false)) continue;
    line.waiters.clear();
    line.last = line.empty = line.lost = {};
  }
}

void LostWakeupDetector::on_event(const ProbeEvent& event, const Situation& now) {
  switch (event.kind) {
    case EventKind::wait:
      // Who was cancelled before it came is gone at once.
      if (event.object && !now.task(event.task).cancel_due) {
        line(event.object).waiters.push_back({event.task});
      }
      break;
    case EventKind::notify:
    case EventKind::set: wake(event, now); break;
    case EventKind::cancel: cancel(event, now); break;
    case EventKind::step:
      if (event.task) leave(event.task, now);
      break;
    default: break;
  }
}

LostWakeupDetector::Line& LostWakeupDetector::line(ObjectId object) {
  if (lines_.size() <= object.value()) lines_.resize(object.value() + 1);
  lines_[object.value()].used = true;
  return lines_[object.value()];
}

void LostWakeupDetector::wake(const ProbeEvent& event, const Situation& now) {
  Line& waiting = line(event.object);
  waiting.last = {now.number(), event.time, event.iteration, event.task};
  if (event.count == 0) waiting.empty = waiting.last;
  std::uint64_t left = event.count;
  for (Waiter& waiter : waiting.waiters) {
    if (left == 0) return;
    if (std::exchange(waiter.woken, true)) continue;
    --left;
  }
}

// It resumes: its place in the line is free.
void LostWakeupDetector::leave(TaskId task, const Situation& now) {
  const ObjectId object = now.task(task).wait.object;
  if (!object) return;
  std::erase_if(line(object).waiters, [task](const Waiter& it) { return it.task == task; });
}

void LostWakeupDetector::cancel(const ProbeEvent& event, const Situation& now) {
  const ObjectId object = now.task(event.task).wait.object;
  if (!object) return;
  Line& waiting = line(object);
  const auto found =
      std::find_if(waiting.waiters.begin(), waiting.waiters.end(),
                   [&event](const Waiter& waiter) { return waiter.task == event.task; });
  if (found == waiting.waiters.end()) return;
  if (found->woken) waiting.lost = {now.number(), event.time, event.iteration, event.task};
  waiting.waiters.erase(found);
}

void LostWakeupDetector::end_run(const Situation& at_end, std::vector<Finding>& found) {
  for (const TaskId task : stuck_tasks(at_end)) {
    const Situation::Wait& wait = at_end.task(task).wait;
    if (!wait.object) continue;
    const Line& waiting = line(wait.object);
    const bool missed = waiting.empty.number != 0 && waiting.empty.number == waiting.last.number &&
                        waiting.last.number < wait.since;
    const bool went_astray = waiting.lost.number > waiting.last.number;
    if (missed || went_astray) found.push_back(describe(at_end, task, waiting, went_astray));
  }
}

Finding LostWakeupDetector::describe(const Situation& at_end, TaskId task, const Line& waiting,
                                     bool went_astray) {
  const std::string object = at_end.name(at_end.task(task).wait.object);
  const std::string head = "lost wake-up: " + at_end.name(task) + " waits for " + object;
  const Note& note = went_astray ? waiting.lost : waiting.empty;
  const std::string who = at_end.name(note.task);
  Finding finding{FindingKind::lost_wakeup, head, object, {at_end.name(task)}, {}};
  finding.details = moment(note.time, note.iteration) + who;
  if (went_astray) {
    finding.what += ", whose notification went to a task that was cancelled";
    finding.details += " is cancelled, which was notified of " + object + "\n";
  } else {
    finding.what += ", which was notified before it waited";
    finding.details += " notifies " + object + ", and nobody waits\n";
  }
  finding.details += at_end.text();
  return finding;
}

}  // namespace sim
