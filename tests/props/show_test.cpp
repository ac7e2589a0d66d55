#include "props/show.hpp"

#include <gtest/gtest.h>

#include "props/execute.hpp"
#include "props/mend.hpp"

namespace sim::props {
namespace {

TEST(Show, WritesAScenarioFile) {
  Step spawn{.verb = Verb::spawn, .var = 1, .named = true};
  spawn.body = {{.verb = Verb::sleep, .millis = 1500}};
  const Program program = mended({{spawn, {.verb = Verb::await, .of = 1}}});
  const Execution run = execute(program);
  EXPECT_EQ(show(program, {.name = "two-steps", .about = "A task is awaited.", .expect = &run}),
            R"(scenario: two-steps
about: A task is awaited.

coroutines:
  c1():
    - sleep: 1.5
  main():
    - spawn: c1()
      as: t1
      name: '"n1"'
    - await: t1

expect:
  output: []
  outcome: ok
  elapsed: 1.5
)");
}

TEST(Show, GivesACoroutineWhatItUses) {
  Step wait{.verb = Verb::wait, .millis = 100, .timed = true};
  wait.return_when = ReturnWhen::first_completed;
  wait.operands = {{.var = 1, .body = {}}, {.var = 2, .body = {}}};
  Step gather{.verb = Verb::gather, .return_exceptions = true, .operands = {{0, {wait}}, {}}};
  const Program program =
      mended({{{.verb = Verb::spawn, .var = 1}, {.verb = Verb::spawn, .var = 2}, gather}});
  EXPECT_EQ(show(program), R"(scenario: program

coroutines:
  c1():
    - pass
  c2():
    - pass
  c3(t1, t2):
    - wait: [t1, t2]
      timeout: 0.1
      return_when: FIRST_COMPLETED
  c4():
    - pass
  main():
    - spawn: c1()
      as: t1
    - spawn: c2()
      as: t2
    - gather: ['c3(t1, t2)', c4()]
      return_exceptions: True
)");
}

TEST(Show, WritesTryLoopAndIf) {
  Step loop{.verb = Verb::loop, .count = 2};
  loop.body = {{.verb = Verb::leave_loop}};
  Step attempt{.verb = Verb::attempt, .var = 1};
  attempt.body = {loop};
  attempt.handlers = {{ErrorType::cancelled_error, {{.verb = Verb::print, .of = 1}}}};
  attempt.otherwise = {{.verb = Verb::raise, .message = true}};
  attempt.cleanup = {{.verb = Verb::give_back, .plain = true}};
  EXPECT_EQ(show(mended({{attempt}})), R"(scenario: program

coroutines:
  main():
    - try:
        - for: i2
          in: range(2)
          do:
            - break
      except:
        CancelledError:
          - print: "p3 {x1}"
      as: x1
      else:
        - raise: ValueError("e4")
      finally:
        - return
)");
}

}  // namespace
}  // namespace sim::props
