// tools/cli/help.hpp
//
// What `fermata --help`, `fermata help check` and `fermata --version` print.
//
//   std::cout << help_text("check");
//
// Every flag that arguments.cpp reads is told of here; a test holds the two together.

#pragma once

#include <string>
#include <string_view>

namespace sim::cli {

// Of a subcommand, or of the program for "".
[[nodiscard]] std::string_view help_text(std::string_view topic);

[[nodiscard]] std::string version_text();

}  // namespace sim::cli
