#include "sim/scenario/native_coroutine.hpp"

#include <gtest/gtest.h>

#include "sim/aio/run.hpp"
#include "sim/scenario/format_value.hpp"

namespace sim::scenario {
namespace {

Coro<Value> second_of(Values arguments) { co_return arguments[1]; }

TEST(NativeCoroutine, RunsItsBodyWithWhatItWasGiven) {
  const Value call = native_coroutine("second", second_of, {1, "two"});
  EXPECT_EQ(to_repr(call), "<coroutine second>");
  const auto body = [](Value value) -> Coro<Value> {
    return run_as_task(std::get<std::shared_ptr<CoroutineObject>>(value.data()));
  };
  EXPECT_EQ(to_repr(run(body(call))), "'two'");
}

}  // namespace
}  // namespace sim::scenario
