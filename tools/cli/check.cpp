#include "tools/cli/check.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sim/scenario/determinism.hpp"
#include "tools/cli/annotations.hpp"
#include "tools/cli/determinism.hpp"
#include "tools/cli/find_scenarios.hpp"
#include "tools/cli/junit.hpp"
#include "tools/cli/parallel.hpp"
#include "tools/cli/report.hpp"
#include "tools/cli/rewrite.hpp"
#include "tools/cli/selection.hpp"
#include "tools/cli/verdict.hpp"
#include "tools/cli/write_file.hpp"

namespace sim::cli {
namespace {

unsigned jobs_of(const CheckArguments& arguments) {
  return arguments.jobs.value_or(std::max(1U, std::thread::hardware_concurrency()));
}

ExitStatus status_of(Standing standing) {
  if (standing == Standing::bad_file) return ExitStatus::bad_input;
  return is_failure(standing) ? ExitStatus::broken : ExitStatus::as_expected;
}

// Writes what came out into the file. "" where that went well.
std::string store(const FileVerdict& verdict, const Rewrite& rewritten) {
  std::ifstream file(verdict.path, std::ios::binary);
  const std::string now{std::istreambuf_iterator<char>(file), {}};
  if (now != verdict.loaded.scenario->source->text()) {
    return verdict.path + ": it has changed meanwhile";
  }
  return write_file(verdict.path, rewritten.text);
}

class Check {
 public:
  Check(const CheckArguments& arguments, const Console& console)
      : arguments_(arguments), console_(console), report_(console, arguments.quiet) {}

  ExitStatus run(std::vector<LoadedFile> files) {
    const std::size_t count = files.size();
    in_order(
        count, jobs_of(arguments_),
        [&](std::size_t i) {
          return judge(std::move(files[i].loaded), files[i].path,
                       {.ties = arguments_.ties,
                        .save = arguments_.save,
                        .jobs = jobs_of(arguments_) / static_cast<unsigned>(count),
                        .outcome_schedules = arguments_.outcome_schedules});
        },
        [&](std::size_t, FileVerdict&& verdict) { return take(std::move(verdict)); });
    if (verdicts_.size() < count) {
      console_.out << "stopped at the first failure, " << count - verdicts_.size()
                   << " not checked\n";
    }
    report_.summarise();
    if (arguments_.check_determinism) make_all_twice();
    if (environment("GITHUB_ACTIONS") == "true") console_.out << annotations(verdicts_);
    write_junit();
    return status_;
  }

 private:
  // False: no more of them.
  bool take(FileVerdict verdict) {
    const ExitStatus status = arguments_.update ? update(verdict) : show(verdict);
    status_ = worse(status_, status);
    verdicts_.push_back(std::move(verdict));
    return status == ExitStatus::as_expected || !arguments_.fail_fast;
  }

  ExitStatus show(const FileVerdict& verdict) {
    report_.add(verdict);
    return status_of(verdict.standing());
  }

  // What a file with a known issue expects is what it should give one day.
  ExitStatus update(FileVerdict& verdict) {
    if (!verdict.loaded || !verdict.loaded.scenario->known_issue.empty()) return show(verdict);
    const Rewrite rewritten = rewrite(verdict);
    if (rewritten.keys.empty()) {
      const ExitStatus status = show(verdict);
      if (!rewritten.problem.empty())
        console_.out << "  " << verdict.path << ": not updated: " << rewritten.problem << '\n';
      return status;
    }
    if (const std::string problem = store(verdict, rewritten); !problem.empty()) {
      report_.add(verdict);
      console_.say(problem);
      return ExitStatus::internal;
    }
    for (RunVerdict& run : verdict.runs) run.mismatches.clear();
    if (is_failure(verdict.standing())) return show(verdict);
    report_.add_updated(verdict, rewritten.keys);
    return ExitStatus::as_expected;
  }

  // One after the other: what leaks into a run must not be what runs beside it.
  void make_all_twice() {
    const Telling telling = arguments_.quiet ? Telling::only_what_differs : Telling::all;
    for (const FileVerdict& verdict : verdicts_) {
      if (!verdict.loaded) continue;
      const scenario::Scenario& scenario = *verdict.loaded.scenario;
      const Determinism found = scenario.explore ? scenario::check_determinism(scenario)
                                                 : scenario::check_determinism_of_runs(scenario);
      status_ = worse(status_, tell(verdict.path, found, console_, telling));
    }
  }

  void write_junit() {
    if (arguments_.junit.empty()) return;
    const std::string problem = write_file(arguments_.junit, junit_xml(verdicts_));
    if (problem.empty()) return;
    console_.say(problem);
    status_ = worse(status_, ExitStatus::internal);
  }

  const CheckArguments& arguments_;
  const Console& console_;
  Report report_;
  std::vector<FileVerdict> verdicts_;
  ExitStatus status_ = ExitStatus::as_expected;
};

}  // namespace

ExitStatus check(const CheckArguments& arguments, const Console& console) {
  if (arguments.update && is_on("CI")) {
    console.say("--update is refused where CI is set: run it at home and look at the difference");
    return ExitStatus::bad_input;
  }
  const FoundFiles found = find_scenarios(arguments.paths);
  for (const std::string& problem : found.problems) console.say(problem);
  if (!found.problems.empty()) return ExitStatus::bad_input;
  Selection selection =
      select(load_files(found.files, jobs_of(arguments)), arguments.filter, arguments.tags);
  if (!selection.problem.empty()) {
    console.say(selection.problem);
    return ExitStatus::bad_input;
  }
  return Check(arguments, console).run(std::move(selection.files));
}

}  // namespace sim::cli
