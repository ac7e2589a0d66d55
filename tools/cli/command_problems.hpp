// tools/cli/command_problems.hpp
//
// What is wrong with a command line though none of its flags is wrong by itself.
//
//   if (const std::string problem = problem_with(run); !problem.empty()) ...   // "which files?"

#pragma once

#include <string>

#include "tools/cli/arguments.hpp"

namespace sim::cli {

// "--junit: 1 required TEXT missing", as CLI11 says it, in words for people.
[[nodiscard]] std::string wrong_count(const std::string& message);

// "" where all is well.
[[nodiscard]] std::string problem_with(const RunArguments& command);
[[nodiscard]] std::string problem_with(const CheckArguments& command);
[[nodiscard]] std::string problem_with(const ExploreArguments& command);
[[nodiscard]] std::string problem_with(const ReplayArguments& command);
[[nodiscard]] std::string problem_with(const ShrinkArguments& command);
[[nodiscard]] std::string problem_with(const OutcomesArguments& command);
[[nodiscard]] std::string problem_with(const ExportArguments& command);
[[nodiscard]] std::string problem_with(const ImportArguments& command);

}  // namespace sim::cli
