// sim/trace/one_line.hpp
//
// Labels as they may stand in a line of text.
//
//   on_one_line("two\nlines");             // "two\\nlines"
//   cut("a long label", 8);                // "a lon..."
//
// Letters beyond ASCII stay as they are: text is UTF-8, and is cut between its characters.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sim {

// What would move the cursor or colour the terminal is escaped.
[[nodiscard]] std::string on_one_line(std::string_view label);

// How many characters it has.
[[nodiscard]] std::size_t columns_of(std::string_view text);

// At most `columns` characters; what is cut off leaves "..." behind. Requires: columns >= 3.
[[nodiscard]] std::string cut(std::string_view text, std::size_t columns);

// Filled up with blanks on the right.
[[nodiscard]] std::string padded(std::string text, std::size_t columns);

}  // namespace sim
