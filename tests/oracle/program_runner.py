"""Runs the text of a Python program on the virtual clock of tools/oracle.

    answer = program_runner.run(text, python="3.11")
    answer.output, answer.outcome, answer.exception, answer.elapsed_ns

The words are those of `fermata run --json`.  A program has Python's own `assert`: where the run
ends by one, the outcome is `failed`.
"""

import asyncio
import contextlib
import io
import pathlib
import sys
import warnings
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools" / "oracle"))

import runtime  # noqa: E402
import virtual_loop  # noqa: E402


@dataclass
class Answer:
    output: list
    outcome: str
    exception: str
    elapsed_ns: int


def install():
    """Gives this process's asyncio its fixed orders.  Safe to call again."""
    virtual_loop.require_wanted_python()
    runtime.install()
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda *args: None
    virtual_loop.OrderedSet.__repr__ = runtime.to_repr


class _Printer:
    """A run that was left has coroutines whose `finally` runs when they are thrown away; what
    they print then is no output."""

    def __init__(self, file, ended):
        self.file = file
        self.ended = ended

    def print(self, *values, **options):
        if not any(isinstance(end, virtual_loop.Stop) for end in self.ended):
            print(*values, **options, file=self.file)


class _SeenLoop:
    """The loop as a program sees it: its time is a float, and calculates as floats do."""

    def __init__(self, loop):
        self._loop = loop

    def time(self):
        return float(self._loop.time())

    def __getattr__(self, name):
        return getattr(self._loop, name)


@contextlib.contextmanager
def _running_by(run):
    saved = asyncio.run, asyncio.get_running_loop
    asyncio.run = run
    asyncio.get_running_loop = lambda: _SeenLoop(asyncio.events.get_running_loop())
    try:
        yield
    finally:
        asyncio.run, asyncio.get_running_loop = saved


@contextlib.contextmanager
def _rules_of(python):
    """`wait` of 3.10, or `wait_for` of 3.12, where the program is one of that version."""
    wait, wait_for = asyncio.wait, asyncio.wait_for

    async def wait_of_3_10(fs, **options):
        tasks = [asyncio.ensure_future(f) for f in virtual_loop.OrderedSet(fs)]
        return await wait(tasks, **options)

    if python == "3.10":
        asyncio.wait = wait_of_3_10
    if python == "3.12":
        asyncio.wait_for = runtime.make_names("3.12")["wait_for"]
    try:
        yield
    finally:
        asyncio.wait, asyncio.wait_for = wait, wait_for


def run(text, python="3.11", steps=1_000_000, time=None):
    loop = virtual_loop.VirtualLoop(steps, time)
    printed, ended = io.StringIO(), []

    def virtual_run(main):
        """As run.py of the oracle does, but for what is printed."""
        runner = asyncio.Runner(loop_factory=lambda: loop)
        try:
            try:
                runner.run(main)
            except virtual_loop.Stop:
                raise
            except BaseException as error:
                ended.append(error)
            runner.close()
        except virtual_loop.Stop as stop:
            ended[:] = [stop]

    with _rules_of(python), _running_by(virtual_run):
        try:
            names = {"__name__": "__main__", "print": _Printer(printed, ended).print}
            exec(compile(text, "<program>", "exec"), names)
        except Exception as error:
            ended.append(error)
    asyncio.set_event_loop(None)
    loop.created.clear()
    outcome, exception = _end(ended)
    return Answer(printed.getvalue().split("\n")[:-1], outcome, exception, loop.now)


def _end(ended):
    if not ended:
        return "ok", None
    error = ended[0]
    if isinstance(error, virtual_loop.Stop):
        return error.outcome, error.exception
    if isinstance(error, AssertionError):
        return "failed", runtime.describe(error)
    return "raised", runtime.describe(error)
