// props/zoo/asyncio/table.hpp
//
// What the explorer needs for each bug: the rows of the table in README.md.
//
//   for (const asyncio::Bug& bug : asyncio::bugs()) std::puts(asyncio::row(bug).text().c_str());
//
// A row is a function of the bug and of the strategies; README.md holds what `bench_asyncio_bugs`
// prints, and a test measures again.

#pragma once

#include <cstdint>
#include <string>

#include "props/zoo/asyncio/bug.hpp"

namespace sim::zoo::asyncio {

inline constexpr std::uint64_t kSeeds = 10;
inline constexpr std::uint64_t kSchedulesMax = 10'000;

// The first schedule that fails, shrunk. All are 0, and the texts empty, where none was found.
struct Found {
  std::uint64_t schedules = 0;
  std::size_t deviations = 0;  // after shrinking
  std::string what{};
  std::string schedule{};      // for people
};
[[nodiscard]] Found find(const Bug& bug, Client client, const std::string& strategy,
                         std::uint64_t seed);

struct Row {
  const Bug* bug = nullptr;
  double portfolio = 0;        // schedules to the first failure, mean over the seeds; 0: not found
  std::uint64_t sweep = 0;     // the same of `cancel`, which has no seed
  std::uint64_t ties = 0;
  std::size_t deviations = 0;  // after shrinking, the fewest of all that were found
  Found example{};             // the schedule with these

  [[nodiscard]] std::string text() const;
};
[[nodiscard]] Row row(const Bug& bug);

// How many schedules there are in which the law holds.
struct Exhausted {
  std::uint64_t schedules = 0;
  bool all = false;      // of them were run
  bool failed = false;   // the law was broken
};
// Every order of timers, or of steps as well, with every choice of so many workers to cancel at so
// many moments.
[[nodiscard]] Exhausted exhaust(const Bug& bug, Client client, Model model, std::uint32_t cancels,
                                std::uint64_t schedules_max);

}  // namespace sim::zoo::asyncio
