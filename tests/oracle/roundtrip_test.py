#!/usr/bin/env python3
"""Scenarios become Python and come back, and the Python does what the scenario does.

    python3 tests/oracle/roundtrip_test.py --fermata build/dev/tools/cli/fermata

Every scenario of the tree is exported and imported again; every example of the guide is imported
and exported again.  Where python3 is CPython 3.11.7, the exported programs are run as well.
"""

import argparse
import contextlib
import functools
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tools" / "oracle"))

import import_python  # noqa: E402
import program_runner  # noqa: E402
import same_program  # noqa: E402

IS_JUDGE = sys.implementation.name == "cpython" and sys.version_info[:3] == (3, 11, 7)
SCENARIOS = sorted((ROOT / "scenarios").rglob("*.sim.yaml"))
GUIDE = sorted((HERE / "guide").glob("*.py"))
FERMATA = []

# Where a program of Python does something else than the scenario it was made from.
RUNS_OTHERWISE = {
    "expression-overflow": "integers of Python have no limit",
    "assert-stops-everything": "Python's assert can be caught",
}


def export(path):
    done = subprocess.run(
        FERMATA + ["export", "--to", "python", str(path)], capture_output=True, text=True,
        check=False)
    if done.returncode != 0:
        raise AssertionError(f"{path}: {done.stderr}")
    return done.stdout


@functools.cache
def exported(path):
    """The program that a scenario of the tree is exported to; a process that takes long to start
    under sanitizers makes it."""
    return export(path)


def import_into(program, folder, name):
    """The scenario file made of a program's text."""
    source, made = folder / f"{name}.py", folder / f"{name}.sim.yaml"
    source.write_text(program, encoding="utf-8")
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        status = import_python.main([str(source), "--output", str(made)])
    if status != 0:
        raise AssertionError(said.getvalue())
    return made


class RoundTrip(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def name_of(self, path):
        return path.name.removesuffix(".sim.yaml")

    def test_brings_every_scenario_back(self):
        if not IS_JUDGE:
            self.skipTest("the oracle reads scenarios with CPython 3.11.7 alone")
        for path in SCENARIOS:
            with self.subTest(scenario=path.name):
                made = import_into(exported(path), self.folder, self.name_of(path))
                self.assertEqual(same_program.differences(
                    same_program.program_of(path), same_program.program_of(made)), [])

    def test_exports_the_same_text_again(self):
        for path in SCENARIOS:
            with self.subTest(scenario=path.name):
                program = exported(path)
                made = import_into(program, self.folder, self.name_of(path))
                self.assertEqual(export(made), program)

    def test_exports_programs_that_do_what_the_scenarios_do(self):
        if not IS_JUDGE:
            self.skipTest("programs are run by CPython 3.11.7 alone")
        import run
        import scenario

        program_runner.install()
        for path in SCENARIOS:
            if self.name_of(path) in RUNS_OTHERWISE:
                continue
            with self.subTest(scenario=path.name):
                loaded = scenario.load(path)
                want, _ = run.run(loaded, loaded.runs[0])
                if want["outcome"] == "failed":  # Python's assert says nothing of its own
                    want["exception"] = "AssertionError"
                have = program_runner.run(
                    exported(path), loaded.runs[0].python, loaded.steps, loaded.time)
                self.assertEqual(vars(have), {key: want[key] for key in vars(have)})

    def test_knows_where_python_does_otherwise(self):
        if not IS_JUDGE:
            self.skipTest("programs are run by CPython 3.11.7 alone")
        import run
        import scenario

        program_runner.install()
        for name in RUNS_OTHERWISE:
            path = next(path for path in SCENARIOS if self.name_of(path) == name)
            loaded = scenario.load(path)
            want, _ = run.run(loaded, loaded.runs[0])
            self.assertNotEqual(program_runner.run(exported(path)).output, want["output"], name)


class Guide(unittest.TestCase):
    """The guide's examples, as its author wrote them."""

    maxDiff = None
    setUp = RoundTrip.setUp

    def test_comes_out_as_it_went_in(self):
        for path in GUIDE:
            if path.name == "basic-coroutine.py":  # runs greet() itself; a scenario has a main()
                continue
            with self.subTest(example=path.name):
                text = path.read_text(encoding="utf-8")
                self.assertEqual(export(import_into(text, self.folder, path.stem)),
                                 as_exported(text))

    def test_runs_after_the_round_trip_as_before(self):
        if not IS_JUDGE:
            self.skipTest("programs are run by CPython 3.11.7 alone")
        import random

        program_runner.install()
        for path in GUIDE:
            with self.subTest(example=path.name):
                text = path.read_text(encoding="utf-8")
                random.seed(0)
                before = program_runner.run(text)
                made = import_into(text, self.folder, path.stem)
                self.assertEqual(program_runner.run(export(made)), before)
                said = subprocess.run(FERMATA + ["run", str(made)], capture_output=True, text=True,
                                      check=False)
                self.assertEqual(said.stdout.splitlines(), before.output)


def as_exported(text):
    """What an export changes: comments go, `main` is what runs, `random` has a seed."""
    text = re.sub(r"(  |\n)# .*", "", text)
    text = text.replace("greet_many", "main")
    return text.replace("import random\n", "import random\n\nrandom.seed(0)\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fermata", required=True, help="the program to put to the test")
    options, rest = parser.parse_known_args()
    FERMATA.append(options.fermata)
    unittest.main(argv=sys.argv[:1] + rest)
