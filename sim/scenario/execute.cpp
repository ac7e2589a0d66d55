#include "sim/scenario/execute.hpp"

#include <coroutine>
#include <memory>
#include <utility>

#include "sim/coro/future.hpp"
#include "sim/coro/task.hpp"
#include "sim/scenario/machine.hpp"

namespace sim::scenario {
namespace {

// Where a task stands for ever when the run was stopped.
class Stopped final : public Blocker {
 public:
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  template <class P>
  void await_suspend(std::coroutine_handle<P> frame) {
    frame.promise().task().suspend_on(frame, *this);
  }
  void await_resume() const noexcept {}

  bool cancel(const CancelMessage&) override { return false; }
  [[nodiscard]] std::string describe() const override { return "the end of the run"; }
};

}  // namespace

Coro<Value> execute(RunState& run, const Coroutine& coroutine, Values arguments, Caller caller) {
  if (caller.depth == 1) run.note_task(coroutine);
  Machine machine(run, coroutine, std::move(arguments), std::move(caller.handled));
  for (;;) {
    Request request = machine.next();
    if (request.kind == Request::Kind::finished) break;
    std::exception_ptr error;
    Value result;
    try {
      if (request.kind == Request::Kind::nap) {
        co_await request.sleep;
        continue;  // it has no result that the machine waits for
      } else if (request.kind == Request::Kind::stop) {
        co_await Stopped();
      } else if (FutureCore* future = request.awaitable.future()) {
        run.hides = run.hides || future == TaskCore::current_or_null();
        result = co_await Future<Value>(*future);
      } else {
        Awaiting awaiting(std::get<std::shared_ptr<CoroutineObject>>(request.awaitable.data()));
        // Named: GCC 12 destroys a braced temporary of a co_await expression twice.
        Caller inside{caller.depth, machine.handled()};
        Coro<Value> body = awaiting.begin(std::move(inside));
        result = co_await std::move(body);
      }
    } catch (...) {
      error = std::current_exception();
    }
    if (error) {
      machine.fail(std::move(error));
    } else {
      machine.resume(std::move(result));
    }
  }
  co_return machine.take_result();
}

Value make_call(RunState& run, const Coroutine& coroutine, Values arguments) {
  return std::make_shared<CoroutineObject>(
      coroutine.name,
      [&run, &coroutine](Values given, Caller caller) {
        return execute(run, coroutine, std::move(given), std::move(caller));
      },
      std::move(arguments));
}

}  // namespace sim::scenario
