// timeout and uncancel: the time is up when it is up, that is a TimeoutError, and a request to stop
// is one until it is taken back.

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "props/zoo/asyncio/bug.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::zoo::asyncio {
namespace {

using std::chrono_literals::operator""s;

// What the versions differ in.
struct Version {
  bool counts_requests;   // those from before it was entered are not its own
  bool strikes_at_once;   // where no time is left, before anything that becomes ready later
};

constexpr Version kOf3112{false, true};  // 3.11.2
constexpr Version kAlpha{true, false};   // 3.11.0a7

// asyncio.timeout as far as it matters here.
template <Version version>
class OldTimeout {
 public:
  explicit OldTimeout(Duration delay) : task_(current_task()) {
    Loop& loop = Loop::current();
    if (version.counts_requests) before_ = task_.cancelling();
    if (delay <= Duration::zero() && version.strikes_at_once) {
      timer_.emplace(loop.call_soon([this] { strike(); }));
    } else {
      timer_.emplace(loop.call_at(loop.now() + delay, [this] { strike(); }));
    }
  }
  ~OldTimeout() { timer_->cancel(); }

  std::exception_ptr exit(std::exception_ptr error) {
    timer_->cancel();
    if (!expired_ || task_.uncancel() > before_ || !error || !is_cancelled_error(error)) {
      return error;
    }
    return std::make_exception_ptr(TimeoutError());
  }

 private:
  void strike() {
    task_.cancel();
    expired_ = true;
  }

  AnyTask task_;
  std::uint32_t before_ = 0;
  bool expired_ = false;
  std::optional<Handle> timer_;
};

class OurTimeout {
 public:
  explicit OurTimeout(Duration delay) : limit_(Loop::current().now() + delay) { limit_.enter(); }
  std::exception_ptr exit(std::exception_ptr error) { return limit_.exit(std::move(error)); }

 private:
  Timeout limit_;
};

template <class T>
Coro<> sleep_under(Duration limit, Duration delay) {
  T timeout(limit);
  std::exception_ptr error;
  try {
    co_await sleep(delay);
  } catch (const CancelledError&) {
    error = std::current_exception();
  }
  const std::exception_ptr due = timeout.exit(error);
  if (due) std::rethrow_exception(due);
}

// ---- in the clean-up of a task that is cancelled --------------------------------------------

template <class T>
Coro<> clean_up(Play& play) {
  try {
    co_await sleep_under<T>(1s, 5s);
  } catch (const TimeoutError&) {
    co_return;
  } catch (const CancelledError&) {
    if (current_task().cancelling() > 1) throw;  // it is cancelled for the second time
  }
  play.broken("an expired timeout is no TimeoutError");
}

template <class T>
Coro<> work_and_clean_up(Play& play) {
  std::exception_ptr error;
  try {
    co_await turn();
  } catch (const CancelledError&) {
    error = std::current_exception();
  }
  if (!error) co_return;
  co_await clean_up<T>(play);
  std::rethrow_exception(error);
}

template <class T>
Coro<> cleanup_law(Play& play) {
  play.worker("worker", work_and_clean_up<T>(play));
  co_await play.workers_end();
}

// ---- no time at all ------------------------------------------------------------------------

template <class T>
Coro<> no_time_law(Play& play) {
  try {
    co_await sleep_under<T>(Duration{0}, Duration{0});
  } catch (const TimeoutError&) {
    co_return;
  }
  play.broken("a turn passes where no time is left");
}

Coro<> cancel_and_take_no_time(Play& play) {
  play.may_cancel_myself();
  try {
    co_await sleep_under<OurTimeout>(Duration{0}, Duration{0});
  } catch (const TimeoutError&) {
  }
}

Coro<> request_law(Play& play) {
  play.worker("worker", cancel_and_take_no_time(play));
  co_await play.workers_end();
}

// ---- uncancel ------------------------------------------------------------------------------

Coro<> cancel_and_take_it_back(Play& play) {
  play.may_cancel_myself();
  AnyTask me = current_task();
  if (me.cancelling() == 0) co_return;
  me.uncancel();
  std::exception_ptr error;
  try {
    co_await turn();
  } catch (const CancelledError&) {
    error = std::current_exception();
  }
  if (!error) co_return;
  play.broken("a request that was taken back strikes all the same");
  std::rethrow_exception(error);
}

// Only in the worker's own step, so that nobody else's request is taken back.
Coro<> uncancel_law(Play& play) {
  play.lets_swallow();
  play.worker("worker", cancel_and_take_it_back(play));
  co_await play.workers_end();
}

}  // namespace

void add_timeouts(std::vector<Bug>& bugs) {
  bugs.push_back({.name = "timeout-in-clean-up",
                  .id = "gh-102780",
                  .versions = "3.11.0 to 3.11.2",
                  .law = "when the time is up it is a TimeoutError",
                  .old = cleanup_law<OldTimeout<kOf3112>>,
                  .shipped = cleanup_law<OurTimeout>});
  bugs.push_back({.name = "timeout-one-turn-late",
                  .id = "gh-95051",
                  .versions = "3.11 alpha",
                  .law = "where no time is left no turn passes",
                  .old = no_time_law<OldTimeout<kAlpha>>,
                  .shipped = no_time_law<OurTimeout>,
                  .cancels = 0,
                  .model = Model::timing});
  bugs.push_back({.name = "timeout-swallows",
                  .id = "gh-134471",
                  .versions = "3.11.3 on",
                  .law = "who is cancelled ends cancelled",
                  .old = request_law,
                  .shipped = request_law,
                  .kept = true});
  bugs.push_back({.name = "uncancel-too-late",
                  .id = "PR 117407",
                  .versions = "3.11 to 3.12",
                  .law = "a request that was taken back does not strike",
                  .old = uncancel_law,
                  .shipped = uncancel_law,
                  .kept = true});
}

}  // namespace sim::zoo::asyncio
