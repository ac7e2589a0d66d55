"""The workloads on trio with a MockClock that jumps.

trio runs a batch of ready tasks in an order of its own.

    /usr/bin/python3 trio_peer.py w1 1000 100
"""

import trio
import trio.testing

from measure import (THIRTY_SECONDS, TICK, delay, exponential, main, resident_bytes, seed, step,
                     tree_nodes)


def run(program):
    return trio.run(program, clock=trio.testing.MockClock(autojump_threshold=0))


async def await_all(function, count):
    async with trio.open_nursery() as nursery:
        for i in range(count):
            nursery.start_soon(function, i)


def w1(n, k):
    async def sleep_often(task):
        state = seed(task)
        for _ in range(k):
            state = step(state)
            await trio.sleep(delay(state) * TICK)

    async def program():
        begin = trio.current_time()
        await await_all(sleep_often, n)
        return (trio.current_time() - begin) / TICK

    return n * k, run(program)


def w2(n, k):
    count = 0

    async def yield_often(_):
        nonlocal count
        for _ in range(k):
            await trio.sleep(0)
            count += 1

    async def program():
        await await_all(yield_often, n)

    run(program)
    return n * k, count


def w3(depth, times):
    async def node(depth, results, place):
        if depth == 0:
            results[place] = 1
            return
        below = [0] * 8
        async with trio.open_nursery() as nursery:
            for i in range(8):
                nursery.start_soon(node, depth - 1, below, i)
        results[place] = sum(below)

    async def program():
        top = [0]
        await node(depth, top, 0)
        return top[0]

    for _ in range(times):
        leaves = run(program)
    return tree_nodes(depth) * times, leaves


def w4b(n, c):
    total = 0.0

    async def visit(servers, service):
        nonlocal total
        arrival = trio.current_time()
        async with servers:
            await trio.sleep(service * TICK)
        total += trio.current_time() - arrival

    async def program():
        servers = trio.Semaphore(c)
        state = seed(1)
        async with trio.open_nursery() as nursery:
            for _ in range(n):
                state = step(state)
                await trio.sleep(exponential(state, 1e6 / 0.9 / c) * TICK)
                state = step(state)
                nursery.start_soon(visit, servers, exponential(state, 1e6))

    run(program)
    return n, total / TICK


def w5(n, capacity):
    async def produce(end):
        async with end:
            for i in range(n):
                await end.send(i)

    async def program():
        into, out = trio.open_memory_channel(capacity)
        total = 0
        async with trio.open_nursery() as nursery:
            nursery.start_soon(produce, into)
            async for item in out:
                total += item
        return total

    return n, run(program)


def w6a(n, k):
    count = 0

    async def program():
        lock = trio.Lock()

        async def lock_often(_):
            nonlocal count
            for _ in range(k):
                async with lock:
                    await trio.sleep(0)
                    count += 1

        await await_all(lock_often, n)

    run(program)
    return n * k, count


async def leaf(value):
    return value


def w7a(n, _):
    async def program():
        total = 0
        for i in range(n):
            total += await leaf(i)
        return total

    return n, run(program)


def w7b(n, _):
    total = 0

    async def child(value):
        nonlocal total
        total += value

    async def program():
        for i in range(n):
            async with trio.open_nursery() as nursery:
                nursery.start_soon(child, i)

    run(program)
    return n, total


def w8(n, k):
    count = 0

    async def sleep_guarded(task):
        nonlocal count
        state = seed(task)
        for _ in range(k):
            state = step(state)
            with trio.fail_after(THIRTY_SECONDS * TICK):
                await trio.sleep(delay(state) * TICK)
            count += 1

    async def program():
        await await_all(sleep_guarded, n)

    run(program)
    return n * k, count


def w9(n, _):
    async def sleep_once(i):
        await trio.sleep((i + 1) * TICK)

    async def program():
        before = resident_bytes()
        async with trio.open_nursery() as nursery:
            for i in range(n):
                nursery.start_soon(sleep_once, i)
            await trio.sleep(0)
            return (resident_bytes() - before) / n

    return n, n, run(program)


def w10(n, _):
    async def replay(number):
        shared = {"count": 0, "state": seed(number)}
        lock = trio.Lock()

        async def count_under_lock(_):
            for _ in range(3):
                async with lock:
                    seen = shared["count"]
                    await trio.sleep(0)
                    shared["count"] = seen + 1
                shared["state"] = step(shared["state"])
                await trio.sleep((1 + (shared["state"] >> 8 & 15)) * TICK)

        await await_all(count_under_lock, 3)
        return shared["count"]

    total = 0
    for i in range(n):
        total += trio.run(replay, i, clock=trio.testing.MockClock(autojump_threshold=0))
    return n, total


main({name: work for name, work in globals().items() if name[0] == "w" and name[1:2].isdigit()})
