// tools/cli/save_failure.hpp
//
// A schedule that fails as a scenario file of its own: the program, the schedule, and what must
// hold under it. It fails by itself, under `check` and `run`, until the program in it is mended.
//
//   SavedFailure saved = save_failure(".fermata", path, scenario, failure);
//   if (!saved.problem.empty()) console.say(saved.problem);
//
// Its name is that of the scenario and a few digits of the schedule. The other way, a program is
// held against the schedules that were saved for it: saved_schedules().

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/explore.hpp"

namespace sim::cli {

struct SavedFailure {
  std::string path;
  std::string problem;  // why it was not saved; "" where it was
};

// The text that is saved. "" where the file is not written in the way that can be copied, a
// mapping in one line.
[[nodiscard]] std::string failing_scenario(const std::string& path,
                                           const scenario::Scenario& scenario,
                                           const scenario::FoundFailure& failure,
                                           std::optional<std::int64_t> steps_max);

[[nodiscard]] SavedFailure save_failure(const std::string& folder, const std::string& path,
                                        const scenario::Scenario& scenario,
                                        const scenario::FoundFailure& failure,
                                        std::optional<std::int64_t> steps_max);

struct SavedSchedule {
  std::string path;
  Schedule schedule;
};

// Those of a scenario in a folder, by their names. What cannot be read is left out.
[[nodiscard]] std::vector<SavedSchedule> saved_schedules(const std::string& folder,
                                                         const scenario::Scenario& scenario);

}  // namespace sim::cli
