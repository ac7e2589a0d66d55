#include "sim/detect/lasso.hpp"

#include <string>

#include "sim/base/hash.hpp"
#include "sim/detect/words.hpp"

namespace sim {
namespace {

std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  Digest digest;
  digest.add(a);
  digest.add(b);
  digest.add(c);
  return digest.value();
}

std::uint64_t mix_text(std::string_view text, std::uint64_t a, std::uint64_t b) {
  Digest digest;
  digest.add(text);
  digest.add(a);
  digest.add(b);
  return digest.value();
}

// Whether its events say what is done with it.
bool is_told(std::string_view label) {
  return label == "lock" || label == "semaphore" || label == "event" || label == "condition";
}

}  // namespace

void LassoDetector::begin_run() {
  steps_ = state_ = length_ = 0;
  tasks_.clear();
  objects_.clear();
  states_.clear();
  closed_ = false;
}

LassoDetector::Part& LassoDetector::part(std::vector<Part>& parts, std::uint64_t number) {
  if (parts.size() <= number) parts.resize(number + 1);
  return parts[number];
}

void LassoDetector::put(Part& part, std::uint64_t hash) noexcept {
  state_ += hash - part.hash;
  part.hash = hash;
}

void LassoDetector::hash_task(TaskId task) {
  Part& own = part(tasks_, task.value());
  put(own, own.done ? 0 : mix(task.value(), own.wait, own.ready ? 1 : 0));
}

void LassoDetector::hash_object(ObjectId object) {
  Part& own = part(objects_, object.value());
  put(own, own.held == 0 ? 0 : mix(object.value(), own.held, 2));
}

void LassoDetector::hold(const ProbeEvent& event, std::uint64_t sign) {
  part(objects_, event.object.value()).held += sign * mix(event.task.value(), 0, 3);
  hash_object(event.object);
}

void LassoDetector::on_event(const ProbeEvent& event, const Situation&) {
  switch (event.kind) {
    case EventKind::wait:
      part(tasks_, event.task.value()).wait =
          mix(mix_text(event.label, event.other.value(), event.object.value()), event.count, 4);
      return hash_task(event.task);
    case EventKind::finish:
      part(tasks_, event.task.value()).done = true;
      hash_task(event.task);
      return changes();
    case EventKind::acquire: return hold(event, 1);
    case EventKind::release: return hold(event, ~std::uint64_t{0});
    case EventKind::make:
      part(objects_, event.object.value()).told = is_told(event.label);
      return changes();
    case EventKind::set:
    case EventKind::clear:
      part(objects_, event.object.value()).held = event.kind == EventKind::set ? 1 : 0;
      return hash_object(event.object);
    case EventKind::step:
    case EventKind::read:
    case EventKind::notify:
    case EventKind::need: return;
    case EventKind::clock:
    case EventKind::timer:
    case EventKind::spawn:
    case EventKind::cancel:
    case EventKind::print:
    case EventKind::write:
    case EventKind::arm:
    case EventKind::disarm:
    case EventKind::unhandled:
    case EventKind::shutdown:
    case EventKind::idle:
    case EventKind::limit: return changes();
  }
}

void LassoDetector::joins(TaskId task) {
  if (!task) return changes();
  part(tasks_, task.value()).ready = true;
  hash_task(task);
}

void LassoDetector::leaves(TaskId task) {
  if (!task) return changes();
  part(tasks_, task.value()).ready = false;
  hash_task(task);
}

void LassoDetector::touches(ObjectId object, bool writes) {
  if (writes && !part(objects_, object.value()).told) changes();
}

// A round that somebody was ready in all the time and made no step is not fair: then it counts
// from here on.
void LassoDetector::steps(TaskId task, std::uint64_t oldest) {
  ++steps_;
  if (closed_ || !task) return;
  Part& runs = part(tasks_, task.value());
  runs.last = steps_;
  if (states_.size() >= states_max) changes();
  // Who steps next is a part of it.
  const auto [place, is_new] = states_.try_emplace(mix(state_, task.value(), 4));
  Seen& seen = place->second;
  if (!is_new) {
    length_ = steps_ - seen.step;
    seen.rounds = oldest >= seen.step ? seen.rounds + 1 : 0;
  }
  seen.step = steps_;
  closed_ = seen.rounds >= rounds_wanted_;
}

void LassoDetector::end_run(const Situation& at_end, std::vector<Finding>& found) {
  if (!closed_) return;
  std::vector<TaskId> running;
  for (const TaskId task : at_end.all_tasks()) {
    const bool ran = task.value() < tasks_.size() && tasks_[task.value()].last + length_ > steps_;
    if (ran) running.push_back(task);
  }
  Finding finding{FindingKind::livelock, {}, {}, names_of(at_end, running), {}};
  finding.what = "livelock: " + joined(finding.tasks) +
                 (finding.tasks.size() == 1 ? " goes" : " go") +
                 " round while time stands still and nothing changes";
  finding.details = "the same state came " + std::to_string(rounds_wanted_ + 1) +
                    " times, the last time after " + std::to_string(length_) +
                    (length_ == 1 ? " step" : " steps") +
                    "; a count that a task keeps to itself is not seen\n" + at_end.text();
  found.push_back(std::move(finding));
}

}  // namespace sim
