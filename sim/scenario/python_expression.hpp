// sim/scenario/python_expression.hpp
//
// Expressions as a Python program has them: asyncio's names in full, strings in double quotes, no
// parentheses but the needed ones.
//
//   const PythonExpressions write(names, scenario.main);
//   write.text(*tree)           // asyncio.create_task(greet("Alice"))
//   write.formatted(text)       // f"Hello, {name}!"
//
// Promise: what comes out is one line, and means in CPython 3.11 what the scenario means by it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/precedence.hpp"
#include "sim/scenario/python_names.hpp"

namespace sim::scenario {

// A string literal between these quotes, or between the other ones where that saves escapes.
[[nodiscard]] std::string python_string(std::string_view text, char quote = '"');

class PythonExpressions {
 public:
  // `coroutine`: whose locals the names are.
  PythonExpressions(const PythonNames& names, std::uint32_t coroutine)
      : names_(names), coroutine_(coroutine) {}

  // `quote`: which one strings prefer; inside a field of an f-string it is not the one around.
  [[nodiscard]] std::string text(const Expr& expr, char quote = '"') const;
  // In parentheses where it binds less tightly than its place asks for.
  [[nodiscard]] std::string at_least(Level level, const Expr& expr, char quote = '"') const;
  [[nodiscard]] std::string formatted(const FString& text, char quote = '"') const;

  // The parts of a call, for those who lay it out over several lines.
  [[nodiscard]] std::string callee(const Call& call, char quote = '"') const;
  [[nodiscard]] std::vector<std::string> arguments(const Call& call, char quote = '"') const;

 private:
  [[nodiscard]] std::string name(const Name& name) const;
  [[nodiscard]] std::string keyword(const Call& call, std::size_t number) const;
  [[nodiscard]] std::string call(const Call& call, char quote) const;
  [[nodiscard]] std::string attribute(const Attribute& attribute, char quote) const;
  [[nodiscard]] std::string binary(const Binary& binary, char quote) const;
  [[nodiscard]] std::string logical(const Logical& logical, char quote) const;
  [[nodiscard]] std::string compare(const Compare& compare, char quote) const;
  [[nodiscard]] std::string conditional(const Conditional& choice, char quote) const;
  [[nodiscard]] std::string joined(const std::vector<ExprPtr>& items, char quote) const;

  // Null where a field cannot stand between such quotes.
  [[nodiscard]] std::optional<std::string> between(const FString& text,
                                                   std::string_view quotes) const;
  [[nodiscard]] std::string format_call(const FString& text) const;

  const PythonNames& names_;
  std::uint32_t coroutine_;
};

}  // namespace sim::scenario
