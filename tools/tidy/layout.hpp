// tools/tidy/layout.hpp
//
// How the tree is laid out: what a header opens with, what a folder holds.
//
//   check_header(file);          // its own path first, then `#pragma once`
//   check_folders(paths);        // each folder has a README.md, but inside of a corpus
//   check_suffixes(paths);       // a scenario is called *.sim.yaml

#pragma once

#include <string>
#include <vector>

#include "tools/tidy/source.hpp"

namespace sim::tidy {

[[nodiscard]] std::vector<Finding> check_header(const SourceFile& file);

// Both take the paths of all files of the tree.
[[nodiscard]] std::vector<Finding> check_folders(const std::vector<std::string>& paths);
[[nodiscard]] std::vector<Finding> check_suffixes(const std::vector<std::string>& paths);

}  // namespace sim::tidy
