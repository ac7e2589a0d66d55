// Whole programs, as a person would have written them. That CPython runs them as the scenarios run
// is for tests/oracle/roundtrip_test.py to say.
#include "sim/scenario/export_python.hpp"

#include <gmock/gmock.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

using testing::HasSubstr;
using testing::Not;

// The program of a scenario with these keys.
std::string python(const std::string& keys) {
  const auto scenario = scenario_from("scenario: x\n" + keys);
  return scenario ? export_python(*scenario) : "";
}

// The body of main(), which starts in line 5 and is indented.
std::string python_of_steps(std::string_view body) {
  const auto scenario = scenario_from(steps(body));
  if (!scenario) return "";
  const std::string program = export_python(*scenario);
  const std::size_t begin = program.find("main()");
  const std::size_t first = program.find('\n', begin) + 1;
  std::string text = program.substr(first, program.find("\n\n\nasyncio.run") + 1 - first);
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    plain += text.substr(at + 4, end - at - 3);
    at = end + 1;
  }
  return plain;
}

TEST(ExportPython, WritesTheGuidesGather) {
  EXPECT_EQ(python(R"(coroutines:
  greet(name):
    - print: "Hello, {name}!"
    - sleep: 1
    - print: "Goodbye, {name}!"
  main():
    - gather: [greet("Alice"), greet("Bob"), greet("Charlie")]
)"),
            R"(import asyncio


async def greet(name: str) -> None:
    print(f"Hello, {name}!")
    await asyncio.sleep(1)
    print(f"Goodbye, {name}!")


async def main() -> None:
    await asyncio.gather(
        greet("Alice"),
        greet("Bob"),
        greet("Charlie")
    )


asyncio.run(main())
)");
}

TEST(ExportPython, SeedsRandomWhereItIsUsed) {
  EXPECT_EQ(python(R"(seed: 7
coroutines:
  main():
    - let:
        choices: '["apple", "banana", "cherry"]'
        choice: random.choice(choices)
    - print: "Random choice: {choice}"
)"),
            R"(import asyncio
import random

random.seed(7)


async def main() -> None:
    choices = ["apple", "banana", "cherry"]
    choice = random.choice(choices)
    print(f"Random choice: {choice}")


asyncio.run(main())
)");
}

TEST(ExportPython, KeepsSharedVariablesInTheModule) {
  EXPECT_EQ(python(R"(shared: {total: 0, log: []}
coroutines:
  add(n, times=1):
    - set: {total: total + n * times}
    - call: log.append(n)
  main():
    - await: add(1, times=2)
    - set: {log: "[total]"}
)"),
            R"(import asyncio

total = 0
log = []


async def add(n: int, times: int = 1) -> None:
    global total
    total += n * times
    log.append(n)


async def main() -> None:
    global log
    await add(1, times=2)
    log = [total]


asyncio.run(main())
)");
}

TEST(ExportPython, MakesInMainWhatNeedsALoop) {
  EXPECT_EQ(python(R"(shared: {promise: Future(), limit: 3, both: "[promise, limit]"}
coroutines:
  main():
    - call: promise.set_result(limit)
)"),
            R"(import asyncio

promise: asyncio.Future
limit = 3
both: list


async def main() -> None:
    global promise, both
    promise = asyncio.get_running_loop().create_future()
    both = [promise, limit]
    promise.set_result(limit)


asyncio.run(main())
)");
}

TEST(ExportPython, AsksForThePythonWhoseRulesAreMeant) {
  EXPECT_THAT(python("python: \"3.10\"\ncoroutines: {main(): [pass]}\n"),
              testing::StartsWith("#!/usr/bin/env python3.10\nimport asyncio\n"));
  EXPECT_THAT(python("python: \"3.11\"\ncoroutines: {main(): [pass]}\n"),
              testing::StartsWith("import asyncio\n"));
}

