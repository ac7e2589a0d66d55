"""CPython's own asyncio on a clock that stands still until nothing is ready.

    loop_class = install()                  # once in a process
    runner = asyncio.Runner(loop_factory=VirtualLoop)
    runner.run(main())

Nothing of asyncio's scheduling is rewritten: `_run_once`, tasks, gather, wait and
run are CPython's.  What is replaced is what CPython leaves open or what differs
between two runs: the clock (whole nanoseconds), the order of equal deadlines
(first scheduled, first fired; or, asked for `heapq`, as CPython's heap of timers
gives them), the iteration order of sets of tasks (order of
insertion) and the numbers in task names (from 1 in every run).
"""

import asyncio
import asyncio.base_events
import asyncio.runners
import asyncio.taskgroups
import asyncio.tasks
import inspect
import itertools
import platform
import selectors
import sys

WANTED = (3, 11, 7)
NANOSECONDS = 10**9


class Stop(SystemExit):
    """Leaves the loop at once.  A SystemExit, because asyncio lets that one through."""

    def __init__(self, outcome, exception=None):
        super().__init__(outcome)
        self.outcome = outcome
        self.exception = exception


def to_nanoseconds(seconds):
    """A duration as whole nanoseconds; halves go to the even neighbour."""
    return round(seconds * 1e9)


class Instant(float):
    """A point in time: a float of seconds to look at, nanoseconds to calculate with."""

    def __new__(cls, nanoseconds):
        self = super().__new__(cls, nanoseconds / NANOSECONDS)
        self.nanoseconds = nanoseconds
        return self

    def __add__(self, seconds):
        if not isinstance(seconds, (int, float)):
            kind = type(seconds).__name__
            raise TypeError(f"unsupported operand type(s) for +: 'float' and '{kind}'")
        return Instant(self.nanoseconds + to_nanoseconds(seconds))

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, Instant):
            return (self.nanoseconds - other.nanoseconds) / NANOSECONDS
        return Instant(self.nanoseconds - to_nanoseconds(other))

    def __lt__(self, other):
        return self.nanoseconds < nanoseconds_of(other)

    def __le__(self, other):
        return self.nanoseconds <= nanoseconds_of(other)

    def __gt__(self, other):
        return self.nanoseconds > nanoseconds_of(other)

    def __ge__(self, other):
        return self.nanoseconds >= nanoseconds_of(other)

    def __eq__(self, other):
        return self.nanoseconds == nanoseconds_of(other)

    __hash__ = float.__hash__


def nanoseconds_of(when):
    return when.nanoseconds if isinstance(when, Instant) else to_nanoseconds(when)


class Deadline(Instant):
    """An Instant that knows how many were scheduled before it."""

    def __new__(cls, nanoseconds, number):
        self = super().__new__(cls, nanoseconds)
        self.number = number
        return self

    def __lt__(self, other):
        if isinstance(other, Deadline):
            return (self.nanoseconds, self.number) < (other.nanoseconds, other.number)
        return Instant.__lt__(self, other)

    __hash__ = float.__hash__


class OrderedSet:
    """What asyncio needs of a set, iterated in the order of insertion."""

    __hash__ = None

    def __init__(self, items=()):
        self._items = dict.fromkeys(items)

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __contains__(self, item):
        return item in self._items

    def add(self, item):
        self._items[item] = None

    def discard(self, item):
        self._items.pop(item, None)

    def remove(self, item):
        del self._items[item]

    def clear(self):
        self._items.clear()


OrderedSet.__name__ = "set"  # in the words of errors


class Future(asyncio.Future):
    def __repr__(self):
        return "<Future>"


class Task(asyncio.Task):
    """asyncio's task, which says its name and no address."""

    def __repr__(self):
        return f"<Task {self.get_name()}>"


