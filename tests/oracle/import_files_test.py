#!/usr/bin/env python3
"""Tests of tools/oracle/import_python.py on whole files: what is refused, pages of Markdown, how
YAML is written, and programs that do the same before and after.

    python3 tests/oracle/import_files_test.py

Programs are run where python3 is CPython 3.11.7.
"""

import contextlib
import io
import pathlib
import sys
import tempfile
import textwrap
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "tools" / "oracle"))

import import_python  # noqa: E402
import scenario_text  # noqa: E402

IS_JUDGE = sys.implementation.name == "cpython" and sys.version_info[:3] == (3, 11, 7)


class Refusals(unittest.TestCase):
    maxDiff = None

    def refuses(self, text, *messages):
        with self.assertRaises(import_python.Failed) as caught:
            import_python.import_text("x.py", text)
        said = [line for line in str(caught.exception).splitlines() if line.startswith("x.py:")]
        self.assertEqual(said, [f"x.py:{message}" for message in messages])

    def refuses_in_main(self, body, *messages):
        """`messages` count the lines of the body from 1."""
        said = []
        for message in messages:
            line, column, rest = message.split(":", 2)
            said.append(f"{int(line) + 4}:{int(column) + 4}:{rest}")
        body = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
        head = "import asyncio\n\n\nasync def main():\n"
        self.refuses(f"{head}{body}\n\nasyncio.run(main())\n", *said)

    def test_all_that_cannot_be_said_is_named_at_once(self):
        self.refuses_in_main(
            """
            d = {"a": 1}[:2]
            f = lambda x: [y for y in x]
            with lock: pass
            async for x in y: pass
            await asyncio.to_thread(f)
            print("a", end="")
            x.y = "a".upper()
            time.sleep(1)
            x = 99999999999999999999 | 1
            """,
            "1:5: error: the language has no dictionaries",
            "1:14: error: the language has no slices",
            "2:5: error: a lambda of the language takes no parameters",
            "2:15: error: the language has no comprehensions here",
            "3:1: error: the language has 'async with' only",
            "4:1: error: the language has no 'async for'",
            "5:7: error: there are no threads in a scenario",
            "6:16: error: print has no 'end' in the language",
            "7:1: error: only names and items of lists can be assigned to",
            "8:1: error: it blocks the loop and no virtual time passes; use asyncio.sleep",
            "9:5: error: 99999999999999999999 does not fit in 64 bits",
            "9:5: error: the language has no such operator",
        )

    def test_a_module_holds_coroutines_variables_and_one_run(self):
        self.refuses(
            "import asyncio\nimport os\ndef f(): pass\nclass C: pass\n"
            "async def main(*a): pass\nasyncio.run(main())\nasyncio.run(main())\nx = 1\n",
            "2:1: error: a scenario has no module 'os'",
            "3:1: error: a plain function; the language has coroutines only, 'async def'",
            "4:1: error: the language has no classes",
            "5:1: error: a parameter is NAME or NAME=DEFAULT",
            "7:1: error: a scenario runs one main; this is a second run",
            "8:1: error: this comes after the run",
        )
        self.refuses("x = 1\n", "1:1: error: nothing is run: asyncio.run(main()) is missing")

    def test_what_is_no_python_is_told_with_its_place(self):
        with self.assertRaises(import_python.Failed) as caught:
            import_python.import_text("x.py", "x = 1\ny = = 2\n")
        self.assertEqual(
            str(caught.exception),
            "x.py:2:5: error: this is no Python: invalid syntax\n  |\n2 | y = = 2\n  |     ^")


