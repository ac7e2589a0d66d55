#include "sim/scenario/wait_for_value.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/as_completed.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/aio/wait_for_core.hpp"
#include "sim/coro/future.hpp"
#include "sim/scenario/awaitables.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

// ---- wait_for ------------------------------------------------------------------------------

Coro<Value> wait_no_time(const Value& awaitable) {
  const CorePtr<FutureCore> core = ensure_future(awaitable);
  core->note(Deed::reads_cell);
  if (!core->done()) {
    co_await detail::cancel_and_wait(core);
    detail::throw_timeout_if_cancelled(*core);
  }
  co_return detail::read_result<Value>(*core);
}

// What cannot be awaited is found when the timer is set already, which nobody cancels then.
CorePtr<FutureCore> future_to_wait_for(const Value& awaitable, Duration timeout) {
  if (awaitable.future() == nullptr && awaitable.coroutine() == nullptr) {
    Loop::current().call_later(timeout, [] {});
  }
  return ensure_future(awaitable);
}

// The arguments: awaitable, timeout.
Coro<Value> run_wait_for(Values arguments, Caller caller) {
  const Value& awaitable = arguments[0];
  const Value& timeout = arguments[1];
  if (timeout.is_none()) co_return co_await await_value(awaitable, std::move(caller));
  if (is_no_time(timeout)) co_return co_await wait_no_time(awaitable);
  const Duration duration = to_duration(timeout);
  detail::WaitForTimer timer(Loop::current(), duration);
  const CorePtr<FutureCore> core = future_to_wait_for(awaitable, duration);
  co_await timer.wait(core);
  co_return detail::read_result<Value>(*core);
}

Coro<Value> run_wait_for_312(Values arguments, Caller caller) {
  const Value& timeout = arguments[1];
  if (!timeout.is_none() && is_no_time(timeout)) co_return co_await wait_no_time(arguments[0]);
  std::optional<Duration> duration;
  if (!timeout.is_none()) duration = to_duration(timeout);
  co_return co_await sim::timeout(duration, await_value(arguments[0], std::move(caller)));
}

// ---- as_completed --------------------------------------------------------------------------

using SharedCompletions = std::shared_ptr<detail::Completions>;

Coro<Value> result_of_next(SharedCompletions completions) {
  const CorePtr<FutureCore> core = co_await completions->next();
  co_return detail::read_result<Value>(*core);
}

// The generator that as_completed() is: it does nothing before its first item is asked for.
class AsCompletedObject final : public NativeObject {
 public:
  AsCompletedObject(RunState& run, Value awaitables, Value timeout)
      : run_(run), awaitables_(std::move(awaitables)), timeout_(std::move(timeout)) {}

  [[nodiscard]] std::string_view type_name() const override { return "generator"; }
  [[nodiscard]] std::string_view shown_as() const override { return "as_completed"; }
  [[nodiscard]] bool is_iterable() const override { return true; }

  // Any task may ask a generator for its next item.
  [[nodiscard]] std::optional<Value> next_item() override {
    Loop::current().note(Deed::writes_cell);
    if (!begun_) begin();
    if (left_ == 0) return std::nullopt;
    --left_;
    return Value(std::make_shared<CoroutineObject>(
        "_wait_for_one",
        [completions = completions_](Values, const Caller&) {
          return result_of_next(completions);
        },
        Values()));
  }

 private:
  void begin() {
    begun_ = true;  // and finished, if one of the arguments is none
    const Value awaitables = std::exchange(awaitables_, Value());
    if (awaitables.future() != nullptr || awaitables.coroutine() != nullptr) {
      raise("TypeError", "expect an iterable of futures, not " +
                             std::string(scenario::type_name(awaitables)));
    }
    std::vector<CorePtr<FutureCore>> cores;
    for (const Value& item : without_doubles(to_items(awaitables))) {
      cores.push_back(ensure_future(item));
    }
    std::optional<Duration> timeout;
    if (!timeout_.is_none() && !cores.empty()) timeout = to_duration(timeout_);
    const std::size_t count = cores.size();
    completions_ =
        std::make_shared<detail::Completions>(Loop::current(), std::move(cores), timeout);
    left_ = count;
    // A timer runs on when nobody is left to see it.
    if (timeout) run_.keep(completions_);
  }

  RunState& run_;
  Value awaitables_;
  Value timeout_;
  bool begun_ = false;
  std::size_t left_ = 0;
  SharedCompletions completions_;
};

}  // namespace

Value make_wait_for(const RunState& run, const Value& awaitable, const Value& timeout) {
  const auto start = run.python == PythonVersion::v3_12 ? run_wait_for_312 : run_wait_for;
  return std::make_shared<CoroutineObject>("wait_for", start, Values{awaitable, timeout});
}

Value make_as_completed(RunState& run, const Value& awaitables, const Value& timeout) {
  return std::shared_ptr<NativeObject>(
      std::make_shared<AsCompletedObject>(run, awaitables, timeout));
}

}  // namespace sim::scenario
