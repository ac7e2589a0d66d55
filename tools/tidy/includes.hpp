// tools/tidy/includes.hpp
//
// Who may include whom: the floor plan of the house, as a table that is read by a test.
//
//   check_includes(read_source("sim/loop/loop.cpp", "#include \"sim/coro/task.hpp\"\n"));
//   // a Finding: sim/loop must not know what a coroutine is
//
// A room may always include itself. Whatever the table does not name is not allowed.

#pragma once

#include <vector>

#include "tools/tidy/source.hpp"

namespace sim::tidy {

[[nodiscard]] std::vector<Finding> check_includes(const SourceFile& file);

// The packages that only one file of the whole tree may include, since they compile slowly.
[[nodiscard]] std::vector<Finding> check_single_users(const std::vector<SourceFile>& files);

}  // namespace sim::tidy
