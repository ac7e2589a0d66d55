// sim/scenario/expectation.hpp
//
// Reads what must come out: `expect`, the items of `outcomes`, and `explore`.
//
//   std::optional<Expectation> expect = read_expectation(reader, entry, "expect");
//
// Promise: every value carries its place in the file, so that it can be rewritten there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/reader.hpp"

namespace sim::scenario {

[[nodiscard]] std::optional<Expectation> read_expectation(const Reader& reader,
                                                          const Node::Entry& entry,
                                                          const std::string& context);
[[nodiscard]] std::vector<Expectation> read_outcomes(const Reader& reader, const Node& node);
[[nodiscard]] std::optional<Explore> read_explore(const Reader& reader, const Node::Entry& entry);

// NAME: EXPR, ... with every name once.
[[nodiscard]] std::vector<NamedExpr> read_named(const Reader& reader, const Node& node,
                                                const std::string& context);

}  // namespace sim::scenario
