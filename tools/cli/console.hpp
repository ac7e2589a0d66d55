// tools/cli/console.hpp
//
// Where a subcommand speaks: results to `out`, all that is about them to `err`.
//
//   console.out << "ok      " << path << '\n';
//   console.say("there is no such file");          // "fermata: there is no such file"
//
// say() and show() bring what was written to `out` before them out first.

#pragma once

#include <ostream>
#include <span>
#include <string_view>

#include "sim/scenario/diagnostic.hpp"
#include "tools/cli/terminal.hpp"

namespace sim::cli {

struct Console {
  std::ostream& out;
  std::ostream& err;
  Paint paint;      // for out
  Paint err_paint;  // for err

  void say(std::string_view message) const;
  // Diagnostics as a compiler prints them, an empty line after each.
  void show(std::span<const scenario::Diagnostic> diagnostics) const;
};

}  // namespace sim::cli
