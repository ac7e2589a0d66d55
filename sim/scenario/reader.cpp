#include "sim/scenario/reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/scenario/expression.hpp"
#include "sim/scenario/lexer.hpp"

namespace sim::scenario {
namespace {

ExprPtr make_literal(Place place, Literal literal) {
  auto expr = std::make_unique<Expr>();
  expr->place = place;
  expr->node = std::move(literal);
  return expr;
}

// YAML's own words for values that Python spells differently.
std::optional<Literal> yaml_word(const std::string& text) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto any_of = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, text) != words.end();
  };
  if (any_of({"true", "True", "TRUE"})) return Literal{true};
  if (any_of({"false", "False", "FALSE"})) return Literal{false};
  if (any_of({"~", "null", "Null", "NULL"})) return Literal{};
  if (any_of({".inf", ".Inf", ".INF"})) return Literal{infinity};
  if (any_of({"-.inf", "-.Inf", "-.INF"})) return Literal{-infinity};
  if (any_of({".nan", ".NaN", ".NAN"})) return Literal{std::numeric_limits<double>::quiet_NaN()};
  return std::nullopt;
}

}  // namespace

ExprPtr Reader::expression(const Node& node, const std::string& context) const {
  switch (node.kind) {
    case Node::Kind::invalid:
      return nullptr;
    case Node::Kind::list:
      return list(node, context);
    case Node::Kind::scalar:
      return scalar(node, context);
    case Node::Kind::null:
      if (node.style != Style::absent) return make_literal(node.place, {});
      found_.error(node.place, "an expression is missing").in(context);
      return nullptr;
    case Node::Kind::map:
      break;
  }
  found_.error(node.place, "an expression is asked for, not a mapping")
      .in(context)
      .help(node.style == Style::flow_map ? "text that starts with '{' needs quotes"
                                          : "text with ': ' in it needs quotes");
  return nullptr;
}

ExprPtr Reader::scalar(const Node& node, const std::string& context) const {
  if (std::optional<Literal> word = yaml_word(node.text)) {
    return make_literal(node.content, std::move(*word));
  }
  const MappedText text = mapped(source(), node);
  return parse_expression({text, found_, context, node.in_flow && !node.is_quoted()});
}

ExprPtr Reader::list(const Node& node, const std::string& context) const {
  ListExpr list;
  std::uint32_t height = 0;
  for (const Node& item : node.items) {
    ExprPtr value = expression(item, context);
    if (value) height = std::max(height, value->height);
    list.items.push_back(std::move(value));
  }
  if (height >= expression_height_max) {
    found_.error(node.place, "this expression has more than 200 levels").in(context);
    return nullptr;
  }
  auto expr = std::make_unique<Expr>();
  expr->place = node.place;
  expr->node = std::move(list);
  expr->height = height + 1;
  return expr;
}

std::optional<FString> Reader::fstring(const Node& node, const std::string& context) const {
  if (node.is_scalar()) {
    const MappedText text = mapped(source(), node);
    return parse_fstring({text, found_, context});
  }
  if (node.is_null() && node.style != Style::absent) {
    FString written;
    written.parts.push_back({std::string(source().text(node.place)), nullptr, 0, {}});
    return written;
  }
  wrong_kind(node, context, "text", "an empty line is written \"\"");
  return std::nullopt;
}

std::optional<std::string> Reader::text(const Node& node, const std::string& context,
                                        std::string_view what) const {
  if (node.is_scalar() && !node.text.empty()) return node.text;
  wrong_kind(node, context, what);
  return std::nullopt;
}

std::optional<std::string> Reader::word(const Node& node, const std::string& context,
                                        std::span<const std::string_view> words) const {
  std::string all;
  for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + std::string(word);
  std::optional<std::string> given = text(node, context, "one of " + all);
  if (!given || std::ranges::find(words, *given) != words.end()) return given;
  // One number is as near to another as a third.
  const bool numbers = words.front().find_first_of("0123456789") != std::string_view::npos;
  const std::string_view near = numbers ? "" : suggest(*given, words);
  found_.error(node.place, "unknown word '" + *given + "'")
      .in(context)
      .help(near.empty() ? "one of " + all : did_you_mean(near));
  return std::nullopt;
}

