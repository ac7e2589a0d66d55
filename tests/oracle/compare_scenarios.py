#!/usr/bin/env python3
"""Does `fermata run` say of every scenario file what CPython says of the same program?

    python3 tests/oracle/compare_scenarios.py --fermata build/dev/tools/cli/fermata [PATH...]

Only where python3 is the judge itself (3.11.7) is there anything to ask; elsewhere it says so and
ends with 0: what the files expect was CPython's answer when they were written, and
`fermata check` holds them to it.
Exit status 0: all equal.  1: a difference, each one printed.
"""

import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ORACLE = ROOT / "tools" / "oracle" / "oracle.py"
COMPARED = ("output", "elapsed_ns", "outcome", "exception", "result", "final")


def scenario_files(paths):
    for path in map(pathlib.Path, paths):
        yield from sorted(path.rglob("*.sim.yaml")) if path.is_dir() else [path]


def answers_of(command, files):
    command = [*command, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(f"{' '.join(command[:3])}: exit {done.returncode}\n{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def key_of(answer):
    return answer["scenario"], answer.get("case")


def differences(have, want):
    if have is None:
        yield f"{want['scenario']}: fermata gives no answer"
        return
    for key in COMPARED:
        if have[key] != want[key]:
            case = f" case {want['case']}" if want.get("case") else ""
            yield f"{want['scenario']}{case}: {key}"
            yield f"  CPython: {want[key]!r}\n  fermata: {have[key]!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fermata", required=True, help="the program to put to the test")
    parser.add_argument("--ties", choices=("fifo", "heapq"), default="fifo")
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "scenarios")])
    options = parser.parse_args()
    if sys.implementation.name != "cpython" or sys.version_info[:3] != (3, 11, 7):
        print("python3 is not CPython 3.11.7: there is no judge to ask here")
        return 0
    files = list(scenario_files(options.paths))
    wanted = answers_of([sys.executable, str(ORACLE), "--ties", options.ties], files)
    answers = answers_of([options.fermata, "run", "--json", "--ties", options.ties], files)
    given = {key_of(answer): answer for answer in answers}
    found = [text for want in wanted for text in differences(given.get(key_of(want)), want)]
    print("\n".join(found))
    print(f"{len(wanted)} runs compared, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
