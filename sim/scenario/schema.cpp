#include "sim/scenario/schema.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/coroutine_reader.hpp"
#include "sim/scenario/expectation.hpp"
#include "sim/scenario/schedule_reader.hpp"

namespace sim::scenario {
namespace {

using std::string_view_literals::operator""sv;

// In the order of PythonVersion.
constexpr std::array python_words{"3.10"sv, "3.11"sv, "3.12"sv};

std::optional<PythonVersion> read_python(const Reader& reader, const Node& node,
                                         const std::string& context) {
  const std::optional<std::string> word = reader.word(node, context, python_words);
  if (!word) return std::nullopt;
  const auto at = std::ranges::find(python_words, *word) - python_words.begin();
  return static_cast<PythonVersion>(at);
}

class CaseReader {
 public:
  CaseReader(const Reader& reader, std::string context)
      : reader_(reader), context_(std::move(context)) {}

  Case read(const Node& node) {
    constexpr std::array keys{"seed"sv, "python"sv, "args"sv, "schedule"sv, "expect"sv};
    Case read;
    read.place = node.place;
    read.key_indent = node.entries.empty() ? node.column : node.entries.front().key.column;
    for (const Node::Entry& entry : node.entries) {
      const std::string& key = entry.key.text;
      if (key == "seed") {
        read.seed = reader_.integer(entry.value, context_);
      } else if (key == "python") {
        read.python = read_python(reader_, entry.value, context_);
      } else if (key == "args") {
        read.args = read_named(reader_, entry.value, context_);
      } else if (key == "schedule") {
        read.schedule = read_schedule(reader_, entry.value, context_);
      } else if (key == "expect") {
        read.expect = read_expectation(reader_, entry, context_ + ", expect");
      } else {
        reader_.unknown_key(entry.key, context_, keys);
      }
    }
    return read;
  }

 private:
  const Reader& reader_;
  std::string context_;
};

class SchemaReader {
 public:
  SchemaReader(const Reader& reader, Scenario& scenario) : reader_(reader), scenario_(scenario) {}

  void read(const Node& document) {
    for (const Node::Entry& entry : document.entries) {
      const auto rule = std::ranges::find(rules, entry.key.text, &Rule::key);
      if (rule != rules.end()) {
        (this->*rule->read)(entry);
      } else if (!entry.duplicate) {
        unknown_key(entry.key);
      }
    }
    check_presence(document);
  }

 private:
  void unknown_key(const Node& key) {
    std::vector<std::string_view> keys;
    for (const Rule& rule : rules) keys.push_back(rule.key);
    reader_.unknown_key(key, "", keys);
    misspelt_.push_back(suggest(key.text, keys));
  }

  // A key that is there in a misspelt form is not said to be missing, too.
  bool lacks(const Node& document, std::string_view key) const {
    return document.find_entry(key) == nullptr &&
           std::ranges::find(misspelt_, key) == misspelt_.end();
  }

  void check_presence(const Node& document) {
    const Place top{document.place.begin, document.place.begin + 1};
    if (lacks(document, "scenario")) {
      reader_.found().error(top, "the key 'scenario' is missing").help("scenario: some-name");
    }
    const Node::Entry* coroutines = document.find_entry("coroutines");
    const Node::Entry* program = document.find_entry("program");
    const Node::Entry* args = document.find_entry("args");
    if (lacks(document, "coroutines") && lacks(document, "program")) {
      reader_.found()
          .error(top, "the key 'coroutines' is missing")
          .help("a scenario has 'coroutines', or the name of a 'program'");
    }
    if (coroutines != nullptr && program != nullptr) {
      reader_.found().error(program->key.place, "'program' stands instead of 'coroutines'");
    }
    if (args != nullptr && program == nullptr) {
      reader_.found().error(args->key.place, "'args' are those of a 'program'");
    }
  }

