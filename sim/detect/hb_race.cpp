#include "sim/detect/hb_race.hpp"

#include <algorithm>
#include <utility>

#include "sim/detect/words.hpp"

namespace sim {

void HbRaceDetector::begin_run() {
  order_.begin_run();
  objects_.clear();
  races_.clear();
  now_ = nullptr;
  time_ = {};
  iteration_ = steps_ = instant_ = 0;
  rests();
}

void HbRaceDetector::on_event(const ProbeEvent& event, const Situation& now) {
  now_ = &now;
  time_ = event.time;
  iteration_ = event.iteration;
  switch (event.kind) {
    case EventKind::clock:
      instant_ = steps_;
      return order_.clock_moves(event.time);
    case EventKind::make:
      known(event.object).sort = sort_of(event.label);
      return;
    case EventKind::acquire: return order_.sees(order_.object(event.object));
    case EventKind::release:
    case EventKind::set: return order_.releases(order_.object(event.object));
    default: return;
  }
}

HbRaceDetector::Sort HbRaceDetector::sort_of(std::string_view label) {
  if (label == "lock" || label == "semaphore" || label == "event" || label == "condition") {
    return Sort::told;
  }
  if (label == "queue") return Sort::other;
  if (label == "random" || label == "output") return Sort::unseen;
  return Sort::variable;
}

HbRaceDetector::Object& HbRaceDetector::known(ObjectId id) {
  if (objects_.size() <= id.value()) objects_.resize(std::size_t{id.value()} + 1);
  return objects_[id.value()];
}

void HbRaceDetector::steps(HappensBefore::Place place, TaskId task) {
  order_.steps(place);
  ++steps_;
  task_ = task;
  in_step_ = true;
}

void HbRaceDetector::rests() {
  order_.rests();
  task_ = {};
  in_step_ = false;
}

void HbRaceDetector::touches(ObjectId id, bool writing) {
  Object& object = known(id);
  switch (object.sort) {
    case Sort::variable:
      if (now_ == nullptr) return;
      return writing ? writes(object, id) : reads(object, id);
    case Sort::told:
      if (!writing) order_.sees(order_.object(id));
      return;
    case Sort::other:
      return writing ? order_.signals(order_.object(id)) : order_.sees(order_.object(id));
    case Sort::unseen: return;
  }
}

HbRaceDetector::Access HbRaceDetector::access(bool writes) {
  Access access{
      {task_, in_step_ ? steps_ : 0, writes}, order_.now(), order_.root(), order_.root_armed(),
      time_, iteration_};
  if (task_) access.after = now_->task(task_).wait.what;
  return access;
}

void HbRaceDetector::reads(Object& object, ObjectId id) {
  Access read = access(false);
  if (object.written) compare(id, object.write, read);
  std::erase_if(object.reads, [this](const Access& it) { return order_.before(it.moment); });
  object.reads.push_back(std::move(read));
}

void HbRaceDetector::writes(Object& object, ObjectId id) {
  Access write = access(true);
  if (object.written) compare(id, object.write, write);
  for (const Access& read : object.reads) compare(id, read, write);
  object.reads.clear();
  object.written = true;
  object.write = std::move(write);
}

// Named in the order of the tasks' names, whichever came first: so it is the same finding in a run
// in which the other did.
void HbRaceDetector::compare(ObjectId id, const Access& first, const Access& second) {
  if (order_.before(first.moment)) return;
  const std::string object = now_->name(id);
  const Access* one = &first;
  const Access* other = &second;
  const auto key = [this](const Access& it) {
    return std::pair(now_->name(it.by.task), it.by.writes);
  };
  if (key(*other) < key(*one)) std::swap(one, other);
  HbRace race{id, first.by, second.by, instant_, first.root, {},
              {FindingKind::hb_race, {}, object, {}, {}}};
  if (first.time != second.time) race.armed = first.armed;
  race.finding.tasks = {now_->name(one->by.task), now_->name(other->by.task)};
  race.finding.what = "happens-before race: " + race.finding.tasks[0] +
                      (one->by.writes ? " writes " : " reads ") + object + ", " +
                      race.finding.tasks[1] + (other->by.writes ? " writes it" : " reads it") +
                      "; nothing orders them";
  const bool known = std::ranges::any_of(
      races_, [&race](const HbRace& it) { return it.finding.what == race.finding.what; });
  if (known) return;
  race.finding.details = in_words(first, object) + in_words(second, object);
  races_.push_back(std::move(race));
}

// "at 1 s, iteration 4: deposit writes variable 1, in step 7, after it waited for sleep(1)\n"
std::string HbRaceDetector::in_words(const Access& access, const std::string& object) const {
  std::string text = moment(access.time, access.iteration) + now_->name(access.by.task) +
                     (access.by.writes ? " writes " : " reads ") + object;
  if (access.by.step != 0) text += ", in step " + std::to_string(access.by.step);
  if (!access.after.empty()) {
    text += ", after it waited for " + access.after;
  } else if (access.by.task) {
    text += ", before it waited for anything";
  }
  return text + "\n";
}

void HbRaceDetector::end_run(const Situation&, std::vector<Finding>& found) {
  for (const HbRace& race : races_) found.push_back(race.finding);
}

}  // namespace sim
