// tools/cli/shell.hpp
//
// A word as a shell takes it, so that a command that is printed can be pasted.
//
//   shell_quoted("a b.sim.yaml")   // 'a b.sim.yaml'
//
// A word that needs no quotes gets none.

#pragma once

#include <string>
#include <string_view>

namespace sim::cli {

[[nodiscard]] inline std::string shell_quoted(std::string_view word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+:=@%,";
  if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos) {
    return std::string(word);
  }
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace sim::cli
