// tools/bench/workload.hpp
//
// A workload is a program that each contestant writes in its own terms: W1 to W10 of README.md.
//
//   if (std::optional<Work> work = do_work("w1", 1'000, 100)) use(work->events, work->check);
//
// Each contestant is a program of its own, made of one definition of do_work() and of measure.cpp.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sim::bench {

struct Work {
  std::uint64_t events = 0;
  std::uint64_t check = 0;    // see answer.hpp
  double bytes_each = 0;      // w9: of memory, for each process that is suspended
};

// Nothing: this contestant does not know the workload.
[[nodiscard]] std::optional<Work> do_work(std::string_view name, std::uint64_t n, std::uint64_t k);

// How many nodes the tree of w3 has.
[[nodiscard]] constexpr std::uint64_t tree_nodes(std::uint64_t depth) {
  std::uint64_t nodes = 1;
  for (; depth > 0; --depth) nodes = nodes * 8 + 1;
  return nodes;
}

// Bytes of this process that are in memory.
[[nodiscard]] std::uint64_t resident_bytes();

}  // namespace sim::bench
