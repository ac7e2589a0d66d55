import asyncio


async def greet(name: str) -> None:
    print(f"Hello, {name}!")
    await asyncio.sleep(1)
    print(f"Goodbye, {name}!")


# The guide stops at the definition; a run of it is what can be compared.
asyncio.run(greet("Alice"))
