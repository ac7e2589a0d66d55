#include "sim/scenario/sync_objects.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(SyncObjects, PrintAsTheirTypes) {
  EXPECT_EQ(value_of("[Lock(), Event(), Condition(), Semaphore(), BoundedSemaphore(), Barrier(1)]"),
            "[<Lock>, <Event>, <Condition>, <Semaphore>, <BoundedSemaphore>, <Barrier>]");
  EXPECT_EQ(value_of("Lock().acquire()"), "<coroutine acquire>");
}

TEST(SyncObjects, RefuseWhatAsyncioRefuses) {
  EXPECT_EQ(value_of("Lock().release()"), "RuntimeError: Lock is not acquired.");
  EXPECT_EQ(value_of("Semaphore(-1)"), "ValueError: Semaphore initial value must be >= 0");
  EXPECT_EQ(value_of("BoundedSemaphore(-0.5)"),
            "ValueError: Semaphore initial value must be >= 0");
  EXPECT_EQ(value_of("Semaphore('x')"),
            "TypeError: '<' not supported between instances of 'str' and 'int'");
  EXPECT_EQ(value_of("BoundedSemaphore().release()"),
            "ValueError: BoundedSemaphore released too many times");
  EXPECT_EQ(value_of("Barrier(0)"), "ValueError: parties must be > 0");
  EXPECT_EQ(value_of("Barrier(None)"),
            "TypeError: '<' not supported between instances of 'NoneType' and 'int'");
  EXPECT_EQ(value_of("Condition().notify()"), "RuntimeError: cannot notify on un-acquired lock");
  EXPECT_EQ(value_of("Condition(3)"), "AttributeError: 'int' object has no attribute 'locked'");
  EXPECT_EQ(value_of("Condition(Event())"),
            "AttributeError: 'Event' object has no attribute 'locked'");
}

TEST(SyncObjects, AreEnteredAndLeft) {
  const RunResult result = run_text(
      "one(guard):\n"
      "  - with: guard\n"
      "    as: x\n"
      "    do:\n"
      "      - print: '{guard} {x} {guard.locked()}'\n"
      "  - print: '{guard.locked()}'\n"
      "main():\n"
      "  - for: guard\n"
      "    in: [Lock(), Semaphore(), BoundedSemaphore(), Condition(), Condition(Semaphore())]\n"
      "    do: [{await: one(guard)}]\n"
      "  - with: Barrier(1)\n"
      "    as: x\n"
      "    do: [{print: '{x}'}]\n");
  EXPECT_EQ(result.output, (Lines{"<Lock> None True", "False", "<Semaphore> None True", "False",
                                  "<BoundedSemaphore> None True", "False", "<Condition> None True",
                                  "False", "<Condition> None True", "False", "0"}));
}

TEST(SyncObjects, AreNoContextWhereAsyncioMakesThemNone) {
  const RunResult result = run_text("main():\n  - with: Event()\n    do: [pass]\n");
  EXPECT_EQ(result.exception,
            "TypeError: 'Event' object does not support the asynchronous context manager protocol");
}

TEST(ConditionObject, SharesTheLockOfAnotherCondition) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {first: Condition()}\n"
      "  - let: {second: Condition(lock=first)}\n"
      "  - await: first.acquire()\n"
      "    as: x\n"
      "  - print: '{x} {second.locked()}'\n"
      "  - call: second.release()\n"
      "  - print: '{first.locked()}'\n");
  EXPECT_EQ(result.output, (Lines{"True True", "False"}));
}

