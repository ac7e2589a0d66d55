// sim/scenario/gather_values.hpp
//
// The future behind gather() whose result is a list of values, as all futures of a scenario have
// a Value for a result.
//
//   CorePtr<FutureCore> both = start_gather(loop, children, detail::GatherErrors::raise);
//
// It adds to GatherCore nothing but how the results are collected.
#pragma once

#include <span>

#include "sim/aio/gather_core.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/loop/loop.hpp"

namespace sim::scenario {

[[nodiscard]] CorePtr<FutureCore> start_gather(Loop& loop,
                                               std::span<const CorePtr<FutureCore>> children,
                                               detail::GatherErrors errors);

}  // namespace sim::scenario
