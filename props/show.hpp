// props/show.hpp
//
// Prints a program as a scenario file that can be pasted and run.
//
//   std::cout << program;                       // scenario: program ... coroutines: ...
//   file << show(program, {.name = "lost-cancel", .about = "...", .expect = &execution});
//
// With an execution the file states what came out, so `fermata check` repeats the comparison.
// RapidCheck prints a program with the operator, too: the counterexample is the scenario.

#pragma once

#include <iosfwd>
#include <string>

#include "props/execution.hpp"
#include "props/program.hpp"

namespace sim::props {

struct ShowOptions {
  std::string name = "program";
  std::string about{};
  const Execution* expect = nullptr;
};

// Requires: `program` is mended.
[[nodiscard]] std::string show(const Program& program, const ShowOptions& options = {});

std::ostream& operator<<(std::ostream& out, const Program& program);

}  // namespace sim::props
