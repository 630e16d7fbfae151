"""Tasks with an owner: names, ends, and what must come to its end."""

import asyncio

import pytest

from desktop.errors import AppError, ErrorCode
from desktop.services.tasks import TaskOwner, made_or_undone
from tests.support.loops import run
from tests.support.waiting import turns, until


def test_a_name_ends_its_predecessor_and_none_ends_nothing() -> None:
    async def work() -> None:
        owner, ended = TaskOwner(), []

        async def step(name: str) -> None:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                ended.append(name)
                raise

        for name in ("first", "second"):
            owner.start(step(name), "look")
            owner.start(step("nameless"))
            await turns(2)
        assert ended == ["first"]
        owner.cancel_all()
        await until(lambda: len(ended) == 4)
        assert not owner.running("look")
        owner.start(step("after"), "look")
        await turns(2)
        await owner.close()
        assert ended[-1] == "after"

    run(work())


def test_what_must_be_finished_is_whoever_waits() -> None:
    async def work() -> None:
        owner, go, done = TaskOwner(), asyncio.Event(), []

        async def deed() -> str:
            await go.wait()
            done.append("deed")
            return "result"

        asked = asyncio.ensure_future(owner.finish(deed()))
        given_up = asyncio.ensure_future(owner.finish(deed()))
        await turns(2)
        given_up.cancel()
        owner.cancel_all()
        await turns(2)
        assert not given_up.done(), "cancelled once it is done"
        closing = asyncio.ensure_future(owner.close())
        await turns(2)
        assert not closing.done()
        go.set()
        await closing
        assert done == ["deed", "deed"]
        assert await asked == "result"
        with pytest.raises(asyncio.CancelledError):
            await given_up

    run(work())


def test_a_failure_is_whoever_waits_to_be_told() -> None:
    async def work() -> None:
        owner = TaskOwner()

        async def deed() -> None:
            await asyncio.sleep(0)
            raise AppError(ErrorCode.STORAGE_FAILED)

        with pytest.raises(AppError):
            await owner.finish(deed())
        await owner.close()

    run(work())


def test_a_failure_that_nobody_hears_of_goes_to_the_loop() -> None:
    async def work() -> list[object]:
        owner, told, go = TaskOwner(), [], asyncio.Event()
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context))

        async def deed() -> None:
            await go.wait()
            raise AppError(ErrorCode.STORAGE_FAILED)

        left = asyncio.ensure_future(owner.finish(deed()))
        await turns(2)
        for _ in range(3):  # whoever is in a hurry
            left.cancel()
            await turns(2)
            assert not left.done()
        go.set()
        with pytest.raises(asyncio.CancelledError):
            await left
        asyncio.get_running_loop().set_exception_handler(None)
        return [context["exception"].code for context in told]

    assert run(work()) == [ErrorCode.STORAGE_FAILED]


def test_what_is_made_while_somebody_leaves_is_undone() -> None:
    async def work() -> None:
        made, undone, go = [], [], asyncio.Event()

        async def make() -> str:
            await go.wait()
            made.append("folder")
            return "folder"

        async def undo(what: str) -> None:
            undone.append(what)

        left = asyncio.ensure_future(made_or_undone(make(), undo))
        await turns(2)
        left.cancel()
        go.set()
        with pytest.raises(asyncio.CancelledError):
            await left
        assert made == undone == ["folder"]
        assert await made_or_undone(make(), undo) == "folder"
        assert undone == ["folder"]

    run(work())


def test_the_end_does_not_wait_for_ever() -> None:
    async def work() -> None:
        owner = TaskOwner(finish_s=0.05)
        hanging = asyncio.ensure_future(owner.finish(asyncio.sleep(3600)))
        await turns(2)
        await asyncio.wait_for(owner.close(), 20)
        with pytest.raises(asyncio.CancelledError):
            await hanging

    run(work())
