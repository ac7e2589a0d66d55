"""One run of a scenario on asyncio, and the object that `fermata run --json` prints for it.

    answer, values = run(scenario, scenario.runs[0])

`answer` is ready for json.dumps; `values` holds the result and the shared variables themselves.
"""

import asyncio
import gc
import random

import runtime
from virtual_loop import Stop, VirtualLoop


class _Halt:
    """Awaited, it leaves the loop at once; the coroutine stays where it is.

    A task that receives this asks for `_asyncio_future_blocking`, which is where asyncio
    would look whether it is a future.  The Stop raised there passes through the task and the
    loop without being thrown into the coroutine, so no handler and no `finally` sees it.
    """

    def __init__(self, outcome, exception=None):
        self.stop = Stop(outcome, exception)

    def __await__(self):
        yield self

    @property
    def _asyncio_future_blocking(self):
        raise self.stop


class _Recorder:
    """What the program prints, until the run is over."""

    def __init__(self):
        self.text = []
        self.over = False

    def print(self, text):
        if not self.over:
            self.text.append(text + "\n")

    def lines(self):
        return "".join(self.text).split("\n")[:-1]


def _entry(scenario, namespace):
    """Makes the shared variables, then the defaults of parameters, then awaits main."""

    async def entry():
        for name, source in scenario.shared:
            namespace["__shared"][name] = eval(source, namespace)
        for place, source in scenario.defaults:
            namespace["__defaults"][place] = eval(source, namespace)
        return await namespace["main"]()

    return entry()


def _namespace(scenario, python, loop, recorder):
    names = runtime.make_names(python)
    namespace = names | runtime.make_helpers()
    namespace |= {
        "__names": names, "__shared": {}, "__defaults": {}, "__unset": object(),
        "__print": recorder.print, "__halt": _Halt, "__spins": loop.spins_too_long,
    }
    exec(compile(scenario.source, f"<{scenario.name}>", "exec"), namespace)
    return namespace


def run(scenario, one, ties="fifo", interruption=None):
    gc.disable()
    random.seed(one.seed)
    recorder, loop = _Recorder(), VirtualLoop(scenario.steps, scenario.time, ties)
    if interruption is not None:
        loop.interrupt(*interruption)
    namespace = _namespace(scenario, one.python, loop, recorder)
    runner = asyncio.Runner(loop_factory=lambda: loop)
    outcome, exception, result = "ok", None, None
    try:
        try:
            result = runner.run(_entry(scenario, namespace))
        except Stop:
            raise
        except BaseException as error:
            outcome, exception = "raised", runtime.describe(error)
        runner.close()
    except Stop as stop:
        outcome, exception, result = stop.outcome, stop.exception, None
    recorder.over = True
    shared = dict(namespace["__shared"])
    answer = {
        "scenario": scenario.name,
        "seed": one.seed,
        "outcome": outcome,
        "exception": exception,
        "output": recorder.lines(),
        "elapsed_ns": loop.now,
        "result": runtime.to_json(result),
        "final": {k: runtime.to_json(v) for k, v in shared.items() if runtime.is_plain(v)},
        "trace_hash": None,
    }
    if one.case is not None:
        answer["case"] = one.case
    _forget(loop, namespace)
    return answer, (result, shared)


def _forget(loop, namespace):
    """Lets go of what a run left behind, so that many runs fit in one process.

    Suspended coroutines are thrown away here; without their names they can do nothing more.
    """
    asyncio.set_event_loop(None)
    namespace.clear()
    if not loop.is_closed():
        loop.close()
    loop.created.clear()
    gc.collect()
