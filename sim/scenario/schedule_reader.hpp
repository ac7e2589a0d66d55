// sim/scenario/schedule_reader.hpp
//
// Reads what names a schedule in a file: a strategy by its name, or the token of a recorded one.
//
//   if (auto name = read_strategy(reader, node, "explore")) explore.strategy = *name;
//   if (auto text = read_schedule(reader, node, "schedule")) scenario.schedule = *text;
//
// A name that there is not gets a suggestion, and a token that was damaged is told where.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/reader.hpp"

namespace sim::scenario {

[[nodiscard]] std::optional<std::string> read_strategy(const Reader& reader, const Node& node,
                                                       const std::string& context);
[[nodiscard]] std::optional<std::string> read_schedule(const Reader& reader, const Node& node,
                                                       const std::string& context);

// Whether a `schedule` is a token, and no name of a strategy.
[[nodiscard]] bool is_token(std::string_view schedule);

}  // namespace sim::scenario
