#include "sim/scenario/python_expression.hpp"

#include <cmath>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/format_float.hpp"
#include "sim/scenario/overloaded.hpp"

namespace sim::scenario {
namespace {

std::string real_text(double value) {
  if (std::isnan(value)) return "float(\"nan\")";
  if (std::isinf(value)) return value < 0 ? "-float(\"inf\")" : "float(\"inf\")";
  return repr_float(value);
}

std::string literal_text(const Literal& literal, char quote) {
  return std::visit(overloaded{
                        [](std::monostate) { return std::string("None"); },
                        [](bool value) { return std::string(value ? "True" : "False"); },
                        [](std::int64_t value) { return std::to_string(value); },
                        [](double value) { return real_text(value); },
                        [&](const std::string& value) { return python_string(value, quote); },
                    },
                    literal.value);
}

// The inside of a literal; `quote` is escaped, too, unless it is 0.
std::string escaped(std::string_view text, char quote) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\\' || (quote != 0 && c == quote)) {
      out += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7F) {
      out += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
    } else {
      out += c;
    }
  }
  return out;
}

std::string with_double_braces(std::string_view text) {
  std::string out;
  for (const char c : text) out.append(c == '{' || c == '}' ? 2 : 1, c);
  return out;
}

// In a format, braces can only be escapes.
std::string format_text(const FPart& part, char quote) {
  std::string out;
  if (part.conversion != 0) out += {'!', part.conversion};
  if (part.format_spec.empty()) return out;
  out += ':';
  for (const char c : escaped(part.format_spec, quote)) {
    out += c == '{' ? "\\x7b" : c == '}' ? "\\x7d" : std::string(1, c);
  }
  return out;
}

const Builtin* builtin_of(const Expr& callee) {
  const auto* name = std::get_if<Name>(&callee.node);
  if (name == nullptr || name->binding.kind != NameKind::builtin) return nullptr;
  return &builtins()[name->binding.index];
}

bool is_whole_number(const Expr& expr) {
  const auto* literal = std::get_if<Literal>(&expr.node);
  return literal != nullptr && std::holds_alternative<std::int64_t>(literal->value);
}

}  // namespace

std::string python_string(std::string_view text, char quote) {
  const char other = quote == '"' ? '\'' : '"';
  const bool swap =
      text.find(quote) != std::string_view::npos && text.find(other) == std::string_view::npos;
  const char outer = swap ? other : quote;
  return outer + escaped(text, outer) + outer;
}

std::string PythonExpressions::text(const Expr& expr, char quote) const {
  return std::visit(overloaded{
                        [&](const Literal& l) { return literal_text(l, quote); },
                        [&](const Name& n) { return name(n); },
                        [&](const FString& f) { return formatted(f, quote); },
                        [&](const ListExpr& l) { return "[" + joined(l.items, quote) + "]"; },
                        [&](const TupleExpr& t) {
                          return "(" + joined(t.items, quote) + (t.items.size() == 1 ? ",)" : ")");
                        },
                        [&](const Unary& u) {
                          return u.op == UnaryOp::negate
                                     ? "-" + at_least(Level::factor, *u.operand, quote)
                                     : "not " + at_least(Level::logical_not, *u.operand, quote);
                        },
                        [&](const Binary& b) { return binary(b, quote); },
                        [&](const Logical& l) { return logical(l, quote); },
                        [&](const Compare& c) { return compare(c, quote); },
                        [&](const Conditional& c) { return conditional(c, quote); },
                        [&](const Call& c) { return call(c, quote); },
                        [&](const Attribute& a) { return attribute(a, quote); },
                        [&](const Index& i) {
                          return at_least(Level::primary, *i.object, quote) + "[" +
                                 text(*i.index, quote) + "]";
                        },
                        [&](const Lambda& l) { return "lambda: " + text(*l.body, quote); },
                    },
                    expr.node);
}

std::string PythonExpressions::at_least(Level level, const Expr& expr, char quote) const {
  std::string written = text(expr, quote);
  return level_of(expr) < level ? "(" + written + ")" : written;
}

std::string PythonExpressions::joined(const std::vector<ExprPtr>& items, char quote) const {
  std::string all;
  for (const ExprPtr& item : items) all += (all.empty() ? "" : ", ") + text(*item, quote);
  return all;
}

std::string PythonExpressions::name(const Name& name) const {
  switch (name.binding.kind) {
    case NameKind::local:
      return names_.local(coroutine_, name.binding.index);
    case NameKind::shared:
      return names_.shared(name.binding.index);
    case NameKind::coroutine:
      return names_.coroutine(name.binding.index);
    case NameKind::builtin:
      return python_name(builtins()[name.binding.index]);
    case NameKind::unresolved:
      break;
  }
  return name.text;
}

std::string PythonExpressions::callee(const Call& call, char quote) const {
  const Builtin* builtin = builtin_of(*call.callee);
  if (builtin != nullptr && builtin->name == "Future") {
    return "asyncio.get_running_loop().create_future";
  }
  return at_least(Level::primary, *call.callee, quote);
}

