#include "sim/scenario/yaml_error.hpp"

#include <algorithm>
#include <utility>

namespace sim::scenario {
namespace {

Place place_of(std::string_view text, std::size_t begin, std::size_t length) {
  const std::size_t from = std::min(begin, text.size());
  const std::size_t to = std::min(from + length, text.size());
  return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// The rest of the line from `at` on, its comment and trailing blanks left away.
Place rest_of_line(std::string_view text, std::size_t at) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t", at), text.size());
  const std::size_t line_end = std::min(text.find('\n', begin), text.size());
  const std::string_view line = text.substr(begin, line_end - begin);
  const std::size_t ink = line.substr(0, line.find(" #")).find_last_not_of(" \t\r");
  return place_of(text, begin, ink == std::string_view::npos ? 0 : ink + 1);
}

bool same_line(std::string_view text, std::size_t a, std::size_t b) {
  const auto [from, to] = std::minmax(std::min(a, text.size()), std::min(b, text.size()));
  return text.substr(from, to - from).find('\n') == std::string_view::npos;
}

// The tab in the indentation of the line of `at`, or of the line before it.
std::size_t find_tab(std::string_view text, std::size_t at) {
  std::size_t begin = std::min(at, text.size());
  while (begin > 0 && text[begin - 1] != '\n') --begin;
  const std::size_t ink = std::min(text.find_first_not_of(" \t", begin), text.size());
  const std::size_t tab = text.find('\t', begin);
  return tab < ink ? tab : std::string_view::npos;
}

void report_unclosed_quote_after(Diagnostics& found, std::size_t last_end) {
  const std::string_view text = found.source().text();
  const std::size_t quote = text.find_first_of("\"'", last_end);
  const std::size_t begin = std::min(quote, text.size());
  const std::size_t line_end = std::min(text.find('\n', begin), text.size());
  report_open_quote(found, place_of(text, begin, line_end - begin));
}

// A quoted value or a bracket has ended, and something follows in the same line.
void report_trailing(Diagnostics& found, std::size_t last_end) {
  const std::string_view text = found.source().text();
  const char last = text[last_end - 1];
  const std::string opening = last == ']' ? "[" : last == '}' ? "{" : "";
  const Place rest = rest_of_line(text, last_end);
  const std::string after(found.source().text(rest));
  std::string help =
      "an expression that starts with a quote needs quotes around all of it: '\"a\" + b'";
  if (!opening.empty()) {
    help = "text that starts with '" + opening + "' needs quotes around all of it";
  }
  found.error(rest, "'" + after + "' follows a value that has ended").help(std::move(help));
}

void report_indentation(Diagnostics& found, std::size_t at) {
  const Place rest = rest_of_line(found.source().text(), at);
  found.error(rest, "this does not belong to what stands before it")
      .help(
          "check the indentation: the items of one list, and the keys of one mapping, start in "
          "the same column");
}

bool report_by_message(Diagnostics& found, const YamlError& error) {
  const std::string_view text = found.source().text();
  const Place here = place_of(text, error.at, 1);
  if (contains(error.message, "illegal map value")) {
    found.error(here, "a ':' that starts a second value in one line")
        .help("text with ': ' in it needs quotes around all of it; else check the indentation");
  } else if (contains(error.message, "illegal block entry")) {
    found.error(here, "a list cannot start in the line of its key")
        .help(
            "start it in a line of its own, or write [a, b]; text that starts with '- ' needs "
            "quotes");
  } else if (contains(error.message, "unknown token")) {
    const std::string start(found.source().text(here));
    found.error(here, "a value cannot start with '" + start + "'").help("put it in quotes");
  } else if (contains(error.message, "anchor is not defined")) {
    report_alias(found, here.begin);
  } else if (contains(error.message, "EOF in scalar")) {
    report_unclosed_quote_after(found, error.last_end);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Place word_at(std::string_view text, std::uint32_t begin) {
  const std::size_t end = std::min(text.find_first_of(" \t\r\n,[]{}", begin), text.size());
  return place_of(text, begin, std::max<std::size_t>(1, end - begin));
}

void report_yaml_error(Diagnostics& found, const YamlError& error) {
  const std::string_view text = found.source().text();
  const std::size_t tab = find_tab(text, error.at);
  if (tab != std::string_view::npos) {
    found.error(place_of(text, tab, 1), "a tab in the indentation")
        .help("YAML indents with blanks");
    return;
  }
  if (report_by_message(found, error)) return;
  if (error.open_bracket != nullptr) {
    const std::string bracket(
        found.source().text({error.open_bracket->begin, error.open_bracket->begin + 1}));
    const std::string closing = bracket == "[" ? "]" : "}";
    found
        .error(place_of(text, error.open_bracket->begin, 1),
               "this '" + bracket + "' is never closed")
        .help("add '" + closing + "'; text that starts with '" + bracket + "' needs quotes");
    return;
  }
  if (!contains(error.message, "not found")) {
    found.error(place_of(text, error.at, 1), "this is not YAML: " + error.message);
  } else if (error.last_end > 0 && same_line(text, error.last_end, error.at)) {
    report_trailing(found, error.last_end);
  } else {
    report_indentation(found, error.at);
  }
}

void report_alias(Diagnostics& found, std::uint32_t begin) {
  const Place word = word_at(found.source().text(), begin);
  const std::string text(found.source().text(word));
  found.error(word, "aliases are not part of the language: '" + text + "'")
      .help("text that starts with '*' needs quotes");
}

void report_property(Diagnostics& found, Place word) {
  const std::string text(found.source().text(word));
  const bool tag = text.starts_with('!');
  found
      .error(word, (tag ? "tags are not part of the language: '"
                        : "anchors are not part of the language: '") +
                       text + "'")
      .help(tag ? "'not' negates; text that starts with '!' needs quotes"
                : "text that starts with '&' needs quotes");
}

void report_open_quote(Diagnostics& found, Place place) {
  const std::string quote(found.source().text(place).substr(0, 1));
  found.error(place, "this quote is never closed").help("add the closing " + quote);
}

void report_key(Diagnostics& found, const Node& key) {
  const bool missing = key.is_null() && key.style == Style::absent;
  const std::string kind(key.is_null() ? "'" + std::string(found.source().text(key.place)) + "'"
                                       : std::string(kind_name(key)));
  found.error(key.place, missing ? "a key is missing" : "a key is a word, not " + kind);
}

void report_merge_key(Diagnostics& found, const Node& key) {
  found.error(key.place, "merge keys are not part of the language: '<<'")
      .help("write the keys out");
}

void report_duplicate(Diagnostics& found, const Node& key, const Node& first) {
  const std::uint32_t line = found.source().position(first.place.begin).line;
  found.error(key.place, "the key '" + key.text + "' is given twice")
      .help("the first stands in line " + std::to_string(line));
}

void report_second_document(Diagnostics& found, std::uint32_t begin) {
  if (found.source().text().substr(begin).starts_with("---")) {
    found.error({begin, begin + 3}, "a file holds one scenario")
        .help("put the second one in a file of its own");
  } else {
    report_indentation(found, begin);
  }
}

}  // namespace sim::scenario
