#!/usr/bin/env python3
"""Tests of tools/oracle: the reader of YAML, expressions, and the outcomes of runs.

    python3 tests/oracle/oracle_test.py

Where this python3 is not CPython 3.11.7, only what needs no judge is tested.
"""

import pathlib
import sys
import tempfile
import textwrap
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools" / "oracle"))

import yaml_subset  # noqa: E402
from yaml_nodes import Map, Seq, YamlError  # noqa: E402

IS_JUDGE = sys.implementation.name == "cpython" and sys.version_info[:3] == (3, 11, 7)
if IS_JUDGE:
    import warnings

    import expressions
    import run
    import runtime
    import scenario

    runtime.install()
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda *args: None


def plain(node):
    if isinstance(node, Map):
        return {key.text: plain(value) for key, value in node.pairs}
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    return node.text


class Yaml(unittest.TestCase):
    def reads(self, text, value):
        self.assertEqual(plain(yaml_subset.parse(textwrap.dedent(text))), value)

    def refuses(self, text, message):
        with self.assertRaises(YamlError) as caught:
            yaml_subset.parse(text)
        self.assertIn(message, str(caught.exception))

    def test_reads_steps_as_people_write_them(self):
        self.reads(
            """
            # a comment
            coroutines:
              greet(name, delay=1):   # another
                - print: "Hello, {name}!"
                - if: a == "#1"
                  then: [pass, {sleep: 1}]
              main():
              - await: greet("Alice")
            """,
            {"coroutines": {
                "greet(name, delay=1)": [
                    {"print": "Hello, {name}!"},
                    {"if": 'a == "#1"', "then": ["pass", {"sleep": "1"}]},
                ],
                "main()": [{"await": 'greet("Alice")'}],
            }},
        )

    def test_keeps_the_lines_of_a_block(self):
        self.reads(
            """
            a: |
              one
                two

              three
            b: >-
              four
              five
            """,
            {"a": "one\n  two\n\nthree\n", "b": "four five"},
        )

    def test_reads_quotes_and_escapes(self):
        self.reads(r"""[ 'it''s', "tab\t\u00e9", plain, "" ]""", ["it's", "tab\té", "plain", ""])

    def test_splits_a_flow_list_at_every_comma(self):
        self.reads('a: [f(1, 2), "f(1, 2)"]', {"a": ["f(1", "2)", "f(1, 2)"]})

    def test_refuses_what_the_language_forbids(self):
        self.refuses("a: 1\na: 2\n", "2:1: error: key 'a' is given twice")
        self.refuses("a: &x 1\n", "anchors")
        self.refuses("a: *x\n", "anchors")
        self.refuses("<<: {a: 1}\n", "merge keys")
        self.refuses("a: !!int 1\n", "tags")

    def test_refuses_broken_text(self):
        self.refuses('a: "open\n', "quote")
        self.refuses("a: [1, 2\n", "missing")
        self.refuses("a: b: c\n", "quote it")
        self.refuses("a:\n  b: 1\n c: 2\n", "indented too far")
        self.refuses("\ta: 1\n", "tab")
        self.refuses("[" * 100, "too deep")


@unittest.skipUnless(IS_JUDGE, "needs CPython 3.11.7")
class Expressions(unittest.TestCase):
    def value(self, text):
        scope = expressions.Scope(set(), set(), {}, set(runtime.make_names("3.11")))
        names = runtime.make_names("3.11") | runtime.make_helpers()
        return eval(expressions.translate(text, scope), names)

    def test_are_pythons(self):
        self.assertEqual(self.value("-7 // 2 + 2 ** 3 ** 2 % 100"), 8)
        self.assertEqual(self.value("f'{1 / 4:.3f}' + 'x' * 2"), "0.250xx")
        self.assertEqual(self.value("[1, 2][-1] if 1 < 2 < 3 else None"), 2)

    def test_keep_integers_to_64_bits(self):
        self.assertEqual(self.value("-9223372036854775807 - 1"), -(2**63))
        for text in ("9223372036854775807 + 1", "2 ** 63", "10 ** 10 ** 10", "abs(-2 ** 62 * 2)"):
            with self.assertRaises(OverflowError):
                self.value(text)

    def test_make_functions_of_lambdas_and_of_methods_that_are_not_called(self):
        self.assertEqual(self.value("lambda: 1 + 1")(), 2)
        self.assertEqual(self.value("[3].copy")(), [3])

    def test_refuse_what_the_language_lacks(self):
        for text in ("lambda x: 1", "lambda: y", "[x for x in 'a']", "a[1:2]", "x", "1 << 2",
                     "+1", "len.real", "print(*[1])", "1j", "__import__('os')", "(y := 1)",
                     "await sleep(1)"):
            with self.assertRaises(expressions.ScenarioError):
                self.value(text)


@unittest.skipUnless(IS_JUDGE, "needs CPython 3.11.7")
class Runs(unittest.TestCase):
    def run_text(self, text, head=""):
        body = textwrap.indent(textwrap.dedent(text), "  ")
        text = f"scenario: test\n{head}\ncoroutines:\n{body}"
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            loaded = scenario.load(file.name)
        return run.run(loaded, loaded.runs[0])[0]

    def test_a_failed_assert_runs_no_handler_and_no_finally(self):
        answer = self.run_text("""
            main():
              - try:
                  - assert: 1 + 1 == 3
                except: {BaseException: [{print: caught}]}
                finally: [{print: finally}]
        """)
        self.assertEqual(answer["outcome"], "failed")
        self.assertEqual(answer["exception"], "AssertionError: 1 + 1 == 3")
        self.assertEqual(answer["output"], [])

    def test_a_deadlock_stops_where_it_stands(self):
        answer = self.run_text("""
            main():
              - sleep: 2
              - try: [{await: Future()}]
                finally: [{print: finally}]
        """)
        self.assertEqual((answer["outcome"], answer["elapsed_ns"]), ("deadlock", 2 * 10**9))
        self.assertEqual(answer["output"], [])

    def test_a_loop_without_a_turn_is_a_step_limit(self):
        answer = self.run_text("""
            main():
              - while: True
                do: [pass]
        """, "limits: {steps: 1000}")
        self.assertEqual(answer["outcome"], "step-limit")

    def test_a_group_tells_its_members(self):
        answer = self.run_text("""
            fail(error):
              - raise: error
            main():
              - with: TaskGroup()
                as: group
                do:
                  - spawn: fail(ValueError("x"))
                    in: group
                  - spawn: fail(KeyError("y"))
                    in: group
        """)
        self.assertEqual(
            answer["exception"],
            "ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions) "
            "[ValueError: x, KeyError: 'y']",
        )

    def test_values_that_json_has_not_are_their_types_names(self):
        answer = self.run_text("""
            main():
              - return: "[1, (2,), sleep(0), None, [Lock()]]"
        """, "shared: {a: 1, b: Lock(), c: [Lock()]}")
        self.assertEqual(answer["result"], [1, "tuple", "coroutine", None, ["Lock"]])
        self.assertEqual(answer["final"], {"a": 1, "c": ["Lock"]})

    def test_wait_for_means_what_the_version_says(self):
        text = """
            job():
              - print: "{current_task().get_name()}"
            main():
              - wait_for: job()
                timeout: 1
        """
        self.assertEqual(self.run_text(text)["output"], ["Task-2"])
        self.assertEqual(self.run_text(text, 'python: "3.12"')["output"], ["Task-1"])


if __name__ == "__main__":
    unittest.main()
