#!/usr/bin/env python3
"""The order in which CPython's own heap of timers lets equal deadlines fire, as hashes.

    python3 tests/oracle/heapq_ties.py            # are the recorded files still right?
    python3 tests/oracle/heapq_ties.py --write    # record them again

Each seed makes a random program with many equal deadlines and many cancelled timers, more than a
hundred of them at a time, so that the heap is rebuilt now and then. `timers` is a program of bare
callbacks (heapq_timers.inc, compared by tests/loop/heapq_ties_test.cpp), `tasks` one of tasks that
sleep, wait and cancel each other (heapq_tasks.inc, tests/aio/heapq_ties_test.cpp): there the same
programs stand in C++, draw for draw.

A hash is 64-bit FNV-1a over 8 bytes, little-endian, of each number that was noted: the iteration,
the clock, how many timers stand in the heap, cancelled ones included, and who runs. Of tasks only
whether an iteration has begun since the last note: CPython spends whole ones on callbacks that are
taken back when they are already scheduled.
"""

import asyncio
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "tools" / "oracle"))

import virtual_loop  # noqa: E402

SEEDS = range(1, 201)
MASK = 2**64 - 1


class Numbers:
    """The stream of tests/support/numbers.hpp."""

    def __init__(self, seed):
        self.state = seed
        self.next()
        self.next()

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return self.state >> 32

    def below(self, bound):
        return self.next() % bound


class Log:
    """Hashes what is noted."""

    def __init__(self):
        self.hash = 0xCBF29CE484222325

    def note(self, *numbers):
        for number in numbers:
            for byte in (number & MASK).to_bytes(8, "little"):
                self.hash = ((self.hash ^ byte) * 0x100000001B3) & MASK


def milliseconds(number):
    return number / 1000


class Timers:
    """Callbacks that schedule and cancel timers, of which many have the same deadline."""

    def __init__(self, seed):
        self.loop = virtual_loop.VirtualLoop(ties="heapq")
        self.numbers = Numbers(seed)
        self.log = Log()
        self.handles = []
        self.left = 900

    def add(self):
        if self.left == 0:
            return
        self.left -= 1
        delay = milliseconds(self.numbers.below(8))
        self.handles.append(self.loop.call_later(delay, self.act, len(self.handles)))

    def act(self, number):
        self.log.note(self.loop.turns, self.loop.now, len(self.loop._scheduled), number)
        for _ in range(self.numbers.below(5)):
            if self.numbers.below(2) == 0:
                self.add()
            else:
                self.handles[self.numbers.below(len(self.handles))].cancel()

    def run(self):
        for _ in range(120 + self.numbers.below(200)):
            self.add()
        for _ in range(self.numbers.below(300)):
            self.handles[self.numbers.below(len(self.handles))].cancel()
        try:
            while True:
                self.loop._run_once()
        except virtual_loop.Stop:
            self.log.note(self.loop.now)
        self.loop.close()
        return self.log.hash


class Tasks:
    """Tasks that sleep, wait with a timeout, and cancel each other."""

    def __init__(self, seed):
        self.loop = virtual_loop.VirtualLoop(ties="heapq")
        self.numbers = Numbers(seed)
        self.log = Log()
        self.workers = []
        self.turn = 0

    def note(self, *numbers):
        begun, self.turn = self.turn != self.loop.turns, self.loop.turns
        self.log.note(begun, self.loop.now, len(self.loop._scheduled), *numbers)

    def delay(self):
        return milliseconds(1 + self.numbers.below(5))

    async def act(self, action):
        long, short = self.delay(), self.delay()
        if action < 3:
            await asyncio.sleep(short)
        elif action == 3:
            async with asyncio.timeout(long):
                await asyncio.sleep(short)
        elif action == 4:
            await asyncio.wait_for(asyncio.sleep(short), long)
        elif action == 5:
            sleeps = [asyncio.create_task(asyncio.sleep(long)),
                      asyncio.create_task(asyncio.sleep(short))]
            done, pending = await asyncio.wait(sleeps, timeout=self.delay())
            self.note(len(done))
        elif action == 6:
            await asyncio.wait_for(asyncio.sleep(short), 3600)
        else:
            victim = self.numbers.below(len(self.workers))
            self.note(self.workers[victim].cancel())
            await asyncio.sleep(long)

    async def work(self, number):
        for step in range(8):
            self.note(number, step)
            try:
                await self.act(self.numbers.below(9))
            except asyncio.CancelledError:
                self.note(number, 1001)
            except TimeoutError:
                self.note(number, 1002)

    async def main(self):
        for number in range(60 + self.numbers.below(60)):
            self.workers.append(asyncio.create_task(self.work(number)))
        for worker in list(self.workers):
            while not worker.done():
                await asyncio.sleep(milliseconds(1))
        self.note(len(self.workers))

    def run(self):
        with asyncio.Runner(loop_factory=lambda: self.loop) as runner:
            runner.run(self.main())
        return self.log.hash


def recorded(program):
    lines = ["// Written by heapq_ties.py --write. Do not edit.\n"]
    lines += [f"{{{seed}, 0x{program(seed).run():016x}u}},\n" for seed in SEEDS]
    return "".join(lines)


def main():
    if sys.version_info[:3] != virtual_loop.WANTED:
        print("python3 is not CPython 3.11.7: there is no judge to ask here")
        return 0
    virtual_loop.install()
    status = 0
    for name, program in (("heapq_timers.inc", Timers), ("heapq_tasks.inc", Tasks)):
        path = HERE / name
        text = recorded(program)
        if "--write" in sys.argv[1:]:
            path.write_text(text)
        elif path.read_text() != text:
            print(f"{name}: CPython answers otherwise", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
