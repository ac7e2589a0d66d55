// sim/scenario/load.hpp
//
// The door into this room: a file's text becomes a Scenario that is ready to run, or a list of all
// that is wrong with it. Nothing is run here.
//
//   LoadResult loaded = load_file("scenarios/guide/hello.sim.yaml");
//   if (!loaded) { std::cerr << render(loaded.diagnostics); return 2; }
//   run(*loaded.scenario);
//
// Promise: whatever the bytes are, this returns; `scenario` is there exactly where no diagnostic
// is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/diagnostic.hpp"

namespace sim::scenario {

struct LoadResult {
  std::unique_ptr<Scenario> scenario;
  std::vector<Diagnostic> diagnostics;  // in the order of the file, each once

  explicit operator bool() const { return scenario != nullptr; }
};

// `path` is only what messages call the text.
[[nodiscard]] LoadResult load(std::string path, std::string text);

// A file that is missing, unreadable, a folder or too large is a diagnostic, too.
[[nodiscard]] LoadResult load_file(const std::string& path);

}  // namespace sim::scenario
