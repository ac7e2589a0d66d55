// tools/cli/rewrite_output.hpp
//
// The value of `output:` written anew, in the style that it has: a block stays a block, a list a
// list, and of a list the items that hold stay as they are, comments included.
//
//   splices.push_back(rewrite_output(source, site, expected_lines, printed_lines, flow));
//
// Promise: what comes after the value on its line, a comment, stays on a line of its key.

#pragma once

#include <span>
#include <string>

#include "tools/cli/splice.hpp"
#include "tools/cli/yaml_text.hpp"

namespace sim::cli {

// "\r\n" in a file whose lines end so.
[[nodiscard]] std::string_view line_break_of(std::string_view text);

// Where the line that holds `at` ends, before its line break.
[[nodiscard]] std::uint32_t end_of_line(std::string_view text, std::size_t at);

[[nodiscard]] Splice rewrite_output(const scenario::Source& source, const scenario::Site& site,
                                    std::span<const std::string> before,
                                    std::span<const std::string> lines, YamlPlace place);

// "output: |..." for a file that does not have it yet; `indent` is that of the key.
[[nodiscard]] std::string new_output(std::span<const std::string> lines, std::size_t indent,
                                     YamlPlace place, std::string_view line_break);

}  // namespace sim::cli
