import asyncio
import random


async def random_sleep() -> None:
    sleep_time = random.uniform(0.5, 2.0)
    await asyncio.sleep(sleep_time)
    print(f"Slept for {sleep_time:.2f} seconds")


async def main() -> None:
    await asyncio.gather(
        random_sleep(),
        random_sleep(),
        random_sleep()
    )


asyncio.run(main())
