// sim/interpose/place.hpp
//
// From where in the program a function was called.
//
//   const std::string place = place_of(__builtin_return_address(0));   // "fetch, bank_test+0x1a2b"
//
// The number is for `addr2line -e bank_test 0x1a2b`. Callers in shared libraries and in namespace
// std are passed over. The name comes from the symbols of the program's file; without them the
// number stands alone.

#pragma once

#include <string>

namespace sim::detail {

// `caller`: the address to which a function of this stack returns.
[[nodiscard]] std::string place_of(void* caller);

}  // namespace sim::detail
