// TaskGroup: who is cancelled ends cancelled, and who is not is not asked to stop any more.

#include <exception>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "props/zoo/asyncio/bug.hpp"
#include "sim/aio/exception_group.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::zoo::asyncio {
namespace {

// What the versions differ in.
struct Version {
  bool counts_only_if_cancelled;  // takes its own request back only if a CancelledError comes out
  bool counts_at_the_end;         // takes it back when the children have ended, not before
  bool asks_again;                // leaves a request from outside standing beside its errors
};

constexpr Version kBeta{true, false, false};  // 3.11.0b4
constexpr Version kOf313{false, true, true};  // 3.13

// asyncio.TaskGroup as far as it matters here: enter, tasks, exit.
template <Version version>
class OldGroup {
 public:
  OldGroup() : parent_(current_task()) {}

  void create_task(Coro<> body, std::string_view name) {
    Task<> task = sim::create_task(std::move(body), name);
    tasks_.push_back(task);
    task.add_done_callback([this](const Task<>& ended) { child_ended(ended); });
  }

  // With what the body threw; gives what is due.
  Coro<std::exception_ptr> exit(std::exception_ptr error) {
    const bool body_cancelled = error && is_cancelled_error(error);
    std::exception_ptr cancellation = body_cancelled ? error : nullptr;
    if (!version.counts_at_the_end) take_own_request_back(body_cancelled, cancellation);
    if (error && !aborting_) abort();
    while (!tasks_.empty()) {
      completed_.emplace();
      try {
        co_await *completed_;
      } catch (const CancelledError&) {
        if (!aborting_) {
          cancellation = std::current_exception();
          abort();
        }
      }
    }
    if (version.counts_at_the_end) take_own_request_back(body_cancelled, cancellation);
    if (error && !body_cancelled) errors_.push_back(error);
    if (cancellation && errors_.empty()) co_return cancellation;
    if (errors_.empty()) co_return nullptr;
    if (version.asks_again && parent_.cancelling() > 0) {
      parent_.uncancel();
      parent_.cancel();
    }
    co_return std::make_exception_ptr(ExceptionGroup("unhandled errors in a TaskGroup", errors_));
  }

 private:
  void take_own_request_back(bool body_cancelled, std::exception_ptr& cancellation) {
    if (!requested_ || (version.counts_only_if_cancelled && !body_cancelled)) return;
    if (parent_.uncancel() == 0 || version.counts_only_if_cancelled) cancellation = nullptr;
  }

  void child_ended(const Task<>& ended) {
    std::erase(tasks_, ended);
    if (tasks_.empty() && completed_ && !completed_->done()) completed_->set_result();
    if (ended.cancelled() || !ended.exception()) return;
    errors_.push_back(ended.exception());
    if (aborting_ || requested_) return;
    abort();
    requested_ = true;
    parent_.cancel();
  }

  void abort() {
    aborting_ = true;
    for (Task<>& task : tasks_) {
      if (!task.done()) task.cancel();
    }
  }

  AnyTask parent_;
  std::vector<Task<>> tasks_;
  std::vector<std::exception_ptr> errors_;
  std::optional<Future<>> completed_;
  bool aborting_ = false;
  bool requested_ = false;
};

class OurGroup {
 public:
  OurGroup() { group_.enter(); }
  void create_task(Coro<> body, std::string_view name) {
    group_.create_task(std::move(body), name);
  }
  Coro<std::exception_ptr> exit(std::exception_ptr error) { return group_.exit(std::move(error)); }

 private:
  TaskGroup group_;
};

Coro<> fail_after(int turns) {
  for (; turns > 0; --turns) co_await turn();
  throw ValueError("a child fails");
}

Coro<> body_that_waits(int turns, bool swallows) {
  try {
    for (; turns > 0; --turns) co_await turn();
  } catch (const CancelledError&) {
    if (!swallows) throw;
  }
}

// One child that fails; the errors of the group are caught, and life goes on for a turn.
template <class G, bool body_swallows, int turns>
Coro<> run_group() {
  G group;
  group.create_task(fail_after(1), "child");
  std::exception_ptr error;
  try {
    co_await body_that_waits(turns, body_swallows);
  } catch (const CancelledError&) {
    error = std::current_exception();
  }
  const std::exception_ptr due = co_await group.exit(std::move(error));
  try {
    if (due) std::rethrow_exception(due);
  } catch (const ExceptionGroup&) {
  }
  co_await turn();
}

template <class G, bool body_swallows>
Coro<> group_law(Play& play) {
  if (body_swallows) play.lets_swallow();
  play.worker("parent", run_group<G, body_swallows, 5>());
  co_await play.workers_end();
}

// The same where the body has ended before the child fails.
template <class G>
Coro<> late_law(Play& play) {
  play.lets_swallow();
  play.worker("parent", run_group<G, false, 0>());
  co_await play.workers_end();
}

}  // namespace

void add_groups(std::vector<Bug>& bugs) {
  bugs.push_back({.name = "group-keeps-request",
                  .id = "gh-95289",
                  .versions = "3.11 beta",
                  .law = "who is not cancelled is not asked to stop",
                  .old = group_law<OldGroup<kBeta>, true>,
                  .shipped = group_law<OurGroup, true>,
                  .cancels = 0,
                  .model = Model::timing});
  bugs.push_back({.name = "group-keeps-late-request",
                  .id = "gh-133747",
                  .versions = "3.11 to 3.12",
                  .law = "who is not cancelled is not asked to stop",
                  .old = late_law<OurGroup>,
                  .shipped = late_law<OurGroup>,
                  .mended = late_law<OldGroup<kOf313>>,
                  .kept = true,
                  .cancels = 0});
  bugs.push_back({.name = "group-swallows",
                  .id = "gh-116720",
                  .versions = "3.11 to 3.12",
                  .law = "who is cancelled ends cancelled",
                  .old = group_law<OurGroup, false>,
                  .shipped = group_law<OurGroup, false>,
                  .mended = group_law<OldGroup<kOf313>, false>,
                  .kept = true});
}

}  // namespace sim::zoo::asyncio
