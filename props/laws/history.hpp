// props/laws/history.hpp
//
// The life of each task of a run, read from its events: what the laws ask for.
//
//   const History history(execution);
//   const TaskLife* life = history.find(task);
//   if (life->finish && life->end == "raised") ...

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "props/execution.hpp"

namespace sim::props::laws {

// What a law says: nothing, or what is wrong.
using Breach = std::string;
inline constexpr const char* holds = "";

struct TaskLife {
  Moment spawn;
  std::optional<Moment> first_step;
  std::vector<std::size_t> steps;  // among the events
  std::optional<Moment> finish;
  std::string end;              // "returned", "raised", "cancelled"
  std::vector<Moment> cancels;  // requests to stop
  std::string body_end;         // what its body returned or raised
};

class History {
 public:
  explicit History(const Execution& run);

  // nullptr for what is no task.
  [[nodiscard]] const TaskLife* find(Awaitee task) const;
  [[nodiscard]] const TaskLife* find(TaskId task) const;
  [[nodiscard]] const std::map<TaskId, TaskLife>& tasks() const noexcept { return tasks_; }

  // In which iteration one who listens to `task` since `since` hears that it is done; none if it
  // does not hear it.
  [[nodiscard]] std::optional<std::uint64_t> heard(Awaitee task, const Moment& since) const;

  // Whether a request to stop came to `task` while it waited from one moment to another. One that
  // it made of itself in the step before comes to it as soon as it waits.
  [[nodiscard]] bool cancelled_between(TaskId task, const Moment& from, const Moment& to) const;

 private:
  std::map<TaskId, TaskLife> tasks_;
};

[[nodiscard]] std::string name(Awaitee awaitee);  // "task 3", "gathering 1"
[[nodiscard]] std::string name(TaskId task);

}  // namespace sim::props::laws
