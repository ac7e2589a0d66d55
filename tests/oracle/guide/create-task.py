import asyncio


async def greet(name: str) -> None:
    print(f"Hello, {name}!")
    await asyncio.sleep(1)
    print(f"Goodbye, {name}!")


async def main() -> None:
    task = asyncio.create_task(greet("Alice"))
    await task  # Wait for the task to complete


asyncio.run(main())
