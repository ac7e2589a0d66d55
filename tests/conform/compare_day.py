#!/usr/bin/env python3
"""Compares Fermata with CPython on 2,000 random programs, other ones each day of the year.

    python3 tests/conform/compare_day.py FERMATA [PROGRAMS [FLAGS OF FERMATA CONFORM]]

What differs is made small and printed.  Exit status: 0 nothing does, 1 something does, 77 this
python3 is not CPython 3.11.7 and says so.
"""

import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_THE_JUDGE = 3


def is_judge():
    oracle = [sys.executable, "-B", str(ROOT / "tools" / "oracle" / "oracle.py"), "--batch"]
    return subprocess.run(oracle, stdin=subprocess.DEVNULL, check=False).returncode != NOT_THE_JUDGE


def main():
    if not is_judge():
        print("passed over: the recorded answers are compared instead")
        return 77
    fermata = sys.argv[1]
    programs = sys.argv[2] if len(sys.argv) > 2 else "2000"
    seed = str(int(time.strftime("%j")))
    with tempfile.TemporaryDirectory() as folder:
        status = subprocess.run(
            [fermata, "conform", "--programs", programs, "--seed", seed, "--reports", "3",
             "--python", sys.executable, "--output", folder, *sys.argv[3:]],
            check=False).returncode
        for path in sorted(pathlib.Path(folder).iterdir()):
            print(f"\n{path.read_text()}")
    return status


if __name__ == "__main__":
    sys.exit(main())
