#include "props/laws/history.hpp"

#include <algorithm>

namespace sim::props::laws {
namespace {

Moment moment_of(const Execution& run, std::size_t event) {
  return {run.events[event].iteration, run.events[event].time, event};
}

}  // namespace

History::History(const Execution& run) {
  for (std::size_t i = 0; i < run.events.size(); ++i) {
    const Occurrence& e = run.events[i];
    if (!e.task || e.kind == EventKind::timer) continue;
    TaskLife& life = tasks_[e.task];
    const Moment moment = moment_of(run, i);
    if (e.kind == EventKind::spawn) life.spawn = moment;
    if (e.kind == EventKind::step) {
      if (!life.first_step) life.first_step = moment;
      life.steps.push_back(i);
    }
    if (e.kind == EventKind::cancel) life.cancels.push_back(moment);
    if (e.kind == EventKind::finish) {
      life.finish = moment;
      life.end = e.label;
    }
  }
  for (const Body& body : run.bodies) tasks_[body.task].body_end = body.end;
}

const TaskLife* History::find(TaskId task) const {
  const auto at = tasks_.find(task);
  return at == tasks_.end() ? nullptr : &at->second;
}

const TaskLife* History::find(Awaitee task) const {
  return task <= 0 ? nullptr : find(TaskId(static_cast<std::uint64_t>(task)));
}

std::optional<std::uint64_t> History::heard(Awaitee task, const Moment& since) const {
  const TaskLife* life = find(task);
  if (life == nullptr || !life->finish) return std::nullopt;
  return std::max(life->finish->iteration, since.iteration) + 1;
}

bool History::cancelled_between(TaskId task, const Moment& from, const Moment& to) const {
  const TaskLife* life = find(task);
  if (life == nullptr) return false;
  const auto after = std::upper_bound(life->steps.begin(), life->steps.end(), from.event);
  const std::size_t since = after == life->steps.begin() ? from.event : *(after - 1);
  return std::any_of(life->cancels.begin(), life->cancels.end(), [&](const Moment& cancel) {
    return since <= cancel.event && cancel.event < to.event;
  });
}

std::string name(Awaitee awaitee) {
  return awaitee > 0 ? "task " + std::to_string(awaitee) : "gathering " + std::to_string(-awaitee);
}

std::string name(TaskId task) { return "task " + std::to_string(task.value()); }

}  // namespace sim::props::laws
