#include "sim/scenario/expectation.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "sim/scenario/schedule_reader.hpp"

namespace sim::scenario {
namespace {

using std::string_view_literals::operator""sv;

// In the order of ExpectedOutcome.
constexpr std::array outcome_words{"ok"sv, "raised"sv, "failed"sv, "deadlock"sv, "step-limit"sv};

constexpr std::array expect_keys{"output"sv,  "outcome"sv, "exception"sv,
                                 "elapsed"sv, "result"sv,  "final"sv};
constexpr std::array outcome_keys{"output"sv, "outcome"sv, "exception"sv, "final"sv};

// What print writes ends its lines; text without a last line break has a last line all the same.
void append_lines(std::vector<std::string>& lines, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

class ExpectationReader {
 public:
  ExpectationReader(const Reader& reader, std::string context)
      : reader_(reader), context_(std::move(context)) {}

  void entry(const Node::Entry& entry, std::span<const std::string_view> keys) {
    const std::string& key = entry.key.text;
    const Site site = site_of(entry);
    const Node& value = entry.value;
    if (entry.key.is_invalid()) return;
    if (std::ranges::find(keys, key) == keys.end()) {
      reader_.unknown_key(entry.key, context_, keys);
    } else if (key == "output") {
      expectation_.output = Expectation::Lines{lines(value), site};
    } else if (key == "outcome") {
      outcome(value, site);
    } else if (key == "exception") {
      if (auto text = reader_.text(value, context_)) expectation_.exception = {*text, site};
    } else if (key == "elapsed") {
      if (auto time = reader_.seconds(value, context_)) expectation_.elapsed = {*time, site};
    } else if (key == "result") {
      expectation_.result = {reader_.expression(value, context_), site};
    } else {
      expectation_.final_values = {read_named(reader_, value, context_), site};
    }
  }

  // What can never hold is a mistake in the file, not in the program.
  void check() {
    const ExpectedOutcome outcome =
        expectation_.outcome ? expectation_.outcome->value : ExpectedOutcome::ok;
    const std::string word(outcome_words[static_cast<std::size_t>(outcome)]);
    const bool raises = outcome == ExpectedOutcome::raised || outcome == ExpectedOutcome::failed;
    if (expectation_.exception && !raises) {
      reader_.found()
          .error(expectation_.exception->site.key,
                 "no exception comes with the outcome '" + word + "'")
          .in(context_)
          .help(expectation_.outcome ? "" : "add 'outcome: raised'");
    }
    if (expectation_.result && outcome != ExpectedOutcome::ok) {
      reader_.found()
          .error(expectation_.result->site.key, "no result comes with the outcome '" + word + "'")
          .in(context_);
    }
  }

  Expectation take() { return std::move(expectation_); }

 private:
  void outcome(const Node& value, const Site& site) {
    const std::optional<std::string> word = reader_.word(value, context_, outcome_words);
    if (!word) return;
    const auto at = std::ranges::find(outcome_words, *word) - outcome_words.begin();
    expectation_.outcome = Expectation::Outcome{static_cast<ExpectedOutcome>(at), site};
  }

  std::vector<std::string> lines(const Node& value) const {
    std::vector<std::string> lines;
    if (value.is_scalar()) {
      append_lines(lines, value.text);
    } else if (value.is_list()) {
      for (const Node& item : value.items) line(lines, item);
    } else if (!value.is_invalid()) {
      reader_.found()
          .error(value.place, "the lines of the output are asked for")
          .in(context_)
          .help("a block of text, 'output: |', or a list; [] where nothing is printed");
    }
    return lines;
  }

  void line(std::vector<std::string>& lines, const Node& item) const {
    if (item.is_scalar() && item.text.find('\n') == std::string::npos) {
      lines.push_back(item.text);
    } else if (item.is_scalar()) {
      append_lines(lines, item.text);
    } else if (item.is_null() && item.style != Style::absent) {
      lines.emplace_back(reader_.source().text(item.place));
    } else if (!item.is_invalid()) {
      reader_.found()
          .error(item.place, "a line of text is asked for, not " + std::string(kind_name(item)))
          .in(context_)
          .help(item.is_null() ? "\"\" is an empty line" : "put it in quotes");
    }
  }

  const Reader& reader_;
  std::string context_;
  Expectation expectation_;
};

Explore::Condition condition(const Reader& reader, const Node& node, const std::string& context) {
  const std::string text =
      node.is_scalar() ? node.text : std::string(reader.source().text(node.place));
  return {reader.expression(node, context), text};
}

// A list of expressions, or one alone.
std::vector<Explore::Condition> conditions(const Reader& reader, const Node& node,
                                           const std::string& context) {
  std::vector<Explore::Condition> conditions;
  if (!node.is_list()) {
    conditions.push_back(condition(reader, node, context));
    return conditions;
  }
  for (const Node& item : node.items) conditions.push_back(condition(reader, item, context));
  return conditions;
}

class ExploreReader {
 public:
  explicit ExploreReader(const Reader& reader) : reader_(reader) {}

  void entry(const Node::Entry& entry) {
    const auto rule = std::ranges::find(rules, entry.key.text, &Rule::key);
    if (entry.key.is_invalid()) return;
    if (rule == rules.end()) {
      std::vector<std::string_view> keys;
      for (const Rule& known : rules) keys.push_back(known.key);
      return reader_.unknown_key(entry.key, context, keys);
    }
    (this->*rule->read)(entry.value);
  }

  Explore take() { return std::move(explore_); }

 private:
  static inline const std::string context = "explore";

  void model(const Node& node) {
    const auto word = reader_.word(node, context, std::array{"any"sv, "timing"sv});
    if (word) explore_.model = *word == "any" ? Explore::Model::any : Explore::Model::timing;
  }
  void jitter(const Node& node) {
    const auto fraction = reader_.number(node, context);
    if (fraction && !(*fraction >= 0.0)) {
      reader_.found().error(node.place, "a jitter is not negative").in(context);
    } else if (fraction) {
      explore_.jitter = *fraction;
    }
  }
  void cancel(const Node& node) {
    if (!reader_.is_list(node, context, "coroutines")) return;
    for (const Node& item : node.items) {
      if (auto name = reader_.name(item, context)) {
        explore_.cancel.push_back({std::move(*name), item.place, 0});
      }
    }
  }
  void strategy(const Node& node) {
    if (auto text = read_strategy(reader_, node, context)) explore_.strategy = *text;
  }
  void schedules(const Node& node) {
    const auto count = reader_.integer(node, context);
    if (count && *count < 1) {
      reader_.found().error(node.place, "at least one schedule is asked for").in(context);
    }
    if (count) explore_.schedules = *count;
  }
  void races(const Node& node) {
    const auto word = reader_.word(node, context, std::array{"true"sv, "false"sv});
    if (word) explore_.races = *word == "true";
  }
  void lasso(const Node& node) {
    const auto count = reader_.integer(node, context);
    if (count && *count < 1) {
      reader_.found().error(node.place, "at least one round makes a lasso").in(context);
    } else if (count) {
      explore_.lasso = *count;
    }
  }
  void always(const Node& node) { explore_.always = conditions(reader_, node, context); }
  void finally_conditions(const Node& node) {
    explore_.finally_conditions = conditions(reader_, node, context);
  }
  void sometimes(const Node& node) { explore_.sometimes = conditions(reader_, node, context); }
  void expect(const Node& node) {
    if (node.is_invalid() || (node.is_scalar() && node.text == "pass")) return;
    explore_.verdict = Explore::Verdict::fail;
    const bool fails =
        node.is_map() && node.entries.size() == 1 && node.entries.front().key.text == "fail";
    if (!fails) {
      reader_.found()
          .error(node.place, "'pass' or {fail: ...} is asked for")
          .in(context)
          .help("{fail: deadlock} names an outcome, {fail: \"a part of the message\"} a message");
    } else if (auto text = reader_.text(node.entries.front().value, context)) {
      explore_.failure = std::move(*text);
    }
  }

  struct Rule {
    std::string_view key;
    void (ExploreReader::*read)(const Node&);
  };
  static const std::array<Rule, 11> rules;

  const Reader& reader_;
  Explore explore_;
};

const std::array<ExploreReader::Rule, 11> ExploreReader::rules{{
    {"model", &ExploreReader::model},
    {"jitter", &ExploreReader::jitter},
    {"cancel", &ExploreReader::cancel},
    {"strategy", &ExploreReader::strategy},
    {"schedules", &ExploreReader::schedules},
    {"races", &ExploreReader::races},
    {"lasso", &ExploreReader::lasso},
    {"always", &ExploreReader::always},
    {"finally", &ExploreReader::finally_conditions},
    {"sometimes", &ExploreReader::sometimes},
    {"expect", &ExploreReader::expect},
}};

}  // namespace

std::optional<Expectation> read_expectation(const Reader& reader, const Node::Entry& entry,
                                            const std::string& context) {
  if (!reader.is_map(entry.value, context, "expectations")) return std::nullopt;
  ExpectationReader expectation(reader, context);
  for (const Node::Entry& item : entry.value.entries) expectation.entry(item, expect_keys);
  expectation.check();
  Expectation read = expectation.take();
  read.site = site_of(entry);
  read.key_indent =
      entry.value.entries.empty() ? entry.key.column + 2 : entry.value.entries.front().key.column;
  return read;
}

std::vector<Expectation> read_outcomes(const Reader& reader, const Node& node) {
  std::vector<Expectation> outcomes;
  if (!reader.is_list(node, "outcomes", "results")) return outcomes;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node& item = node.items[i];
    const std::string context = "outcomes, result " + std::to_string(i + 1);
    if (!reader.is_map(item, context, "expectations")) continue;
    ExpectationReader expectation(reader, context);
    for (const Node::Entry& entry : item.entries) expectation.entry(entry, outcome_keys);
    Expectation& read = outcomes.emplace_back(expectation.take());
    read.site = {item.place, item.place, item.place, item.column, item.style};
    read.key_indent = item.entries.empty() ? item.column : item.entries.front().key.column;
  }
  return outcomes;
}

std::optional<Explore> read_explore(const Reader& reader, const Node::Entry& entry) {
  if (!reader.is_map(entry.value, "explore", "settings")) return std::nullopt;
  ExploreReader explore(reader);
  for (const Node::Entry& item : entry.value.entries) explore.entry(item);
  Explore read = explore.take();
  read.site = site_of(entry);
  return read;
}

std::vector<NamedExpr> read_named(const Reader& reader, const Node& node,
                                  const std::string& context) {
  std::vector<NamedExpr> named;
  if (!reader.is_map(node, context, "NAME: EXPR")) return named;
  for (const Node::Entry& entry : node.entries) {
    const std::optional<std::string> name = reader.name(entry.key, context);
    ExprPtr value = reader.expression(entry.value, context);
    if (name && !entry.duplicate) named.push_back({*name, std::move(value), site_of(entry)});
  }
  return named;
}

}  // namespace sim::scenario
