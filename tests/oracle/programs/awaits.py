"""Awaits inside expressions, and what Python evaluates before and after them."""

import asyncio

counter = 0
items = [1, 2, 3]
gate = asyncio.Semaphore(2)
news = asyncio.Condition()


async def increment(sleep):
    global counter
    value = counter
    await asyncio.sleep(sleep)
    counter = value + 1


async def get(value):
    global counter
    await asyncio.sleep(0)
    counter += 1
    return value


async def limited(i):
    async with gate:
        print("in", i, asyncio.get_running_loop().time())
        await asyncio.sleep(1)


async def waiter(n):
    async with news:
        await news.wait()
        print("notified", n)


async def run_all():
    global counter
    await asyncio.gather(*[increment(0.1 * i) for i in range(3)])
    print(counter)
    counter += await get(10)
    items[0] += await get(5)
    a, items[1] = 7, 8
    x = y = await get(3)
    print(a, x, y, items, counter, [counter, await get(1), counter])
    while (n := await get(counter)) < 23:
        counter += 1
    print(n if await get(True) else await get(False), [await get(i) for i in items])
    for i in range(3):
        pass
    squares = [i * i for i in range(4) if i % 2 for _ in range(2)]
    print(i, squares, "{" + "}", f"{{{squares[0]}}}", 'q"uote\'s', "tab\t\\")
    if (await get(0)) or (await get(5)) > 4:
        print("yes", counter)
    elif await get(1):
        print("no")
    await asyncio.gather(*[limited(i) for i in range(4)])
    tasks = [asyncio.ensure_future(waiter(i)) for i in range(2)]
    await asyncio.sleep(0)
    async with news:
        news.notify_all()
    await asyncio.wait(tasks)
    for each in asyncio.as_completed([get(1), get(2)]):
        print(await each)
    print(await asyncio.shield(get(4)), max(await get(1), await get(9)))
    try:
        raise KeyError("a")
    except (KeyError, ValueError) as error:
        print(error)
    except TypeError as other:
        print(other)
    finally:
        print("finally", counter)


asyncio.run(run_all())
