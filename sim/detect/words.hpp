// sim/detect/words.hpp
//
// How findings are put into words.
//
//   moment(event.time, event.iteration)    // "at 1.5 s, iteration 12: "
//   about_tasks(kind, "deadlock: ", now, tasks);

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/wait_text.hpp"
#include "sim/detect/finding.hpp"
#include "sim/detect/situation.hpp"

namespace sim {

[[nodiscard]] std::string moment(Instant time, std::uint64_t iteration);

// A finding about tasks that wait, whose line says for what; without details.
[[nodiscard]] Finding about_tasks(FindingKind kind, std::string_view begin, const Situation& now,
                                  const std::vector<TaskId>& tasks);

// The names, sorted, each once.
[[nodiscard]] std::vector<std::string> names_of(const Situation& now,
                                                const std::vector<TaskId>& tasks);

// The tasks of a ring in their order, beginning with the one whose name comes first.
[[nodiscard]] std::vector<TaskId> from_first_name(const Situation& now, std::vector<TaskId> ring);

// Sorted by name.
[[nodiscard]] std::vector<TaskId> by_name(const Situation& now, std::vector<TaskId> tasks);

}  // namespace sim
