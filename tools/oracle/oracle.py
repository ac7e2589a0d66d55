#!/usr/bin/env python3
"""Runs scenario files on CPython's asyncio over a virtual clock: what they must give.

    python3 tools/oracle/oracle.py FILE...            # one JSON object a line
    python3 tools/oracle/oracle.py --expect FILE...   # as an `expect:` to paste into the file
    python3 tools/oracle/oracle.py --check FILE...    # is every `expect` what CPython gives?
    python3 tools/oracle/oracle.py --batch            # programs on standard input; see batch.py

Exit status: 0 well, 1 an expectation does not hold, 2 a file that means nothing, 3 a python3
that is no judge.  Needs CPython 3.11.7 and nothing else.
"""

import argparse
import json
import sys
import warnings

import batch
import expect
import run
import runtime
import scenario as scenarios
import virtual_loop
from expressions import ScenarioError
from yaml_nodes import YamlError


def show(scenario, one, answer, values):
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def write(scenario, one, answer, values):
    title = "" if one.case is None else f"# case {one.case}, seed {one.seed}\n"
    print(title + expect.as_yaml(answer, values), flush=True)


class Check:
    """Compares answers with expectations and counts what does not hold."""

    def __init__(self):
        self.broken = 0

    def __call__(self, scenario, one, answer, values):
        for line in expect.differences(scenario, one, answer, values):
            self.broken += 1
            case = "" if one.case is None else f" case {one.case}"
            print(f"{scenario.name}{case}: {line}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="a scenario file")
    parser.add_argument("--seed", type=int, help="instead of the one in the file; no cases then")
    parser.add_argument("--ties", choices=("fifo", "heapq"), default="fifo",
                        help="equal deadlines: as scheduled, or as CPython's heap gives them")
    parser.add_argument("--cancel", metavar="I:N", type=interruption,
                        help="cancel task number N before turn I, counted from 0")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--expect", action="store_true", help="print an `expect:` instead")
    choice.add_argument("--check", action="store_true", help="compare with the files' own")
    choice.add_argument("--batch", action="store_true", help="answer standard input line by line")
    options = parser.parse_args()
    if bool(options.files) == options.batch:
        parser.error("which files?" if not options.files else "--batch takes no files")
    virtual_loop.require_wanted_python()
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda *args: None
    runtime.install()
    if options.batch:
        return batch.serve(sys.stdin, sys.stdout)
    act = Check() if options.check else write if options.expect else show
    status = 0
    for path in options.files:
        try:
            run_file(path, options.seed, options.ties, options.cancel, act)
        except (YamlError, ScenarioError) as error:
            print(f"{path}:{error}", file=sys.stderr)
            status = 2
    return status or int(options.check and act.broken > 0)


def interruption(word):
    turn, task = word.split(":")
    return int(turn), int(task)


def run_file(path, seed, ties, cancel, act):
    scenario = scenarios.load(path)
    runs = scenario.runs
    if seed is not None:
        runs = runs[:1]
        runs[0].seed = seed
    for one in runs:
        answer, values = run.run(scenario, one, ties, cancel)
        act(scenario, one, answer, values)


if __name__ == "__main__":
    sys.exit(main())
