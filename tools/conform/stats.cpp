#include "tools/conform/stats.hpp"

#include <algorithm>
#include <cstdio>
#include <tuple>
#include <utility>
#include <vector>

namespace sim::conform {
namespace {

using Kind = props::script::Expr::Kind;

std::string percent(std::uint64_t part, std::uint64_t all) {
  char text[32];
  std::snprintf(text, sizeof text, "%5.1f %%",
                all == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(all));
  return text;
}

void table(std::string& text, const char* title, const std::map<std::string, std::uint64_t>& counts,
           std::uint64_t all, std::size_t most) {
  std::vector<std::pair<std::string, std::uint64_t>> rows(counts.begin(), counts.end());
  // By how often, then by name. (std::stable_sort needs what C++20 deprecates.)
  std::ranges::sort(rows, [](const auto& a, const auto& b) {
    return std::tie(b.second, a.first) < std::tie(a.second, b.first);
  });
  if (rows.size() > most) rows.resize(most);
  text += title;
  text += '\n';
  for (const auto& [name, count] : rows) text += "  " + percent(count, all) + "  " + name + "\n";
}

}  // namespace

void Stats::add(const Trial& trial) {
  ++programs_;
  steps_ += count_steps(trial.script);
  const Answer& answer = trial.theirs;
  lines_ += answer.output.size();
  std::string outcome = answer.outcome;
  if (answer.state != Answer::State::given) outcome = "no answer: " + answer.why;
  ++outcomes_[outcome];
  const bool early = answer.output.size() <= 1;
  if (outcome == "raised") {
    ++exceptions_[answer.exception.substr(0, 60)];
    early_errors_ += early;
  }
  early_deadlocks_ += outcome == "deadlock" && early;
  count_uses(trial.script);
}

void Stats::count_uses(const Script& script) {
  std::map<std::string, bool> found;
  for (const auto& shared : script.shared) count_uses(shared.value, found);
  for (const auto& coroutine : script.coroutines) {
    for_each_block(coroutine.body, [&](const props::script::Block& block) {
      for (const auto& step : block) {
        found[step.verb] = true;
        for (const auto& part : step.fields) count_uses(part.value, found);
      }
    });
  }
  for (const auto& coroutine : script.coroutines) found.erase(coroutine.name + "()");
  for (const auto& [name, unused] : found) ++uses_[name];
}

void Stats::count_uses(const props::script::Expr& expr, std::map<std::string, bool>& found) const {
  if (expr.kind == Kind::call) found[expr.text + "()"] = true;
  if (expr.kind == Kind::member) found["." + expr.text + "()"] = true;
  if (expr.kind == Kind::attribute) found["." + expr.text] = true;
  for (const auto& part : expr.parts) count_uses(part, found);
}

std::string Stats::text() const {
  std::string text = std::to_string(programs_) + " programs";
  if (programs_ == 0) return text + "\n";
  char average[80];
  std::snprintf(average, sizeof average, ", %.1f steps and %.1f lines each\n",
                static_cast<double>(steps_) / static_cast<double>(programs_),
                static_cast<double>(lines_) / static_cast<double>(programs_));
  text += average;
  text += percent(early_errors_, programs_) + "  raise with at most one line of output\n";
  text += percent(early_deadlocks_, programs_) + "  deadlock with at most one line of output\n";
  table(text, "outcomes", outcomes_, programs_, 20);
  table(text, "exceptions", exceptions_, programs_, 20);
  table(text, "programs that use", uses_, programs_, 120);
  return text;
}

}  // namespace sim::conform
