// tools/cli/failure_report.hpp
//
// A schedule that fails, told to people: what broke, the schedule in a sentence, how it was shrunk,
// and the command that repeats it.
//
//   for (const std::string& line : failure_lines(failure)) out << "  " << line << '\n';
//   out << "  again: " << replay_command(path, failure.schedule, steps_max) << '\n';

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/explore.hpp"
#include "tools/cli/lookout.hpp"

namespace sim::cli {

// Without what broke in one line, which stands above them, and without the command.
[[nodiscard]] std::vector<std::string> failure_lines(const scenario::FoundFailure& failure);

// Works pasted; `steps_max` where the run was cut short by a flag, and what flags looked out for.
[[nodiscard]] std::string replay_command(const std::string& path, const Schedule& schedule,
                                         std::optional<std::int64_t> steps_max,
                                         const Lookout& lookout = {});

// "1,000"
[[nodiscard]] std::string grouped(std::uint64_t number);
// "all 3 results", "the only result".
[[nodiscard]] std::string all_of(std::uint64_t number, const std::string& word);

// "all 13 traces (of 70 interleavings)".
[[nodiscard]] std::string all_traces(const scenario::Exploration& exploration);

// "1,000 schedules"
[[nodiscard]] std::string counted(std::uint64_t number, const std::string& word);

}  // namespace sim::cli
