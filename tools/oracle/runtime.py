"""The names that a scenario sees, and how its values print, calculate and end up in JSON.

    names = make_names("3.11")      # name: function, class or exception
    to_text(value), to_repr(value)  # as Python prints them, but never an address
"""

import asyncio
import builtins
import gc
import inspect
import random
import types

import virtual_loop
from expressions import INT_MAX, INT_MIN, RANDOM

EXCEPTIONS = (
    BaseException, Exception, ValueError, TypeError, KeyError, IndexError, RuntimeError,
    ZeroDivisionError, AssertionError, TimeoutError, asyncio.CancelledError,
    asyncio.InvalidStateError, asyncio.QueueEmpty, asyncio.QueueFull,
    asyncio.BrokenBarrierError, ExceptionGroup, BaseExceptionGroup,
)
PRIMITIVES = (
    asyncio.Lock, asyncio.Event, asyncio.Condition, asyncio.Semaphore,
    asyncio.BoundedSemaphore, asyncio.Barrier, asyncio.Queue, asyncio.PriorityQueue,
    asyncio.LifoQueue, asyncio.Timeout, asyncio.TaskGroup,
)


# Values as text


def to_repr(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(to_repr, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(to_repr, value)) + (",)" if len(value) == 1 else ")")
    if isinstance(value, virtual_loop.OrderedSet):
        return "{" + ", ".join(map(to_repr, value)) + "}" if value else "set()"
    if inspect.iscoroutine(value):
        return f"<coroutine {value.cr_code.co_name}>"
    if inspect.isgenerator(value):
        return f"<{value.gi_code.co_name}>"
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
        return f"<function {value.__name__}>"
    return repr(value)


def to_text(value):
    if isinstance(value, (list, tuple, virtual_loop.OrderedSet, type)) or callable(value):
        return to_repr(value)
    if inspect.iscoroutine(value) or inspect.isgenerator(value):
        return to_repr(value)
    return str(value)


def format_value(value, conversion, spec):
    if conversion:
        value = to_text(value) if conversion == "s" else to_repr(value)
        value = ascii(value)[1:-1] if conversion == "a" else value
    if not spec:
        return value if isinstance(value, str) else to_text(value)
    return format(value, spec)


def concatenate(*parts):
    return "".join(parts)


def type_name(value):
    if isinstance(value, virtual_loop.OrderedSet):
        return "set"
    if isinstance(value, asyncio.Future) and not isinstance(value, asyncio.Task):
        return "Future"
    return type(value).__name__


# Arithmetic


def within_64_bits(value):
    if type(value) is int and not INT_MIN <= value <= INT_MAX:
        raise OverflowError("integer overflow")
    return value


def _power(a, b):
    is_huge = type(a) is int and type(b) is int and abs(a) > 1 and b > 64
    return within_64_bits(2**64) if is_huge else a**b


OPERATORS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "**": _power,
}


def arithmetic(sign, a, b):
    return within_64_bits(OPERATORS[sign](a, b))


def _within(function):
    return lambda *args, **options: within_64_bits(function(*args, **options))


# Functions


async def _wait_of_3_10(fs, **options):
    """Makes tasks of coroutines, as `wait` did up to 3.10, in the order of the arguments."""
    if asyncio.isfuture(fs) or asyncio.iscoroutine(fs) or not fs:
        return await asyncio.wait(fs, **options)
    tasks = [asyncio.ensure_future(f) for f in virtual_loop.OrderedSet(fs)]
    return await asyncio.wait(tasks, **options)


async def _wait_for_of_3_12(fut, timeout):
    """3.12's: `timeout()` around the await, in the caller's own task."""
    if timeout is not None and timeout <= 0:
        fut = asyncio.ensure_future(fut)
        if fut.done():
            return fut.result()
        await asyncio.tasks._cancel_and_wait(fut, loop=asyncio.get_running_loop())
        try:
            return fut.result()
        except asyncio.CancelledError as error:
            raise TimeoutError from error
    async with asyncio.timeout(timeout):
        return await fut


def _now():
    return float(asyncio.get_running_loop().time())


def _future():
    return asyncio.get_running_loop().create_future()


def _asyncio_names(python):
    names = {
        name: getattr(asyncio, name)
        for name in """sleep gather wait wait_for shield create_task as_completed timeout
        timeout_at TaskGroup current_task all_tasks FIRST_COMPLETED FIRST_EXCEPTION
        ALL_COMPLETED""".split()
    }
    names["Future"] = _future
    names["now"] = _now
    names |= {primitive.__name__: primitive for primitive in PRIMITIVES[:9]}
    if python == "3.10":
        names["wait"] = _wait_of_3_10
    if python == "3.12":
        names["wait_for"] = _wait_for_of_3_12
    return names


def make_names(python):
    names = _asyncio_names(python)
    names |= {error.__name__: error for error in EXCEPTIONS}
    names |= {f.__name__: f for f in (len, range, sorted, float, bool, list, min, max)}
    names |= {f.__name__: _within(f) for f in (int, sum, abs, round)}
    names["str"] = lambda value="": to_text(value)
    names["type_name"] = type_name
    return names


def make_helpers():
    """Names that only generated code uses."""
    return {
        "__arith": arithmetic,
        "__negate": lambda value: within_64_bits(-value),
        "__concat": concatenate,
        "__format": format_value,
        "__random": types.SimpleNamespace(**{name: getattr(random, name) for name in RANDOM}),
    }


def _as_float(when):
    """A moment of the virtual clock as the float that it stands for; any other as it is."""
    return float(when) if isinstance(when, virtual_loop.Instant) else when


def install():
    """Gives asyncio's classes a `repr` without addresses."""
    virtual_loop.install()
    gc.freeze()  # what is there now stays, and need not be looked at after each run
    # A coroutine that is dropped after its run may still look for a name of the program: there
    # must be no builtin behind it that talks to people.
    for name in ("help", "input", "exit", "quit", "breakpoint", "open"):
        builtins.__dict__.pop(name, None)
    for primitive in PRIMITIVES:
        primitive.__repr__ = primitive.__str__ = lambda self: f"<{type(self).__name__}>"
    asyncio.tasks._GatheringFuture.__repr__ = lambda self: "<Future>"
    when = asyncio.Timeout.when
    asyncio.Timeout.when = lambda self: _as_float(when(self))


# Values as JSON


def is_plain(value):
    return value is None or isinstance(value, (bool, int, float, str, list))


def to_json(value):
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), -float("inf"))):
        return str(value)
    return value if is_plain(value) else type_name(value)


def describe(error):
    """An exception as the outcome `raised` shows it."""
    name, message = type(error).__name__, to_text(error)
    if isinstance(error, BaseExceptionGroup):
        members = ", ".join(map(describe, error.exceptions))
        return f"{name}: {message} [{members}]"
    return f"{name}: {message}" if message else name
