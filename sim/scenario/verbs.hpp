// sim/scenario/verbs.hpp
//
// The verbs of the language, and how a list of steps is read.
//
//   Block body = read_block(reader, node, "main()");
//
// Promise: everything wrong with the steps is reported; what is left out because of it leaves null
// expressions behind, so a Block is fit to run only where no diagnostic was added.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/scenario/ast_step.hpp"
#include "sim/scenario/reader.hpp"

namespace sim::scenario {

struct Verb {
  std::string_view name;
  std::string_view keys;      // what may stand beside it: " as name in "
  std::string_view required;  // what must: " in do "
};

[[nodiscard]] std::span<const Verb> verbs();

// `where` is the coroutine, "main()", or the branch of a step that the block belongs to.
[[nodiscard]] Block read_block(const Reader& reader, const Node& node, const std::string& where);

}  // namespace sim::scenario
