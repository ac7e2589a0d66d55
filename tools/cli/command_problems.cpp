#include "tools/cli/command_problems.hpp"

#include <algorithm>
#include <vector>

namespace sim::cli {
namespace {

std::string problem_with_files(const std::vector<std::string>& files) {
  if (files.empty()) return "which file?";
  return files.size() > 1 ? "one file at a time" : "";
}

}  // namespace

std::string wrong_count(const std::string& message) {
  const std::string flag = message.substr(0, message.find(':'));
  const bool missing = message.find("missing") != std::string::npos;
  return flag + (missing ? " needs a value" : " is given more than once");
}

std::string problem_with(const RunArguments& run) {
  if (run.json && run.trace) return "--json and --trace exclude each other";
  return run.files.empty() ? "which files?" : "";
}

std::string problem_with(const CheckArguments& check) {
  return check.paths.empty() ? "which files or folders?" : "";
}

std::string problem_with(const ExploreArguments& explore) {
  if (explore.json && explore.check_determinism) {
    return "--json and --check-determinism exclude each other";
  }
  return explore.files.empty() ? "which files?" : "";
}

std::string problem_with(const ReplayArguments& replay) {
  if (replay.trace && replay.check_determinism) {
    return "--trace and --check-determinism exclude each other";
  }
  const std::string problem = problem_with_files(replay.files);
  return problem.empty() && replay.schedule.empty() ? "which schedule? --schedule TOKEN" : problem;
}

std::string problem_with(const ShrinkArguments& shrink) {
  const std::string problem = problem_with_files(shrink.files);
  return problem.empty() && shrink.schedule.empty() ? "which schedule? --schedule TOKEN" : problem;
}

std::string problem_with(const OutcomesArguments& outcomes) {
  if (outcomes.json && outcomes.update) return "--json and --update exclude each other";
  const bool standard_input = std::ranges::find(outcomes.files, "-") != outcomes.files.end();
  if (outcomes.update && standard_input) return "--update cannot write to standard input";
  return outcomes.files.empty() ? "which files?" : "";
}

std::string problem_with(const ExportArguments& exported) {
  return problem_with_files(exported.files);
}

std::string problem_with(const ImportArguments& imported) {
  return problem_with_files(imported.files);
}

}  // namespace sim::cli
