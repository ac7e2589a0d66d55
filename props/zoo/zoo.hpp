// props/zoo/zoo.hpp
//
// The zoo: 21 small concurrent programs with a bug each, to measure who finds it how soon.
//
//   for (const zoo::Kept& program : zoo::programs()) {
//     Explorer explorer(program.as(zoo::Translation::sp), {.strategy = "pos"});
//   }
//
// They are those of SCTBench (P. Thomson, A. Donaldson, A. Betts, ACM TOPC 2(4), 2016) that have a
// bug which not every run meets, and sync01, as coroutines: a task for each thread, and each access
// to something shared is a turn of its own.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/explore/program.hpp"

namespace sim::zoo {

// How a thread that is created becomes a task that is created.
enum class Translation : std::uint8_t {
  sp,   // each creation is a scheduling point: others may run between two of them
  asy,  // as asyncio does it: main creates all of them in one turn
  asy_to_the_end,  // the same, and what fails goes on: to count all ways that a program can go
};

struct Kept {
  std::string_view name;
  std::string_view bug;  // what goes wrong, and in which order
  Ending (*run)(Loop& loop, Translation translation);

  [[nodiscard]] Program as(Translation translation) const {
    return [run = run, translation](Loop& loop) { return run(loop, translation); };
  }
};

// All of them, by name.
[[nodiscard]] const std::vector<Kept>& programs();

// The one of that name, or nullptr.
[[nodiscard]] const Kept* find(std::string_view name);

}  // namespace sim::zoo
