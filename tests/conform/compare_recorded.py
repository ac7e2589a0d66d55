#!/usr/bin/env python3
"""Holds Fermata against what CPython 3.11.7 said of 1,000 random programs.

    python3 tests/conform/compare_recorded.py FERMATA_CONFORM            # any python3 will do
    python3 tests/conform/compare_recorded.py FERMATA_CONFORM --record   # needs that CPython

The programs are kept with their answers, so that they mean the same after the generator has
changed.  Exit status: 0 nothing differs, 1 something does.
"""

import json
import lzma
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "tests" / "oracle" / "program_answers.jsonl.xz"
ORACLE = ROOT / "tools" / "oracle" / "oracle.py"
COMPARED = ("outcome", "exception", "output", "elapsed_ns", "result", "final")
SEED, COUNT = 1, 1000


def ask(command, requests):
    """The answers, a line each."""
    given = "".join(request + "\n" for request in requests)
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def record(conform):
    texts = subprocess.run(
        [conform, "--texts", "--programs", str(COUNT), "--seed", str(SEED)],
        stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    answers = ask([sys.executable, "-B", str(ORACLE), "--batch"], texts)
    kept = [
        json.dumps({"text": json.loads(text)} | {key: answer[key] for key in COMPARED})
        for text, answer in zip(texts, answers, strict=True)
        if "error" not in answer and "beyond" not in answer
    ]
    ANSWERS.write_bytes(lzma.compress("".join(line + "\n" for line in kept).encode(), preset=9))
    print(f"{len(kept)} answers of {COUNT} programs")
    return 0


def compare(conform):
    recorded = [json.loads(line) for line in lzma.open(ANSWERS, "rt", encoding="utf-8")]
    found = ask([conform, "--answer"], [json.dumps(each["text"]) for each in recorded])
    different = len(recorded) - len(found)
    if different:
        print(f"only {len(found)} of {len(recorded)} programs were answered")
    for expected, answer in zip(recorded, found):
        wrong = [key for key in COMPARED if repr(answer.get(key)) != repr(expected[key])]
        different += bool(wrong)
        for key in wrong[:1]:
            print(f"{expected['text']}\n{key}: Fermata {answer.get(key)!r}, CPython "
                  f"{expected[key]!r}; {answer.get('error', '')}\n")
    print(f"{len(recorded)} recorded answers, {different} different")
    return 1 if different or len(recorded) < 900 else 0


def main():
    conform = sys.argv[1]
    return record(conform) if "--record" in sys.argv[2:] else compare(conform)


if __name__ == "__main__":
    sys.exit(main())
