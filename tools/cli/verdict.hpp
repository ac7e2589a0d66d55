// tools/cli/verdict.hpp
//
// What became of a scenario that was held against its expectations.
//
//   FileVerdict verdict = judge(load_file(path), path);
//   if (verdict.standing() == Standing::broken)
//     for (const Complaint& complaint : verdict.complaints()) print(complaint);
//
// A scenario with a `known_issue` stands well as long as one of its runs breaks an expectation,
// and badly once none does: then the words `known_issue` are out of date.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/expect.hpp"
#include "sim/scenario/explore.hpp"
#include "sim/scenario/load.hpp"
#include "sim/scenario/outcomes.hpp"
#include "sim/scenario/run.hpp"

namespace sim::cli {

enum class Standing : std::uint8_t {
  as_expected,
  broken,
  known_issue,  // broken, and the file says so
  mended,       // the file says that it is broken, and it is not: an error as well
  bad_file,
};

// Whether the shell should hear of it.
[[nodiscard]] bool is_failure(Standing standing);

// One run of the file.
struct RunVerdict {
  scenario::RunSettings settings;
  std::int64_t seed = 0;
  scenario::RunResult result;
  std::vector<scenario::Mismatch> mismatches;
  std::string parting{};  // where the schedule of the file does not fit

  [[nodiscard]] bool is_broken() const { return !mismatches.empty() || !parting.empty(); }
  // "case 3, seed 7", or "" for the file's own run.
  [[nodiscard]] std::string title() const;
};

// The many runs of the file that its `explore` asks for.
struct ExploreVerdict {
  scenario::Exploration exploration;
  std::vector<scenario::ExploreProblem> problems;
  std::string saved;      // the file in which a schedule was found that fails, "" for none
  std::size_t saved_passed = 0;  // how many saved schedules pass
  std::string not_saved;  // why a new failure could not be kept; "" where it was, or there is none
  std::string kept;       // the file that a new failure was kept in
};

// All results that the file may have, where it lists some.
struct OutcomesVerdict {
  scenario::FoundOutcomes found;
  std::vector<scenario::OutcomeProblem> problems;  // they point into `found`
};

// One thing that is not as expected, for people.
struct Complaint {
  std::size_t run = 0;  // by index; one behind the last: of the exploration; two: of the outcomes
  scenario::Position at;
  std::string message;               // "elapsed: expected 1, got 2"
  std::vector<std::string> details;  // a difference, a report
};

struct FileVerdict {
  std::string path;
  scenario::LoadResult loaded;
  std::vector<RunVerdict> runs;
  std::optional<ExploreVerdict> explored{};
  std::optional<OutcomesVerdict> outcomes{};

  [[nodiscard]] std::size_t exploration_index() const { return runs.size(); }
  [[nodiscard]] std::size_t outcomes_index() const { return runs.size() + 1; }

  [[nodiscard]] Standing standing() const;
  // Of broken and mended scenarios; of others none.
  [[nodiscard]] std::vector<Complaint> complaints() const;

 private:
  void append_exploration(std::vector<Complaint>& complaints) const;
  void append_outcomes(std::vector<Complaint>& complaints) const;
};

struct JudgeSettings {
  TiePolicy ties = TiePolicy::fifo;
  std::string save{};  // the folder of saved failures; "" for none
  unsigned jobs = 1;   // threads for one file
  std::optional<std::uint64_t> outcome_schedules{};  // at most, for its `outcomes`
};

[[nodiscard]] FileVerdict judge(scenario::LoadResult loaded, std::string path,
                                const JudgeSettings& settings = {});

// "case 3, seed 7", "explore", "outcomes", or "" for the file's own run; by index, as in a
// complaint.
[[nodiscard]] std::string title_of(const FileVerdict& verdict, std::size_t run);

// The command that shows the run by itself, or the schedule that fails.
[[nodiscard]] std::string again(const FileVerdict& verdict, std::size_t run);

}  // namespace sim::cli
