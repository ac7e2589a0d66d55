#include "props/laws/order.hpp"

#include "props/gtest.hpp"
#include "props/mend.hpp"
#include "sim/loop/chooser.hpp"
#include "tests/props/found.hpp"

namespace sim::props {
namespace {

using laws::holds;

SIM_PROPERTY(OrderLaw, TimeNeverGoesBack) {
  EXPECT_EQ(laws::time_never_goes_back(execute(program)), holds);
}

SIM_PROPERTY(OrderLaw, TimersFireByDeadlineAndThenByAge, .sleeps = 30) {
  EXPECT_EQ(laws::timers_fire_in_order(execute(program)), holds);
}

SIM_PROPERTY(OrderLaw, ReadyIsFirstComeFirstServed, .sleeps = 20, .spawns = 20) {
  EXPECT_EQ(laws::ready_is_first_come_first_served(execute(program)), holds);
}

SIM_PROPERTY(OrderLaw, AwaitingATaskTakesOneIteration, .awaits = 15) {
  EXPECT_EQ(laws::awaiting_takes_one_iteration(execute(program)), holds);
}

// Answers a question of one kind as backwards as can be.
class Backwards final : public Chooser {
 public:
  explicit Backwards(ChoiceKind kind) noexcept : kind_(kind) {}
  std::uint32_t choose(const Choice& choice) override {
    return choice.kind == kind_ ? choice.arity - 1 : 0;
  }

 private:
  ChoiceKind kind_;
};

TEST(OrderLaw, FindsALoopThatRunsTheLastFirst) {
  Backwards backwards(ChoiceKind::step);
  const Found found = find({.chooser = &backwards}, &laws::ready_is_first_come_first_served);
  EXPECT_LE(found.cases, 60);
  EXPECT_LE(found.steps, 2U);
}

TEST(OrderLaw, FindsSleepsThatAreLate) {
  const Found found = find({.mutant = Mutant::sleep_is_late}, &laws::timers_fire_in_order);
  EXPECT_LE(found.cases, 60);
  EXPECT_EQ(found.steps, 1U);
  EXPECT_NE(found.program.find("- sleep: 1\n"), std::string::npos) << found.program;
}

TEST(OrderLaw, FindsTimersThatFireInTheWrongOrder) {
  Step first{.verb = Verb::spawn, .body = {{.verb = Verb::sleep, .millis = 1000}}};
  const Program program = mended({{first, first, {.verb = Verb::sleep, .millis = 2000}}});
  Execution run = execute(program);
  EXPECT_EQ(laws::timers_fire_in_order(run), holds);
  std::swap(run.sleeps.at(0).begin.event, run.sleeps.at(1).begin.event);
  EXPECT_NE(laws::timers_fire_in_order(run), holds);
}

TEST(OrderLaw, FindsAClockThatGoesBack) {
  Execution run = execute(mended({{{.verb = Verb::sleep, .millis = 1000}}}));
  EXPECT_EQ(laws::time_never_goes_back(run), holds);
  run.events.back().time = Instant{};
  EXPECT_NE(laws::time_never_goes_back(run), holds);
}

TEST(OrderLaw, FindsAnAwaiterThatIsToldTooLate) {
  Step spawn{.verb = Verb::spawn, .var = 1};
  Execution run = execute(mended({{spawn, {.verb = Verb::await, .of = 1}}}));
  EXPECT_EQ(laws::awaiting_takes_one_iteration(run), holds);
  ++run.awaits.at(0).end.iteration;
  EXPECT_NE(laws::awaiting_takes_one_iteration(run), holds);
}

// A law that is wrong: tasks do not end in the order in which they were made.
TEST(OrderLaw, FindsThatTasksOvertakeEachOther) {
  const Found found = find_law([](const Program& program) {
    std::uint64_t last = 0;
    const Execution run = execute(program);
    for (const Occurrence& e : run.events) {
      if (e.kind != EventKind::finish || e.task == TaskId(1)) continue;
      EXPECT_LT(last, e.task.value());
      last = e.task.value();
    }
  });
  EXPECT_LE(found.cases, 60);
  EXPECT_LE(found.steps, 4U);
}

}  // namespace
}  // namespace sim::props
