// props/script/script.hpp
//
// A Script is a scenario file as a tree: any of the language's steps and expressions, kept so that
// parts of it can be taken out. It knows how to be printed (show.hpp) and made smaller
// (shrinks.hpp); what it means is the business of those who run the text.
//
//   Script script;
//   script.shared.push_back({"lock", call("Lock")});
//   script.coroutines.push_back({"main", {}, {step("await", member(name("lock"), "acquire"))}});
//   std::string text = show(script);
//
// The tree knows nothing of types or scopes: a Script need not load as a scenario. Those that
// generate_script() makes do.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/interruption.hpp"

namespace sim::props::script {

struct Expr {
  enum class Kind : std::uint8_t {
    atom,       // `text` as it stands: a name, a literal
    call,       // text(parts...)
    member,     // parts[0].text(the other parts...)
    attribute,  // parts[0].text
    index,      // parts[0][parts[1]]
    list,       // [parts...]
    named,      // text=parts[0], an argument of a call
    infix,      // parts[0] text parts[1]
    prefix,     // text parts[0]
    choice,     // parts[0] if parts[1] else parts[2]
    text,       // what `print` says: `text`, then each part in braces
    target,     // text: parts[0], the value of `let` and `set`
  };
  Kind kind = Kind::atom;
  std::string text{};
  std::vector<Expr> parts{};
};

struct Step;
using Block = std::vector<Step>;

struct Step {
  // A key: its expression, or its steps. A handler has both: `except`, the names of the types
  // that it catches, and its steps.
  struct Field {
    std::string key;
    Expr value{};
    std::vector<Step> steps{};
    bool is_block = false;
  };

  std::string verb;             // one of the words, `pass`, where there are no fields
  std::vector<Field> fields{};  // the verb's own first
};

using Field = Step::Field;

struct Parameter {
  std::string name;
  std::string fallback{};  // a literal; "" where the caller has to say
};

struct Coroutine {
  std::string name;
  std::vector<Parameter> parameters{};
  Block body{};
};

struct Shared {
  std::string name;
  Expr value;
};

struct Script {
  std::string name = "script";
  std::int64_t seed = 0;
  std::string python = "3.11";
  std::int64_t steps_max = 0;  // 0: no limit of its own
  std::vector<Shared> shared{};
  std::vector<Coroutine> coroutines{};
  std::optional<Interruption> interruption{};  // how it is run, no part of its text
  bool heap_ties = false;                      // the same: as CPython's heap of timers ties
};

// How a tree is written down in C++.

[[nodiscard]] inline Expr name(std::string text) { return {Expr::Kind::atom, std::move(text), {}}; }
[[nodiscard]] inline Expr call(std::string function, std::vector<Expr> arguments = {}) {
  return {Expr::Kind::call, std::move(function), std::move(arguments)};
}
[[nodiscard]] inline Expr list(std::vector<Expr> items = {}) {
  return {Expr::Kind::list, "", std::move(items)};
}
[[nodiscard]] inline Expr named(std::string key, Expr value) {
  return {Expr::Kind::named, std::move(key), {std::move(value)}};
}
[[nodiscard]] Expr member(Expr object, std::string method, std::vector<Expr> arguments = {});
[[nodiscard]] Expr attribute(Expr object, std::string which);
[[nodiscard]] Expr index(Expr object, Expr at);
[[nodiscard]] Expr infix(Expr left, std::string sign, Expr right);
[[nodiscard]] Expr prefix(std::string sign, Expr operand);
[[nodiscard]] Expr quoted(const std::string& text);

[[nodiscard]] inline Step word(std::string verb) { return {std::move(verb), {}}; }
[[nodiscard]] Step step(std::string verb, Expr value);
[[nodiscard]] Step step(std::string verb, Expr value, std::string as);
[[nodiscard]] Step assign(std::string verb, std::string target, Expr value);  // `let` or `set`
[[nodiscard]] Step say(std::string text, std::vector<Expr> shown = {});       // `print`
[[nodiscard]] Field field(std::string key, Expr value);
[[nodiscard]] Field steps(std::string key, Block block);
[[nodiscard]] Field handler(std::string types, Block block);

// Calls `visit(block)` for every block of the script, outer ones first; it may change them.
template <class AnyBlock, class Visit>
void for_each_block(AnyBlock& block, Visit visit) {
  visit(block);
  for (auto& each : block) {
    for (auto& part : each.fields) {
      if (part.is_block) for_each_block(part.steps, visit);
    }
  }
}

[[nodiscard]] std::size_t count_steps(const Block& block);
[[nodiscard]] std::size_t count_steps(const Script& script);

}  // namespace sim::props::script
