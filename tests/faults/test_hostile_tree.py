"""A platform whose tree is wrong in every way: the core shows what makes sense of it, and the rest works."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.contexts import SessionContext
from desktop.core import build_core
from desktop.domain.address import PlatformAddress
from desktop.errors import ErrorCode
from desktop.ports import CertificateQuestion
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.session.session import SignInRequest
from desktop.stores.tree_node import LoadState, TreeNode
from desktop.stores.tree_rows import subtree
from tests.support import wire
from tests.support.loops import run
from tests.support.platform_double import PlatformDouble, Reply
from tests.support.waiting import until

TOP = "431321103"
MANY = 10_000


class Nobody:
    """A `UserInteraction` that nobody answers."""

    async def trust_certificate(self, question: CertificateQuestion) -> bool:
        raise AssertionError(f"asked about {question.host}")


@asynccontextmanager
async def session_on(platform: PlatformDouble, folder: Path) -> AsyncIterator[SessionContext]:
    core = build_core(Profile(folder), secrets=MemorySecretStore())
    request = SignInRequest(PlatformAddress.parse(platform.url), "zimenqiao", "right")
    context = core.open_session(await core.app.sessions.sign_in(request, Nobody()))
    await context.start()
    try:
        yield context
    finally:
        await context.close()
        await core.close()


async def load(context: SessionContext, node: TreeNode) -> None:
    while node.can_fetch:
        context.directory.fetch(node)
        await until(lambda: node.load is not LoadState.LOADING, 20)


def children(platform: PlatformDouble, code: str, regions: object, cameras: object) -> None:
    platform.routes[f"GET /regions/{code}/children"] = lambda _: (200, {"items": regions, "next": None})
    platform.routes[f"GET /regions/{code}/cameras"] = lambda _: (200, {"items": cameras, "next": None})


def test_what_makes_sense_is_shown_and_the_rest_is_counted(tmp_path: Path) -> None:
    async def work() -> None:
        async with session_on(platform, tmp_path) as context:
            top = context.tree.root.children[0]
            await load(context, top)
            names = [node.name for node in top.children]
            assert names == ["good", "<b>bold</b> & co", "gpj.exe湾头", "orphan", "湾头村1号"]
            for node in list(subtree(context.tree.root)):
                await load(context, node)
            assert len(list(subtree(context.tree.root))) == 7
            assert context.tree.anomalies == 11

    with PlatformDouble() as platform:
        good = wire.region("431321103001")
        children(
            platform,
            TOP,
            [
                {**good, "name": "good"},
                {**wire.region("431321103002"), "name": "<b>bold</b>\x00 & co"},
                {**wire.region("431321103003"), "name": "\u202egpj.exe\u2066湾头"},
                {**wire.region("999"), "name": "orphan", "parent_code": "888"},
                wire.region(TOP),  # itself
                {**good, "name": "a duplicate"},
                {"code": "x"},
                None,
                {**wire.region("a b")},
                {**wire.region("431321103004"), "name": "\u200b\u202e"},  # nothing to show
            ],
            [wire.camera(1), wire.camera(1), {**wire.camera(2), "id": "../x"}, 7],
        )
        for code in ("431321103001", "431321103002", "431321103003", "999"):
            children(platform, code, [wire.region(TOP)] if code == "431321103001" else [], [])
        children(platform, "431321103002", [good], [])
        run(work())


def test_a_node_whose_answer_is_nonsense_fails_alone(tmp_path: Path) -> None:
    async def work() -> None:
        async with session_on(platform, tmp_path) as context:
            top = context.tree.root.children[0]
            await load(context, top)
            bad, fine = top.children
            await load(context, bad)
            await load(context, fine)
            assert (bad.load, bad.error) == (LoadState.FAILED, ErrorCode.BAD_ANSWER)
            assert len(fine.children) == 1

    with PlatformDouble() as platform:
        children(platform, TOP, [wire.region("1"), wire.region("2")], [])
        children(platform, "1", {"not": "a list"}, "nor this")
        children(platform, "2", [], [wire.camera(5)])
        run(work())


def test_ten_thousand_children_come_page_by_page_and_nothing_stands_still(tmp_path: Path) -> None:
    page = 500
    served = 0

    def next_page(_: object) -> Reply:
        nonlocal served
        start, served = served, served + page
        items = [wire.camera(number) for number in range(start, start + page)]
        return 200, {"items": items, "next": str(served) if served < MANY else None}

    async def work() -> tuple[float, float]:
        async with session_on(platform, tmp_path) as context:
            worst = 0.0

            async def watch() -> None:
                nonlocal worst
                while True:
                    before = time.perf_counter()
                    await asyncio.sleep(0.001)
                    worst = max(worst, time.perf_counter() - before)

            watching = asyncio.ensure_future(watch())
            top = context.tree.root.children[0]
            began = time.perf_counter()
            await load(context, top)
            took = time.perf_counter() - began
            watching.cancel()
            assert len(top.children) == MANY
            assert top.children[-1].row == MANY - 1
            return took, worst

    with PlatformDouble() as platform:
        children(platform, TOP, [], [])
        platform.routes[f"GET /regions/{TOP}/cameras"] = next_page
        took, worst = run(work(), 60)
    print(f"10,000 children: {took:.2f} s, longest pause of the loop {worst * 1000:.0f} ms")  # noqa: T201
    assert worst < 2.0  # the server runs in this process too, on a machine that may be busy


def test_a_directory_that_drowns_names_in_text_costs_no_more_than_a_line(tmp_path: Path) -> None:
    async def work() -> None:
        async with session_on(platform, tmp_path) as context:
            top = context.tree.root.children[0]
            await load(context, top)
            assert len(top.children[0].name) <= 120

    with PlatformDouble() as platform:
        children(platform, TOP, [{**wire.region("1"), "name": "镇" * 1_000_000}], [])
        run(work())


def test_a_media_node_that_is_away_is_not_the_platform(tmp_path: Path) -> None:
    async def work() -> None:
        async with session_on(platform, tmp_path) as context:
            camera = (await context.directory.cameras_below(context.session.account.scope.code))[0]
            for _ in range(3):
                failed = await asyncio.gather(
                    context.session.streams.open(camera.id, camera.streams[0].role, ()),
                    return_exceptions=True,
                )
                assert getattr(failed[0], "code", None) is ErrorCode.PLATFORM_UNAVAILABLE
            assert context.session.link.reachable

    with PlatformDouble() as platform:
        children(platform, TOP, [], [wire.camera(1)])
        camera_id = wire.camera(1)["id"]
        platform.routes[f"POST /cameras/{camera_id}/live"] = lambda _: (503, wire.error("unavailable"))
        run(work())
