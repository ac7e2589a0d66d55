// props/program.hpp
//
// A Program is a small asynchronous program as data: a tree of steps that can be generated, made
// smaller, printed as a scenario file and run on sim.
//
//   Program program;
//   program.main = {{.verb = Verb::spawn, .var = 1, .body = {{.verb = Verb::sleep}}},
//                   {.verb = Verb::await, .of = 1}};
//   program = mended(program);
//
// A coroutine is written where it is called, so no program recurs and all of them end. A variable
// is a number; it is seen by the steps after the one that binds it in the same block, by the blocks
// inside those, and, as it was at that moment, by coroutines called there. A task can therefore
// only wait for what was made before it or by itself: no program deadlocks.
//
// Promise: a mended program means something: it loads as a scenario and runs to its end.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/aio/wait.hpp"

namespace sim::props {

enum class Verb : std::uint8_t {
  pass,
  print,    // its label; with `of`, that variable too; with `clock`, the time too
  sleep,    // `millis`
  spawn,    // `body` as a task, named if `named`
  call,     // awaits `body` in the same task
  await,    // the task, or the gathering, `of`
  gather,   // awaits `operands`
  hold,     // makes a gathering of `operands` and does not await it
  wait,     // `operands`, `return_when`, `timed` by `millis`; binds `var` and `other_var`
  cancel,   // `of`; says something if `message`
  ask,      // `question` about `of`
  self,     // binds the task that runs here
  attempt,  // `body`, `handlers`, `otherwise` as its else, `cleanup` as its finally
  raise,    // `error`
  raise_again,
  give_back,  // returns `of`, or a number; nothing if `plain`
  loop,       // `body`, `count` times
  leave_loop,
  next_turn,
  branch,  // `body` if the answer to `question` about `of` is yes, else `otherwise`
};

enum class Question : std::uint8_t { done, cancelled, cancelling, uncancel };

enum class ErrorType : std::uint8_t {
  value_error,
  type_error,
  runtime_error,
  cancelled_error,
  exception,  // in handlers only, as the next one
  base_exception,
};

struct Step;
using Block = std::vector<Step>;

struct Step {
  // What gather and wait are given: a variable, or, where that is 0, a coroutine.
  struct Operand {
    int var = 0;
    Block body{};
  };

  struct Handler {
    ErrorType catches = ErrorType::value_error;
    Block body{};
  };

  Verb verb = Verb::pass;
  int var = 0;        // what it binds; 0: nothing
  int other_var = 0;  // wait: the pending side
  int of = 0;         // the variable that it is about
  int label = 0;      // what tells its text, message, value or name from others
  std::int64_t millis = 0;
  int count = 0;
  bool clock = false;
  bool named = false;
  bool timed = false;
  bool message = false;
  bool plain = false;
  bool return_exceptions = false;
  ReturnWhen return_when = ReturnWhen::all_completed;
  Question question = Question::done;
  ErrorType error = ErrorType::value_error;
  std::vector<Operand> operands{};
  std::vector<Handler> handlers{};
  Block body{};
  Block otherwise{};
  Block cleanup{};
};

using Operand = Step::Operand;
using Handler = Step::Handler;

struct Program {
  Block main;
};

bool operator==(const Step& a, const Step& b);
bool operator==(const Operand& a, const Operand& b);
bool operator==(const Handler& a, const Handler& b);
bool operator==(const Program& a, const Program& b);

// Whether the step's `body` is a coroutine of its own.
[[nodiscard]] constexpr bool begins_coroutine(Verb verb) noexcept {
  return verb == Verb::spawn || verb == Verb::call;
}

// Calls `visit(block)` for every block right inside `step`, in the order of reading.
template <class AnyStep, class Visit>
void for_each_block(AnyStep& step, Visit visit) {
  visit(step.body);
  for (auto& handler : step.handlers) visit(handler.body);
  visit(step.otherwise);
  visit(step.cleanup);
  for (auto& operand : step.operands) visit(operand.body);
}

// Calls `visit(step)` for every step, outer ones first.
template <class AnyBlock, class Visit>
void for_each_step(AnyBlock&& block, Visit visit) {
  for (auto& step : block) {
    visit(step);
    for_each_block(step, [&](auto& inner) { for_each_step(inner, visit); });
  }
}

[[nodiscard]] std::size_t count_steps(const Program& program);
[[nodiscard]] bool has(const Program& program, Verb verb);

}  // namespace sim::props
