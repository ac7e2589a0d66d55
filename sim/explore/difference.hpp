// sim/explore/difference.hpp
//
// Where two records of the same runs part: the first event or decision that differs, whose it was
// in the one and in the other, and what these two tasks waited for before.
//
//   if (const auto parted = first_difference(once, again)) std::cout << parted->text();
//
//   they part in run 1, at its moment 7, after 6 that are equal
//     once:     1.5 s, iteration 4: worker-2 runs
//               worker-2 had waited for lock 1
//     again:    1.5 s, iteration 4: worker-1 runs
//               worker-1 had waited for a sleep
//     before:   1.5 s, iteration 3: main waits for worker-2
//
// Promise: nothing for equal records, and something for records that are not.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/explore/run_record.hpp"

namespace sim {

struct Difference {
  // One of the two.
  struct Side {
    std::string what{};   // "1.5 s, iteration 4: worker-2 runs"; "the run is over: ok"
    std::string task{};   // whose it was, or who came next; empty: nobody's
    std::string waits{};  // "worker-2 had waited for lock 1"
  };

  std::uint64_t run = 0;     // from 1
  std::uint64_t moment = 0;  // of the run, from 1; 0: it was not kept
  Side once{};
  Side again{};
  std::vector<std::string> before{};  // the last moments that are equal

  [[nodiscard]] std::string text() const;
};

[[nodiscard]] std::optional<Difference> first_difference(const RunRecord& once,
                                                         const RunRecord& again);

}  // namespace sim
