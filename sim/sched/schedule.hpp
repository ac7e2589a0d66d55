// sim/sched/schedule.hpp
//
// A Schedule is all that makes a run differ from the calm one: asyncio's own order and fair weather
// with a few deviations.
//
//   Schedule schedule = recorder.schedule();
//   std::string token = schedule.token();         // "fermata1-any-s1.2*3-1.1*1-x5d2c"
//   Schedule same = Schedule::parse(token);       // throws ScheduleError
//   schedule.describe(names);                     // "FIFO, except step 36: audit before deposit"
//
// Deviations stand in the order in which they were given. A token is text for a command line or a
// file: letters, digits, dots, '-', '+', '*' and '='; it carries a version and a checksum.

#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/sched/deviation.hpp"

namespace sim {

// What may differ from one run to the next.
enum class Model : std::uint8_t {
  timing,  // what differs under a real asyncio loop, too: the order of equal deadlines, durations
  any,     // also which of the tasks that are ready runs next
};

[[nodiscard]] std::string_view name_of(Model model) noexcept;

// A token that cannot be read; the message says why and where.
class ScheduleError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What tasks are called, for people.
using TaskNames = std::map<TaskPath, std::string>;

class Schedule {
 public:
  explicit Schedule(Model model = Model::any) noexcept : model_(model) {}

  [[nodiscard]] static Schedule parse(std::string_view token);
  [[nodiscard]] std::string token() const;

  // Requires, for a step: the turn and the one it passes are told apart. `step` is the number of
  // the step in the run at hand; it is for people, and two schedules that differ there are equal.
  void add(Deviation deviation, std::uint64_t step = 0);

  // The last deviation, a step, goes on for one turn more.
  void extend_last() { ++deviations_.back().more; }

  [[nodiscard]] Model model() const noexcept { return model_; }
  [[nodiscard]] const std::vector<Deviation>& deviations() const noexcept { return deviations_; }
  // The numbers of the steps that were given with them, or 0.
  [[nodiscard]] const std::vector<std::uint64_t>& steps() const noexcept { return steps_; }
  [[nodiscard]] std::size_t size() const noexcept { return deviations_.size(); }
  [[nodiscard]] bool calm() const noexcept { return deviations_.empty(); }

  // "FIFO" or "FIFO, except step 36: audit before deposit; ...". A task without a name is called
  // "task 1.2".
  [[nodiscard]] std::string describe(const TaskNames& names = {}) const;

  // One of them: "step 36: audit before deposit". Requires: index < size().
  [[nodiscard]] std::string describe(const TaskNames& names, std::size_t index) const;

  friend bool operator==(const Schedule& a, const Schedule& b) {
    return a.model_ == b.model_ && a.deviations_ == b.deviations_;
  }

 private:
  Model model_;
  std::vector<Deviation> deviations_;
  std::vector<std::uint64_t> steps_;  // of each
};

}  // namespace sim
