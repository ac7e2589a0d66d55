// sim/scenario/names_in.hpp
//
// The variables that an expression reads.
//
//   for (const Name* name : names_in(*assertion.condition)) ...    // counter, limit
//
// Each once, in the order of their first place; the tree owns them.
#pragma once

#include <vector>

#include "sim/scenario/ast_expression.hpp"

namespace sim::scenario {

// Local and shared variables alone. Requires: the tree is validated.
[[nodiscard]] std::vector<const Name*> names_in(const Expr& expr);

}  // namespace sim::scenario
