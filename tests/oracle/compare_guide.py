#!/usr/bin/env python3
"""Does `fermata run` say of the guide's scenarios what CPython says of the guide's programs?

    python3 tests/oracle/compare_guide.py --fermata build/dev/tools/cli/fermata

Any Python 3.8 or later will do: CPython's answers are read from guide_answers.jsonl.  Where
python3 is the judge itself (3.11.7), its answers are computed anew and those are compared.
Exit status 0: all equal.  1: a difference, each one printed.
"""

import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SCENARIOS = HERE.parent.parent / "scenarios" / "guide"
COMPARED = ("output", "elapsed_ns", "outcome", "exception")


def cpython_answers():
    if sys.implementation.name == "cpython" and sys.version_info[:3] == (3, 11, 7):
        import guide_runner

        lines = guide_runner.all_answers()
    else:
        lines = (HERE / "guide_answers.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def fermata_answer(fermata, example, seed):
    """The first object printed: the scenario itself, before any of its cases."""
    file = SCENARIOS / f"{example}.sim.yaml"
    command = [fermata, "run", "--json", "--seed", str(seed), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    if not lines:
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return json.loads(lines[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fermata", required=True, help="the program to put to the test")
    options = parser.parse_args()
    differences = 0
    answers = cpython_answers()
    for want in answers:
        have = fermata_answer(options.fermata, want["example"], want["seed"])
        for key in COMPARED:
            if have[key] != want[key]:
                differences += 1
                print(f"{want['example']} seed {want['seed']}: {key}")
                print(f"  CPython: {want[key]!r}\n  fermata: {have[key]!r}")
    print(f"{len(answers)} runs compared, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
