#include "sim/scenario/queue_objects.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

// What comes out of a queue of that type when these were put.
std::string order_of(const std::string& queue, const std::string& items) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {q: " + queue + ", out: []}\n"
      "  - for: item\n"
      "    in: '" + items + "'\n"
      "    do: [{await: q.put(item)}]\n"
      "  - while: not q.empty()\n"
      "    do: [{await: q.get(), as: item}, {call: out.append(item)}]\n"
      "  - return: out\n");
  return result.exception.value_or(result.result.python);
}

TEST(QueueObjects, GiveInTheirOrder) {
  EXPECT_EQ(order_of("Queue()", "[3, 1, 2]"), "[3, 1, 2]");
  EXPECT_EQ(order_of("LifoQueue()", "[3, 1, 2]"), "[2, 1, 3]");
  EXPECT_EQ(order_of("PriorityQueue()", "[3, 1, 2]"), "[1, 2, 3]");
  EXPECT_EQ(order_of("PriorityQueue()", "[(1, \"b\"), (0, \"z\"), (1, \"a\")]"),
            "[(0, 'z'), (1, 'a'), (1, 'b')]");
}

TEST(QueueObjects, KeepTheOrderOverManyItems) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {q: Queue(), wrong: 0, next: 0}\n"
      "  - for: i\n"
      "    in: range(1000)\n"
      "    do:\n"
      "      - call: q.put_nowait(2 * i)\n"
      "      - call: q.put_nowait(2 * i + 1)\n"
      "      - let: {wrong: wrong + (q.get_nowait() != i)}\n"
      "  - return: (wrong, q.qsize(), q.get_nowait())\n");
  EXPECT_EQ(result.result.python, "(0, 1000, 1000)");
}

TEST(QueueObjects, RefuseWhatAsyncioRefuses) {
  EXPECT_EQ(value_of("Queue().get_nowait()"), "QueueEmpty");
  EXPECT_EQ(value_of("Queue().task_done()"), "ValueError: task_done() called too many times");
  EXPECT_EQ(value_of("[Queue(\"x\"), LifoQueue(None), PriorityQueue(maxsize=2)]"),
            "[<Queue>, <LifoQueue>, <PriorityQueue>]");
  EXPECT_EQ(value_of("Queue(\"x\").full()"),
            "TypeError: '<=' not supported between instances of 'str' and 'int'");
  EXPECT_EQ(value_of("Queue(\"x\").put_nowait(1)"),
            "TypeError: '<=' not supported between instances of 'str' and 'int'");
  EXPECT_EQ(value_of("Queue(\"x\").get_nowait()"), "QueueEmpty");
}

TEST(QueueObjects, RefuseToPutOnlyWhenThatIsAwaited) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {call: 'Queue([]).put(1)'}\n"
      "  - print: '{call}'\n"
      "  - await: call\n");
  EXPECT_EQ(result.output, (Lines{"<coroutine put>"}));
  EXPECT_EQ(result.exception,
            "TypeError: '<=' not supported between instances of 'list' and 'int'");
}

TEST(QueueObjects, HoldAsManyAsPythonCounts) {
  const auto capacity = [](const std::string& maxsize) {
    const RunResult result = run_text(
        "main():\n"
        "  - let: {q: Queue(" + maxsize + ")}\n"
        "  - while: not q.full() and q.qsize() < 9\n"
        "    do: [{call: q.put_nowait(0)}]\n"
        "  - return: q.qsize()\n");
    return result.result.python;
  };
  EXPECT_EQ(capacity("1"), "1");
  EXPECT_EQ(capacity("1.5"), "2");
  EXPECT_EQ(capacity("True"), "1");
  EXPECT_EQ(capacity("0"), "9");
  EXPECT_EQ(capacity("-3"), "9");
  EXPECT_EQ(capacity("float(\"inf\")"), "9");
  EXPECT_EQ(capacity("float(\"nan\")"), "9");
}

TEST(PriorityQueueObject, KeepsWhatCouldNotBeCompared) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {q: PriorityQueue()}\n"
      "  - call: q.put_nowait(2)\n"
      "  - try: [{await: q.put(\"x\")}]\n"
      "    except: {TypeError: [{print: '{e} {q.qsize()}'}]}\n"
      "    as: e\n"
      "  - print: '{q.get_nowait()} {q.get_nowait()}'\n"
      "  - call: q.task_done()\n"
      "  - call: q.task_done()\n");
  EXPECT_EQ(result.output, (Lines{"'<' not supported between instances of 'str' and 'int' 2",
                                  "2 x"}));
  EXPECT_EQ(result.exception, "ValueError: task_done() called too many times");
}

TEST(PriorityQueueObject, LosesWhatItGaveWhenTheRestCannotBeCompared) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {q: PriorityQueue()}\n"
      "  - for: item\n"
      "    in: '[(0, 0), (1, 0), (1, \"x\")]'\n"
      "    do: [{call: q.put_nowait(item)}]\n"
      "  - call: q.put_nowait((2, 0))\n"
      "  - for: i\n"
      "    in: range(4)\n"
      "    do:\n"
      "      - try: [{print: '{q.get_nowait()}'}]\n"
      "        except: {Exception: [{print: '{e} {q.qsize()}'}]}\n"
      "        as: e\n");
  EXPECT_EQ(result.output, (Lines{"'<' not supported between instances of 'int' and 'str' 3",
                                  "'<' not supported between instances of 'str' and 'int' 2",
                                  "(1, 0)", "(1, 'x')"}));
}

TEST(QueueObjects, MayHoldThemselves) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {q: Queue(), l: LifoQueue(), p: PriorityQueue()}\n"
      "  - call: q.put_nowait([q, q.get, l])\n"
      "  - call: l.put_nowait(q)\n"
      "  - call: p.put_nowait((p, q.get()))\n"
      "  - return: q.qsize()\n");
  EXPECT_EQ(result.result.python, "1");
}

TEST(QueueObjects, OfQueuesOfQueuesNeedNoStack) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {q: Queue()}\n"
      "  - for: i\n"
      "    in: range(200000)\n"
      "    do:\n"
      "      - let: {outer: Queue()}\n"
      "      - call: outer.put_nowait(q)\n"
      "      - let: {q: outer}\n"
      "  - return: q.qsize()\n");
  EXPECT_EQ(result.result.python, "1");
}

}  // namespace
}  // namespace sim::scenario
