#include "props/script/show.hpp"

#include <algorithm>
#include <string_view>

namespace sim::props::script {
namespace {

using Kind = Expr::Kind;

std::string indent(int depth) { return std::string(static_cast<std::size_t>(2 * depth), ' '); }

bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What YAML reads as it stands: no quotes, braces, colons, hashes or commas where they count.
bool is_plain(std::string_view text) {
  if (text.empty() || !(is_alnum(text.front()) || text.front() == '_')) return false;
  return std::ranges::all_of(text, [](char c) {
    return is_alnum(c) || std::string_view("_.,()[] +-*/%<>=\"").find(c) != std::string_view::npos;
  });
}

bool is_name(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '_'; });
}

std::string scalar(const std::string& text) {
  if (is_plain(text)) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

std::string joined(const std::vector<Expr>& parts, std::size_t from = 0) {
  std::string text;
  for (std::size_t i = from; i < parts.size(); ++i) text += (i > from ? ", " : "") + show(parts[i]);
  return text;
}

// An operand: what binds less tightly than a call stands in parentheses.
std::string operand(const Expr& expr) {
  const bool loose = expr.kind == Kind::infix || expr.kind == Kind::prefix ||
                     expr.kind == Kind::choice ||
                     (expr.kind == Kind::atom && expr.text.starts_with('-'));
  return loose ? "(" + show(expr) + ")" : show(expr);
}

std::string says(const Expr& text) {
  std::string said = text.text;
  for (const Expr& part : text.parts) {
    const std::string shown = show(part);
    said += " {" + shown + "}";
  }
  return said;
}

class Writer {
 public:
  void block(const Block& steps, int depth) {
    if (steps.empty()) line(depth, "- pass");
    for (const Step& each : steps) step(each, depth);
  }

  void line(int depth, const std::string& said) { text_ += indent(depth) + said + "\n"; }
  std::string take() { return std::move(text_); }

 private:
  void step(const Step& step, int depth) {
    if (step.fields.empty()) return line(depth, "- " + step.verb);
    bool first = true;
    bool handlers = false;
    for (const Field& part : step.fields) {
      const std::string head = first ? "- " : "  ";
      if (part.key == "except") {
        if (!handlers) line(depth, head + "except:");
        line(depth + 2, part.value.text + ":");
        block(part.steps, depth + 3);
      } else if (part.is_block) {
        line(depth, head + part.key + ":");
        block(part.steps, depth + 2);
      } else if (part.value.kind == Kind::target && !is_name(part.value.text)) {
        line(depth, head + part.key + ":");
        line(depth + 2, part.value.text + ": " + scalar(show(part.value.parts.front())));
      } else {
        line(depth, head + part.key + ": " + value(part));
      }
      handlers = handlers || part.key == "except";
      first = false;
    }
  }

  static std::string value(const Field& part) {
    if (part.key == "as" && part.value.kind == Kind::list) return show(part.value);
    if (part.key == "print") return scalar(says(part.value));
    if (part.value.kind == Kind::target) {
      return "{" + part.value.text + ": '" + doubled(show(part.value.parts.front())) + "'}";
    }
    return scalar(show(part.value));
  }

  static std::string doubled(const std::string& said) {
    std::string twice;
    for (const char c : said) twice += c == '\'' ? std::string("''") : std::string(1, c);
    return twice;
  }

  std::string text_;
};

std::string head_of(const Coroutine& coroutine) {
  std::string text = coroutine.name + "(";
  for (const Parameter& parameter : coroutine.parameters) {
    if (!text.ends_with('(')) text += ", ";
    text += parameter.name + (parameter.fallback.empty() ? "" : "=" + parameter.fallback);
  }
  return text + ")";
}

}  // namespace

std::string show(const Expr& expr) {
  const auto& parts = expr.parts;
  switch (expr.kind) {
    case Kind::atom:
      return expr.text;
    case Kind::call:
      return expr.text + "(" + joined(parts) + ")";
    case Kind::member:
      return operand(parts[0]) + "." + expr.text + "(" + joined(parts, 1) + ")";
    case Kind::attribute:
      return operand(parts[0]) + "." + expr.text;
    case Kind::index:
      return operand(parts[0]) + "[" + show(parts[1]) + "]";
    case Kind::list:
      return "[" + joined(parts) + "]";
    case Kind::named:
      return expr.text + "=" + show(parts[0]);
    case Kind::infix:
      return operand(parts[0]) + " " + expr.text + " " + operand(parts[1]);
    case Kind::prefix:
      return expr.text + (expr.text == "not" ? " " : "") + operand(parts[0]);
    case Kind::choice:
      return operand(parts[0]) + " if " + operand(parts[1]) + " else " + operand(parts[2]);
    case Kind::text:
      return "f\"" + says(expr) + "\"";
    case Kind::target:
      return expr.text + ": " + show(parts[0]);
  }
  return {};
}

std::string show(const Script& script, const ShowOptions& options) {
  Writer out;
  out.line(0, "scenario: " + script.name);
  if (!options.about.empty()) out.line(0, "about: " + scalar(options.about));
  if (script.seed != 0) out.line(0, "seed: " + std::to_string(script.seed));
  if (script.python != "3.11") out.line(0, "python: \"" + script.python + "\"");
  if (script.steps_max != 0) {
    out.line(0, "limits: {steps: " + std::to_string(script.steps_max) + "}");
  }
  if (!script.shared.empty()) out.line(0, "shared:");
  for (const Shared& each : script.shared) {
    out.line(1, each.name + ": " + scalar(show(each.value)));
  }
  out.line(0, "coroutines:");
  for (const Coroutine& coroutine : script.coroutines) {
    const std::string head = head_of(coroutine);
    out.line(1, (head.find(',') == std::string::npos ? head : "'" + head + "'") + ":");
    out.block(coroutine.body, 2);
  }
  return out.take() + options.ending;
}

}  // namespace sim::props::script
