"""Waiting for something to come true on a running loop, with a deadline instead of a guess."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object], timeout_s: float = 20.0) -> None:
    """Return as soon as the condition holds; TimeoutError when it does not in time."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout_s
    while not condition():
        if loop.time() > deadline:
            raise TimeoutError("the condition did not come true")
        await asyncio.sleep(0.005)


async def turns(count: int = 3) -> None:
    """Let the loop run everything that is ready, a few times over."""
    for _ in range(count):
        await asyncio.sleep(0)
