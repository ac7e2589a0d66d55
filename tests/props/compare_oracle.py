#!/usr/bin/env python3
"""Gives random programs to CPython and compares what it does with what sim did.

    python3 tests/props/compare_oracle.py PROGRAMS [SEED [COUNT]]

PROGRAMS is the program `fermata_props_programs`.  Every difference in output, outcome, exception
or elapsed time is printed with its file, which stays in a folder of its own.  Needs the python3
that tools/oracle needs.  Exit status: 0 all equal, 1 some differ.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ORACLE = ROOT / "tools" / "oracle" / "oracle.py"
COMPARED = ("outcome", "exception", "output", "elapsed_ns")
BATCH = 200


def lines(command):
    out = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def answers_of_cpython(files):
    found = {}
    for start in range(0, len(files), BATCH):
        batch = map(str, files[start:start + BATCH])
        for answer in lines([sys.executable, str(ORACLE), *batch]):
            found[answer["scenario"]] = answer
    return found


def differences(ours, theirs):
    if theirs is None:
        return ["CPython gives no answer"]
    return [f"{key}: sim {ours[key]!r}, CPython {theirs[key]!r}"
            for key in COMPARED if ours[key] != theirs[key]]


def main():
    program = sys.argv[1]
    seed = sys.argv[2] if len(sys.argv) > 2 else "1"
    count = sys.argv[3] if len(sys.argv) > 3 else "500"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fermata-programs-"))
    ours = {run["scenario"]: run for run in lines([program, seed, count, str(folder)])}
    theirs = answers_of_cpython([folder / f"{name}.sim.yaml" for name in ours])
    different = 0
    for name, run in ours.items():
        found = differences(run, theirs.get(name))
        different += bool(found)
        for line in found:
            print(f"{folder}/{name}.sim.yaml: {line}")
    print(f"{len(ours)} programs, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