std::optional<std::string> Reader::name(const Node& node, const std::string& context) const {
  std::optional<std::string> given = text(node, context, "a name");
  if (!given || is_name(*given)) return given;
  found_.error(node.place, "'" + *given + "' cannot be a name")
      .in(context)
      .help(is_keyword(*given) ? "it is a word of Python's own"
                               : "a name is made of letters, digits and '_'");
  return std::nullopt;
}

std::optional<std::int64_t> Reader::integer(const Node& node, const std::string& context) const {
  if (!node.is_scalar()) {
    wrong_kind(node, context, "a whole number");
    return std::nullopt;
  }
  const ExprPtr value = scalar(node, context);
  if (!value) return std::nullopt;
  const Unary* minus = std::get_if<Unary>(&value->node);
  const bool negative = minus != nullptr && minus->op == UnaryOp::negate;
  const auto* literal = std::get_if<Literal>(negative ? &minus->operand->node : &value->node);
  const auto* number = literal ? std::get_if<std::int64_t>(&literal->value) : nullptr;
  if (number != nullptr) return negative ? -*number : *number;
  found_.error(node.place, "a whole number is asked for").in(context);
  return std::nullopt;
}

std::optional<double> Reader::number(const Node& node, const std::string& context) const {
  if (!node.is_scalar()) {
    wrong_kind(node, context, "a number");
    return std::nullopt;
  }
  const ExprPtr value = scalar(node, context);
  if (!value) return std::nullopt;
  const auto* literal = std::get_if<Literal>(&value->node);
  if (literal != nullptr) {
    if (const auto* whole = std::get_if<std::int64_t>(&literal->value)) {
      return static_cast<double>(*whole);
    }
    if (const auto* real = std::get_if<double>(&literal->value)) return *real;
  }
  const bool negative = std::holds_alternative<Unary>(value->node);
  found_
      .error(node.place,
             negative ? "a number below zero cannot stand here" : "a number is asked for")
      .in(context);
  return std::nullopt;
}

std::optional<std::int64_t> Reader::seconds(const Node& node, const std::string& context) const {
  const std::optional<double> given = number(node, context);
  if (!given) return std::nullopt;
  const double nanoseconds = *given * 1e9;
  if (nanoseconds >= 0.0 && nanoseconds < 0x1p63) {
    return static_cast<std::int64_t>(std::llrint(nanoseconds));
  }
  found_.error(node.place, "no span of virtual time is this long")
      .in(context)
      .help("time is 64-bit nanoseconds, 292 years at most");
  return std::nullopt;
}

bool Reader::is_list(const Node& node, const std::string& context, std::string_view of_what) const {
  if (node.is_list()) return true;
  wrong_kind(node, context, "a list of " + std::string(of_what));
  return false;
}

bool Reader::is_map(const Node& node, const std::string& context, std::string_view of_what,
                    std::string_view help) const {
  if (node.is_map()) return true;
  wrong_kind(node, context, "a mapping of " + std::string(of_what), help);
  return false;
}

void Reader::unknown_key(const Node& key, const std::string& context,
                         std::span<const std::string_view> known) const {
  if (key.is_invalid()) return;
  std::string help = did_you_mean(suggest(key.text, known));
  if (help.empty()) {
    for (const std::string_view word : known)
      help += (help.empty() ? "" : ", ") + std::string(word);
    help = "the keys here are " + help;
  }
  found_.error(key.place, "unknown key '" + key.text + "'").in(context).help(std::move(help));
}

void Reader::wrong_kind(const Node& node, const std::string& context, std::string_view wanted,
                        std::string_view help) const {
  if (node.is_invalid()) return;
  const std::string wanted_text(wanted);
  const bool missing =
      (node.is_null() && node.style == Style::absent) || (node.is_scalar() && node.text.empty());
  std::string meant(help);
  if (wanted == "text" && node.style == Style::flow_map) {
    meant = "text that starts with '{' needs quotes";
  } else if (wanted == "text" && node.style == Style::flow_list) {
    meant = "text that starts with '[' needs quotes";
  }
  const std::string message =
      missing ? wanted_text + " is missing"
              : wanted_text + " is asked for, not " + std::string(kind_name(node));
  found_.error(node.place, message).in(context).help(std::move(meant));
}

}  // namespace sim::scenario
