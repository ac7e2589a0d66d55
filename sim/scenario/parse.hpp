// sim/scenario/parse.hpp
//
// YAML becomes a tree of nodes: the one door to yaml-cpp, which closes what it leaves open. Keys
// given twice, anchors, aliases, merge keys, tags, quotes that never end, a second document, too
// deep and too large files: all are diagnostics here.
//
//   Diagnostics found(source);
//   std::optional<Node> document = parse_yaml(found);
//
// Promise: null is returned exactly where the text could not be read to its end, and a diagnostic
// says why. yaml-cpp's exceptions stay inside.
#pragma once

#include <optional>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/document.hpp"

namespace sim::scenario {

// Requires: found.source() is well-formed UTF-8.
[[nodiscard]] std::optional<Node> parse_yaml(Diagnostics& found);

}  // namespace sim::scenario
