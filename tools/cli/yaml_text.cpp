#include "tools/cli/yaml_text.hpp"

#include <algorithm>
#include <array>

#include "sim/scenario/source.hpp"

namespace sim::cli {
namespace {

using scenario::Style;
using std::string_view_literals::operator""sv;

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
constexpr std::string_view digits = "0123456789";

bool is_in(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// A character that shows as itself: neither a control character nor a blank other than the blank.
bool is_visible(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return first >= 0x20 && first != 0x7F;
  constexpr std::array hidden{"\xE2\x80\xA8"sv, "\xE2\x80\xA9"sv, "\xEF\xBB\xBF"sv};
  const bool control = first == 0xC2 && static_cast<unsigned char>(character[1]) <= 0xA0;
  return !control && std::ranges::find(hidden, character) == hidden.end();
}

bool is_visible_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = scenario::utf8_length(text);
    if (length == 0 || !is_visible(text.substr(0, length))) return false;
    text.remove_prefix(length);
  }
  return true;
}

// Words that YAML, or a reader of it, takes for something else than text.
bool is_null_word(std::string_view text) {
  constexpr std::array words{"null"sv, "Null"sv, "NULL"sv, "~"sv};
  return std::ranges::find(words, text) != words.end();
}

std::string hexadecimal(std::uint32_t code, int width) {
  std::string out;
  for (int shift = 4 * (width - 1); shift >= 0; shift -= 4) {
    out += "0123456789abcdef"[(code >> shift) & 15];
  }
  return out;
}

// A character in double quotes.
std::string escaped(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character == "\"") return "\\\"";
  if (character == "\\") return "\\\\";
  if (character == "\t") return "\\t";
  if (character == "\n") return "\\n";
  if (is_visible(character)) return std::string(character);
  if (character.size() == 1) return "\\x" + hexadecimal(first, 2);
  std::uint32_t code = character.size() == 2 ? first & 0x1F : first & 0x0F;
  for (const char c : character.substr(1))
    code = code << 6 | (static_cast<unsigned char>(c) & 0x3F);
  return "\\u" + hexadecimal(code, 4);
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(1, scenario::utf8_length(text));
    out += escaped(text.substr(0, length));
    text.remove_prefix(length);
  }
  return out + '"';
}

std::string single_quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

// Numbers, None, True and False in brackets: YAML's lists read as Python's do.
bool is_list_of_words(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return false;
  return std::ranges::all_of(
      text, [](char c) { return is_in(c, letters) || is_in(c, digits) || is_in(c, "[]., +-"); });
}

}  // namespace

bool is_plain(std::string_view text, YamlPlace place) {
  if (text.empty() || !is_visible_text(text) || is_null_word(text)) return false;
  const bool number = text.size() > 1 && text[0] == '-' && is_in(text[1], digits);
  const bool begins = is_in(text[0], letters) || is_in(text[0], digits) || is_in(text[0], "(/.+");
  if (!begins && !number && static_cast<unsigned char>(text[0]) < 0x80) return false;
  if (text.starts_with("...") || text.ends_with(' ') || text.ends_with(':')) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) {
    return false;
  }
  return place == YamlPlace::block || text.find_first_of(",[]{}:") == std::string_view::npos;
}

std::string yaml_scalar(std::string_view text, Style wanted, YamlPlace place) {
  const bool single = wanted == Style::single_quoted && text.find('\'') == std::string_view::npos;
  if (single && is_visible_text(text)) return single_quoted(text);
  const bool quoted = wanted == Style::single_quoted || wanted == Style::double_quoted;
  return !quoted && is_plain(text, place) ? std::string(text) : double_quoted(text);
}

std::string yaml_expression(std::string_view python, Style wanted, YamlPlace place) {
  const bool quoted = wanted == Style::single_quoted || wanted == Style::double_quoted;
  if (!quoted && is_list_of_words(python)) return std::string(python);
  return yaml_scalar(python, wanted, place);
}

bool fits_block(std::span<const std::string> lines) {
  if (lines.empty() || lines.back().empty()) return false;
  if (lines.front().empty() || lines.front().front() == ' ') return false;
  return std::ranges::all_of(
      lines, [](const std::string& line) { return !line.ends_with(' ') && is_visible_text(line); });
}

std::string yaml_block(std::span<const std::string> lines, std::size_t indent,
                       std::string_view line_break) {
  std::string out = "|";
  for (const std::string& line : lines) {
    out += line_break;
    if (!line.empty()) out += std::string(indent, ' ') + line;
  }
  return out;
}

std::string yaml_flow_list(std::span<const std::string> lines) {
  std::string out = "[";
  for (const std::string& line : lines) {
    out += (out.size() == 1 ? "" : ", ") + double_quoted(line);
  }
  return out + "]";
}

std::string yaml_block_list(std::span<const std::string> lines, std::size_t indent,
                            std::string_view line_break) {
  std::string out;
  for (const std::string& line : lines) {
    out += std::string(line_break) + std::string(indent, ' ') + "- " + double_quoted(line);
  }
  return out;
}

}  // namespace sim::cli
