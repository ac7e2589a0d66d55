#include "sim/scenario/coroutine_object.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/format_value.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(CoroutineObject, RunsNothingBeforeItIsAwaited) {
  bool begun = false;
  const Value call = std::make_shared<CoroutineObject>(
      "greet",
      [&begun](Values, const Caller&) -> Coro<Value> {
        begun = true;
        co_return Value();
      },
      Values{1, 2});
  EXPECT_EQ(to_repr(call), "<coroutine greet>");
  EXPECT_FALSE(begun);
}

TEST(CoroutineObject, CallsInTheArgumentsOfCallsAreDroppedWithoutAStack) {
  const RunResult result = run_text(
      "call(inner): [pass]\n"
      "main():\n"
      "  - let: {c: None}\n"
      "  - for: i\n"
      "    in: range(100000)\n"
      "    do: [{let: {c: call(c)}}]\n"
      "  - print: '{c}'\n");
  EXPECT_EQ(result.output, Lines{"<coroutine call>"});
}

TEST(CoroutineObject, FuturesThatHoldThemselvesGoWithTheRun) {
  const RunResult result = run_text(
      "itself(): [{return: current_task()}]\n"
      "main():\n"
      "  - let: {f: Future(), t: create_task(itself())}\n"
      "  - call: f.set_result((f,))\n"
      "  - await: t\n"
      "    as: same\n"
      "  - return: '[same is t, f.result()[0] is f]'\n");
  EXPECT_EQ(result.result.python, "[True, True]");
}

}  // namespace
}  // namespace sim::scenario