TEST(ExportPython, WritesEachStepAsItsStatement) {
  EXPECT_EQ(python_of_steps(R"(- let: {promise: Future(), i: 0}
- spawn: sleep(1, result=3)
  name: '"sleeper"'
  as: task
- wait: [task, promise]
  timeout: 1
  return_when: FIRST_COMPLETED
  as: [done, pending]
- cancel: promise
  message: '"enough"'
- gather: pending
  return_exceptions: true
- await: task
  as: item
- for: each
  in: done
  do: [continue]
- while: i < 3
  do:
    - let: {i: i + 1}
    - break
- if: i == 1
  then: [pass]
  else:
    - if: i == 2
      then: [{raise: ValueError("two")}]
      else: [{return: item}]
- assert: type_name(item) == "int" and now() > 0
)"),
            R"(promise = asyncio.get_running_loop().create_future()
i = 0
task = asyncio.create_task(asyncio.sleep(1, result=3), name="sleeper")
done, pending = await asyncio.wait(
    [task, promise],
    timeout=1,
    return_when=asyncio.FIRST_COMPLETED
)
promise.cancel("enough")
await asyncio.gather(*pending, return_exceptions=True)
item = await task
for each in done:
    continue
while i < 3:
    i += 1
    break
if i == 1:
    pass
elif i == 2:
    raise ValueError("two")
else:
    return item
assert type(item).__name__ == "int" and asyncio.get_running_loop().time() > 0
)");
}

TEST(ExportPython, UnpacksWhatAsNames) {
  EXPECT_EQ(python_of_steps("- call: (1, [2])\n  as: [a, b]\n- call: b\n  as: [c]"),
            "a, b = (1, [2])\n[c] = b\n");
}

TEST(ExportPython, NamesAnExceptionAsPythonDoes) {
  EXPECT_EQ(python_of_steps(R"(- try: [{raise: KeyError("k")}]
  except:
    "CancelledError, QueueEmpty": [raise]
    KeyError: [{print: "{error}"}]
  as: error
  else: [pass]
  finally: [pass]
)"),
            R"(try:
    raise KeyError("k")
except (asyncio.CancelledError, asyncio.QueueEmpty) as error:
    raise
except KeyError as error:
    print(error)
else:
    pass
finally:
    pass
)");
}

TEST(ExportPython, KeepsAnExceptionThatIsNeededAfterItsHandler) {
  EXPECT_EQ(python_of_steps(R"(- try: [{raise: KeyError("k")}]
  except: {KeyError: [pass]}
  as: error
- print: "{error}"
)"),
            R"(try:
    raise KeyError("k")
except KeyError as caught:
    error = caught
    pass
print(error)
)");
}

TEST(ExportPython, GivesEveryStringTheQuotesThatNeedNoEscapes) {
  EXPECT_EQ(python_of_steps(R"(- let: {a: "'say \"hi\"'", b: '"it''s"', c: '"tab\t"'}
- print: "{a + 'x'} and {'it'} {{}} {b!r:>10}"
- print: 'say "{a}"'
- print: ""
- print: "{f'{a + c}'}"
- print: "{f'{a + \"{\"}'}"
)"),
            R"py(a = 'say "hi"'
b = "it's"
c = "tab\t"
print(f"{a + 'x'} and {'it'} {{}} {b!r:>10}")
print(f"say \"{a}\"")
print()
print(f"{f'{a + c}'}")
print(f"""{f'{a + "{"}'}""")
)py");
}

TEST(ExportPython, FormatsWhereAnFStringCannotHoldTheField) {
  EXPECT_EQ(python_of_steps("- print: \"{'a\\tb'!r:>9} {1}%\"\n"),
            "print(\"{!r:>9} {}%\".format(\"a\\tb\", 1))\n");
}

