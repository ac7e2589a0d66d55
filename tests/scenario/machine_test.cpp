#include "sim/scenario/machine.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

// A `with` whose way out can be seen: it waits for what the group's task does when cancelled.
const char* const kSlowExit =
    "slow():\n"
    "  - try:\n"
    "      - sleep: 10\n"
    "    finally:\n"
    "      - sleep: 1\n"
    "      - print: 'closed {now()}'\n";

TEST(Machine, AwaitsTheWayOutOfAWithBeforeAReturnGoesOn) {
  const RunResult result = run_text(
      "quick():\n"
      "  - sleep: 2\n"
      "inside():\n"
      "  - with: TaskGroup()\n"
      "    as: group\n"
      "    do:\n"
      "      - call: group.create_task(quick())\n"
      "      - return: 5\n"
      "main():\n"
      "  - await: inside()\n"
      "    as: x\n"
      "  - return: '[x, now()]'\n");
  EXPECT_EQ(result.result.python, "[5, 2.0]");
}

TEST(Machine, LeavesAWithByBreakAndByContinue) {
  const RunResult result = run_text(
      "main():\n"
      "  - for: i\n"
      "    in: range(4)\n"
      "    do:\n"
      "      - with: timeout(1)\n"
      "        as: limit\n"
      "        do:\n"
      "          - if: i == 1\n"
      "            then: [continue]\n"
      "          - if: i == 2\n"
      "            then: [break]\n"
      "          - print: 'in {i}'\n"
      "      - print: 'after {i}'\n"
      "  - sleep: 5\n"
      "  - print: '{i} {limit.expired()}'\n");
  EXPECT_EQ(result.output, (Lines{"in 0", "after 0", "2 False"}));
}

TEST(Machine, GivesTheWayOutWhatTheBodyRaised) {
  const RunResult result = run_text(std::string(kSlowExit) +
                                    "main():\n"
                                    "  - try:\n"
                                    "      - with: TaskGroup()\n"
                                    "        as: group\n"
                                    "        do:\n"
                                    "          - spawn: slow()\n"
                                    "            in: group\n"
                                    "          - sleep: 1\n"
                                    "          - raise: KeyError(1)\n"
                                    "    except:\n"
                                    "      ExceptionGroup:\n"
                                    "        - return: '[e.exceptions, now()]'\n"
                                    "    as: e\n");
  EXPECT_EQ(result.output, Lines{"closed 2.0"});
  EXPECT_EQ(result.result.python, "[(KeyError(1),), 2.0]");
}

TEST(Machine, EntersAWithInsideTheTryAroundIt) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {limit: timeout(1)}\n"
      "  - with: limit\n"
      "    do:\n"
      "      - try:\n"
      "          - with: limit\n"
      "            do:\n"
      "              - print: never\n"
      "        except:\n"
      "          RuntimeError:\n"
      "            - print: '{e}'\n"
      "        as: e\n"
      "      - print: '{limit.expired()}'\n");
  EXPECT_EQ(result.output, (Lines{"Timeout has already been entered", "False"}));
}

TEST(Machine, ClosesAWithWhoseResultCannotBeUnpacked) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {limit: timeout(1)}\n"
      "  - try:\n"
      "      - with: limit\n"
      "        as: [a, b]\n"
      "        do: [pass]\n"
      "    except:\n"
      "      TypeError:\n"
      "        - print: '{e}'\n"
      "    as: e\n"
      "  - call: limit.reschedule(3)\n");
  EXPECT_EQ(result.output, Lines{"cannot unpack non-iterable Timeout object"});
  EXPECT_EQ(result.exception, "RuntimeError: Cannot change state of finished Timeout");
}

TEST(Machine, RefusesAWithOfWhatIsNoContext) {
  EXPECT_EQ(run_text("main():\n  - with: 3\n    do: [pass]\n").exception,
            "TypeError: 'int' object does not support the asynchronous context manager protocol");
  EXPECT_EQ(run_text("main():\n  - with: as_completed([])\n    do: [pass]\n").exception,
            "TypeError: 'generator' object does not support the asynchronous context manager "
            "protocol");
}

TEST(Machine, NestsWithsWithoutAStackOfItsOwn) {
  std::string text = "main():\n";
  std::string indent = "  ";
  for (int i = 0; i < 12; ++i) {
    text += indent + "- with: timeout(" + std::to_string(20 - i) + ")\n" + indent + "  do:\n";
    indent += "    ";
  }
  text += indent + "- sleep: 30\n";
  const RunResult result = run_text(text);
  EXPECT_EQ(result.exception, "TimeoutError");
  EXPECT_EQ(result.elapsed, std::chrono::seconds(9));
}

TEST(Machine, SpawnsOnlyInAGroup) {
  EXPECT_EQ(run_text("f(): [pass]\nmain():\n  - spawn: f()\n    in: 3\n").exception,
            "AttributeError: 'int' object has no attribute 'create_task'");
}

}  // namespace
}  // namespace sim::scenario
