// props/generate.hpp
//
// Random programs, and RapidCheck generators of them.
//
//   Program program = generate_program(7, 50);           // number 7, of 20 steps
//   Program quiet = generate_program(7, 50, {.cancels = 0, .raises = 0});
//   const Program drawn = *programs();                   // in a RapidCheck property
//
// Delays are few and small, so that many deadlines are equal; most variables are used soon after
// they are bound, so that tasks really meet. The same number gives the same program everywhere.
//
// This header does not include RapidCheck: who draws from programs() includes <rapidcheck.h>.

#pragma once

#include <cstdint>

#include "props/program.hpp"

namespace rc {
template <typename T>
class Gen;
}

namespace sim::props {

// How many steps a program of size 100 has at most, and how often each verb is thrown. A verb of
// weight 0 does not occur.
struct Shape {
  int steps_max = 40;
  int prints = 12;
  int sleeps = 12;
  int spawns = 10;
  int calls = 3;
  int awaits = 6;
  int gathers = 6;
  int holds = 2;
  int waits = 6;
  int cancels = 6;
  int asks = 2;
  int selves = 2;
  int attempts = 6;
  int raises = 3;
  int returns = 3;
  int loops = 2;
  int branches = 2;
};

// Requires: 0 <= size.
[[nodiscard]] Program generate_program(std::uint64_t number, int size, const Shape& shape = {});

// They shrink as props/shrink.hpp says.
[[nodiscard]] rc::Gen<Program> programs(const Shape& shape = {});

}  // namespace sim::props
