// props/zoo/classics.hpp
//
// Programs without a bug on which methods of partial-order reduction are compared.
//
//   Program program = zoo::last_zero(10);  // 3,328 ways to order what meets
//
// From C. Flanagan, P. Godefroid, "Dynamic partial-order reduction for model checking software",
// POPL 2005, and P. Abdulla et al., "Optimal dynamic partial order reduction", POPL 2014.

#pragma once

#include "sim/explore/program.hpp"

namespace sim::zoo {

// Each of so many tasks writes to its cell one more than it has read from the cell before; one
// looks for the last cell that is still zero.
[[nodiscard]] Program last_zero(int tasks);

// One writes, so many read.
[[nodiscard]] Program readers(int tasks);

// Each takes an inode, and a block for it where it has none: the first of 26 that is not busy.
[[nodiscard]] Program file_system(int tasks);

}  // namespace sim::zoo
