// sim/interpose/refuse.hpp
//
// How a call is refused.
//
//   if (in_a_run()) throw Refused(refusal("nanosleep", why, __builtin_return_address(0)));
//
// A refusal is told on standard error, too, once for each place.

#pragma once

#include <string>
#include <string_view>

#include "sim/loop/loop.hpp"

namespace sim::detail {

[[nodiscard]] inline bool in_a_run() noexcept { return Loop::current_or_null() != nullptr; }

// "nanosleep in a run: it would ... (called by fetch, bank_test+0x1a2b)"
[[nodiscard]] std::string refusal(std::string_view function, std::string_view why, void* caller);

}  // namespace sim::detail
