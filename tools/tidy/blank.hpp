// tools/tidy/blank.hpp
//
// Blanks what is not code, so that a rule about code never reads a comment.
//
//   blank_cpp("int a = 1;  // one")    // "int a = 1;        "
//   blank_cpp("f(\"std::rand\")")      // "f(\"         \")"
//
// Newlines and columns stay where they are; the quotes of a literal stay, too.

#pragma once

#include <string>
#include <string_view>

namespace sim::tidy {

// Comments, and the inside of string, raw string and character literals.
[[nodiscard]] std::string blank_cpp(std::string_view text);

// From a `#` that begins a word to the end of its line: CMake, Python, shell.
[[nodiscard]] std::string blank_hash_comments(std::string_view text);

}  // namespace sim::tidy
