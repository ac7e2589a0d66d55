// sim/scenario/schema.hpp
//
// The top of a scenario file: which keys there are, and what each may hold.
//
//   read_scenario(reader, document, scenario);
//
// Promise: every key is read, whatever is wrong with another; names are left to validate.hpp.
#pragma once

#include "sim/scenario/ast.hpp"
#include "sim/scenario/reader.hpp"

namespace sim::scenario {

void read_scenario(const Reader& reader, const Node& document, Scenario& scenario);

}  // namespace sim::scenario
