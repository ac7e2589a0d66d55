#include "sim/detect/partial_deadlock.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "sim/detect/deadlock.hpp"
#include "sim/detect/words.hpp"

namespace sim {
namespace {

// The one task without which the wait of `task` cannot end, or none.
TaskId only_hope(const Situation& now, TaskId task) {
  if (!now.waits(task)) return {};
  const Situation::Wait& wait = now.task(task).wait;
  if (wait.for_task) return wait.tasks.front();
  if (!wait.object || now.object(wait.object).what != "lock") return {};
  const std::vector<TaskId>& holders = now.object(wait.object).holders;
  return holders.size() == 1 ? holders.front() : TaskId();
}

// The ring that `start` closes; empty if it closes none.
std::vector<TaskId> ring_from(const Situation& now, TaskId start) {
  std::size_t length = 1;
  TaskId next = only_hope(now, start);
  for (; next && next != start; next = only_hope(now, next)) {
    if (++length > now.all_tasks().size()) return {};  // it leads into a ring of others
  }
  if (!next) return {};
  std::vector<TaskId> ring{start};
  while (ring.size() < length) ring.push_back(only_hope(now, ring.back()));
  return ring;
}

// Whether a call is to come that may cancel one of them.
bool may_be_freed(const Situation& now, const std::vector<TaskId>& ring) {
  std::set<TaskId> hope(ring.begin(), ring.end());
  for (std::size_t before = 0; before != hope.size();) {
    before = hope.size();
    for (const TaskId task : now.all_tasks()) {
      if (!now.waits(task)) continue;
      for (const TaskId other : now.awaited_by(task)) {
        if (hope.count(other) != 0) hope.insert(task);
      }
    }
  }
  return std::any_of(now.timers().begin(), now.timers().end(),
                     [&hope](const auto& timer) { return hope.count(timer.second.by) != 0; });
}

}  // namespace

void PartialDeadlockDetector::begin_run() {
  rings_.clear();
  certain_.clear();
  judged_ = false;
}

void PartialDeadlockDetector::on_event(const ProbeEvent& event, const Situation& now) {
  if (event.kind == EventKind::shutdown) judge(now);
  if (event.kind != EventKind::wait) return;
  std::vector<TaskId> ring = ring_from(now, event.task);
  if (!ring.empty()) rings_.push_back({std::move(ring), now.number(), event.time, event.iteration});
}

void PartialDeadlockDetector::judge(const Situation& now) {
  if (std::exchange(judged_, true)) return;
  for (const Ring& ring : rings_) {
    const bool closed =
        std::all_of(ring.tasks.begin(), ring.tasks.end(), [&](TaskId task) {
          return now.waits(task) && now.task(task).wait.since <= ring.since &&
                 now.task(task).cancels == 0;
        });
    if (!closed || may_be_freed(now, ring.tasks)) continue;
    certain_.push_back(about_tasks(FindingKind::partial_deadlock, "partial deadlock: ", now,
                                   from_first_name(now, ring.tasks)));
    certain_.back().details =
        moment(ring.time, ring.iteration) + "the ring is closed\n" + now.text();
  }
}

void PartialDeadlockDetector::end_run(const Situation& at_end, std::vector<Finding>& found) {
  if (stuck_tasks(at_end).empty()) judge(at_end);
  found.insert(found.end(), certain_.begin(), certain_.end());
}

}  // namespace sim
