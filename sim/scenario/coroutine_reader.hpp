// sim/scenario/coroutine_reader.hpp
//
// Reads one entry of `coroutines`: the head, "greet(name, delay=1)", and the steps.
//
//   if (auto greet = read_coroutine(reader, entry))
//   scenario.coroutines.push_back(std::move(*greet));
//
// Promise: the names of the parameters are distinct.
#pragma once

#include <optional>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/reader.hpp"

namespace sim::scenario {

[[nodiscard]] std::optional<Coroutine> read_coroutine(const Reader& reader,
                                                      const Node::Entry& entry);

}  // namespace sim::scenario
