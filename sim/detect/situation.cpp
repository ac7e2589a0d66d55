#include "sim/detect/situation.hpp"

#include <algorithm>
#include <utility>

#include "sim/detect/words.hpp"

namespace sim {
namespace {

// A walk along what is waited for that finds the first ring.
class RingSearch {
 public:
  explicit RingSearch(const Situation& situation) : situation_(situation) {}

  std::vector<TaskId> from(TaskId start) {
    if (seen(start)) return {};
    enter(start);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next == step.awaited.size()) {
        state_[step.task] = State::left;
        path_.pop_back();
        continue;
      }
      const TaskId next = step.awaited[step.next++];
      if (!situation_.waits(next)) continue;
      if (!seen(next)) {
        enter(next);
      } else if (state_[next] == State::on_path) {
        return path_from(next);
      }
    }
    return {};
  }

 private:
  enum class State : std::uint8_t { on_path, left };
  struct Step {
    TaskId task;
    std::vector<TaskId> awaited;
    std::size_t next = 0;
  };

  [[nodiscard]] bool seen(TaskId task) const { return state_.count(task) != 0; }

  void enter(TaskId task) {
    state_[task] = State::on_path;
    path_.push_back({task, situation_.awaited_by(task)});
  }

  [[nodiscard]] std::vector<TaskId> path_from(TaskId task) const {
    std::vector<TaskId> ring;
    for (const Step& step : path_) {
      if (!ring.empty() || step.task == task) ring.push_back(step.task);
    }
    return ring;
  }

  const Situation& situation_;
  std::map<TaskId, State> state_;
  std::vector<Step> path_;
};

}  // namespace

void Situation::Task::forget() noexcept {
  name.clear();
  creator = {};
  state = TaskState::ready;
  cancels = 0;
  cancel_due = false;
  known = 0;
  wait.what.clear();
  wait.object = {};
  wait.tasks.clear();
  wait.for_task = false;
  wait.since = 0;
}

void Situation::Object::forget() noexcept {
  what.clear();
  number = 0;
  permits = 0;
  holders.clear();
  signals = false;
}

void Situation::begin_run() {
  for (std::size_t i = 0; i < tasks_used_; ++i) tasks_[i].forget();
  for (std::size_t i = 0; i < objects_used_; ++i) objects_[i].forget();
  for (Kind& kind : kinds_) kind.made = 0;
  tasks_used_ = objects_used_ = 0;
  order_.clear();
  needs_.clear();
  timers_.clear();
  number_ = 0;
  idle_ = at_limit_ = shut_down_ = false;
}

void Situation::on_event(const ProbeEvent& event) {
  ++number_;
  if (event.task) known(event.task);
  if (event.other) known(event.other);
  switch (event.kind) {
    case EventKind::spawn: {
      Task& task = known(event.task);
      task.name = event.label;
      task.creator = event.other;
      break;
    }
    case EventKind::clock: idle_ = false; break;
    case EventKind::timer:
      idle_ = false;
      timers_.erase(event.count);
      break;
    case EventKind::step:
      idle_ = false;
      if (!event.task) break;
      known(event.task).state = TaskState::ready;
      known(event.task).cancel_due = false;
      break;
    case EventKind::wait: begin_wait(event); break;
    case EventKind::cancel:
      ++known(event.task).cancels;
      known(event.task).cancel_due = true;
      break;
    case EventKind::finish: known(event.task).state = TaskState::done; break;
    case EventKind::make: make(event); break;
    case EventKind::acquire: take(event); break;
    case EventKind::release: give_back(event); break;
    case EventKind::need: needs_.push_back(event.other); break;
    case EventKind::arm: timers_[event.count] = {event.task, event.time, event.iteration}; break;
    case EventKind::disarm: timers_.erase(event.count); break;
    case EventKind::shutdown: shut_down_ = true; break;
    case EventKind::idle: idle_ = true; break;
    case EventKind::limit: at_limit_ = true; break;
    case EventKind::print:
    case EventKind::notify:
    case EventKind::set:
    case EventKind::clear:
    case EventKind::read:
    case EventKind::write:
    case EventKind::unhandled: break;
  }
}

