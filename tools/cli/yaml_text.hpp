// tools/cli/yaml_text.hpp
//
// Text as YAML writes it, in the style that its place in the file asks for.
//
//   yaml_scalar("no: stock", Style::plain, YamlPlace::block)     // "no: stock", in double quotes
//   yaml_block({"Hello", "Bye"}, 4, "\n")                        // |\n    Hello\n    Bye
//
// Promise: what a loader reads back is what was given, byte for byte. The style that is asked for
// is taken wherever it can hold the text.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/scenario/ast.hpp"

namespace sim::cli {

enum class YamlPlace : std::uint8_t { block, flow };

[[nodiscard]] bool is_plain(std::string_view text, YamlPlace place);

// `wanted`: plain, single_quoted or double_quoted; anything else counts as plain.
[[nodiscard]] std::string yaml_scalar(std::string_view text, scenario::Style wanted,
                                      YamlPlace place);

// An expression's value, as Python writes it. A list of numbers is a list of YAML's, too.
[[nodiscard]] std::string yaml_expression(std::string_view python, scenario::Style wanted,
                                          YamlPlace place);

// Whether a block of text can show these lines: it begins and ends with ink, no line ends in a
// blank, which editors remove, and every character can be seen.
[[nodiscard]] bool fits_block(std::span<const std::string> lines);

// From the `|` on, without the last line break. Requires: fits_block(lines).
[[nodiscard]] std::string yaml_block(std::span<const std::string> lines, std::size_t indent,
                                     std::string_view line_break);

// `["Hello", "Bye"]`
[[nodiscard]] std::string yaml_flow_list(std::span<const std::string> lines);

// Items of their own lines, each after a line break and `indent` blanks.
[[nodiscard]] std::string yaml_block_list(std::span<const std::string> lines, std::size_t indent,
                                          std::string_view line_break);

}  // namespace sim::cli
