#include "tools/cli/load_files.hpp"

#include <iostream>
#include <utility>

#include "sim/scenario/source.hpp"
#include "tools/cli/find_scenarios.hpp"

namespace sim::cli {
namespace {

scenario::LoadResult load_standard_input() {
  std::string text;
  // One byte more than may be: then the loader refuses it.
  for (char c = 0; text.size() <= scenario::source_bytes_max && std::cin.get(c);) text += c;
  return scenario::load("<stdin>", std::move(text));
}

}  // namespace

std::optional<std::vector<NamedScenario>> load_named(std::span<const std::string> files,
                                                     const Console& console) {
  std::vector<NamedScenario> named;
  bool good = true;
  for (const std::string& path : files) {
    const std::string problem = path == "-" ? "" : problem_with_file(path);
    if (!problem.empty()) {
      console.say(problem);
      good = false;
      continue;
    }
    scenario::LoadResult loaded = path == "-" ? load_standard_input() : scenario::load_file(path);
    console.show(loaded.diagnostics);
    good &= loaded.scenario != nullptr;
    named.push_back({path, std::move(loaded.scenario)});
  }
  if (!good) return std::nullopt;
  return named;
}

}  // namespace sim::cli
