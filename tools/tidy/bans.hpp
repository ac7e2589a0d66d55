// tools/tidy/bans.hpp
//
// Names that must not stand in this tree, each with why and what instead.
//
//   check_bans(read_source("sim/loop/loop.cpp", "std::shuffle(a, b, c);\n"));   // a Finding
//
// Most are read in code alone, so a comment may explain why a thing is not used.

#pragma once

#include <vector>

#include "tools/tidy/source.hpp"

namespace sim::tidy {

[[nodiscard]] std::vector<Finding> check_bans(const SourceFile& file);

}  // namespace sim::tidy
