// props/main.hpp
//
// The main of a program of properties: GoogleTest's flags, and those of the search.
//
//   int main(int argc, char** argv) { return sim::props::run_all_properties(argc, argv); }
//
//   my_test --seed=7 --cases=10000 --max-size=50 --no-shrink --gtest_filter=Gather.*
//
// RapidCheck reads the environment variable RC_PARAMS, once; this sets it before the first test.
// What a flag says goes before what the variable says, and that before what is built in: a fixed
// seed, so that a test that is green is green again. RapidCheck ignores a key that it does not
// know and stops in the middle of a test at a value that it cannot read: here both end the program
// with status 2 before anything runs. Flags like --sim_seed=7 are those of sim_flags.hpp.

#pragma once

#include <string>
#include <vector>

namespace sim::props {

struct Parameters {
  std::string text{};   // for RC_PARAMS
  std::string error{};  // why there are none
};

// `flags` are taken out of `arguments`; what is not ours stays for GoogleTest.
[[nodiscard]] Parameters search_parameters(const std::string& rc_params,
                                           std::vector<std::string>& arguments);

// Ensures: 0 if all held, 1 if one did not, 2 if a flag or RC_PARAMS is not understood.
int run_all_properties(int argc, char** argv);

}  // namespace sim::props
