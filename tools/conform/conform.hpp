// tools/conform/conform.hpp
//
// Many random programs on Fermata and on CPython, and what differs.
//
//   return conform(options, "/usr/bin/fermata-conform", std::cout, std::cerr);
//
// Promise: which programs are run, and what is printed of them, depends on the options alone, not
// on the number of jobs; only the rate does.

#pragma once

#include <iosfwd>
#include <string>

#include "tools/conform/options.hpp"

namespace sim::conform {

// `self` is the program that answers for Fermata with --answer. Gives the exit status.
int conform(const Options& options, const std::string& self, std::ostream& out, std::ostream& err);

// Writes the programs themselves, each as a JSON string on a line.
int write_texts(const Options& options, std::ostream& out);

// The oracle: beside an installed program in share/fermata/oracle, else in the tree that the
// program was built from; "" where it is in neither.
[[nodiscard]] std::string find_oracle();

}  // namespace sim::conform
