#!/usr/bin/env python3
"""Runs the guide's examples on CPython's asyncio and prints what each one does.

    python3 tests/oracle/guide_runner.py                # one JSON line an example and seed
    python3 tests/oracle/guide_runner.py --write        # records them in guide_answers.jsonl
    python3 tests/oracle/guide_runner.py --check        # are the recorded ones still true?

A line is {"example", "seed", "output", "elapsed_ns", "outcome", "exception"}.  The examples
that draw random numbers are run with the seeds 0 to 99, the others with 0.
"""

import argparse
import asyncio
import contextlib
import io
import json
import pathlib
import random
import sys
import warnings

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "tools" / "oracle"))

import virtual_loop  # noqa: E402

ANSWERS = HERE / "guide_answers.jsonl"
ONE_SEED = range(1)
MANY_SEEDS = range(100)

# example: (file, whose rules, seeds)
EXAMPLES = {
    "basic-coroutine": ("basic-coroutine.py", "3.11", ONE_SEED),
    "run": ("run.py", "3.11", ONE_SEED),
    "gather": ("gather.py", "3.11", ONE_SEED),
    "wait-coroutines": ("wait-coroutines.py", "3.10", ONE_SEED),
    "wait-coroutines-forbidden": ("wait-coroutines.py", "3.11", ONE_SEED),
    "wait-tasks": ("wait-tasks.py", "3.11", ONE_SEED),
    "create-task": ("create-task.py", "3.11", ONE_SEED),
    "random-sleeps": ("random-sleeps.py", "3.11", MANY_SEEDS),
    "random-choices": ("random-choices.py", "3.11", MANY_SEEDS),
}

_wait_of_3_11 = asyncio.wait


async def _wait_of_3_10(fs, **options):
    """Up to 3.10, `wait` made tasks of coroutines; here in the order of the arguments."""
    return await _wait_of_3_11([asyncio.ensure_future(f) for f in fs], **options)


def run_example(example, seed):
    file, rules, _ = EXAMPLES[example]
    path = HERE / "guide" / file
    loops = []

    def virtual_run(main):
        with asyncio.Runner(loop_factory=virtual_loop.VirtualLoop) as runner:
            loops.append(runner.get_loop())
            return runner.run(main)

    asyncio.run = virtual_run
    asyncio.wait = _wait_of_3_10 if rules == "3.10" else _wait_of_3_11
    random.seed(seed)
    printed = io.StringIO()
    outcome, exception = "ok", None
    with contextlib.redirect_stdout(printed):
        try:
            code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
            exec(code, {"__name__": "__main__"})
        except Exception as error:
            outcome, exception = "raised", f"{type(error).__name__}: {error}"
    return {
        "example": example,
        "seed": seed,
        "output": printed.getvalue().splitlines(),
        "elapsed_ns": loops[0].now,
        "outcome": outcome,
        "exception": exception,
    }


def all_answers():
    virtual_loop.require_wanted_python()
    virtual_loop.install()
    warnings.simplefilter("ignore")  # coroutines that the example never gets to await
    return [
        json.dumps(run_example(example, seed))
        for example, (_, _, seeds) in EXAMPLES.items()
        for seed in seeds
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--write", action="store_true", help=f"record them in {ANSWERS.name}")
    choice.add_argument("--check", action="store_true", help="compare with the recorded ones")
    options = parser.parse_args()
    answers = all_answers()
    if options.write:
        ANSWERS.write_text("\n".join(answers) + "\n", encoding="utf-8")
    elif options.check:
        if ANSWERS.read_text(encoding="utf-8").splitlines() != answers:
            raise SystemExit(f"{ANSWERS.name} is not what this Python answers")
    else:
        print("\n".join(answers))


if __name__ == "__main__":
    main()
