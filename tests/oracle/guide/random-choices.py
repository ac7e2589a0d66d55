import asyncio
import random


async def random_choice() -> None:
    choices = ["apple", "banana", "cherry"]
    choice = random.choice(choices)
    print(f"Random choice: {choice}")


async def main() -> None:
    await asyncio.gather(
        random_choice(),
        random_choice(),
        random_choice()
    )


asyncio.run(main())
