// sim/scenario/python_handlers.hpp
//
// Whether the name of a caught exception is needed where Python has unbound it.
//
//   if (outlives_handlers(coroutine, attempt.as.slot)) ...   // error = caught
//
// A scenario keeps the name bound after the handler, Python deletes it there. Promise: false only
// where that makes no difference.
#pragma once

#include <cstdint>

#include "sim/scenario/ast.hpp"

namespace sim::scenario {

[[nodiscard]] bool outlives_handlers(const Coroutine& coroutine, std::uint32_t slot);

}  // namespace sim::scenario
