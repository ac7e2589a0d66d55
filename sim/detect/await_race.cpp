#include "sim/detect/await_race.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "sim/detect/words.hpp"

namespace sim {

void AwaitRaceDetector::begin_run() {
  for (std::vector<Reading>& readings : readings_) readings.clear();
  found_.clear();
}

void AwaitRaceDetector::on_event(const ProbeEvent& event, const Situation& now) {
  if (!event.task) return;
  if (event.kind == EventKind::read) read(event);
  if (event.kind == EventKind::write) write(event, now);
}

void AwaitRaceDetector::read(const ProbeEvent& event) {
  if (readings_.size() <= event.object.value()) readings_.resize(event.object.value() + 1);
  std::vector<Reading>& readings = readings_[event.object.value()];
  const auto own = std::find_if(readings.begin(), readings.end(), [&event](const Reading& it) {
    return it.read.task == event.task;
  });
  const Reading reading{{event.task, event.time, event.iteration}};
  if (own == readings.end()) {
    readings.push_back(reading);
  } else {
    *own = reading;
  }
}

void AwaitRaceDetector::write(const ProbeEvent& event, const Situation& now) {
  if (readings_.size() <= event.object.value()) return;
  std::vector<Reading>& readings = readings_[event.object.value()];
  const bool blind = event.count == 0;
  for (Reading& reading : readings) {
    if (reading.read.task == event.task) {
      if (blind && reading.written.task) race(reading, event, now);
    } else if (!reading.written.task) {
      reading.written = {event.task, event.time, event.iteration};
    }
  }
  // It knows what it has written; what it has read before is of no matter any more.
  std::erase_if(readings, [&event](const Reading& it) { return it.read.task == event.task; });
}

void AwaitRaceDetector::race(const Reading& reading, const ProbeEvent& event,
                             const Situation& now) {
  const std::string reader = now.name(event.task);
  const std::string writer = now.name(reading.written.task);
  const std::string place = now.name(event.object);
  Finding finding{FindingKind::await_race, {}, place, {reader, writer}, {}};
  finding.what = "await race: " + reader + " reads " + place + ", " + writer + " writes it, " +
                 reader + " writes it";
  finding.details = moment(reading.read.time, reading.read.iteration) + reader + " reads " + place +
                    "\n" + moment(reading.written.time, reading.written.iteration) + writer +
                    " writes it\n" + moment(event.time, event.iteration) + reader +
                    " writes it and has not looked again\n";
  const bool known = std::any_of(found_.begin(), found_.end(),
                                 [&finding](const Finding& it) { return it.same_as(finding); });
  if (!known) found_.push_back(std::move(finding));
}

void AwaitRaceDetector::end_run(const Situation&, std::vector<Finding>& found) {
  found.insert(found.end(), found_.begin(), found_.end());
}

}  // namespace sim
