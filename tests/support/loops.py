"""Running a test's coroutine so that nothing that goes wrong beside it is overheard."""

import asyncio
import gc
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")

ENDING_S = 2.0


def run(work: Coroutine[object, object, T], timeout_s: float = 40.0) -> T:
    """Run to the end; fail for an exception that nobody awaited and for a task that was left behind."""
    complaints: list[dict[str, object]] = []

    async def main() -> T:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context))
        async with asyncio.timeout(timeout_s):
            result = await work
        left = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
        if left:  # what was under way may end; what waits for ever is a leak
            _, left = await asyncio.wait(left, timeout=ENDING_S)
        assert not left, f"tasks left behind: {left}"
        return result

    result = asyncio.run(main())
    gc.collect()
    assert not complaints, complaints
    return result
