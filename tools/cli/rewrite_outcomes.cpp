#include "tools/cli/rewrite_outcomes.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/load.hpp"
#include "tools/cli/rewrite_output.hpp"
#include "tools/cli/splice.hpp"
#include "tools/cli/yaml_text.hpp"

namespace sim::cli {
namespace {

using scenario::FoundOutcomes;
using scenario::RunResult;
using scenario::Scenario;
using scenario::Style;

constexpr std::size_t key_indent = 4;

// Writes the items of the list, each line after a line break.
class ItemWriter {
 public:
  ItemWriter(std::string_view line_break, bool shows_output)
      : line_break_(line_break), shows_output_(shows_output) {}

  [[nodiscard]] std::string write(const RunResult& result) const {
    std::string item;
    const auto add = [&](const std::string& entry) {
      item += std::string(line_break_) + (item.empty() ? "  - " : "    ") + entry;
    };
    if (shows_output_) {
      add(new_output(result.output, key_indent, YamlPlace::block, line_break_));
    }
    const std::string final_values = write_final(result);
    const bool is_ok = result.outcome == scenario::Outcome::ok;
    if (!is_ok || (item.empty() && final_values.empty())) {
      add("outcome: " + std::string(to_string(result.outcome)));
    }
    if (result.exception) {
      add("exception: " + yaml_scalar(*result.exception, Style::plain, YamlPlace::block));
    }
    if (!final_values.empty()) add(final_values);
    return item;
  }

 private:
  static std::string write_final(const RunResult& result) {
    std::string text;
    for (const scenario::FinalValue& variable : result.final_values) {
      text += (text.empty() ? "final: {" : ", ") + variable.name + ": " +
              yaml_expression(variable.value.python, Style::plain, YamlPlace::flow);
    }
    return text.empty() ? text : text + "}";
  }

  std::string_view line_break_;
  bool shows_output_;
};

bool prints(const FoundOutcomes& found) {
  return std::ranges::any_of(found.results, [](const scenario::FoundOutcome& each) {
    return !each.result.output.empty();
  });
}

std::string new_text(const Scenario& scenario, const FoundOutcomes& found) {
  const std::string_view text = scenario.source->text();
  const std::string_view line_break = line_break_of(text);
  const bool listed = !scenario.outcomes.empty();
  const ItemWriter writer(line_break, listed ? outcome_fields(scenario).output : prints(found));
  std::string list = ":";
  for (const scenario::FoundOutcome& each : found.results) list += writer.write(each.result);
  const scenario::Site& site = scenario.outcomes_site;
  if (site.style != Style::absent) {
    const Splice whole{{site.key.end, site.value.end}, std::move(list)};
    return spliced(text, {&whole, 1});
  }
  std::string whole(text);
  if (!whole.ends_with('\n')) whole += line_break;
  return whole.append(line_break).append("outcomes").append(list).append(line_break);
}

Rewrite unchanged(const Scenario& scenario, std::string problem) {
  return {std::string(scenario.source->text()), "", std::move(problem)};
}

}  // namespace

Rewrite rewrite_outcomes(const Scenario& scenario, const std::string& path,
                         const FoundOutcomes& found) {
  if (!found.complete()) return unchanged(scenario, "there may be more results");
  if (compare(scenario, found).empty()) return unchanged(scenario, "");
  Rewrite rewritten{new_text(scenario, found), "outcomes", ""};
  const scenario::LoadResult loaded = scenario::load(path, rewritten.text);
  if (!loaded) {
    const scenario::Diagnostic& first = loaded.diagnostics.front();
    return unchanged(scenario, "the new text would not load: line " +
                                   std::to_string(first.at.line) + ": " + first.message);
  }
  const auto left = compare(*loaded.scenario, found);
  if (!left.empty()) {
    return unchanged(scenario, "no item can say one of the results: " + left.front().message);
  }
  return rewritten;
}

}  // namespace sim::cli