class Pages(unittest.TestCase):
    maxDiff = None

    PAGE = textwrap.dedent("""\
        # Guide
        ## First: `greet`
        ```python
        import asyncio

        async def greet(name: str) -> None:
            print(f"Hello, {name}!")
        ```
        ```sh
        echo no
        ```
        ## Second
        ```python
        async def main() -> None:
            await greet("Alice")

        if __name__ == "__main__":
            asyncio.run(main())
        ```
        ## Third
        ```py
        async def many():
            await asyncio.gather(greet("A"), greet("B"))

        asyncio.run(many())
        ```
        ```python
        await main()
        ```
        """)

    def test_every_example_of_a_page_is_a_scenario_with_what_it_needs(self):
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            scenarios = import_python.import_text("guide.md", self.PAGE)
        greet = '  greet(name):\n    - print: "Hello, {name}!"\n'
        main = greet + '  main():\n    - await: greet("Alice")\n'
        self.assertEqual([scenario_text.write(scenario) for scenario in scenarios], [
            'scenario: first-greet\nabout: "First: `greet`"\nsource: guide#first-greet\n\n'
            f"coroutines:\n{main}",
            f"scenario: second\nabout: Second\nsource: guide#second\n\ncoroutines:\n{main}",
            "scenario: third\nabout: Third\nsource: guide#third\n\ncoroutines:\n"
            f'{greet}  main():\n    - gather: [greet("A"), greet("B")]\n',
        ])
        self.assertEqual(said.getvalue(),
                         "guide.md:27:1: note: passed over: nothing after it runs it\n")

    def test_places_in_a_page_are_those_of_the_page(self):
        with self.assertRaises(import_python.Failed) as caught:
            import_python.import_text(
                "guide.md", "text\n\n```python\nimport asyncio\nasync def main():\n    x = {}\n"
                            "asyncio.run(main())\n```\n")
        self.assertTrue(str(caught.exception).startswith("guide.md:6:9: error: "))

    def test_wait_is_noted_where_python_refuses_coroutines(self):
        said = io.StringIO()
        text = textwrap.dedent("""\
            import asyncio
            async def f(): pass
            async def main():
                tasks = [f()]
                await asyncio.wait(tasks)
            asyncio.run(main())
            """)
        with contextlib.redirect_stderr(said):
            import_python.import_text("x.py", text)
            import_python.import_text("x.py", text, "3.10")
        self.assertEqual(said.getvalue().count("note:"), 1)

    def test_files_are_written_where_they_are_asked_for(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "guide.md").write_text(self.PAGE, encoding="utf-8")
            with contextlib.redirect_stderr(io.StringIO()):
                import_python.main([str(folder / "guide.md"), "-o", str(folder / "all")])
            self.assertEqual(
                sorted(path.name for path in (folder / "all").iterdir()),
                ["first-greet.sim.yaml", "second.sim.yaml", "third.sim.yaml"])


class ScenarioText(unittest.TestCase):
    def test_quotes_what_yaml_would_take_for_something_else(self):
        for text, written in [
            ("a + b", "a + b"), ("-1", "-1"), ("- 1", '"- 1"'), ("", '""'), ("a: b", '"a: b"'),
            ("a #b", '"a #b"'), ('"a"', "'\"a\"'"), ("[1]", '"[1]"'), ("'a\\n'", "'''a\\n'''"),
            ("a\nb", '"a\\nb"'), ("x:", '"x:"'), ("*a", '"*a"'), ("é", "é"),
        ]:
            self.assertEqual(scenario_text.scalar(text), written)
        self.assertEqual(scenario_text.scalar("f(1, 2)"), "f(1, 2)")
        self.assertEqual(scenario_text.scalar("f(1, 2)", in_flow=True), '"f(1, 2)"')


@unittest.skipUnless(IS_JUDGE, "programs are run by CPython 3.11.7 alone")
class Meaning(unittest.TestCase):
    """A program and the scenario made of it end in the same way."""

    maxDiff = None

    def runs_alike(self, name):
        import program_runner
        import run
        import scenario

        program_runner.install()
        text = (HERE / "programs" / name).read_text(encoding="utf-8")
        before = program_runner.run(text)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.sim.yaml"
            (made,) = import_python.import_text("x.py", text)
            path.write_text(scenario_text.write(made), encoding="utf-8")
            loaded = scenario.load(path)
            after, _ = run.run(loaded, loaded.runs[0])
        self.assertEqual({key: after[key] for key in vars(before)}, vars(before))
        self.assertNotEqual(before.output, [])

    def test_stays_with_queues_locks_groups_and_timeouts(self):
        self.runs_alike("workers.py")

    def test_stays_with_awaits_anywhere(self):
        self.runs_alike("awaits.py")


if __name__ == "__main__":
    unittest.main()
