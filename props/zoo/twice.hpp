// props/zoo/twice.hpp
//
// All programs of the zoo, each made twice, in two processes with other memory.
//
//   for_each_made_twice(1'000'000, 1, [](const Twice& twice) { mismatches += !twice.found.same; });
//
// Those of SCTBench in both translations, and the pairs with their bug and without, watched. The
// runs are shared out evenly, under the portfolio.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sim/explore/determinism.hpp"

namespace sim::zoo {

struct Twice {
  std::string name;
  Determinism found;
};

// Makes `runs` of all programs together, or a few more.
void for_each_made_twice(std::uint64_t runs, std::uint64_t seed,
                         const std::function<void(const Twice&)>& then);

}  // namespace sim::zoo
