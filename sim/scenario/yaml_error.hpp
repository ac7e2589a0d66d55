// sim/scenario/yaml_error.hpp
//
// What to say about YAML that cannot be read, or may not be used: yaml-cpp's own words name what it
// looked for, these name what the author of the file probably did.
//
//   report_yaml_error(found, {"illegal map value", offset, last_end, open_bracket});
//
// Promise: every function adds exactly one diagnostic.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/document.hpp"

namespace sim::scenario {

struct YamlError {
  std::string message;                  // yaml-cpp's
  std::size_t at = 0;                   // where it gave up
  std::size_t last_end = 0;             // where the last value that it read ends
  const Place* open_bracket = nullptr;  // of the innermost [ or { that is open
};

void report_yaml_error(Diagnostics& found, const YamlError& error);
void report_alias(Diagnostics& found, std::uint32_t begin);
// A tag or an anchor.
void report_property(Diagnostics& found, Place word);
void report_open_quote(Diagnostics& found, Place place);
void report_key(Diagnostics& found, const Node& key);
void report_merge_key(Diagnostics& found, const Node& key);
void report_duplicate(Diagnostics& found, const Node& key, const Node& first);
void report_second_document(Diagnostics& found, std::uint32_t begin);

// From `begin` to the next blank, bracket or comma.
[[nodiscard]] Place word_at(std::string_view text, std::uint32_t begin);

}  // namespace sim::scenario