Situation::Task& Situation::known(TaskId id) {
  tasks_used_ = std::max<std::size_t>(tasks_used_, id.value() + 1);
  if (tasks_.size() < tasks_used_) tasks_.resize(tasks_used_);
  Task& task = tasks_[id.value()];
  if (task.known == 0) {
    task.known = number_;
    order_.push_back(id);
  }
  return task;
}

Situation::Object& Situation::known(ObjectId id) {
  objects_used_ = std::max<std::size_t>(objects_used_, id.value() + 1);
  if (objects_.size() < objects_used_) objects_.resize(objects_used_);
  return objects_[id.value()];
}

void Situation::make(const ProbeEvent& event) {
  Object& object = known(event.object);
  object.what = event.label;
  object.permits = event.count;
  auto kind = std::find_if(kinds_.begin(), kinds_.end(),
                           [&event](const Kind& it) { return it.what == event.label; });
  if (kind == kinds_.end()) kind = kinds_.insert(kind, {object.what, 0});
  object.number = ++kind->made;
}

void Situation::begin_wait(const ProbeEvent& event) {
  if (event.object) known(event.object);
  Task& task = known(event.task);
  task.state = TaskState::waiting;
  task.wait.what = label_of(event);
  task.wait.object = event.object;
  task.wait.since = number_;
  task.wait.tasks.swap(needs_);
  needs_.clear();
  task.wait.for_task = static_cast<bool>(event.other);
  if (event.other) task.wait.tasks.assign(1, event.other);
}

void Situation::take(const ProbeEvent& event) {
  known(event.object).holders.push_back(event.task);
}

// Its own, or else that of whoever has it longest: a permit may be given back by another task.
void Situation::give_back(const ProbeEvent& event) {
  Object& object = known(event.object);
  const auto own = std::find(object.holders.begin(), object.holders.end(), event.task);
  if (own != object.holders.end()) {
    object.holders.erase(own);
    return;
  }
  object.signals = true;
  if (!object.holders.empty()) object.holders.erase(object.holders.begin());
}

std::vector<TaskId> Situation::awaited_by(TaskId id) const {
  const Wait& wait = task(id).wait;
  std::vector<TaskId> awaited = wait.object ? object(wait.object).holders : wait.tasks;
  std::erase_if(awaited, [this](TaskId other) {
    return !other || !is_known(other) || done(other);
  });
  return awaited;
}

std::string Situation::name(TaskId id) const {
  if (!id) return "a callback";
  const bool named = is_known(id) && !task(id).name.empty();
  return named ? task(id).name : "task " + std::to_string(id.value());
}

std::string Situation::name(ObjectId id) const {
  const Object& it = object(id);
  if (it.what.starts_with("variable ")) return it.what;  // it has a name
  return it.what.empty() ? "object " + std::to_string(id.value())
                         : it.what + " " + std::to_string(it.number);
}

std::string Situation::wait_of(TaskId id) const {
  const Wait& wait = task(id).wait;
  std::vector<std::string> behind;
  for (const TaskId other : awaited_by(id)) behind.push_back(name(other));
  if (!wait.object) return wait_line(name(id), wait.what, behind);
  return wait_line(name(id), name(wait.object), behind, Behind::holds);
}

std::vector<TaskId> Situation::ring() const {
  RingSearch search(*this);
  for (const TaskId id : order_) {
    if (!waits(id)) continue;
    std::vector<TaskId> ring = search.from(id);
    if (!ring.empty()) return from_first_name(*this, std::move(ring));
  }
  return {};
}

std::string Situation::text() const {
  std::string text;
  for (const TaskId id : order_) {
    if (task(id).state == TaskState::done) continue;
    text += (waits(id) ? wait_of(id) : name(id) + " is ready") + "\n";
  }
  std::vector<std::string> names;
  for (const TaskId id : ring()) names.push_back(name(id));
  return names.empty() ? text : text + ring_line(names) + "\n";
}

}  // namespace sim
