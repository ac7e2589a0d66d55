// sim/coro/cancel_through.hpp
//
// cancel_through() cancels a blocker and whatever that waits for, as deep as it goes.
//
//   bool TaskCore::cancel(const CancelMessage& message) { return cancel_through(*this, message); }
//
// asyncio does this by recursion: a task cancels what it awaits, a gather its children, in their
// order. Here it needs no stack, and a ring, which CPython answers with RecursionError (gh-80637),
// ends where it closes: the last task of it is woken with the CancelledError.

#pragma once

#include "sim/coro/blocker.hpp"

namespace sim::detail {

// Returns what `root` answers.
bool cancel_through(Blocker& root, const CancelMessage& message);

}  // namespace sim::detail
