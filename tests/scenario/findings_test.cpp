// What a run tells of what went wrong and nobody saw: RunResult::unhandled.

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

const std::string fails =
    "fails(text):\n"
    "  - sleep: 1\n"
    "  - raise: ValueError(text)\n";

TEST(Findings, AreNoneWhereEveryErrorWasSeen) {
  const RunResult result = run_text(fails +
                                    "main():\n"
                                    "  - spawn: fails('x')\n"
                                    "    as: t\n"
                                    "  - try: [{await: t}]\n"
                                    "    except: {ValueError: [{print: seen}]}\n"
                                    "  - spawn: fails('y')\n"
                                    "    as: u\n"
                                    "  - sleep: 2\n"
                                    "  - print: '{u.exception()!r}'\n"
                                    "  - await: gather(fails(1), return_exceptions=True)\n");
  EXPECT_EQ(result.output, (Lines{"seen", "ValueError('y')"}));
  EXPECT_EQ(result.unhandled, Lines{});
}

TEST(Findings, NameTheTaskWhoseErrorNobodySaw) {
  const RunResult result = run_text(fails +
                                    "main():\n"
                                    "  - spawn: fails('lost')\n"
                                    "  - sleep: 2\n");
  EXPECT_EQ(result.outcome, Outcome::ok);
  EXPECT_EQ(result.unhandled,
            Lines{"Task exception was never retrieved (Task-2): ValueError: lost"});
}

TEST(Findings, AreToldOfWhatIsStillHeldWhenTheRunEnds) {
  const RunResult result = run_text(fails +
                                        "main():\n"
                                        "  - set: {kept: create_task(fails('held'))}\n"
                                        "  - spawn: fails('dropped')\n"
                                        "  - sleep: 2\n",
                                    "shared: {kept: None}\n");
  EXPECT_EQ(result.unhandled,
            (Lines{"Task exception was never retrieved (Task-3): ValueError: dropped",
                   "Task exception was never retrieved (Task-2): ValueError: held"}));
}

TEST(Findings, AreToldOfADeadlock) {
  const RunResult result = run_text(fails +
                                    "main():\n"
                                    "  - spawn: fails('first')\n"
                                    "  - await: Future()\n");
  EXPECT_EQ(result.outcome, Outcome::deadlock);
  EXPECT_EQ(result.unhandled,
            Lines{"Task exception was never retrieved (Task-2): ValueError: first"});
}

TEST(Findings, NameTheErrorsOfTheShutdown) {
  const RunResult result = run_text(
      "stubborn():\n"
      "  - try: [{sleep: 10}]\n"
      "    finally: [{raise: ValueError('at the end')}]\n"
      "main():\n"
      "  - spawn: stubborn()\n"
      "  - sleep: 1\n");
  EXPECT_EQ(result.unhandled, Lines{"unhandled exception during asyncio.run() shutdown (Task-2): "
                                    "ValueError: at the end"});
}

TEST(Findings, NameATaskThatIsPendingAfterTheShutdown) {
  const RunResult result = run_text(
      "late(): [{sleep: 10}]\n"
      "stubborn():\n"
      "  - try: [{sleep: 10}]\n"
      "    finally: [{spawn: late()}]\n"
      "main():\n"
      "  - spawn: stubborn()\n"
      "  - sleep: 1\n");
  EXPECT_EQ(result.unhandled, Lines{"Task was destroyed but it is pending! (Task-3)"});
}

TEST(Findings, NameCoroutinesThatWereNeverAwaited) {
  const RunResult result = run_text(
      "one(): [pass]\n"
      "two(): [pass]\n"
      "main():\n"
      "  - set: {kept: two()}\n"
      "  - let: {x: one()}\n"
      "  - let: {x: one()}\n"
      "  - await: one()\n"
      "  - spawn: two()\n",
      "shared: {kept: None}\n");
  EXPECT_EQ(result.unhandled, (Lines{"coroutine 'one' was never awaited (2 times)",
                                     "coroutine 'two' was never awaited"}));
}

TEST(Findings, AreNoneForACoroutineWhoseTaskWasCancelledBeforeItsFirstStep) {
  const RunResult result = run_text(
      "one(): [pass]\n"
      "main():\n"
      "  - spawn: one()\n"
      "    as: t\n"
      "  - cancel: t\n"
      "  - sleep: 1\n");
  EXPECT_EQ(result.unhandled, Lines{});
}

TEST(Findings, AreNoPartOfTheJson) {
  const std::unique_ptr<Scenario> scenario = load_text(
      "scenario: test\ncoroutines:\n  one(): [pass]\n  main(): [{let: {x: one()}}]\n");
  const RunResult result = run_scenario(*scenario);
  EXPECT_EQ(result.unhandled.size(), 1U);
  EXPECT_EQ(to_json(*scenario, {}, result).find("never"), std::string::npos);
}

}  // namespace
}  // namespace sim::scenario
