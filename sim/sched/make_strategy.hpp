// sim/sched/make_strategy.hpp
//
// A strategy by its name, as a command line or a file says it.
//
//   std::unique_ptr<Strategy> strategy = make_strategy("pct3");   // nullptr: no such name
//   strategy_names();                                             // what there is

#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "sim/sched/strategy.hpp"

namespace sim {

// "pct" takes its depths in turn, "pct3" has depth 3; "surw-kind" is "surw" weighted by kind.
[[nodiscard]] std::unique_ptr<Strategy> make_strategy(std::string_view name);

[[nodiscard]] const std::vector<std::string_view>& strategy_names();

}  // namespace sim
