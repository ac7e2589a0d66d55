#include "props/laws/cancel.hpp"

#include <algorithm>
#include <set>

namespace sim::props::laws {
namespace {

template <class Awaits>
void count_throws(const Awaits& awaits, std::map<TaskId, std::size_t>& thrown) {
  for (const Await& await : awaits) {
    if (await.error.starts_with("CancelledError(")) ++thrown[await.task];
  }
}

}  // namespace

Breach no_cancellation_from_nowhere(const Execution& run) {
  const History history(run);
  std::map<TaskId, std::size_t> thrown;
  count_throws(run.sleeps, thrown);
  count_throws(run.waits, thrown);
  for (const auto& [task, times] : thrown) {
    if (times > history.find(task)->cancels.size()) {
      return name(task) + " is cancelled more often than it was asked to stop";
    }
  }
  return holds;
}

Breach cancel_tells_the_truth(const Execution& run) {
  for (const Asked& asked : run.cancels) {
    if (asked.of > 0 && asked.answer == asked.was_done) {
      return "cancel() of " + name(asked.of) + " says " + (asked.answer ? "yes" : "no");
    }
  }
  return holds;
}

Breach never_started_never_runs(const Execution& run) {
  const History history(run);
  for (const auto& [task, life] : history.tasks()) {
    if (life.cancels.empty()) continue;
    if (life.first_step && life.cancels.front().event > life.first_step->event) continue;
    if (std::find(run.entered.begin(), run.entered.end(), task) != run.entered.end()) {
      return name(task) + " runs although it was cancelled before";
    }
    if (life.finish && life.end != "cancelled") return name(task) + " is not cancelled";
  }
  return holds;
}

Breach done_is_done(const Execution& run) {
  std::set<TaskId> done;
  for (const Occurrence& e : run.events) {
    const bool acts = e.kind == EventKind::step || e.kind == EventKind::wait ||
                      e.kind == EventKind::finish || e.kind == EventKind::cancel;
    if (acts && done.contains(e.task)) return name(e.task) + " goes on after its end";
    if (e.kind == EventKind::finish) done.insert(e.task);
  }
  return holds;
}

}  // namespace sim::props::laws
