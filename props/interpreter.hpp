// props/interpreter.hpp
//
// Runs the steps of a program as coroutines of sim, and writes down each await. The inner part of
// execute(), which gives it a loop.
//
//   Interpreter interpreter(program, {loop, execution, Mutant::none, kept});
//   Task<Value> main = create_task_on(loop, interpreter.main());
//
// It must outlive the run. It awaits coroutines of its own for nested blocks, which by the law of
// sim costs nothing; it takes exceptions out of handlers before it awaits anything else.

#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>
#include <vector>

#include "props/execute.hpp"
#include "props/execution.hpp"
#include "props/program.hpp"
#include "props/value.hpp"
#include "sim/coro/coro.hpp"
#include "sim/loop/loop.hpp"

namespace sim::props {

struct Scene {
  Loop& loop;
  Execution& record;
  Mutant mutant;
  std::vector<AnyTask>& kept;  // what a mutant does not let go
};

class Interpreter {
 public:
  Interpreter(const Program& program, Scene scene);

  [[nodiscard]] Coro<Value> main() { return task_body(program_.main, Frame{empty_, {}, {}}); }
  [[nodiscard]] Moment moment() const;

 private:
  enum class Flow : std::uint8_t { next, leave_loop, next_turn, give_back };

  // One call of a coroutine.
  struct Frame {
    std::vector<Value> vars;
    Value returned;
    std::exception_ptr handled;  // what the handler that runs has caught
  };

  Coro<Value> task_body(const Block& body, Frame frame);
  Coro<Value> call_body(const Block& body, Frame frame);
  Coro<Flow> block(const Block& steps, Frame& frame);
  Coro<Flow> compound(const Step& step, Frame& frame);
  Coro<Flow> attempt(const Step& step, Frame& frame);
  Coro<Flow> handle(const Step& step, Frame& frame, std::exception_ptr& error);
  Coro<Flow> loop(const Step& step, Frame& frame);

  Coro<> sleep(const Step& step);
  Coro<> call(const Step& step, Frame& frame);
  Coro<> await(const Step& step, Frame& frame);
  Coro<> await_task(const Step& step, Frame& frame);
  Coro<Value> await_gathering(Gathering gathering);
  Coro<Value> result_of(Gathering gathering);
  Coro<> wait(const Step& step, Frame& frame);
  Coro<WaitResult<AnyFuture>> ask_to_wait(std::vector<AnyFuture> futures, WaitOptions options);

  Flow at_once(const Step& step, Frame& frame);
  void print(const Step& step, const Frame& frame);
  void spawn(const Step& step, Frame& frame);
  void cancel(const Step& step, Frame& frame);
  Value answer(const Step& step, const Frame& frame);
  Gathering gather(const Step& step, const Frame& frame);
  Gathering start_gather(const Step& step, const Frame& frame, std::size_t number);
  void note_results(Gathered& seen, const Values& values) const;
  void note_sides(Waited& seen, const WaitResult<AnyFuture>& sides, const Step& step, Frame& frame);
  void close(Await& seen, const std::exception_ptr& error) const;

  Values reorder_by_completion(const Gathered& seen, Values values) const;
  std::exception_ptr last_error(std::size_t gathering) const;

  const Program& program_;
  Loop& loop_;
  Execution& record_;
  Mutant mutant_;
  std::vector<AnyTask>& kept_;
  std::vector<Value> empty_;                    // as many variables as the program has, all None
  std::vector<std::vector<AnyTask>> children_;  // of each gathering, for the mutants
};

// The future behind a task or a gathering, and the number by which a record knows it.
[[nodiscard]] AnyFuture future_of(const Value& value);
[[nodiscard]] Awaitee awaitee(const Value& value);

[[nodiscard]] inline Value& at(std::vector<Value>& vars, int var) {
  return vars[static_cast<std::size_t>(var)];
}
[[nodiscard]] inline const Value& at(const std::vector<Value>& vars, int var) {
  return vars[static_cast<std::size_t>(var)];
}
inline void bind(std::vector<Value>& vars, int var, Value value) {
  if (var != 0) at(vars, var) = std::move(value);
}

}  // namespace sim::props
