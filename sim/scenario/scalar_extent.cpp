#include "sim/scenario/scalar_extent.hpp"

#include <algorithm>

namespace sim::scenario {
namespace {

bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

// Where the line that holds `at` ends: at its line break, or at the end of the text.
std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

std::size_t without_return(std::string_view text, std::size_t begin, std::size_t end) {
  return end > begin && text[end - 1] == '\r' ? end - 1 : end;
}

// The next line that is more than the indentation `parent_column` deep, where one may go on.
bool continues_deeper(std::string_view text, std::size_t line_break, int parent_column) {
  const std::size_t first = text.find_first_not_of(" \t\r\n", line_break);
  if (first == std::string_view::npos) return false;
  const std::size_t line_begin = text.rfind('\n', first) + 1;
  return static_cast<int>(first - line_begin) > parent_column;
}

ScalarExtent quoted(std::string_view text, std::uint32_t begin, int parent_column) {
  const char quote = text[begin];
  ScalarExtent extent;
  extent.style = quote == '"' ? Style::double_quoted : Style::single_quoted;
  extent.closed = false;
  std::size_t at = begin + 1;
  while (at < text.size()) {
    const bool doubled = quote == '\'' && text.substr(at, 2) == "''";
    if (text[at] == quote && !doubled) {
      extent.closed = true;
      break;
    }
    if (text[at] == '\n' && !continues_deeper(text, at, parent_column)) break;
    const bool escape = quote == '"' && text[at] == '\\' && text.substr(at + 1, 1) != "\n";
    at += doubled || escape ? 2 : 1;
  }
  at = std::min(at, text.size());
  extent.content = {begin + 1, std::max(begin + 1, offset(at))};
  extent.place = {begin, offset(at) + (extent.closed ? 1 : 0)};
  if (!extent.closed) extent.place.end = offset(line_end(text, begin));
  extent.content.end = std::min(extent.content.end, extent.place.end);
  return extent;
}

// The header's own number of blanks, or 0.
int header_indentation(std::string_view header) {
  for (const char c : header) {
    if (c >= '1' && c <= '9') return c - '0';
    if (c == '#' || c == '\n') break;
  }
  return 0;
}

ScalarExtent block(std::string_view text, std::uint32_t begin, int parent_column) {
  ScalarExtent extent;
  extent.style = text[begin] == '|' ? Style::literal_block : Style::folded_block;
  const std::size_t header_end = line_end(text, begin);
  const std::string_view header = text.substr(begin, header_end - begin);
  const bool keeps_blank_lines = header.substr(0, 3).find('+') != std::string_view::npos;
  const int own = header_indentation(header);
  int indentation = own == 0 ? -1 : std::max(0, parent_column) + own;
  std::size_t end = without_return(text, begin, header_end);
  const std::size_t first = std::min(header_end + 1, text.size());
  for (std::size_t at = first; at < text.size();) {
    const std::size_t stop = line_end(text, at);
    const std::size_t ink = std::min(text.find_first_not_of(" \r", at), stop);
    const bool blank = ink == stop;
    const int column = static_cast<int>(ink - at);
    if (!blank && indentation < 0) indentation = std::max(column, parent_column + 1);
    if (!blank && column < indentation) break;
    if (!blank || keeps_blank_lines) end = without_return(text, at, stop);
    at = stop + 1;
  }
  extent.place = {begin, offset(end)};
  extent.content = {offset(std::min(first, end)), offset(end)};
  if (end <= header_end) extent.content = {offset(end), offset(end)};
  return extent;
}

// A plain scalar is its value but for folded line breaks.
ScalarExtent plain(std::string_view text, std::uint32_t begin, std::string_view value) {
  std::size_t at = begin;
  std::size_t end = begin;
  for (std::size_t i = 0; i < value.size() && at < text.size(); ++at) {
    if (text[at] == value[i]) {
      ++i;
      if (!is_space(text[at])) end = at + 1;
    } else if (is_space(text[at])) {
      while (i < value.size() && is_space(value[i])) ++i;
    } else {
      break;
    }
  }
  ScalarExtent extent;
  extent.place = {begin, offset(end)};
  extent.content = extent.place;
  return extent;
}

}  // namespace

ScalarExtent scalar_extent(std::string_view text, std::uint32_t begin, std::string_view value,
                           int parent_column) {
  switch (text[begin]) {
    case '"':
    case '\'':
      return quoted(text, begin, parent_column);
    case '|':
    case '>':
      return block(text, begin, parent_column);
    default:
      return plain(text, begin, value);
  }
}

}  // namespace sim::scenario
