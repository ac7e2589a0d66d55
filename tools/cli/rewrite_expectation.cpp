#include "tools/cli/rewrite_expectation.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/scenario/load.hpp"
#include "tools/cli/rewrite_output.hpp"

namespace sim::cli {
namespace {

using scenario::ExpectedOutcome;
using scenario::Mismatch;
using scenario::Place;
using scenario::Site;
using scenario::Style;
using std::string_view_literals::operator""sv;

Place point(std::uint32_t at) { return {at, at}; }

std::uint32_t begin_of_line(std::string_view text, std::size_t at) {
  const std::size_t line_break = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return static_cast<std::uint32_t>(line_break == std::string_view::npos ? 0 : line_break + 1);
}

std::string blanks(std::size_t count) { return std::string(count, ' '); }

// Whether a file can say this value: not so [<Task Task-1>], or inf. The loader is the judge.
bool is_expression(const scenario::Snapshot& value) {
  if (!value.plain) return false;
  const scenario::LoadResult loaded = scenario::load(
      "", "scenario: a\ncoroutines: {main(): [pass]}\nexpect: {result: " +
              yaml_scalar(value.python, Style::double_quoted, YamlPlace::flow) + "}");
  return loaded &&
         scenario::write_expected(*loaded.scenario->expect->result->value) == value.python;
}

}  // namespace

ExpectationRewriter::ExpectationRewriter(const scenario::Source& source,
                                         const scenario::Expectation& expected,
                                         const scenario::RunResult& result,
                                         std::span<const Mismatch> mismatches)
    : source_(source),
      expected_(expected),
      result_(result),
      mismatches_(mismatches),
      line_break_(line_break_of(source.text())) {}

std::vector<Splice> ExpectationRewriter::splices() {
  if (std::ranges::none_of(all_keys, [&](Key key) { return has(key); })) {
    fill_empty();
  } else {
    replace_values();
    remove_ruled_out();
    add_missing();
  }
  return std::move(splices_);
}

std::string_view ExpectationRewriter::name_of(Key key) {
  constexpr std::array names{"output"sv,  "outcome"sv, "exception"sv,
                             "elapsed"sv, "result"sv,  "final"sv};
  return names[static_cast<std::size_t>(key)];
}

const Site* ExpectationRewriter::site(Key key) const {
  const auto of = [](const auto& value) { return value ? &value->site : nullptr; };
  switch (key) {
    case Key::output:
      return of(expected_.output);
    case Key::outcome:
      return of(expected_.outcome);
    case Key::exception:
      return of(expected_.exception);
    case Key::elapsed:
      return of(expected_.elapsed);
    case Key::result:
      return of(expected_.result);
    default:
      return of(expected_.final_values);
  }
}

// What cannot stand beside the outcome that the run has.
bool ExpectationRewriter::removed(Key key) const {
  if (key == Key::exception) return has(key) && !result_.exception;
  return key == Key::result && has(key) && result_.outcome != ExpectedOutcome::ok;
}

bool ExpectationRewriter::is_mismatch(Mismatch::Key key) const {
  return std::ranges::any_of(mismatches_, [&](const Mismatch& each) { return each.key == key; });
}

YamlPlace ExpectationRewriter::place() const {
  return expected_.site.style == Style::flow_map ? YamlPlace::flow : YamlPlace::block;
}

void ExpectationRewriter::replace_values() {
  for (const Mismatch& mismatch : mismatches_) {
    switch (mismatch.key) {
      case Mismatch::Key::output:
        replace_output(mismatch);
        break;
      case Mismatch::Key::outcome:
        if (has(Key::outcome)) {
          replace(*site(Key::outcome), std::string(to_string(result_.outcome)), "outcome");
        }
        break;
      case Mismatch::Key::exception:
        if (has(Key::exception) && result_.exception) {
          const Style style = site(Key::exception)->style;
          replace(*site(Key::exception), yaml_scalar(*result_.exception, style, place()),
                  "exception");
        }
        break;
      case Mismatch::Key::elapsed:
        replace(*site(Key::elapsed), scenario::write_seconds(result_.elapsed), "elapsed");
        break;
      case Mismatch::Key::result:
        if (!has(Key::result) || removed(Key::result)) break;
        if (auto value = expression(result_.result, site(Key::result)->style, place())) {
          replace(*site(Key::result), *value, "result");
        }
        break;
      case Mismatch::Key::final_value:
        replace_final(mismatch);
        break;
    }
  }
}

void ExpectationRewriter::replace_output(const Mismatch& mismatch) {
  splices_.push_back(rewrite_output(source_, *site(Key::output), mismatch.expected_lines,
                                    result_.output, place()));
  keys_.emplace_back("output");
}

void ExpectationRewriter::replace_final(const Mismatch& mismatch) {
  const auto actual =
      std::ranges::find(result_.final_values, mismatch.name, &scenario::FinalValue::name);
  const auto& variables = expected_.final_values->variables;
  const auto written = std::ranges::find(variables, mismatch.name, &scenario::NamedExpr::name);
  if (written == variables.end()) return;
  if (actual == result_.final_values.end()) {
    problem_ = "'" + mismatch.name + "' was never made, so it has no final value";
    return;
  }
  const bool flow = expected_.final_values->site.style == Style::flow_map;
  const Site& at = written->site;
  if (auto value = expression(actual->value, at.style, flow ? YamlPlace::flow : place())) {
    replace(at, *value, mismatch.label());
  }
}

// A value of several lines goes with the line break before it, and one that is missing needs a
// blank after its colon.
void ExpectationRewriter::replace(const Site& at, const std::string& value, std::string key) {
  const std::string_view between = source_.text({at.key.end, std::max(at.key.end, at.value.begin)});
  const bool below =
      between.find('\n') != std::string_view::npos && between.find('#') == std::string_view::npos;
  if (below) {
    splices_.push_back({{at.key.end, at.value.end}, ": " + value});
  } else {
    splices_.push_back({at.value, (at.style == Style::absent ? " " : "") + value});
  }
  keys_.push_back(std::move(key));
}

std::optional<std::string> ExpectationRewriter::expression(const scenario::Snapshot& value,
                                                           Style wanted, YamlPlace where) {
  if (is_expression(value)) return yaml_expression(value.python, wanted, where);
  problem_ = "no expression stands for " + value.python;
  return std::nullopt;
}

// Everything that there is to expect. In a block where `expect:` has a line of its own.
void ExpectationRewriter::fill_empty() {
  const std::string_view text = source_.text();
  const std::uint32_t line = begin_of_line(text, expected_.site.key.begin);
  const std::string_view before = text.substr(line, expected_.site.key.begin - line);
  const std::size_t indent = expected_.site.indent + 2;
  const bool block = before.find_first_not_of(" -") == std::string_view::npos;
  std::string filled;
  for (const std::string& entry : all_entries(block ? YamlPlace::block : YamlPlace::flow, indent)) {
    filled += block ? std::string(line_break_) + blanks(indent) : filled.empty() ? "" : ", ";
    filled += entry;
  }
  const Site& at = expected_.site;
  if (block) {
    const std::uint32_t end = end_of_line(text, at.value.end);
    const std::string rest(text.substr(at.value.end, end - at.value.end));
    splices_.push_back({{at.key.end, end}, ":" + rest + filled});
  } else {
    splices_.push_back({at.value, "{" + filled + "}"});
  }
  keys_.emplace_back("expect");
}

std::vector<std::string> ExpectationRewriter::all_entries(YamlPlace where, std::size_t indent) {
  std::vector<std::string> entries{new_output(result_.output, indent, where, line_break_)};
  if (result_.outcome != ExpectedOutcome::ok) {
    entries.push_back("outcome: " + std::string(to_string(result_.outcome)));
  }
  if (result_.exception) entries.push_back(new_exception(where));
  entries.push_back("elapsed: " + scenario::write_seconds(result_.elapsed));
  if (result_.result.python != "None" && is_expression(result_.result)) {
    entries.push_back("result: " + yaml_expression(result_.result.python, Style::plain, where));
  }
  const std::string finals = new_final(where, indent);
  if (!finals.empty()) entries.push_back(finals);
  return entries;
}

std::string ExpectationRewriter::new_exception(YamlPlace where) const {
  return "exception: " + yaml_scalar(*result_.exception, Style::plain, where);
}

std::string ExpectationRewriter::new_final(YamlPlace where, std::size_t indent) {
  std::string out;
  const std::string separator =
      where == YamlPlace::flow ? ", " : std::string(line_break_) + blanks(indent + 2);
  for (const scenario::FinalValue& variable : result_.final_values) {
    if (!is_expression(variable.value)) continue;
    if (!out.empty() || where == YamlPlace::block) out += separator;
    out += variable.name + ": " + yaml_expression(variable.value.python, Style::plain, where);
  }
  if (out.empty()) return out;
  return where == YamlPlace::flow ? "final: {" + out + "}" : "final:" + out;
}

void ExpectationRewriter::remove_ruled_out() {
  for (const Key key : {Key::exception, Key::result}) {
    if (removed(key)) remove(key);
  }
}

void ExpectationRewriter::add_missing() {
  if (!is_mismatch(Mismatch::Key::outcome)) return;
  if (!has(Key::outcome)) add(Key::outcome, "outcome: " + std::string(to_string(result_.outcome)));
  if (!has(Key::exception) && result_.exception) add(Key::exception, new_exception(place()));
}

void ExpectationRewriter::remove(Key key) {
  keys_.emplace_back(name_of(key));
  // Alone in its mapping: what is added takes its place.
  if (!kept_before(Key::end) && !has(Key::outcome)) return;
  const std::string_view text = source_.text();
  const Site& at = *site(key);
  if (place() == YamlPlace::block) {
    const std::size_t end = text.find('\n', at.value.end);
    const auto after =
        static_cast<std::uint32_t>(end == std::string_view::npos ? text.size() : end + 1);
    splices_.push_back({{begin_of_line(text, at.key.begin), after}, ""});
  } else if (const auto after = neighbour(key, true)) {
    splices_.push_back({{at.key.begin, site(*after)->key.begin}, ""});
  } else if (const auto before = neighbour(key, false)) {
    splices_.push_back({{site(*before)->value.end, at.value.end}, ""});
  }
}

void ExpectationRewriter::add(Key key, std::string text) {
  keys_.emplace_back(name_of(key));
  if (!kept_before(Key::end)) {
    for (const Key gone : {Key::exception, Key::result}) {
      if (!removed(gone)) continue;
      splices_.push_back({{site(gone)->key.begin, site(gone)->value.end}, std::move(text)});
      return;
    }
  }
  if (place() == YamlPlace::block) {
    insert_block(key, text);
  } else {
    insert_flow(key, text);
  }
}

void ExpectationRewriter::insert_block(Key key, const std::string& text) {
  const std::string indent = blanks(expected_.key_indent);
  if (const auto before = kept_before(key)) {
    const std::uint32_t end = end_of_line(source_.text(), site(*before)->value.end);
    splices_.push_back({point(end), std::string(line_break_) + indent + text});
  } else if (const auto after = kept_after(key)) {
    splices_.push_back({point(site(*after)->key.begin), text + std::string(line_break_) + indent});
  }
}

void ExpectationRewriter::insert_flow(Key key, const std::string& text) {
  if (const auto before = kept_before(key)) {
    splices_.push_back({point(site(*before)->value.end), ", " + text});
  } else if (const auto after = kept_after(key)) {
    splices_.push_back({point(site(*after)->key.begin), text + ", "});
  }
}

std::optional<ExpectationRewriter::Key> ExpectationRewriter::kept_before(Key key) const {
  std::optional<Key> last;
  for (const Key candidate : all_keys) {
    if (candidate < key && has(candidate) && !removed(candidate)) last = candidate;
  }
  return last;
}

std::optional<ExpectationRewriter::Key> ExpectationRewriter::kept_after(Key key) const {
  for (const Key candidate : all_keys) {
    if (candidate > key && has(candidate) && !removed(candidate)) return candidate;
  }
  return std::nullopt;
}

std::optional<ExpectationRewriter::Key> ExpectationRewriter::neighbour(Key key, bool after) const {
  std::optional<Key> nearest;
  const std::uint32_t at = site(key)->key.begin;
  for (const Key candidate : all_keys) {
    if (candidate == key || !has(candidate)) continue;
    const std::uint32_t begin = site(candidate)->key.begin;
    if ((begin > at) != after) continue;
    const bool nearer = !nearest || (begin < site(*nearest)->key.begin) == after;
    if (nearer) nearest = candidate;
  }
  return nearest;
}

}  // namespace sim::cli
