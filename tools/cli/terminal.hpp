// tools/cli/terminal.hpp
//
// Colour, for people only: a pipe, a file or NO_COLOR gets plain text.
//
//   Paint paint(color_wanted(arguments.color, STDOUT_FILENO));
//   std::cout << paint.red("FAILED") << "  " << path << '\n';
//
// --color outweighs NO_COLOR (no-color.org), which outweighs CLICOLOR_FORCE, which outweighs what
// the descriptor is.

#pragma once

#include <string>
#include <string_view>

#include "tools/cli/arguments.hpp"

namespace sim::cli {

[[nodiscard]] bool color_wanted(ColorWish wish, int descriptor);

class Paint {
 public:
  explicit Paint(bool enabled) : enabled_(enabled) {}

  [[nodiscard]] std::string bold(std::string_view text) const { return in("1", text); }
  [[nodiscard]] std::string red(std::string_view text) const { return in("1;31", text); }
  [[nodiscard]] std::string green(std::string_view text) const { return in("32", text); }
  [[nodiscard]] std::string yellow(std::string_view text) const { return in("33", text); }
  [[nodiscard]] std::string faint(std::string_view text) const { return in("2", text); }

  [[nodiscard]] bool enabled() const { return enabled_; }

 private:
  [[nodiscard]] std::string in(std::string_view code, std::string_view text) const;

  bool enabled_;
};

// Text of a stranger as a terminal can show it: control characters but the tab as \x1b.
[[nodiscard]] std::string harmless(std::string_view text);

// An environment variable; "" where it is not set.
[[nodiscard]] std::string_view environment(const char* name);

// Whether a switch in the environment is on: set, and neither "", "0" nor "false".
[[nodiscard]] bool is_on(const char* name);

}  // namespace sim::cli
