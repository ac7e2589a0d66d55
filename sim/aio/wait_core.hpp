// sim/aio/wait_core.hpp
//
// The part of wait() that does not depend on the types of its arguments. wait.hpp is the face.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future_core.hpp"

namespace sim {

enum class ReturnWhen : std::uint8_t { all_completed, first_completed, first_exception };

struct WaitOptions {
  std::optional<Duration> timeout{};
  ReturnWhen return_when = ReturnWhen::all_completed;
};

namespace detail {

// Drops what stands there again, keeping the order.
void remove_duplicates(std::vector<CorePtr<FutureCore>>& cores);

// Returns when `options` are met. Requires: `cores` has no duplicates.
// Throws ValueError if it is empty.
Coro<> wait_until(std::vector<CorePtr<FutureCore>> cores, WaitOptions options);

}  // namespace detail

}  // namespace sim