std::vector<std::string> PythonExpressions::arguments(const Call& call, char quote) const {
  std::vector<std::string> all;
  for (const ExprPtr& argument : call.args) all.push_back(text(*argument, quote));
  // As people write it, and as the step is written.
  const Builtin* builtin = builtin_of(*call.callee);
  if (builtin != nullptr && builtin->name == "wait_for" && all.size() == 2) {
    all.back() = "timeout=" + all.back();
  }
  for (std::size_t i = 0; i < call.keywords.size(); ++i) {
    all.push_back(keyword(call, i) + "=" + text(*call.keywords[i].value, quote));
  }
  return all;
}

// A coroutine's parameter may have another name here.
std::string PythonExpressions::keyword(const Call& call, std::size_t number) const {
  const auto* name = std::get_if<Name>(&call.callee->node);
  const std::size_t argument = call.args.size() + number;
  if (name == nullptr || name->binding.kind != NameKind::coroutine ||
      argument >= call.parameters.size()) {
    return call.keywords[number].name;
  }
  return names_.local(name->binding.index, call.parameters[argument]);
}

std::string PythonExpressions::call(const Call& call, char quote) const {
  const std::vector<std::string> written = arguments(call, quote);
  const Builtin* builtin = builtin_of(*call.callee);
  if (builtin != nullptr && builtin->name == "type_name" && call.args.size() == 1) {
    return "type(" + written.front() + ").__name__";
  }
  std::string all;
  for (const std::string& argument : written) all += (all.empty() ? "" : ", ") + argument;
  return callee(call, quote) + "(" + all + ")";
}

// The point after a whole number would be its own.
std::string PythonExpressions::attribute(const Attribute& attribute, char quote) const {
  const bool whole = is_whole_number(*attribute.object);
  return (whole ? "(" + text(*attribute.object, quote) + ")"
                : at_least(Level::primary, *attribute.object, quote)) +
         "." + attribute.name;
}

std::string PythonExpressions::binary(const Binary& binary, char quote) const {
  const Level level = level_of(binary.op);
  // ** groups to the right, and takes a minus on its right as it is.
  const bool is_power = binary.op == BinaryOp::power;
  const Level left = is_power ? Level::primary : level;
  const Level right = is_power ? Level::factor : tighter(level);
  return at_least(left, *binary.left, quote) + " " + std::string(text_of(binary.op)) + " " +
         at_least(right, *binary.right, quote);
}

std::string PythonExpressions::logical(const Logical& logical, char quote) const {
  const bool is_or = logical.op == LogicalOp::logical_or;
  const Level level = is_or ? Level::logical_or : Level::logical_and;
  return at_least(level, *logical.left, quote) + (is_or ? " or " : " and ") +
         at_least(tighter(level), *logical.right, quote);
}

std::string PythonExpressions::compare(const Compare& compare, char quote) const {
  std::string all = at_least(Level::sum, *compare.first, quote);
  for (const auto& [op, operand] : compare.rest) {
    all += " " + std::string(text_of(op)) + " " + at_least(Level::sum, *operand, quote);
  }
  return all;
}

std::string PythonExpressions::conditional(const Conditional& choice, char quote) const {
  return at_least(Level::logical_or, *choice.value, quote) + " if " +
         at_least(Level::logical_or, *choice.condition, quote) + " else " +
         text(*choice.otherwise, quote);
}

// Up to Python 3.11 a field holds no backslash, no line break and not the quotes around it, so the
// quotes are the first that all fields leave alone.
std::string PythonExpressions::formatted(const FString& text, char quote) const {
  bool has_fields = false;
  std::string plain;
  for (const FPart& part : text.parts) {
    has_fields = has_fields || part.value;
    plain += part.text;
  }
  if (!has_fields) {
    return python_string(plain, quote);
  }
  const std::string_view first = quote == '"' ? "\"" : "'";
  const std::string_view second = quote == '"' ? "'" : "\"";
  const std::string_view third = quote == '"' ? "\"\"\"" : "'''";
  for (const std::string_view quotes : {first, second, third}) {
    if (auto literal = between(text, quotes)) return *literal;
  }
  return format_call(text);
}

std::optional<std::string> PythonExpressions::between(const FString& text,
                                                      std::string_view quotes) const {
  const char outer = quotes.front();
  const char inner = outer == '"' ? '\'' : '"';
  std::string body;
  for (const FPart& part : text.parts) {
    if (!part.value) {
      body += with_double_braces(escaped(part.text, outer));
      continue;
    }
    const std::string field = field_text(this->text(*part.value, inner), *part.value);
    if (field.find_first_of("\\\n") != std::string::npos) return std::nullopt;
    if (field.find(quotes) != std::string::npos) return std::nullopt;
    if (quotes.size() > 1 && field.find(quotes.substr(0, 2)) != std::string::npos) {
      return std::nullopt;
    }
    body += "{" + field + format_text(part, outer) + "}";
  }
  return "f" + std::string(quotes) + body + std::string(quotes);
}

std::string PythonExpressions::format_call(const FString& text) const {
  std::string body;
  std::string arguments;
  for (const FPart& part : text.parts) {
    if (!part.value) {
      body += with_double_braces(part.text);
      continue;
    }
    body += "{";
    if (part.conversion != 0) body += {'!', part.conversion};
    if (!part.format_spec.empty()) body += ":" + part.format_spec;
    body += "}";
    arguments += (arguments.empty() ? "" : ", ") + this->text(*part.value);
  }
  return python_string(body) + ".format(" + arguments + ")";
}

}  // namespace sim::scenario
