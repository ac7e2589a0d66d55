#include "sim/trace/one_line.hpp"

#include <algorithm>
#include <cstdio>

namespace sim {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

}  // namespace

std::string on_one_line(std::string_view label) {
  std::string text;
  for (const char c : label) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= 0x20 && code != 0x7f) {
      text += c;
    } else {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x", code);
      text += c == '\n' ? "\\n" : c == '\t' ? "\\t" : escape;
    }
  }
  return text;
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string cut(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  std::size_t end = 0;
  for (std::size_t left = columns - 2; end < text.size(); ++end) {
    if (begins_character(text[end]) && --left == 0) break;
  }
  return std::string(text.substr(0, end)) + "...";
}

std::string padded(std::string text, std::size_t columns) {
  const std::size_t used = columns_of(text);
  if (used < columns) text.append(columns - used, ' ');
  return text;
}

}  // namespace sim
