"""The workloads on CPython's asyncio, on a clock that jumps: select() moves it and never waits.

    python3 asyncio_peer.py w1 1000 100
"""

import asyncio
import gc
import selectors

from measure import (THIRTY_SECONDS, TICK, delay, exponential, main, resident_bytes, seed, step,
                     tree_nodes)


class JumpingSelector:
    def __init__(self):
        self.now = 0.0
        self.real = selectors.DefaultSelector()

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("nothing will ever happen")
        if timeout > 0:
            self.now += timeout
        return ()

    def __getattr__(self, name):
        return getattr(self.real, name)


class JumpingLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.jumping = JumpingSelector()
        super().__init__(self.jumping)
        self._clock_resolution = 1e-12

    def time(self):
        return self.jumping.now


def run(coroutine):
    loop = JumpingLoop()
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()


def now():
    return asyncio.get_running_loop().time()


async def await_all(coroutines):
    for task in [asyncio.ensure_future(each) for each in coroutines]:
        await task


def w1(n, k):
    async def sleep_often(task):
        state = seed(task)
        for _ in range(k):
            state = step(state)
            await asyncio.sleep(delay(state) * TICK)

    async def program():
        await await_all(sleep_often(i) for i in range(n))
        return now() / TICK

    return n * k, run(program())


def w2(n, k):
    count = 0

    async def yield_often():
        nonlocal count
        for _ in range(k):
            await asyncio.sleep(0)
            count += 1

    run(await_all(yield_often() for _ in range(n)))
    return n * k, count


def w3(depth, times):
    async def node(depth):
        if depth == 0:
            return 1
        return sum(await asyncio.gather(*(node(depth - 1) for _ in range(8))))

    for _ in range(times):
        leaves = run(node(depth))
    return tree_nodes(depth) * times, leaves


def w4a(n, _):
    total = 0.0

    async def arrive(line):
        state = seed(1)
        for _ in range(n):
            state = step(state)
            await asyncio.sleep(exponential(state, 1e6 / 0.9) * TICK)
            await line.put(now())

    async def serve(line):
        nonlocal total
        state = seed(2)
        for _ in range(n):
            arrival = await line.get()
            state = step(state)
            await asyncio.sleep(exponential(state, 1e6) * TICK)
            total += now() - arrival

    async def program():
        line = asyncio.Queue()
        await await_all([arrive(line), serve(line)])

    run(program())
    return n, total / TICK


def w4b(n, c):
    total = 0.0

    async def visit(servers, service):
        nonlocal total
        arrival = now()
        async with servers:
            await asyncio.sleep(service * TICK)
        total += now() - arrival

    async def program():
        servers = asyncio.Semaphore(c)
        state = seed(1)
        inside = set()
        for _ in range(n):
            state = step(state)
            await asyncio.sleep(exponential(state, 1e6 / 0.9 / c) * TICK)
            state = step(state)
            task = asyncio.ensure_future(visit(servers, exponential(state, 1e6)))
            inside.add(task)
            task.add_done_callback(inside.discard)
        while inside:
            await next(iter(inside))

    run(program())
    return n, total / TICK


def w5(n, capacity):
    total = 0

    async def produce(queue):
        for i in range(n):
            await queue.put(i)

    async def consume(queue):
        nonlocal total
        for _ in range(n):
            total += await queue.get()

    async def program():
        queue = asyncio.Queue(capacity)
        await await_all([produce(queue), consume(queue)])

    run(program())
    return n, total


def w6a(n, k):
    count = 0

    async def lock_often(lock):
        nonlocal count
        for _ in range(k):
            async with lock:
                await asyncio.sleep(0)
                count += 1

    async def program():
        lock = asyncio.Lock()
        await await_all(lock_often(lock) for _ in range(n))

    run(program())
    return n * k, count


def w6b(n, k):
    count = 0

    async def wait_often(changed):
        nonlocal count
        async with changed:
            for _ in range(k):
                await changed.wait()
                count += 1

    async def notify_often(changed):
        for _ in range(k):
            await asyncio.sleep(TICK)
            async with changed:
                changed.notify_all()

    async def program():
        changed = asyncio.Condition()
        waiting = [wait_often(changed) for _ in range(n)]
        await await_all([*waiting, notify_often(changed)])

    run(program())
    return n * k, count


async def leaf(value):
    return value


def w7a(n, _):
    async def program():
        total = 0
        for i in range(n):
            total += await leaf(i)
        return total

    return n, run(program())


def w7b(n, _):
    async def program():
        spawn = asyncio.get_running_loop().create_task
        total = 0
        for i in range(n):
            total += await spawn(leaf(i))
        return total

    return n, run(program())


def w8(n, k):
    count = 0

    async def sleep_guarded(task):
        nonlocal count
        state = seed(task)
        for _ in range(k):
            state = step(state)
            async with asyncio.timeout(THIRTY_SECONDS * TICK):
                await asyncio.sleep(delay(state) * TICK)
            count += 1

    run(await_all(sleep_guarded(i) for i in range(n)))
    return n * k, count


def w9(n, _):
    async def program():
        gc.collect()
        before = resident_bytes()
        tasks = [asyncio.ensure_future(asyncio.sleep((i + 1) * TICK)) for i in range(n)]
        await asyncio.sleep(0)
        each = (resident_bytes() - before) / n
        for task in tasks:
            await task
        return each

    return n, n, run(program())


async def count_under_lock(lock, shared):
    for _ in range(3):
        async with lock:
            seen = shared["count"]
            await asyncio.sleep(0)
            shared["count"] = seen + 1
        shared["state"] = step(shared["state"])
        await asyncio.sleep((1 + (shared["state"] >> 8 & 15)) * TICK)


async def replay(number):
    shared = {"count": 0, "state": seed(number)}
    lock = asyncio.Lock()
    await await_all(count_under_lock(lock, shared) for _ in range(3))
    return shared["count"]


def w10(n, _):
    return n, sum(run(replay(i)) for i in range(n))


main({name: work for name, work in globals().items() if name[0] == "w" and name[1:2].isdigit()})
