// sim/scenario/gather_values.hpp
//
// The future behind gather() whose result is a list of values, as all futures of a scenario have
// a Value for a result.
//
//   CorePtr<detail::GatherCore> both = make_gather(loop, detail::GatherErrors::raise, 2);
//   both->add(*ensure_future(left));
//   both->add(*ensure_future(right));
//   both->begin();
//
// It adds to GatherCore nothing but how the results are collected.
#pragma once

#include <cstddef>

#include "sim/aio/gather_core.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/loop/loop.hpp"

namespace sim::scenario {

[[nodiscard]] CorePtr<detail::GatherCore> make_gather(Loop& loop, detail::GatherErrors errors,
                                                      std::size_t arguments_max);

}  // namespace sim::scenario
