#include "sim/detect/livelock.hpp"

#include <algorithm>
#include <string>

#include "sim/detect/words.hpp"

namespace sim {

void LivelockDetector::begin_run() {
  steps_ = still_since_ = moves_ = 0;
  runs_.clear();
}

void LivelockDetector::on_event(const ProbeEvent& event, const Situation&) {
  if (event.kind == EventKind::clock) {
    still_since_ = steps_;
    ++moves_;
  }
  if (event.kind != EventKind::step) return;
  ++steps_;
  const std::uint64_t task = event.task.value();
  if (runs_.size() <= task) runs_.resize(task + 1);
  Runs& runs = runs_[task];
  runs = {runs.epoch == moves_ ? runs.steps + 1 : 1, steps_, moves_};
}

void LivelockDetector::end_run(const Situation& at_end, std::vector<Finding>& found) {
  if (!at_end.at_limit() || at_end.idle()) return;
  const std::uint64_t fair_since = std::max(still_since_, fair_after_);
  if (steps_ < fair_since + steps_wanted_) return;
  std::vector<TaskId> running;
  for (const TaskId task : at_end.all_tasks()) {
    const bool ran = task.value() < runs_.size() &&
                     runs_[task.value()].last + steps_wanted_ > steps_;
    if (ran && !at_end.done(task)) running.push_back(task);
  }
  if (running.empty()) return;
  Finding finding{FindingKind::livelock, {}, {}, names_of(at_end, running), {}};
  finding.what = "livelock: " + joined(finding.tasks) +
                 (finding.tasks.size() == 1 ? " goes" : " go") + " round while time stands still";
  for (const TaskId task : running) {
    finding.details += at_end.name(task) + " has run " +
                       std::to_string(runs_[task.value()].steps) + " times at this instant\n";
  }
  finding.details += at_end.text();
  found.push_back(std::move(finding));
}

}  // namespace sim
