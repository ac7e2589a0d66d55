// tools/cli/diff.hpp
//
// The difference of two texts, line by line, as `diff -u` writes it.
//
//   for (const std::string& line : unified_diff(expected, actual)) std::cout << line << '\n';
//
//   --- expected
//   +++ actual
//   @@ -1,3 +1,3 @@
//    Hello
//   -Goodbye
//   +Bye
//    end
//
// Promise: no lines for equal texts; otherwise as few as there can be, found as Myers does (An
// O(ND) difference algorithm, 1986), but for texts that differ in more than edits_max lines: of
// those, all between the first and the last difference counts as changed.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sim::cli {

inline constexpr std::size_t edits_max = 1000;
inline constexpr std::size_t context_lines = 3;

enum class Edit : std::uint8_t { keep, remove, add };

// How to make `to` of `from`: an edit for each line of either.
[[nodiscard]] std::vector<Edit> edits(std::span<const std::string> from,
                                      std::span<const std::string> to);

[[nodiscard]] std::vector<std::string> unified_diff(std::span<const std::string> expected,
                                                    std::span<const std::string> actual);

}  // namespace sim::cli
