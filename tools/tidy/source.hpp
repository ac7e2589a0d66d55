// tools/tidy/source.hpp
//
// A SourceFile is one file of the tree as the rules want to see it.
//
//   SourceFile file = read_source("sim/loop/loop.cpp", text);
//   file.lines[4];   // what is written there
//   file.code[4];    // the same without comments and without the inside of literals
//
// Line n of `code` is line n of `lines`, column by column: what is left out is blank.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sim::tidy {

// The languages whose rules differ. `other` is text of any kind, `data` is not read at all.
enum class Language { cpp, cmake, python, shell, other, data };

struct SourceFile {
  std::string path;  // from the root of the tree, with slashes
  Language language = Language::other;
  std::vector<std::string> lines;
  std::vector<std::string> code;

  [[nodiscard]] bool is_header() const;
};

// What is wrong at one place, and what to do about it.
struct Finding {
  std::string path;
  std::size_t line;  // from 1; 0: the file or folder as a whole
  std::string what;
  std::string why;
  std::string instead;
};

[[nodiscard]] SourceFile read_source(std::string path, std::string_view text);

// `file:line: what`, then why, then what instead.
[[nodiscard]] std::string to_string(const Finding& finding);
[[nodiscard]] std::string to_string(const std::vector<Finding>& findings);

// Is `path` the folder, or in it? "sim/loop" holds "sim/loop/loop.cpp", not "sim/loops.cpp".
[[nodiscard]] bool is_in(std::string_view path, std::string_view folder);

}  // namespace sim::tidy
