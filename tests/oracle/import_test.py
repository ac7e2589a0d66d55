#!/usr/bin/env python3
"""Tests of tools/oracle/import_python.py: what each piece of Python becomes, and what is refused.

    python3 tests/oracle/import_test.py
"""

import contextlib
import io
import pathlib
import sys
import textwrap
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "tools" / "oracle"))

import import_python  # noqa: E402
import scenario_text  # noqa: E402


def imported(text, path="x.py", python=None):
    """The scenario of a program, as text."""
    with contextlib.redirect_stderr(io.StringIO()):
        (scenario,) = import_python.import_text(path, textwrap.dedent(text), python)
    return scenario_text.write(scenario)


def program(body, before=""):
    body = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    head = "import asyncio\nimport random\n" + textwrap.dedent(before)
    return f"{head}\nasync def main():\n{body}\n\nasyncio.run(main())\n"


def steps_of(body, before=""):
    text = imported(program(body, before))
    return textwrap.dedent(text[text.index("  main():\n") + len("  main():\n"):])


class Import(unittest.TestCase):
    maxDiff = None

    def becomes(self, body, steps, before=""):
        self.assertEqual(steps_of(body, before).strip(), textwrap.dedent(steps).strip())

    # Steps

    def test_awaits_become_the_steps_of_their_own(self):
        self.becomes(
            """
            await asyncio.sleep(0.5)
            x = await asyncio.sleep(1, 2)
            a, b = await asyncio.gather(f(1), f(x), return_exceptions=True)
            done, pending = await asyncio.wait([a, b], timeout=1,
                                               return_when=asyncio.FIRST_COMPLETED)
            y = await asyncio.wait_for(f(2), timeout=3)
            await asyncio.wait_for(f(2), None)
            await f(x=3)
            """,
            """
            - sleep: 0.5
            - await: sleep(1, 2)
              as: x
            - gather: [f(1), f(x)]
              return_exceptions: True
              as: [a, b]
            - wait: [a, b]
              timeout: 1
              return_when: FIRST_COMPLETED
              as: [done, pending]
            - wait_for: f(2)
              timeout: 3
              as: y
            - wait_for: f(2)
              timeout: None
            - await: f(x=3)
            """,
            before="async def f(x): pass\n")

    def test_tasks_are_spawned_and_cancelled(self):
        self.becomes(
            """
            task = asyncio.create_task(main(), name="one")
            asyncio.get_running_loop().create_task(main())
            async with asyncio.TaskGroup() as group:
                group.create_task(main())
            ok = task.cancel("stop")
            task.cancel()
            """,
            """
            - spawn: main()
              name: '"one"'
              as: task
            - spawn: main()
            - with: TaskGroup()
              as: group
              do:
                - spawn: main()
                  in: group
            - cancel: task
              message: '"stop"'
              as: ok
            - cancel: task
            """)

    def test_prints_become_text(self):
        self.becomes(
            """
            print("plain {braces} and \\"quotes\\"", 'two\\nlines')
            print(f"{x!r:>8} {x + 'a'} {{}} {x=}", x, sep=", ")
            print()
            print("{:.2f} of {}".format(x, repr(x)))
            """,
            r"""
            - print: "plain {{braces}} and \"quotes\" two\nlines"
            - print: "{x!r:>8} {x + 'a'} {{}} x={x!r}, {x}"
            - print: ""
            - print: "{x:.2f} of {f'{x!r}'}"
            """,
            before="x = 1\n")

    def test_the_loops_clock_is_now(self):
        self.becomes(
            """
            loop = asyncio.get_running_loop()
            start = loop.time()
            promise = loop.create_future()
            print(type(promise).__name__, asyncio.get_running_loop().time() - start)
            """,
            """
            - let: {start: now(), promise: Future()}
            - print: "{type_name(promise)} {now() - start}"
            """)

    def test_variables_of_the_module_are_shared(self):
        self.assertEqual(
            imported("""
                import asyncio
                total = 0
                slots = [1, "two"]
                promise: asyncio.Future

                async def main():
                    global promise, total
                    promise = asyncio.Future()
                    total += 1
                    slots[0] = mine = total

                asyncio.run(main())
                """),
            textwrap.dedent("""\
                scenario: x

                shared:
                  total: 0
                  slots: '[1, "two"]'
                  promise: Future()

                coroutines:
                  main():
                    - set: {total: total + 1}
                    - let: {value: total}
                    - set: {"slots[0]": value}
                    - let: {mine: value}
                """))

    def test_handlers_share_one_name(self):
        self.becomes(
            """
            try:
                raise ValueError from None
            except (KeyError, asyncio.QueueEmpty) as first:
                print(first)
            except asyncio.TimeoutError as second:
                print(second)
            except:
                raise
            else:
                pass
            finally:
                pass
            """,
            """
            - try:
                - raise: ValueError
              except:
                "KeyError, QueueEmpty":
                  - print: "{first}"
                TimeoutError:
                  - let: {second: first}
                  - print: "{second}"
                BaseException:
                  - raise
              as: first
              else:
                - pass
              finally:
                - pass
            """)

    def test_an_exception_kept_for_later_is_the_name(self):
        self.becomes(
            """
            try:
                pass
            except ValueError as caught:
                error = caught
            print(error)
            """,
            """
            - try:
                - pass
              except:
                ValueError:
                  - pass
              as: error
            - print: "{error}"
            """)

    def test_loops_and_choices(self):
        self.becomes(
            """
            for a, b in [(1, 2)]:
                if a:
                    continue
                elif b:
                    break
            for i, word in enumerate(words, start=1):
                print(i, word)
            """,
            """
            - for: item
              in: ["(1, 2)"]
              do:
                - call: item
                  as: [a, b]
                - if: a
                  then:
                    - continue
                  else:
                    - if: b
                      then:
                        - break
            - let: {i: 0}
            - for: word
              in: words
              do:
                - let: {i: i + 1}
                - print: "{i} {word}"
            """,
            before='words = ["a", "b"]\n')

    # What the language has as steps only

    def test_an_await_inside_an_expression_comes_before_it(self):
        self.becomes(
            """
            global total
            total += await f()
            return [await f(), 1]
            """,
            """
            - let: {before: total}
            - await: f()
              as: result
            - set: {total: before + result}
            - await: f()
              as: result_2
            - return: [result_2, 1]
            """,
            before="total = 0\nasync def f(): return 1\n")

    def test_an_await_that_python_may_not_reach_stays_behind_its_condition(self):
        self.becomes(
            """
            if x and await f():
                pass
            while await f():
                pass
            """,
            """
            - let: {result: x}
            - if: result
              then:
                - await: f()
                  as: result_2
                - let: {result: result_2}
            - if: result
              then:
                - pass
            - while: True
              do:
                - await: f()
                  as: result_3
                - if: not result_3
                  then:
                    - break
                - pass
            """,
            before="x = 1\nasync def f(): return 0\n")

    def test_comprehensions_become_loops(self):
        self.becomes(
            """
            i = 5
            tasks = [asyncio.create_task(f(i)) for i in range(3) if i]
            await asyncio.gather(f(i), *(f(n) for n in range(2)))
            """,
            """
            - let: {i: 5, tasks: []}
            - for: i_2
              in: range(3)
              do:
                - if: i_2
                  then:
                    - call: tasks.append(create_task(f(i_2)))
            - let: {before: f(i), items: []}
            - for: n
              in: range(2)
              do:
                - call: items.append(f(n))
            - gather: "[before] + items"
            """,
            before="async def f(i): pass\n")

    # Names

    def test_names_are_known_however_they_were_imported(self):
        self.assertEqual(
            imported("""
                import asyncio as aio, random as dice
                from asyncio import sleep as nap, Queue
                from time import monotonic

                async def main():
                    await nap(dice.random())
                    q = Queue(maxsize=monotonic())

                aio.run(main())
                """),
            textwrap.dedent("""\
                scenario: x

                coroutines:
                  main():
                    - sleep: random.random()
                    - let: {q: Queue(maxsize=now())}
                """))

    def test_a_name_that_would_hide_one_of_the_language_gets_another(self):
        self.assertIn(
            "  timeout_(now, Lock_):\n    - with: timeout(now)\n      do:\n        - with: Lock_\n",
            imported("""
                import asyncio
                async def timeout(now, Lock):
                    async with asyncio.timeout(now), Lock:
                        pass
                async def main():
                    await timeout(1, Lock=asyncio.Lock())
                asyncio.run(main())
                """))

    def test_what_is_run_becomes_main(self):
        head = "import asyncio\nasync def start(n=1): pass\n"
        self.assertTrue(imported(head + "asyncio.run(start())\n").endswith(
            "coroutines:\n  main(n=1):\n    - pass\n"))
        self.assertTrue(imported(head + "asyncio.run(start(2))\n").endswith(
            "  start(n=1):\n    - pass\n  main():\n    - await: start(2)\n"))
        self.assertTrue(imported(
            head + 'if __name__ == "__main__":\n    asyncio.run(start())\n').endswith(
            "coroutines:\n  main(n=1):\n    - pass\n"))

    def test_the_head_tells_of_seed_version_and_purpose(self):
        text = '#!/usr/bin/env python3.10\n"""What it\nis for.\n\nMore."""\n' + program(
            "pass", "random.seed(-7)\n")
        self.assertEqual(
            imported(text, "Some Program.py").partition("\n\n")[0],
            'scenario: some-program\nabout: What it is for.\npython: "3.10"\nseed: -7')
        self.assertIn('python: "3.12"', imported(text, python="3.12"))


if __name__ == "__main__":
    unittest.main()
