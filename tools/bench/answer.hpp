// tools/bench/answer.hpp
//
// What a workload must come to, worked out without simulating anything.
//
//   answer("w4a", 1'000'000, 0);           // Lindley's recursion: the sum of the times in system
//
// D. V. Lindley, "The theory of queues with a single server", 1952.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sim::bench {

// Nothing: the workload is not known here.
[[nodiscard]] std::optional<std::uint64_t> answer(std::string_view name, std::uint64_t n,
                                                  std::uint64_t k);

}  // namespace sim::bench