class _Selector(selectors.SelectSelector):
    """Never blocks: asked to wait, it asks the loop to move its clock."""

    def __init__(self):
        super().__init__()
        self.loop = None

    def select(self, timeout=None):
        self.loop.turn(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """`steps` and `time` bound the run: past either, it stops as `step-limit`."""

    def __init__(self, steps=1_000_000, time=None, ties="fifo"):
        selector = _Selector()
        super().__init__(selector)
        selector.loop = self
        self._clock_resolution = 1 / NANOSECONDS
        self.now = 0
        self.turns = 0
        self.spins = 0
        self._steps = steps
        self._time_limit = None if time is None else to_nanoseconds(time)
        self._numbers = itertools.count(1) if ties == "fifo" else None
        self._task_numbers = itertools.count(1)
        self.created = []
        self.set_task_factory(VirtualLoop._make_task)
        self.set_exception_handler(lambda loop, context: None)

    def interrupt(self, before, number):
        """Cancels the task of that number, from 1, before turn `before`, counted from 0."""
        once = self._run_once

        def run_once():
            if self.turns == before:
                del self._run_once
                if number <= len(self.created):
                    self.created[number - 1].cancel()
            once()

        self._run_once = run_once

    def shutdown_asyncgens(self):
        self.__dict__.pop("_run_once", None)  # what follows is no task of the program
        return super().shutdown_asyncgens()

    def time(self):
        return Instant(self.now)

    def call_at(self, when, callback, *args, context=None):
        key = Instant(nanoseconds_of(when))
        if self._numbers is not None:
            key = Deadline(key.nanoseconds, next(self._numbers))
        return super().call_at(key, callback, *args, context=context)

    def create_future(self):
        return Future(loop=self)

    def _make_self_pipe(self):
        """Nobody outside this thread wakes the loop."""

    def _close_self_pipe(self):
        """There is none."""

    def turn(self, timeout):
        """One turn begins.  `timeout` is 0 with work at hand, None without any to come."""
        self.turns += 1
        self.spins = 0
        if self.turns > self._steps:
            raise Stop("step-limit")
        if timeout is None:
            raise Stop("deadlock")
        if timeout > 0:
            self._move_to(self._scheduled[0]._when.nanoseconds)

    def spins_too_long(self):
        """One pass of a program's own loop, which may never reach a turn of this one."""
        self.spins += 1
        return self.spins > self._steps

    def _move_to(self, nanoseconds):
        if self._time_limit is not None and nanoseconds > self._time_limit:
            raise Stop("step-limit")
        self.now = nanoseconds

    def _make_task(self, coro, context=None):
        name = f"Task-{next(self._task_numbers)}"
        task = Task(coro, loop=self, name=name, context=context)
        self.created.append(task)
        return task


def _ordered_all_tasks(loop=None):
    if loop is None:
        loop = asyncio.get_running_loop()
    return OrderedSet(task for task in loop.created if not task.done())


def _replace_in_source(function, old, new):
    """Makes `function` of asyncio.tasks anew from its own text with one expression changed."""
    source = inspect.getsource(function)
    if source.count(old) != 1:
        raise SystemExit(f"oracle: {function.__name__} of this asyncio is not the expected one")
    exec(source.replace(old, new), asyncio.tasks.__dict__)
    return getattr(asyncio.tasks, function.__name__)


def install():
    """Gives this process's asyncio its fixed orders.  Safe to call again."""
    if asyncio.tasks.__dict__.get("set") is OrderedSet:
        return
    asyncio.tasks.set = OrderedSet
    asyncio.taskgroups.set = OrderedSet
    asyncio.as_completed = _replace_in_source(
        asyncio.tasks.as_completed,
        "{ensure_future(f, loop=loop) for f in set(fs)}",
        "set([ensure_future(f, loop=loop) for f in set(fs)])",
    )
    asyncio.all_tasks = asyncio.tasks.all_tasks = _ordered_all_tasks


def require_wanted_python():
    """Exits with status 3 and a clear word where this python3 is no judge."""
    found = platform.python_version()
    if sys.implementation.name != "cpython" or sys.version_info[:3] != WANTED:
        wanted = ".".join(map(str, WANTED))
        print(
            f"oracle: this is {sys.implementation.name} {found}; the judge is CPython {wanted}, "
            "because asyncio differs between versions (in 3.11.2, `timeout` does)",
            file=sys.stderr,
        )
        raise SystemExit(3)
