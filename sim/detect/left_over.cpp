#include "sim/detect/left_over.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "sim/detect/words.hpp"

namespace sim {
namespace {

// Main, and whatever else was started from outside of all tasks, is done.
bool at_its_end(const Situation& at_end) {
  if (at_end.at_limit() || at_end.all_tasks().empty()) return false;
  return std::all_of(at_end.all_tasks().begin(), at_end.all_tasks().end(), [&at_end](TaskId task) {
    return at_end.task(task).creator || at_end.done(task);
  });
}

void find_taken(const Situation& at_end, const Situation::Object& object, FindingKind kind,
                std::string_view begin, std::vector<Finding>& found) {
  std::vector<TaskId> takers;
  for (const TaskId task : object.holders) {
    if (task && at_end.done(task)) takers.push_back(task);
  }
  if (takers.empty()) return;
  Finding finding{kind, std::string(begin), {}, names_of(at_end, takers), {}};
  finding.place = object.what + " " + std::to_string(object.number);
  finding.what += finding.place + ", taken by " + joined(finding.tasks);
  for (const std::string& task : finding.tasks) {
    finding.details += task + " is done, and has not given back " + finding.place + "\n";
  }
  found.push_back(std::move(finding));
}

void find_tasks(const Situation& at_end, std::vector<Finding>& found) {
  std::vector<TaskId> left;
  for (const TaskId task : at_end.all_tasks()) {
    if (!at_end.done(task)) left.push_back(task);
  }
  if (left.empty() || !at_end.shut_down() || at_end.idle()) return;
  Finding finding{FindingKind::task_left, "task left: ", {}, names_of(at_end, left), {}};
  finding.what += joined(finding.tasks) + ", which the shutdown did not end";
  finding.details = at_end.text();
  found.push_back(std::move(finding));
}

void find_timers(const Situation& at_end, std::vector<Finding>& found) {
  std::vector<TaskId> by;
  for (const auto& [number, timer] : at_end.timers()) by.push_back(timer.by);
  if (by.empty() || !at_end.shut_down()) return;
  Finding finding{FindingKind::timer_left, "timer left: ", {}, names_of(at_end, by), {}};
  finding.what += "a call that " + joined(finding.tasks) + " asked for never came";
  for (const auto& [number, timer] : at_end.timers()) {
    finding.details += moment(timer.time, timer.iteration) + at_end.name(timer.by) +
                       " asks for a call that never came\n";
  }
  found.push_back(std::move(finding));
}

}  // namespace

void LeftOverDetector::end_run(const Situation& at_end, std::vector<Finding>& found) {
  if (!at_its_end(at_end)) return;
  for (const Situation::Object& object : at_end.objects()) {
    if (locks_ && object.what == "lock") {
      find_taken(at_end, object, FindingKind::lock_left, "lock left: ", found);
    }
    if (permits_ && object.what == "semaphore" && object.permits > 0 && !object.signals) {
      find_taken(at_end, object, FindingKind::permit_left, "permit left: ", found);
    }
  }
  if (tasks_) find_tasks(at_end, found);
  if (timers_) find_timers(at_end, found);
}

}  // namespace sim
