// sim/scenario/machine.hpp
//
// Where a coroutine of a scenario stands: its variables and the blocks it is inside of. It takes
// steps until one has to be awaited, says what, and goes on when it is told what came of that.
//
//   Machine machine(run, coroutine, arguments, handled);
//   for (Request request = machine.next(); request.kind != Request::Kind::finished;
//        request = machine.next()) {
//     ...                            // await it: machine.resume(result), or machine.fail(error)
//   }
//
// It keeps a stack of its own instead of the machine's, so blocks in blocks cost no frames, and
// what leaves a block (an exception, `return`, `break`) is one Exit that unwinds that stack.
// Invariant: between two calls the innermost level is the one whose step comes next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/sleep.hpp"
#include "sim/scenario/ast.hpp"
#include "sim/scenario/evaluate.hpp"
#include "sim/scenario/run_state.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// What the coroutine does next.
struct Request {
  enum class Kind : std::uint8_t {
    finished,  // its result, or its error, is there
    nap,       // `sleep`
    await,     // `awaitable`, a coroutine or a future
    stop,      // the run: nothing more of it happens
  };
  Kind kind = Kind::finished;
  Sleep sleep{Duration::zero()};
  Value awaitable{};
};

class Machine {
 public:
  // Requires: an argument for each parameter. `handled` is what the caller is handling.
  Machine(RunState& run, const Coroutine& coroutine, Values arguments, std::exception_ptr handled);

  [[nodiscard]] Request next();

  // What was awaited gave this, or threw that.
  void resume(Value result);
  void fail(std::exception_ptr error);

  // The exception that is being handled where the coroutine stands; null where there is none.
  [[nodiscard]] std::exception_ptr handled() const;

  // What the coroutine returned. Throws what it raised. Requires: it is finished.
  [[nodiscard]] Value take_result();

 private:
  // How a block is left.
  struct Exit {
    enum class Kind : std::uint8_t { normal, raise, give_back, leave_loop, next_round };
    Kind kind = Kind::normal;
    std::exception_ptr error{};
    Value value{};
  };

  // The items of a `for`, one after the other.
  struct Items {
    Value of;
    std::size_t place = 0;
  };

  struct Level {
    enum class Kind : std::uint8_t {
      plain,
      round,
      body,
      handler,
      otherwise,
      finally,
      with,     // the body of a `with`
      closing,  // its way out: what the context awaits there
    };
    Kind kind = Kind::plain;
    const Block* block = nullptr;
    std::size_t next = 0;
    const Step* owner = nullptr;  // the loop, the try or the with
    Items items{};                // of a `for`
    std::shared_ptr<NativeObject> context{};  // with, closing
    Exit pending{};  // handler: what it handles; finally, closing: how the block was left
  };

  [[nodiscard]] std::optional<Request> take(const Step& step);

  [[nodiscard]] std::optional<Request> of(const PassStep&, const Step&) { return {}; }
  [[nodiscard]] std::optional<Request> of(const BreakStep&, const Step&);
  [[nodiscard]] std::optional<Request> of(const ContinueStep&, const Step&);
  [[nodiscard]] std::optional<Request> of(const PrintStep& print, const Step&);
  [[nodiscard]] std::optional<Request> of(const SleepStep& sleep, const Step&) {
    return nap(sleep);
  }
  [[nodiscard]] std::optional<Request> of(const AwaitStep& await, const Step&);
  [[nodiscard]] std::optional<Request> of(const SpawnStep& spawn, const Step&);
  [[nodiscard]] std::optional<Request> of(const GatherStep& gather, const Step&);
  [[nodiscard]] std::optional<Request> of(const WaitStep& wait, const Step&);
  [[nodiscard]] std::optional<Request> of(const WaitForStep& wait_for, const Step&);
  [[nodiscard]] std::optional<Request> of(const CancelStep& cancel, const Step&);
  [[nodiscard]] std::optional<Request> of(const CallStep& call, const Step&);
  [[nodiscard]] std::optional<Request> of(const LetStep& let, const Step&);
  [[nodiscard]] std::optional<Request> of(const SetStep& set, const Step&);
  [[nodiscard]] std::optional<Request> of(const WithStep& with, const Step&);
  [[nodiscard]] std::optional<Request> of(const ForStep& loop, const Step&);
  [[nodiscard]] std::optional<Request> of(const WhileStep& loop, const Step&);
  [[nodiscard]] std::optional<Request> of(const IfStep& choice, const Step&);
  [[nodiscard]] std::optional<Request> of(const TryStep& attempt, const Step&);
  [[nodiscard]] std::optional<Request> of(const RaiseStep& raise, const Step&);
  [[nodiscard]] std::optional<Request> of(const ReturnStep& give_back, const Step&);
  [[nodiscard]] std::optional<Request> of(const AssertStep& assertion, const Step&);

  [[nodiscard]] Request nap(const SleepStep& sleep);
  [[nodiscard]] static Request request_for(Value awaitable);
  [[nodiscard]] Request await(Value awaitable, const Target& target);
  [[nodiscard]] std::optional<Request> close(Level& level);
  void begin_with(Value result);
  [[nodiscard]] std::optional<Request> next_round(Level& level);
  [[nodiscard]] bool bind_next_item(Level& level);
  void enter(const Block& block, Level::Kind kind, const Step* owner);

  void leave(Exit exit);
  [[nodiscard]] bool leave_level(Level level, Exit& exit);
  [[nodiscard]] bool leave_try(Level& level, Exit& exit);
  [[nodiscard]] bool handle(const TryStep& attempt, const Step* owner, const Exit& exit);

  void assign(const Target& target, Value value);
  void assign(const Assignment& assignment);
  void bind(const LocalName& name, Value value) { locals_[name.slot] = std::move(value); }
  [[nodiscard]] Value optional(const ExprPtr& expr, Value otherwise) const;

  RunState& run_;
  Slots locals_;
  Evaluator evaluate_;
  std::exception_ptr handled_outside_;
  std::vector<Level> levels_;
  const Target* waiting_target_ = nullptr;
  const Step* entering_ = nullptr;  // the `with` whose context is being entered
  std::shared_ptr<NativeObject> context_;
  Exit result_{};
};

}  // namespace sim::scenario
