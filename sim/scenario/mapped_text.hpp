// sim/scenario/mapped_text.hpp
//
// The text of a scalar, and where each of its bytes stands in the file. YAML takes quotes, escapes,
// indentation and line folds away; an error inside an expression must still point to the right
// column.
//
//   MappedText text = map_scalar(source, value, place, style);
//   found.error(text.place(begin, end), "unknown name");
//
// Promise: places never leave the scalar's own bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {

class MappedText {
 public:
  // Text that stands in the file as it is, from `begin` on.
  MappedText(std::string text, std::uint32_t begin);
  // Byte i of the text stands at starts[i]; starts has one more entry, for the end.
  MappedText(std::string text, std::vector<std::uint32_t> starts);

  [[nodiscard]] std::string_view text() const { return text_; }
  // Requires: begin <= end <= text().size().
  [[nodiscard]] Place place(std::size_t begin, std::size_t end) const;
  [[nodiscard]] Place place() const { return place(0, text_.size()); }

 private:
  [[nodiscard]] std::uint32_t start(std::size_t index) const;

  std::string text_;
  std::uint32_t begin_ = 0;
  std::vector<std::uint32_t> starts_;  // empty: the text stands in the file as it is
};

// `content` is the range of the scalar's text in the file, without quotes and block header; `value`
// is what YAML makes of it. Exact for everything on one line; where lines are folded, each word
// is found again where it stands.
[[nodiscard]] MappedText map_scalar(const Source& source, std::string value, Place content,
                                    Style style);

}  // namespace sim::scenario
