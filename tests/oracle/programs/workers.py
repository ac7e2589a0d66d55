"""Workers share a queue; what is left is cancelled, gathered, or runs out of time."""

import asyncio as aio
import contextlib
import random
from asyncio import Queue, sleep

random.seed(42)

WORKERS = 3
results: list = []
done_count = 0
lock = aio.Lock()
ready: aio.Event


async def worker(name: str, queue: Queue) -> None:
    """Takes jobs until none come."""
    global done_count
    loop = aio.get_running_loop()
    await ready.wait()
    while True:
        try:
            job = await aio.wait_for(queue.get(), timeout=2)
        except aio.TimeoutError:
            break
        started = loop.time()
        await sleep(random.uniform(0.1, 0.5))
        async with lock:
            done_count += 1
            results.append(job * 2)
        queue.task_done()
        print(f"{name} did {job} in", round(loop.time() - started, 3), sep=": ")


async def fetch(i, timeout=0.2):
    await aio.sleep(i * timeout / 2)
    if i == 3:
        raise ValueError("bad {}".format(i))
    return i


async def main():
    global ready
    ready = aio.Event()
    loop = aio.get_running_loop()
    start = loop.time()
    queue = Queue()
    for n in range(6):
        queue.put_nowait(n)
    workers = [aio.create_task(worker(f"w{i}", queue)) for i in range(WORKERS)]
    ready.set()
    await queue.join()
    print(f"joined at {loop.time() - start:.2f}", len(results), sum(r for r in results))
    for each in workers:
        each.cancel()
    await aio.gather(*workers, return_exceptions=True)
    got = await aio.gather(*(fetch(i) for i in range(5) if i != 4), return_exceptions=True)
    for index, item in enumerate(got):
        print(index, str(item), type(item).__name__)
    with contextlib.suppress(aio.CancelledError):
        task = aio.create_task(fetch(9), name="nine")
        await aio.sleep(0)
        task.cancel("stop")
        await task
    try:
        async with aio.timeout(0.5) as limit, aio.TaskGroup() as group:
            group.create_task(fetch(2))
            late = group.create_task(fetch(8))
    except TimeoutError:
        print("timeout", limit.expired(), late.cancelled())


aio.run(main())
