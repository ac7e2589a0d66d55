#include "tools/cli/rewrite_outcomes.hpp"

#include <algorithm>
#include <cstdint>
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

// The items of a list as they are written now, each with its comments and after a line break.
// None where the list is not one of lines, two columns in.
class OldItems {
 public:
  OldItems(std::string_view text, std::string_view line_break) {
    head_ = std::string(text.substr(0, text.find(line_break)));
    if (!is_comment(std::string_view(head_).substr(1))) return;  // after the colon
    std::string ahead;
    for (std::size_t at = head_.size(); at < text.size();) {
      const std::size_t from = at + line_break.size();
      const std::size_t end = std::min(text.find(line_break, from), text.size());
      const std::string_view line = text.substr(from, end - from);
      const std::string whole(text.substr(at, end - at));
      at = end;
      if (line.starts_with("  - ")) {
        items_.push_back(std::exchange(ahead, "") + whole);
      } else if (is_comment(line)) {
        ahead += whole;
      } else if (!items_.empty()) {
        items_.back() += std::exchange(ahead, "") + whole;
      }
    }
    if (!items_.empty()) items_.back() += ahead;
  }

  [[nodiscard]] std::size_t count() const noexcept { return items_.size(); }
  [[nodiscard]] const std::string& head() const noexcept { return head_; }
  [[nodiscard]] const std::string& at(std::size_t index) const { return items_[index]; }

 private:
  static bool is_comment(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t\r");
    return first == line.npos || line[first] == '#';
  }

  std::string head_;
  std::vector<std::string> items_;
};

// To the end of its line, if nothing but a comment follows there.
std::size_t with_comment(std::string_view text, std::size_t end) {
  const std::size_t next = text.find_first_not_of(" \t", end);
  if (next == text.npos || text[next] != '#') return end;
  const std::size_t line_end = std::min(text.find('\n', next), text.size());
  return line_end > 0 && text[line_end - 1] == '\r' ? line_end - 1 : line_end;
}

// An item that stays is as it was.
std::string list_of_lines(const Scenario& scenario, const FoundOutcomes& found,
                          const OldItems& old, const ItemWriter& writer) {
  const bool keeps = old.count() != 0 && old.count() == scenario.outcomes.size();
  std::vector<bool> kept(old.count());
  std::string list = keeps ? old.head() : ":";
  for (const scenario::FoundOutcome& each : found.results) {
    const auto item = keeps ? item_for(scenario, each.result) : std::nullopt;
    if (!item) {
      list += writer.write(each.result);
    } else if (!kept[*item]) {
      kept[*item] = true;
      list += old.at(*item);
    }
  }
  return list;
}

std::string new_text(const Scenario& scenario, const FoundOutcomes& found) {
  const std::string_view text = scenario.source->text();
  const std::string_view line_break = line_break_of(text);
  const bool listed = !scenario.outcomes.empty();
  const ItemWriter writer(line_break, listed ? outcome_fields(scenario).output : prints(found));
  const scenario::Site& site = scenario.outcomes_site;
  if (site.style != Style::absent) {
    const std::size_t end = with_comment(text, site.value.end);
    const OldItems old(text.substr(site.key.end, end - site.key.end), line_break);
    const Splice whole{{site.key.end, static_cast<std::uint32_t>(end)},
                       list_of_lines(scenario, found, old, writer)};
    return spliced(text, {&whole, 1});
  }
  std::string list = ":";
  for (const scenario::FoundOutcome& each : found.results) list += writer.write(each.result);
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