TEST(ConditionObject, WakesAsManyAsPythonCounts) {
  const auto woken = [](const std::string& most) {
    const RunResult result = run_text(
        "one(c):\n"
        "  - with: c\n"
        "    do: [{await: c.wait()}, {set: {n: n + 1}}]\n"
        "main():\n"
        "  - let: {c: Condition()}\n"
        "  - for: i\n"
        "    in: range(4)\n"
        "    do: [{spawn: one(c)}]\n"
        "  - sleep: 1\n"
        "  - with: c\n"
        "    do: [{call: c.notify(" + most + ")}]\n"
        "  - sleep: 1\n"
        "  - return: n\n",
        "shared: {n: 0}\n");
    return result.exception.value_or(result.result.python);
  };
  EXPECT_EQ(woken(""), "1");
  EXPECT_EQ(woken("0"), "0");
  EXPECT_EQ(woken("-1"), "0");
  EXPECT_EQ(woken("1.5"), "2");
  EXPECT_EQ(woken("True"), "1");
  EXPECT_EQ(woken("9"), "4");
  EXPECT_EQ(woken("None"),
            "TypeError: '>=' not supported between instances of 'int' and 'NoneType'");
}

TEST(ConditionObject, AsksForTheTypeOfACountOnlyWhereSomebodyWaits) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {c: Condition()}\n"
      "  - with: c\n"
      "    do: [{call: c.notify(None)}]\n");
  EXPECT_EQ(result.exception, std::nullopt);
}

TEST(ConditionObject, GivesTheValueOfThePredicate) {
  const RunResult result = run_text(
      "one(c, items):\n"
      "  - with: c\n"
      "    do:\n"
      "      - await: c.wait_for(items.copy)\n"
      "        as: x\n"
      "      - print: '{x} at {now()}'\n"
      "main():\n"
      "  - let: {c: Condition(), items: []}\n"
      "  - spawn: one(c, items)\n"
      "    as: task\n"
      "  - sleep: 2\n"
      "  - call: items.append(7)\n"
      "  - with: c\n"
      "    do: [{call: c.notify_all()}]\n"
      "  - await: task\n");
  EXPECT_EQ(result.output, (Lines{"[7] at 2.0"}));
}

TEST(SemaphoreObject, OfHalvesIsNeverLocked) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {s: BoundedSemaphore(1.5)}\n"
      "  - await: s.acquire()\n"
      "  - await: s.acquire()\n"
      "  - print: '{s.locked()}'\n"
      "  - call: s.release()\n"
      "  - call: s.release()\n"
      "  - call: s.release()\n");
  EXPECT_EQ(result.output, (Lines{"False"}));
  EXPECT_EQ(result.exception, "ValueError: BoundedSemaphore released too many times");
}

TEST(BarrierObject, TellsItsAttributes) {
  const RunResult result = run_text(
      "one(b):\n"
      "  - try: [{await: b.wait()}]\n"
      "    except: {BrokenBarrierError: [{print: '{e!r}'}]}\n"
      "    as: e\n"
      "main():\n"
      "  - let: {b: Barrier(2.0)}\n"
      "  - spawn: one(b)\n"
      "  - sleep: 0\n"
      "  - print: '{b.parties} {b.n_waiting} {b.broken}'\n"
      "  - await: b.abort()\n"
      "  - sleep: 1\n"
      "  - print: '{b.n_waiting} {b.broken}'\n"
      "  - await: b.reset()\n"
      "  - print: '{b.broken}'\n");
  EXPECT_EQ(result.output, (Lines{"2.0 1 False", "BrokenBarrierError('Abort or reset of barrier')",
                                  "0 True", "False"}));
}

TEST(SyncObjects, NameThemselvesInADeadlock) {
  const RunResult result = run_text(
      "one(awaitable):\n"
      "  - await: awaitable\n"
      "main():\n"
      "  - let: {c: Condition()}\n"
      "  - await: c.acquire()\n"
      "  - spawn: one(Event().wait())\n"
      "    name: '\"event\"'\n"
      "  - spawn: one(c.acquire())\n"
      "    name: '\"lock\"'\n"
      "  - spawn: one(Semaphore(0).acquire())\n"
      "    name: '\"semaphore\"'\n"
      "  - await: Barrier(2).wait()\n");
  EXPECT_EQ(result.outcome, Outcome::deadlock);
  for (const std::string what : {"an event", "a lock", "a semaphore", "a condition"}) {
    EXPECT_NE(result.report.find(what), std::string::npos) << what << result.report;
  }
}

}  // namespace
}  // namespace sim::scenario
