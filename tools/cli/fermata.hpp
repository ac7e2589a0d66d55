// tools/cli/fermata.hpp
//
// The whole program `fermata`, but for `main`.
//
//   int main(int argc, char** argv) { return sim::cli::fermata(argc, argv); }
//
// Promise: whatever the words are, it returns one of the numbers of exit_status.hpp.

#pragma once

namespace sim::cli {

[[nodiscard]] int fermata(int argc, char** argv);

}  // namespace sim::cli
