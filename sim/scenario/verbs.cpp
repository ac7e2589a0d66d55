#include "sim/scenario/verbs.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "sim/scenario/step_reader.hpp"

namespace sim::scenario {
namespace {

constexpr auto verb_table = std::to_array<Verb>({
    {"print", "", ""},
    {"sleep", "", ""},
    {"await", " as ", ""},
    {"spawn", " as name in ", ""},
    {"gather", " return_exceptions as ", ""},
    {"wait", " timeout return_when as ", ""},
    {"wait_for", " timeout as ", " timeout "},
    {"cancel", " message as ", ""},
    {"call", " as ", ""},
    {"let", "", ""},
    {"set", "", ""},
    {"with", " as do ", " do "},
    {"for", " in do ", " in do "},
    {"while", " do ", " do "},
    {"if", " then else ", " then "},
    {"try", " except as else finally ", ""},
    {"raise", "", ""},
    {"return", "", ""},
    {"assert", "", ""},
});

// Steps that are one word.
constexpr auto words =
    std::to_array<std::string_view>({"pass", "break", "continue", "return", "raise"});

// Keys that stand beside some verb, so that one alone is not taken for a misspelt verb.
constexpr std::string_view side_keys =
    " as name in return_exceptions timeout return_when message do then else except finally ";

bool lists(std::string_view list, std::string_view word) {
  return word.find(' ') == std::string_view::npos &&
         list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

const Verb* find_verb(std::string_view name) {
  const auto found = std::ranges::find(verb_table, name, &Verb::name);
  return found == verb_table.end() ? nullptr : &*found;
}

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t begin = list.find_first_not_of(' ');
    if (begin == std::string_view::npos) return parts;
    list.remove_prefix(begin);
    parts.push_back(list.substr(0, list.find(' ')));
    list.remove_prefix(parts.back().size());
  }
}

std::vector<std::string_view> all_verbs() {
  std::vector<std::string_view> names;
  for (const Verb& verb : verb_table) names.push_back(verb.name);
  names.insert(names.end(), words.begin(), words.begin() + 3);
  return names;
}

std::string list_of_verbs() {
  std::string list = "the steps are";
  for (const std::string_view name : all_verbs()) {
    list += (list.ends_with("are") ? " " : ", ") + std::string(name);
  }
  return list;
}

// What people write from the habit of other languages.
std::string_view meant_by(std::string_view key) {
  if (key == "elif") return "put an 'if' into the 'else'";
  if (key == "except" || key == "finally") return "it belongs to a 'try'";
  if (key == "then" || key == "else") return "it belongs to an 'if'";
  if (key == "do") return "it belongs to a 'for', 'while' or 'with'";
  if (key == "async with") return "the step is 'with'";
  if (key == "async for") return "the step is 'for'";
  if (key == "create_task") return "the step is 'spawn'";
  if (key == "shield" || key == "timeout")
    return "it is an expression: 'await: shield(...)', 'with: "
           "timeout(...)'";
  return {};
}

void unknown_step(const Reader& reader, const Node& key, const std::string& path) {
  if (key.is_invalid()) return;
  std::string help(meant_by(key.text));
  if (help.empty()) help = did_you_mean(suggest(key.text, all_verbs()));
  if (help.empty()) help = list_of_verbs();
  reader.found().error(key.place, "unknown step '" + key.text + "'").in(path).help(std::move(help));
}

// The one verb among the keys, or null where there is none or more than one.
const Node::Entry* find_verb_entry(const Reader& reader, const Node& node,
                                   const std::string& path) {
  const Node::Entry* verb = nullptr;
  const Node::Entry* stranger = nullptr;
  for (const Node::Entry& entry : node.entries) {
    if (entry.key.is_invalid()) return nullptr;
    if (find_verb(entry.key.text) != nullptr) {
      if (verb != nullptr && !entry.duplicate) {
        reader.found()
            .error(entry.key.place, "a step has one verb, this one has '" + verb->key.text +
                                        "' and '" + entry.key.text + "'")
            .in(path)
            .help("start the second one with '- ' in a line of its own");
        return nullptr;
      }
      if (verb == nullptr) verb = &entry;
    } else if (stranger == nullptr && !lists(side_keys, entry.key.text)) {
      stranger = &entry;
    }
  }
  if (verb != nullptr) return verb;
  if (node.entries.empty()) {
    reader.found().error(node.place, "a step is missing").in(path);
  } else {
    unknown_step(reader, stranger != nullptr ? stranger->key : node.entries.front().key, path);
  }
  return nullptr;
}

void check_keys(const Reader& reader, const Node& node, const Verb& verb, Place verb_place,
                const std::string& path) {
  for (const Node::Entry& entry : node.entries) {
    const std::string& key = entry.key.text;
    if (entry.key.is_invalid() || key == verb.name || lists(verb.keys, key)) continue;
    if (find_verb(key) != nullptr) continue;  // reported as a second verb
    std::string help = did_you_mean(suggest(key, split(verb.keys)));
    if (help.empty()) help = meant_by(key);
    reader.found()
        .error(entry.key.place, "'" + key + "' does not go with '" + std::string(verb.name) + "'")
        .in(path)
        .help(std::move(help));
  }
  for (const std::string_view key : split(verb.required)) {
    if (node.find_entry(key) != nullptr) continue;
    reader.found()
        .error(verb_place, "'" + std::string(verb.name) + "' needs '" + std::string(key) + "'")
        .in(path);
  }
}

// Of a step without a known verb the names it binds and the steps inside are read all the same, so
// that one misspelt word is one error.
Step recover(const Reader& reader, const Node& node, const std::string& path) {
  Step names;
  names.place = node.place;
  names.path = path;
  read_target(reader, node, names);
  WhileStep loop;
  for (const std::string_view key : {"do", "then", "else", "finally"}) {
    const Node* block = node.find(key);
    if (block == nullptr || !block->is_list()) continue;
    for (Step& step : read_block(reader, *block, path + ", " + std::string(key))) {
      loop.body.push_back(std::move(step));
    }
  }
  loop.body.push_back(std::move(names));
  Step step;
  step.place = node.place;
  step.path = path;
  step.node = std::move(loop);
  return step;
}

std::optional<Step> read_mapping(const Reader& reader, const Node& node, const std::string& path) {
  const Node::Entry* entry = find_verb_entry(reader, node, path);
  if (entry == nullptr) return recover(reader, node, path);
  const Verb& verb = *find_verb(entry->key.text);
  check_keys(reader, node, verb, entry->key.place, path);
  Step step;
  step.place = node.place;
  step.verb_place = entry->key.place;
  step.path = path;
  read_step_body(reader, node, *entry, step);
  return step;
}

std::optional<Step> read_word(const Reader& reader, const Node& node, const std::string& path) {
  Step step;
  step.place = node.place;
  step.verb_place = node.place;
  step.path = path;
  const std::string& word = node.text;
  if (word == "pass") {
    step.node = PassStep{};
  } else if (word == "break") {
    step.node = BreakStep{};
  } else if (word == "continue") {
    step.node = ContinueStep{};
  } else if (word == "return") {
    step.node = ReturnStep{};
  } else if (word == "raise") {
    step.node = RaiseStep{};
  } else {
    std::string help = did_you_mean(suggest(word, words));
    if (find_verb(word) != nullptr) help = "write '" + word + ": ...'";
    if (word.find('(') != std::string::npos) help = "write 'await: ...' or 'call: ...' before it";
    if (help.empty()) help = did_you_mean(suggest(word, all_verbs()));
    if (help.empty()) help = list_of_verbs();
    reader.found().error(node.place, "unknown step '" + word + "'").in(path).help(std::move(help));
    return std::nullopt;
  }
  return step;
}

std::optional<Step> read_step(const Reader& reader, const Node& node, const std::string& path) {
  if (node.is_map()) return read_mapping(reader, node, path);
  if (node.is_scalar()) return read_word(reader, node, path);
  if (node.is_invalid()) return std::nullopt;
  const std::string message = node.is_null()
                                  ? "a step is missing"
                                  : "a step is a mapping, not " + std::string(kind_name(node));
  reader.found().error(node.place, message).in(path);
  return std::nullopt;
}

}  // namespace

std::span<const Verb> verbs() { return verb_table; }

Block read_block(const Reader& reader, const Node& node, const std::string& where) {
  Block block;
  if (node.is_invalid()) return block;
  const bool nothing = node.is_null() || (node.is_list() && node.items.empty());
  if (nothing) {
    reader.found().error(node.place, "steps are missing").in(where).help("'- pass' does nothing");
  } else if (!node.is_list()) {
    reader.found()
        .error(node.place, "a list of steps is asked for, not " + std::string(kind_name(node)))
        .in(where)
        .help("start each step with '- '");
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string path = where + ", step " + std::to_string(i + 1);
    std::optional<Step> step = read_step(reader, node.items[i], path);
    if (step) block.push_back(std::move(*step));
  }
  return block;
}

}  // namespace sim::scenario
