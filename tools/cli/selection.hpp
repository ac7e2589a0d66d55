// tools/cli/selection.hpp
//
// The loaded files that `fermata check` was asked for.
//
//   std::vector<LoadedFile> files = load_files(paths, jobs);
//   Selection selection = select(std::move(files), arguments.filter, arguments.tags);
//   if (!selection.problem.empty()) ...     // nothing is left, and what was probably meant
//
// A file that cannot be read passes every tag, and every filter that its path does, so that
// nobody overlooks it. Names are unique within a run: a scenario whose name is taken becomes a
// file with a diagnostic.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"

namespace sim::cli {

struct LoadedFile {
  std::string path;
  scenario::LoadResult loaded;
};

struct Selection {
  std::vector<LoadedFile> files;
  std::string problem;
};

[[nodiscard]] std::vector<LoadedFile> load_files(std::span<const std::string> paths, unsigned jobs);

[[nodiscard]] Selection select(std::vector<LoadedFile> files, const std::string& filter,
                               std::span<const std::string> tags);

}  // namespace sim::cli
