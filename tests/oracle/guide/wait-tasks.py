import asyncio


async def greet(name: str) -> None:
    print(f"Hello, {name}!")
    await asyncio.sleep(1)
    print(f"Goodbye, {name}!")


async def greet_many() -> None:
    tasks = [
        asyncio.create_task(greet("Alice")),
        asyncio.create_task(greet("Bob")),
        asyncio.create_task(greet("Charlie"))
    ]
    done, pending = await asyncio.wait(tasks)


asyncio.run(greet_many())
