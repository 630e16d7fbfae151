"""Running a test's coroutine so that nothing that goes wrong beside it is overheard."""

import asyncio
import gc
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


def run(work: Coroutine[object, object, T], timeout_s: float = 20.0) -> T:
    """Run to the end; fail for an exception that nobody awaited and for a task that was left behind."""
    complaints: list[dict[str, object]] = []

    async def main() -> T:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context))
        async with asyncio.timeout(timeout_s):
            result = await work
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, f"tasks left behind: {left}"
        return result

    result = asyncio.run(main())
    gc.collect()
    assert not complaints, complaints
    return result
