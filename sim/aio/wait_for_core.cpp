#include "sim/aio/wait_for_core.hpp"

#include <exception>
#include <optional>

#include "sim/aio/done_ear.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::detail {

Coro<> cancel_and_wait(CorePtr<FutureCore> core) {
  WaitQueue waiter;
  DoneEar ear(*core, waiter);
  core->cancel({});
  co_await waiter.wait("the end of what it cancelled", &ear);
}

void throw_timeout_if_cancelled(FutureCore& core) {
  if (!core.wakes_cancelled()) return;
  core.error_taken();
  if (core.cancelled()) static_cast<void>(core.make_cancelled_error());  // it has been seen
  throw TimeoutError();
}

Coro<> WaitForTimer::wait(CorePtr<FutureCore> core) {
  std::exception_ptr cancelled;
  {
    DoneEar ear(*core, waiter_);
    try {
      co_await waiter_.wait("wait_for()", &ear);
    } catch (const CancelledError&) {
      cancelled = std::current_exception();
    }
    core->note(Deed::reads_cell);
    if (core->done()) co_return;  // and a cancellation is swallowed (gh-86296)
  }
  co_await cancel_and_wait(core);
  if (cancelled) std::rethrow_exception(cancelled);
  throw_timeout_if_cancelled(*core);
}

}  // namespace sim::detail
