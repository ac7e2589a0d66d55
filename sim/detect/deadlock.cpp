#include "sim/detect/deadlock.hpp"

#include <set>
#include <utility>

#include "sim/detect/words.hpp"

namespace sim {
namespace {

// Where the waiting ends: who waits for nobody.
std::vector<TaskId> ends_of(const Situation& at_end, const std::vector<TaskId>& stuck) {
  std::vector<TaskId> ends;
  for (const TaskId task : stuck) {
    if (at_end.awaited_by(task).empty()) ends.push_back(task);
  }
  return by_name(at_end, std::move(ends));
}

}  // namespace

std::vector<TaskId> stuck_tasks(const Situation& at_end) {
  if (!at_end.idle()) return {};
  std::set<TaskId> stuck;
  std::vector<TaskId> next;
  const auto add = [&](TaskId task) {
    if (at_end.waits(task) && stuck.insert(task).second) next.push_back(task);
  };
  for (const TaskId task : at_end.all_tasks()) {
    if (!at_end.task(task).creator || at_end.task(task).cancels != 0) add(task);
  }
  while (!next.empty()) {
    const TaskId task = next.back();
    next.pop_back();
    for (const TaskId other : at_end.awaited_by(task)) add(other);
  }
  return {stuck.begin(), stuck.end()};
}

void DeadlockDetector::end_run(const Situation& at_end, std::vector<Finding>& found) {
  const std::vector<TaskId> stuck = stuck_tasks(at_end);
  if (stuck.empty()) return;
  std::vector<TaskId> about = at_end.ring();
  if (about.empty()) about = ends_of(at_end, stuck);
  found.push_back(about_tasks(FindingKind::deadlock, "deadlock: ", at_end, about));
  found.back().details = at_end.text();
}

}  // namespace sim