TEST(ExportPython, PutsParenthesesWhereTheyAreNeeded) {
  EXPECT_EQ(python_of_steps(R"(- let:
    a: (1 + 2) * 3 - (4 - 5)
    b: -(2 ** 2) ** (-1)
    c: (not (1 < 2)) == (3 in [4])
    d: (1 if a else 2) if (b or c) else 3
    e: (5).done()
    f: (a, ) + (1, 2)
)"),
            R"(a = (1 + 2) * 3 - (4 - 5)
b = -(2 ** 2) ** -1
c = (not 1 < 2) == (3 in [4])
d = (1 if a else 2) if b or c else 3
e = (5).done()
f = (a,) + (1, 2)
)");
}

TEST(ExportPython, RenamesWhatWouldHideTheProgramsOwnNames) {
  const std::string program = python(R"(shared: {count: 0}
coroutines:
  print(asyncio):
    - let: {count: 1}
    - set: {count: asyncio}
    - print: "{count}"
  main():
    - await: print(asyncio=3)
)");
  EXPECT_THAT(program, HasSubstr(R"(
async def print_(asyncio_: int) -> None:
    global count
    count_ = 1
    count = asyncio_
    print(count_)
)"));
  EXPECT_THAT(program, HasSubstr("    await print_(asyncio_=3)\n"));
}

TEST(ExportPython, HintsOnlyWhatIsSure) {
  const std::string program = python(R"(coroutines:
  pair(a, b, c):
    - if: a
      then: [{return: 1}]
  half(n):
    - return: n / 2
  main():
    - gather: ['pair(1, 2, None)', 'pair(1.5, "x", None)', half(4)]
)");
  EXPECT_THAT(program, HasSubstr("async def pair(a: float, b, c):\n"));
  EXPECT_THAT(program, HasSubstr("async def half(n: int) -> float:\n"));
}

TEST(ExportPython, SpreadsWhatIsTooLongForALine) {
  const std::string long_text(40, 'x');
  EXPECT_EQ(python_of_steps("- let: {words: '[\"" + long_text + "\", \"" + long_text + "\"]'}"),
            "words = [\n    \"" + long_text + "\",\n    \"" + long_text + "\"\n]\n");
}

TEST(ExportPython, LeavesOutWhatIsNoProgram) {
  const std::string program = python(R"(about: words
tags: [a]
limits: {steps: 10}
coroutines: {main(): [pass]}
expect: {output: "x"}
)");
  EXPECT_EQ(program,
            "import asyncio\n\n\nasync def main() -> None:\n    pass\n\n\n"
            "asyncio.run(main())\n");
  EXPECT_THAT(program, Not(HasSubstr("words")));
}

TEST(ExportPython, WritesLocksGroupsAndTimeouts) {
  EXPECT_EQ(python(R"(shared: {lock: Lock(), queue: Queue(2)}
coroutines:
  produce(n, group):
    - with: lock
      do: [{await: 'wait_for(queue.put(n), 1)'}]
    - {spawn: sleep(n), in: group}
  main():
    - try:
        - with: timeout(2.5)
          as: limit
          do:
            - with: TaskGroup()
              as: group
              do:
                - spawn: produce(1, group)
                  in: group
                  name: '"first"'
        - wait_for: queue.get()
          timeout: 1
          as: item
      except:
        "TimeoutError, QueueEmpty": [{return: limit.expired()}]
)"),
            R"(import asyncio

lock = asyncio.Lock()
queue = asyncio.Queue(2)


async def produce(n: int, group: asyncio.TaskGroup) -> None:
    async with lock:
        await asyncio.wait_for(queue.put(n), timeout=1)
    group.create_task(asyncio.sleep(n))


async def main():
    try:
        async with asyncio.timeout(2.5) as limit:
            async with asyncio.TaskGroup() as group:
                group.create_task(produce(1, group), name="first")
        item = await asyncio.wait_for(queue.get(), timeout=1)
    except (TimeoutError, asyncio.QueueEmpty):
        return limit.expired()


asyncio.run(main())
)");
}

}  // namespace
}  // namespace sim::scenario
