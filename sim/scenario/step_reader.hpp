// sim/scenario/step_reader.hpp
//
// What stands behind each verb: reads the value of the verb and the keys beside it into the step.
//
//   read_step_body(reader, mapping, verb_entry, step);   // step.node is a SleepStep, ...
//
// Promise: step.node is of the verb's type, whatever was wrong with its parts.
#pragma once

#include "sim/scenario/ast_step.hpp"
#include "sim/scenario/reader.hpp"

namespace sim::scenario {

// Requires: step.path is set; `verb` is an entry of `mapping` whose key is one of verbs().
void read_step_body(const Reader& reader, const Node& mapping, const Node::Entry& verb, Step& step);

// Only the `as` of a step whose verb is not known: step.node is a CallStep without an expression.
void read_target(const Reader& reader, const Node& mapping, Step& step);

}  // namespace sim::scenario
