// sim/scenario/source.hpp
//
// A loaded text and where its lines are. Everything that is said about a scenario file, an error,
// a failed assertion, a value to rewrite, points into one of these by byte offsets.
//
//   Source source("hello.sim.yaml", text);
//   Position at = source.position(place.begin);       // line and column, both from 1
//   std::string_view words = source.text(place);
//
// Promise: a Source never changes after it is made, so a Place taken from it stays valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sim::scenario {

// A range of bytes in a Source: [begin, end). Empty where something is missing.
struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

// Line and column as an editor counts them: from 1, a column a character, not a byte.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend bool operator==(const Position&, const Position&) = default;
};

// What a scenario file may be at most. Generated files are bounded by these, people are not.
inline constexpr std::size_t source_bytes_max = std::size_t{1} << 20;
inline constexpr std::size_t source_depth_max = 64;
inline constexpr std::size_t source_nodes_max = 100'000;

class Source {
 public:
  // A byte order mark at the start stays part of the text and is no column.
  Source(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(Place place) const;

  [[nodiscard]] std::uint32_t line_count() const;
  // Requires: 1 <= number <= line_count(). The line without its line break.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  // Where the line starts, in bytes.
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t number) const;
  // The line that holds the byte, from 1. An offset past the end is taken as the end.
  [[nodiscard]] std::uint32_t line_number(std::size_t offset) const;
  // The same, and the column.
  [[nodiscard]] Position position(std::size_t offset) const;

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_begins_;
};

// How many bytes the character at the start of `text` has, 0 where it is not well-formed UTF-8.
// Requires: text is not empty.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

// The offset of the first byte that is not part of well-formed UTF-8, if there is one.
// Overlong forms, surrogates and what lies past U+10FFFF are not well-formed.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// How many characters well-formed UTF-8 holds.
[[nodiscard]] std::size_t count_characters(std::string_view text);

// Appends a code point as UTF-8. Requires: code_point <= 0x10FFFF.
void append_utf8(std::string& out, std::uint32_t code_point);

}  // namespace sim::scenario
