// tools/cli/own_command.hpp
//
// How this program was called, so that a command that is printed can be pasted.
//
//   set_own_command("tools/fermata");      // first thing, from main's words
//   own_command() + " run a.sim.yaml"      // tools/fermata run a.sim.yaml
//
// "fermata" where nobody has said.

#pragma once

#include <string>
#include <string_view>

namespace sim::cli {

void set_own_command(std::string_view called_as);

// Quoted for a shell.
[[nodiscard]] const std::string& own_command();

}  // namespace sim::cli
