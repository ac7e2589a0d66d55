#include "tools/cli/export.hpp"

#include <string>

#include "sim/scenario/export_python.hpp"
#include "sim/scenario/load.hpp"
#include "tools/cli/find_scenarios.hpp"
#include "tools/cli/write_file.hpp"

namespace sim::cli {
namespace {

ExitStatus refuse(const Console& console, const std::string& why) {
  console.say(why);
  return ExitStatus::bad_input;
}

}  // namespace

ExitStatus export_scenario(const ExportArguments& arguments, const Console& console) {
  if (const std::string problem = problem_with_file(arguments.files.front()); !problem.empty()) {
    return refuse(console, problem);
  }
  const scenario::LoadResult loaded = scenario::load_file(arguments.files.front());
  console.show(loaded.diagnostics);
  if (!loaded) return ExitStatus::bad_input;
  if (loaded.scenario->coroutines.empty()) {
    return refuse(console, arguments.files.front() + ": '" + loaded.scenario->program +
                               "' is a program in C++, which cannot be written in Python");
  }
  const std::string text = scenario::export_python(*loaded.scenario);
  if (arguments.output.empty()) {
    console.out << text;
    return ExitStatus::as_expected;
  }
  const std::string problem = write_file(arguments.output, text);
  if (problem.empty()) return ExitStatus::as_expected;
  console.say(problem);
  return ExitStatus::internal;
}

}  // namespace sim::cli
