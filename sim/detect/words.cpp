#include "sim/detect/words.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace sim {
namespace {

struct ComesFirst {
  const Situation& now;
  bool operator()(TaskId a, TaskId b) const {
    return std::pair(now.name(a), a) < std::pair(now.name(b), b);
  }
};

// The objects they wait for, in their order.
std::string places_of(const Situation& now, const std::vector<TaskId>& tasks) {
  std::vector<std::string> places;
  for (const TaskId task : tasks) {
    const ObjectId object = now.task(task).wait.object;
    if (!object) continue;
    std::string name = now.name(object);
    if (std::find(places.begin(), places.end(), name) == places.end()) {
      places.push_back(std::move(name));
    }
  }
  return joined(places);
}

}  // namespace

std::string moment(Instant time, std::uint64_t iteration) {
  char text[96];
  std::snprintf(text, sizeof text, "at %g s, iteration %llu: ", to_seconds(time),
                static_cast<unsigned long long>(iteration));
  return text;
}

Finding about_tasks(FindingKind kind, std::string_view begin, const Situation& now,
                    const std::vector<TaskId>& tasks) {
  Finding finding{kind, std::string(begin), places_of(now, tasks), {}, {}};
  for (const TaskId task : tasks) {
    if (!finding.tasks.empty()) finding.what += "; ";
    finding.what += now.wait_of(task);
    finding.tasks.push_back(now.name(task));
  }
  return finding;
}

std::vector<std::string> names_of(const Situation& now, const std::vector<TaskId>& tasks) {
  std::vector<std::string> names;
  for (const TaskId task : tasks) names.push_back(now.name(task));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<TaskId> from_first_name(const Situation& now, std::vector<TaskId> ring) {
  std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end(), ComesFirst{now}),
              ring.end());
  return ring;
}

std::vector<TaskId> by_name(const Situation& now, std::vector<TaskId> tasks) {
  std::sort(tasks.begin(), tasks.end(), ComesFirst{now});
  return tasks;
}

}  // namespace sim
