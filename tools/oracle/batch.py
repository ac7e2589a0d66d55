"""Many programs for one process: a line each, and a line back for each.

    serve(sys.stdin, sys.stdout)

A line is the text of a scenario file as a JSON string, or an object with `text` and, for a run
that is not the file's own, `seed`, `ties` as `--ties` says, and `cancel`, a turn and the number of
a task that is cancelled before it.  The answer is the object that `oracle.py FILE` prints, or
`{"error": ...}` for a text that means nothing.  It has `beyond` where the program drove CPython
itself out of bounds, so that its answer is none: `RecursionError`, for tasks that wait for each
other in a circle and are cancelled, or `MemoryError`.
"""

import asyncio
import dataclasses
import functools
import json
import os
import resource

import run
import scenario as scenarios
import virtual_loop
from expressions import ScenarioError
from yaml_nodes import YamlError

MEMORY_MAX = 2 * 1024**3


class _Watch:
    """Notices that a call came back out of bounds, whoever catches the error afterwards."""

    def __init__(self):
        self.beyond = None

    def around(self, method):
        def watched(*args, **options):
            try:
                return method(*args, **options)
            except (RecursionError, MemoryError) as error:
                self.beyond = type(error).__name__
                raise

        return watched


def serve(source, sink):
    """Answers until `source` ends.  Memory is limited, so that a program cannot take it all."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    watch = _Watch()
    for kind, names in ((virtual_loop.Task, ["cancel"]), (asyncio.Runner, ["run", "close"])):
        for name in names:
            setattr(kind, name, watch.around(getattr(kind, name)))
    try:
        for line in source:
            watch.beyond = None
            sink.write(json.dumps(answer(json.loads(line), watch)) + "\n")
            sink.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sink.fileno())  # nobody listens any more
    return 0


@functools.lru_cache(maxsize=1)
def read(text):
    """A program is often asked about again, with another cancellation."""
    return scenarios.read(text)


def answer(request, watch):
    text = request if isinstance(request, str) else request["text"]
    try:
        scenario = read(text)
    except (YamlError, ScenarioError) as error:
        return {"error": str(error)}
    one = dataclasses.replace(scenario.runs[0])
    extra = request if isinstance(request, dict) else {}
    one.seed = extra.get("seed", one.seed)
    try:
        found, _ = run.run(scenario, one, extra.get("ties", "fifo"), extra.get("cancel"))
    except (RecursionError, MemoryError) as error:
        return {"scenario": scenario.name, "beyond": type(error).__name__}
    if watch.beyond is not None:
        found["beyond"] = watch.beyond
    return found
