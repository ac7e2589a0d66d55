// tools/cli/import.hpp
//
// `fermata import`: a Python program, or the examples of a page of Markdown, as scenarios.
//
//   ExitStatus status = import_program({{"hello.py"}, "", ""}, console);
//
// The reading is done by CPython's own parser: this runs tools/oracle/import_python.py with
// `python3`. Promise: what cannot be translated is named with its place, and nothing is written
// then; a missing python3 is told as that.

#pragma once

#include <string>

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus import_program(const ImportArguments& arguments, const Console& console);

// The script: beside an installed program in share/fermata/oracle, else in the tree that the
// program was built from; "" where it is in neither.
[[nodiscard]] std::string find_import_script();

}  // namespace sim::cli
