// sim/scenario/scalar_extent.hpp
//
// Where a scalar ends. yaml-cpp tells where one begins and what it means, but not its last byte,
// and takes the end of the file for a closing quote.
//
//   ScalarExtent extent = scalar_extent(text, begin, value, parent_column);
//   if (!extent.closed) report("this quote is never closed");
//
// Promise: begin <= content.begin <= content.end <= place.end <= text.size().
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {

struct ScalarExtent {
  Place place;    // quotes and block header included
  Place content;  // without them
  Style style = Style::plain;
  bool closed = true;
};

// `value` is what YAML makes of the scalar; `parent_column` is the column of the block collection
// it stands in, -1 where there is none. Requires: begin < text.size(), and a scalar begins there.
[[nodiscard]] ScalarExtent scalar_extent(std::string_view text, std::uint32_t begin,
                                         std::string_view value, int parent_column);

}  // namespace sim::scenario
