#include "sim/scenario/unparse.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "sim/scenario/overloaded.hpp"
#include "sim/scenario/precedence.hpp"

namespace sim::scenario {
namespace {

std::string real_text(double value) {
  if (std::isnan(value)) return "float('nan')";
  if (std::isinf(value)) return value < 0 ? "-1e999" : "1e999";
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string literal_text(const Literal& literal) {
  return std::visit(overloaded{
                        [](std::monostate) { return std::string("None"); },
                        [](bool value) { return std::string(value ? "True" : "False"); },
                        [](std::int64_t value) { return std::to_string(value); },
                        [](double value) { return real_text(value); },
                        [](const std::string& value) { return quote(value); },
                    },
                    literal.value);
}

std::string at_least(Level level, const Expr& expr) {
  std::string text = to_string(expr);
  return level_of(expr) < level ? "(" + text + ")" : text;
}

std::string joined(const std::vector<ExprPtr>& items) {
  std::string text;
  for (const ExprPtr& item : items) text += (text.empty() ? "" : ", ") + to_string(*item);
  return text;
}

// The inside of a quoted text, with `outer` escaped as well.
std::string escaped(std::string_view text, char outer) {
  std::string quoted = quote(text);
  std::string inside;
  for (const char c : std::string_view(quoted).substr(1, quoted.size() - 2)) {
    if (c == outer && c != '\'') inside += '\\';
    inside += c;
  }
  return inside;
}

// Braces in a text are doubled, in a format they can only be escapes.
std::string with_braces(const std::string& text, bool in_format) {
  std::string out;
  for (const char c : text) {
    if (c != '{' && c != '}') {
      out += c;
    } else {
      out += in_format ? (c == '{' ? "\\x7b" : "\\x7d") : std::string(2, c);
    }
  }
  return out;
}

// A field may hold no backslash and not the quote around it, so the quote is the one it leaves.
std::string formatted_text(const FString& formatted) {
  std::vector<std::string> fields;
  char outer = '\'';
  for (const FPart& part : formatted.parts) {
    fields.push_back(part.value ? field_text(to_string(*part.value), *part.value) : "");
    if (fields.back().find('\'') != std::string::npos) outer = '"';
  }
  std::string body;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const FPart& part = formatted.parts[i];
    if (!part.value) {
      body += with_braces(escaped(part.text, outer), false);
      continue;
    }
    body += "{" + fields[i];
    if (part.conversion != 0) body += std::string("!") + part.conversion;
    if (!part.format_spec.empty()) {
      body += ":" + with_braces(escaped(part.format_spec, outer), true);
    }
    body += "}";
  }
  return std::string("f") + outer + body + outer;
}

std::string call_text(const Call& call) {
  std::string arguments = joined(call.args);
  for (const Keyword& keyword : call.keywords) {
    arguments += (arguments.empty() ? "" : ", ") + keyword.name + "=" + to_string(*keyword.value);
  }
  return at_least(Level::primary, *call.callee) + "(" + arguments + ")";
}

// The point after a whole number would be its own.
std::string attribute_text(const Attribute& attribute) {
  const auto* literal = std::get_if<Literal>(&attribute.object->node);
  const bool whole = literal != nullptr && std::holds_alternative<std::int64_t>(literal->value);
  const std::string object = to_string(*attribute.object);
  return (whole ? "(" + object + ")" : at_least(Level::primary, *attribute.object)) + "." +
         attribute.name;
}

std::string binary_text(const Binary& binary) {
  const Level level = level_of(binary.op);
  // ** groups to the right, and takes a minus on its right as it is.
  const bool is_power = binary.op == BinaryOp::power;
  const Level left = is_power ? Level::primary : level;
  const Level right = is_power ? Level::factor : tighter(level);
  return at_least(left, *binary.left) + " " + std::string(text_of(binary.op)) + " " +
         at_least(right, *binary.right);
}

std::string compare_text(const Compare& compare) {
  std::string text = at_least(Level::sum, *compare.first);
  for (const auto& [op, operand] : compare.rest) {
    text += " " + std::string(text_of(op)) + " " + at_least(Level::sum, *operand);
  }
  return text;
}

std::string logical_text(const Logical& logical) {
  const bool is_or = logical.op == LogicalOp::logical_or;
  const Level level = is_or ? Level::logical_or : Level::logical_and;
  return at_least(level, *logical.left) + (is_or ? " or " : " and ") +
         at_least(tighter(level), *logical.right);
}

std::string conditional_text(const Conditional& choice) {
  return at_least(Level::logical_or, *choice.value) + " if " +
         at_least(Level::logical_or, *choice.condition) + " else " + to_string(*choice.otherwise);
}

}  // namespace

std::string to_string(const Expr& expr) {
  return std::visit(
      overloaded{
          [](const Literal& l) { return literal_text(l); },
          [](const Name& n) { return n.text; },
          [](const FString& f) { return formatted_text(f); },
          [](const ListExpr& l) { return "[" + joined(l.items) + "]"; },
          [](const TupleExpr& t) {
            return "(" + joined(t.items) + (t.items.size() == 1 ? ",)" : ")");
          },
          [](const Unary& u) {
            return u.op == UnaryOp::negate ? "-" + at_least(Level::factor, *u.operand)
                                           : "not " + at_least(Level::logical_not, *u.operand);
          },
          [](const Binary& b) { return binary_text(b); },
          [](const Logical& l) { return logical_text(l); },
          [](const Compare& c) { return compare_text(c); },
          [](const Conditional& c) { return conditional_text(c); },
          [](const Call& c) { return call_text(c); },
          [](const Attribute& a) { return attribute_text(a); },
          [](const Index& i) {
            return at_least(Level::primary, *i.object) + "[" + to_string(*i.index) + "]";
          },
          [](const Lambda& l) { return "lambda: " + to_string(*l.body); },
      },
      expr.node);
}

std::string quote(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string quoted = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else if (c == '\r') {
      quoted += "\\r";
    } else if (c == '\'' || c == '\\') {
      quoted += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7F) {
      quoted += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace sim::scenario
