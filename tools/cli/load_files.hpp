// tools/cli/load_files.hpp
//
// The scenarios of the files that a subcommand was given by name.
//
//   std::optional<std::vector<NamedScenario>> loaded = load_named(files, console);
//   if (!loaded) return ExitStatus::bad_input;        // and it has been said what is wrong
//
// A file named "-" is standard input.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"
#include "tools/cli/console.hpp"

namespace sim::cli {

struct NamedScenario {
  std::string path;
  std::unique_ptr<scenario::Scenario> scenario;
};

[[nodiscard]] std::optional<std::vector<NamedScenario>> load_named(
    std::span<const std::string> files, const Console& console);

}  // namespace sim::cli
