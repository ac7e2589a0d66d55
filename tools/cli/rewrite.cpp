#include "tools/cli/rewrite.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "tools/cli/rewrite_expectation.hpp"

namespace sim::cli {
namespace {

using scenario::Expectation;
using scenario::Scenario;

class FileRewriter {
 public:
  explicit FileRewriter(const FileVerdict& verdict)
      : verdict_(verdict), scenario_(*verdict.loaded.scenario) {}

  Rewrite rewrite() {
    for (const RunVerdict& run : verdict_.runs) rewrite_run(run);
    if (!problem_.empty()) return unchanged(problem_);
    Rewrite rewritten{spliced(scenario_.source->text(), splices_), names_, ""};
    const std::string wrong = keys_.empty() ? "" : verify(rewritten.text);
    return wrong.empty() ? rewritten : unchanged(wrong);
  }

 private:
  void rewrite_run(const RunVerdict& run) {
    const Expectation* expected = scenario::expectation_of(scenario_, run.settings);
    if (expected == nullptr) {
      if (!run.mismatches.empty())
        problem_ = "there is no 'expect' to write into; add 'expect: {}'";
      return;
    }
    if (!seen_.insert(expected->site.key.begin).second) return;
    ExpectationRewriter rewriter(*scenario_.source, *expected, run.result, run.mismatches);
    for (Splice& splice : rewriter.splices()) splices_.push_back(std::move(splice));
    if (!rewriter.problem().empty()) problem_ = rewriter.problem();
    for (const std::string& key : rewriter.keys()) {
      if (keys_.insert(key).second) names_ += (names_.empty() ? "" : ", ") + key;
    }
  }

  [[nodiscard]] Rewrite unchanged(std::string problem) const {
    return {std::string(scenario_.source->text()), "", std::move(problem)};
  }

  // The runs are the same, whatever is expected of them: only that has to be looked at again.
  [[nodiscard]] std::string verify(const std::string& text) const {
    const scenario::LoadResult loaded = scenario::load(verdict_.path, text);
    if (!loaded) {
      const scenario::Diagnostic& first = loaded.diagnostics.front();
      return "the new text would not load: line " + std::to_string(first.at.line) + ": " +
             first.message;
    }
    for (const RunVerdict& run : verdict_.runs) {
      const Expectation* expected = scenario::expectation_of(*loaded.scenario, run.settings);
      if (expected == nullptr) continue;
      const std::vector<scenario::Mismatch> left = scenario::compare(*expected, run.result);
      if (!left.empty()) return disagreement(run, left.front());
    }
    return "";
  }

  [[nodiscard]] std::string disagreement(const RunVerdict& run,
                                         const scenario::Mismatch& left) const {
    const bool shared = scenario::expectation_of(scenario_, run.settings) ==
                        scenario::expectation_of(scenario_, verdict_.runs.front().settings);
    if (shared && run.settings.case_number) {
      return run.title() +
             " shares the file's 'expect' and gives something else; add 'expect: {}' to it";
    }
    return left.label() + " would still not be as expected";
  }

  const FileVerdict& verdict_;
  const Scenario& scenario_;
  std::set<std::uint32_t> seen_;
  std::vector<Splice> splices_;
  std::set<std::string> keys_;
  std::string names_;
  std::string problem_;
};

}  // namespace

Rewrite rewrite(const FileVerdict& verdict) { return FileRewriter(verdict).rewrite(); }

}  // namespace sim::cli
