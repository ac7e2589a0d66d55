// tools/cli/write_file.hpp
//
// Puts a text into a file, whole or not at all.
//
//   if (std::string problem = write_file("junit.xml", xml); !problem.empty()) console.say(problem);
//
// Promise: whoever reads the file meanwhile reads the old text or the new one, and if writing
// fails, the old one is still there: a temporary file beside it takes its name. Its permissions
// stay, and a link stays a link. What is no regular file, a pipe, is written to directly.

#pragma once

#include <string>
#include <string_view>

namespace sim::cli {

// "" where it went well; else the path and why not.
[[nodiscard]] std::string write_file(const std::string& path, std::string_view text);

}  // namespace sim::cli