  void name(const Node::Entry& entry) {
    const auto text = reader_.text(entry.value, "", "a name");
    scenario_.name_place = entry.value.place;
    if (!text) return;
    scenario_.name = *text;
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (text->find_first_not_of(letters) == std::string::npos) return;
    reader_.found()
        .error(entry.value.place, "'" + *text + "' cannot name a scenario")
        .help("a name is made of a-z, 0-9 and '-'");
  }
  void about(const Node::Entry& entry) { scenario_.about = text(entry); }
  void origin(const Node::Entry& entry) { scenario_.origin = text(entry); }
  void tags(const Node::Entry& entry) {
    if (!reader_.is_list(entry.value, "tags", "words")) return;
    for (const Node& item : entry.value.items) {
      if (auto word = reader_.text(item, "tags", "a word")) scenario_.tags.push_back(*word);
    }
  }
  void seed(const Node::Entry& entry) {
    scenario_.seed = reader_.integer(entry.value, "seed").value_or(0);
  }
  void python(const Node::Entry& entry) {
    scenario_.python = read_python(reader_, entry.value, "python").value_or(PythonVersion::v3_11);
  }
  void shared(const Node::Entry& entry) {
    for (NamedExpr& variable : read_named(reader_, entry.value, "shared")) {
      scenario_.shared.push_back(
          {std::move(variable.name), variable.site.key, std::move(variable.value)});
    }
  }
  void coroutines(const Node::Entry& entry) {
    if (!reader_.is_map(entry.value, "coroutines", "coroutines and steps")) return;
    for (const Node::Entry& item : entry.value.entries) {
      auto coroutine = read_coroutine(reader_, item);
      if (coroutine && !item.duplicate) scenario_.coroutines.push_back(std::move(*coroutine));
    }
  }
  void program(const Node::Entry& entry) {
    scenario_.program = text(entry);
    scenario_.program_place = entry.value.place;
  }
  void args(const Node::Entry& entry) { scenario_.args = read_named(reader_, entry.value, "args"); }
  void schedule(const Node::Entry& entry) {
    scenario_.schedule = read_schedule(reader_, entry.value, "schedule").value_or("");
    scenario_.schedule_place = entry.value.place;
  }
  void limits(const Node::Entry& entry) {
    if (!reader_.is_map(entry.value, "limits", "limits")) return;
    constexpr std::array keys{"steps"sv, "time"sv};
    for (const Node::Entry& item : entry.value.entries) {
      if (item.key.text == "steps") {
        scenario_.limits.steps = positive(item.value, reader_.integer(item.value, "limits"));
      } else if (item.key.text == "time") {
        scenario_.limits.time_ns = positive(item.value, reader_.seconds(item.value, "limits"));
      } else {
        reader_.unknown_key(item.key, "limits", keys);
      }
    }
  }
  void known_issue(const Node::Entry& entry) { scenario_.known_issue = text(entry); }
  void expect(const Node::Entry& entry) {
    scenario_.expect = read_expectation(reader_, entry, "expect");
  }
  void explore(const Node::Entry& entry) { scenario_.explore = read_explore(reader_, entry); }
  void outcomes(const Node::Entry& entry) {
    scenario_.outcomes = read_outcomes(reader_, entry.value);
    scenario_.outcomes_site = site_of(entry);
  }
  void cases(const Node::Entry& entry) {
    if (!reader_.is_list(entry.value, "cases", "mappings")) return;
    for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
      const Node& item = entry.value.items[i];
      const std::string context = "cases, case " + std::to_string(i + 1);
      if (!reader_.is_map(item, context, "keys given anew")) continue;
      scenario_.cases.push_back(CaseReader(reader_, context).read(item));
    }
  }

  std::string text(const Node::Entry& entry) const {
    return reader_.text(entry.value, entry.key.text).value_or("");
  }

  std::optional<std::int64_t> positive(const Node& node, std::optional<std::int64_t> value) const {
    if (!value || *value > 0) return value;
    reader_.found().error(node.place, "a limit is above zero").in("limits");
    return std::nullopt;
  }

  struct Rule {
    std::string_view key;
    void (SchemaReader::*read)(const Node::Entry&);
  };
  static const std::array<Rule, 17> rules;

  const Reader& reader_;
  Scenario& scenario_;
  std::vector<std::string_view> misspelt_;
};

const std::array<SchemaReader::Rule, 17> SchemaReader::rules{{
    {"scenario", &SchemaReader::name},
    {"about", &SchemaReader::about},
    {"source", &SchemaReader::origin},
    {"tags", &SchemaReader::tags},
    {"seed", &SchemaReader::seed},
    {"python", &SchemaReader::python},
    {"shared", &SchemaReader::shared},
    {"coroutines", &SchemaReader::coroutines},
    {"program", &SchemaReader::program},
    {"args", &SchemaReader::args},
    {"schedule", &SchemaReader::schedule},
    {"limits", &SchemaReader::limits},
    {"known_issue", &SchemaReader::known_issue},
    {"expect", &SchemaReader::expect},
    {"explore", &SchemaReader::explore},
    {"outcomes", &SchemaReader::outcomes},
    {"cases", &SchemaReader::cases},
}};

}  // namespace

void read_scenario(const Reader& reader, const Node& document, Scenario& scenario) {
  if (!reader.is_map(document, "", "keys", "a scenario starts with 'scenario: NAME'")) return;
  SchemaReader(reader, scenario).read(document);
}

}  // namespace sim::scenario
