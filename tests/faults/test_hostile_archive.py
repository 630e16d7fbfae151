"""A platform whose archive is wrong, slow or silent: clear words, deadlines, and the rest works."""

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from desktop.contexts import SessionContext
from desktop.domain.bookmark import BookmarkDraft
from desktop.domain.camera import CameraId
from desktop.domain.playback import StillsTicket
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.platform.open_api import archive_requests, paging
from desktop.services.recording_state import RecordingState
from tests.faults.test_hostile_tree import session_on
from tests.support import archive_wire as wire
from tests.support import wire as plain_wire
from tests.support.archive_wire import AT, HOUR_MS
from tests.support.loops import run
from tests.support.platform_double import PlatformDouble
from tests.support.raw_server import Answer, RawServer, answering
from tests.support.waiting import until

ONE, TWO = CameraId("43132110001310000001"), CameraId("43132110001310000002")
DAY = TimeRange(AT, AT + HOUR_MS)
FEATURES = ["playback", "stills", "bookmarks", "alarms"]
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)


def offering(platform: PlatformDouble) -> PlatformDouble:
    platform.routes["GET /platform"] = lambda _: (
        200,
        {**plain_wire.platform(), "features": FEATURES, "time_ms": time.time_ns() // 1_000_000},
    )
    for camera in (ONE, TWO):
        platform.routes[f"GET /cameras/{camera}/recordings"] = lambda _: (
            200,
            wire.recordings(wire.recording()),
        )
        platform.routes[f"GET /cameras/{camera}/marks"] = lambda _: (200, {"items": []})
    return platform


def with_session(
    folder: Path, prepare: Callable[[PlatformDouble], None], work: Callable[[SessionContext], Awaitable[None]]
) -> PlatformDouble:
    async def main(platform: PlatformDouble) -> None:
        async with session_on(platform, folder) as context:
            await work(context)

    with PlatformDouble() as platform:
        prepare(offering(platform))
        run(main(platform))
    return platform


async def loaded(context: SessionContext, camera: CameraId = ONE) -> None:
    context.recordings.want(camera, DAY)
    await until(lambda: context.recordings.state(camera, DAY).state is not RecordingState.LOADING)


def test_a_list_of_nonsense_shows_what_makes_sense_of_it(tmp_path: Path) -> None:
    def prepare(platform: PlatformDouble) -> None:
        items = [
            wire.recording(3, 4),
            wire.recording(0, 2),
            wire.recording(1, 1.5, kind="alarm"),
            wire.recording(1, 1),
            wire.recording(2, 1),
            wire.recording(2, 3, size_bytes="很大", kind="???", storage=7),
            wire.recording(300_000, 300_001),
            {"start_ms": AT, "end_ms": 10**40},
            None,
            [],
        ]
        answer = {**wire.recordings(*items), "retention": "forever", "clock_offset_ms": 10**30}
        platform.routes[f"GET /cameras/{ONE}/recordings"] = lambda _: (200, answer)
        platform.routes[f"GET /cameras/{ONE}/marks"] = lambda _: (
            200,
            {"items": [wire.mark(2), wire.mark(1), wire.mark(3, end_ms=0), None]},
        )

    async def work(context: SessionContext) -> None:
        await loaded(context)
        assert context.recordings.state(ONE, DAY).state is RecordingState.KNOWN
        timeline = context.recordings.timeline(ONE)
        hours = [
            ((s.range.start_ms - AT) / HOUR_MS, (s.range.end_ms - AT) / HOUR_MS, s.kind.value)
            for s in timeline.segments
        ]
        assert hours == [(0, 1, "timed"), (1, 1.5, "alarm"), (1.5, 4, "timed")]
        assert timeline.problems >= 6
        assert context.recordings.retention(ONE) is None
        await until(lambda: [mark.id for mark in context.recordings.marks(ONE)] == ["m1", "m2"])

    with_session(tmp_path, prepare, work)


def test_pages_are_followed_and_a_list_that_goes_in_circles_ends(tmp_path: Path) -> None:
    def prepare(platform: PlatformDouble) -> None:
        pages = iter(
            [
                wire.recordings(wire.recording(0, 1), cursor="a"),
                wire.recordings(wire.recording(1, 2), cursor="b"),
                wire.recordings(wire.recording(2, 3), cursor="a"),
            ]
        )
        platform.routes[f"GET /cameras/{ONE}/recordings"] = lambda _: (200, next(pages))

    async def work(context: SessionContext) -> None:
        await loaded(context)
        known = context.recordings.timeline(ONE).range
        assert known == TimeRange(AT, AT + 3 * HOUR_MS)

    platform = with_session(tmp_path, prepare, work)
    assert [query for query in platform.queries if "cursor=b" in query]


def test_a_list_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "LIST_S", 1.0)
    counter = iter(range(10**9))

    def prepare(platform: PlatformDouble) -> None:
        platform.routes[f"GET /cameras/{ONE}/recordings"] = lambda _: (
            200,
            wire.recordings(wire.recording(), cursor=f"c{next(counter)}"),
        )
        monkeypatch.setattr(paging, "MOST_PAGES", 10**9)

    async def work(context: SessionContext) -> None:
        await loaded(context)
        assert context.recordings.state(ONE, DAY).error is ErrorCode.TIMED_OUT

    with_session(tmp_path, prepare, work)


def test_a_silent_archive_is_told_in_time_and_the_rest_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_requests, "LIST_READ_S", 1.0)
    monkeypatch.setattr(archive_requests, "LIST_DEADLINE_S", 1.5)
    month = f"GET /cameras/{ONE}/recording-days"

    def prepare(platform: PlatformDouble) -> None:
        platform.held[month] = threading.Event()
        platform.held[f"GET /cameras/{ONE}/recordings"] = threading.Event()
        platform.routes[f"POST /cameras/{TWO}/playback"] = lambda _: (200, wire.playback_ticket())

    async def work(context: SessionContext) -> None:
        days = [asyncio.ensure_future(context.recordings.days(ONE, 2026, number)) for number in (1, 2, 3)]
        context.recordings.want(ONE, DAY)
        began = time.monotonic()
        await loaded(context, TWO)
        ticket = await context.playback.open(TWO, StreamRole.SUB, AT)
        assert context.recordings.timeline(TWO).segments
        assert ticket.available.contains(AT)
        await context.session.directory.roots()
        results = await asyncio.gather(*days, return_exceptions=True)
        codes = [result.code for result in results if isinstance(result, AppError)]
        assert codes == [ErrorCode.TIMED_OUT] * 3
        await loaded(context)
        assert context.recordings.state(ONE, DAY).error is ErrorCode.TIMED_OUT
        assert time.monotonic() - began < 10
        assert context.session.link.reachable, "an archive that is slow is no platform that is away"

    with_session(tmp_path, prepare, work)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ((404, plain_wire.error("no_recording", nearest_after_ms=AT)), ErrorCode.NO_RECORDING),
        ((404, plain_wire.error("not_found")), ErrorCode.NOT_FOUND),
        ((409, plain_wire.error("device_busy", user="李某", since_ms=AT)), ErrorCode.DEVICE_BUSY),
        ((409, plain_wire.error("camera_offline")), ErrorCode.CAMERA_OFFLINE),
        ((403, plain_wire.error("forbidden")), ErrorCode.FORBIDDEN),
        ((503, plain_wire.error("unavailable", retry_after_s=2)), ErrorCode.PLATFORM_UNAVAILABLE),
        ((500, plain_wire.error("internal")), ErrorCode.PLATFORM_ERROR),
        ((200, {}), ErrorCode.BAD_ANSWER),
        ((200, wire.playback_ticket("file:///etc/passwd?x")), ErrorCode.BAD_ANSWER),
        ((200, wire.playback_ticket(protocol="mp4")), ErrorCode.BAD_ANSWER),
        ((200, wire.playback_ticket(available={"start_ms": 5, "end_ms": 1})), ErrorCode.BAD_ANSWER),
    ],
)
def test_a_refused_playback_says_why_and_the_session_lives(
    tmp_path: Path, reply: tuple[int, object], code: ErrorCode
) -> None:
    def prepare(platform: PlatformDouble) -> None:
        platform.routes[f"POST /cameras/{ONE}/playback"] = lambda _: reply

    async def work(context: SessionContext) -> None:
        with pytest.raises(AppError) as raised:
            await context.playback.open(ONE, StreamRole.SUB, AT)
        assert raised.value.code is code
        assert context.session.link.reachable
        await context.session.directory.roots()

    with_session(tmp_path, prepare, work)


def test_nothing_is_asked_of_a_platform_that_names_no_archive(tmp_path: Path) -> None:
    def prepare(platform: PlatformDouble) -> None:
        del platform.routes["GET /platform"]

    async def work(context: SessionContext) -> None:
        await loaded(context)
        assert context.recordings.state(ONE, DAY).error is ErrorCode.NOT_OFFERED
        kept = await context.bookmarks.add(BookmarkDraft(ONE, DAY, "本机"))
        assert kept.local

    platform = with_session(tmp_path, prepare, work)
    assert not any("/cameras" in call or "bookmarks" in call for call in platform.calls)


def test_bookmarks_survive_a_platform_that_loses_them(tmp_path: Path) -> None:
    def prepare(platform: PlatformDouble) -> None:
        platform.routes["POST /bookmarks"] = lambda _: (503, plain_wire.error("unavailable"))
        platform.routes["GET /bookmarks"] = lambda _: (
            200,
            {"items": [wire.bookmark(), wire.bookmark(2, end_ms=0), 7], "next": None},
        )

    async def work(context: SessionContext) -> None:
        assert (await context.bookmarks.add(BookmarkDraft(ONE, DAY, "不丢"))).local
        context.bookmarks.refresh()
        await until(lambda: context.bookmarks.loaded)
        assert {item.name for item in context.bookmarks.items} == {"不丢", "货车撞棚"}

    with_session(tmp_path, prepare, work)


def still(answer: Answer, tmp_path: Path) -> bytes:
    """Fetch one still from a media server that answers like this."""

    async def main(platform: PlatformDouble, media: RawServer) -> bytes:
        async with session_on(platform, tmp_path) as context:
            ticket = StillsTicket("s", f"{media.url}/still.jpg?ticket=x", 320, 180, AT)
            return await context.session.archive.still(ticket, AT)

    with PlatformDouble() as platform, RawServer(answer) as media:
        picture = run(main(offering(platform), media))
        assert media.requests[0].startswith(f"GET /still.jpg?ticket=x&at_ms={AT} ")
        assert "Authorization" not in media.requests[0], "the token is for the platform alone"
        return picture


def test_a_still_is_fetched_without_the_token(tmp_path: Path) -> None:
    assert still(answering(JPEG, content_type="image/jpeg"), tmp_path) == JPEG


def hang_up(connection: socket.socket, _: str) -> None:
    connection.close()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (answering(b"<html>", content_type="image/jpeg"), ErrorCode.BAD_ANSWER),
        (answering(b"", content_type="image/jpeg"), ErrorCode.BAD_ANSWER),
        (answering(JPEG + bytes(1_000_001), content_type="image/jpeg"), ErrorCode.ANSWER_TOO_LARGE),
        (answering(b"", "302 Found", extra="Location: http://127.0.0.1:1/\r\n"), ErrorCode.BAD_ANSWER),
        (answering(b"", "404 Not Found"), ErrorCode.NO_RECORDING),
        (answering(b"", "403 Forbidden"), ErrorCode.TICKET_EXPIRED),
        (answering(b"", "401 Unauthorized"), ErrorCode.TICKET_EXPIRED),
        (answering(b"", "409 Conflict"), ErrorCode.DEVICE_BUSY),
        (answering(b"", "503 Service Unavailable"), ErrorCode.PLATFORM_UNAVAILABLE),
        (answering(b"", "500 Oops"), ErrorCode.PLATFORM_ERROR),
        (hang_up, ErrorCode.UNREACHABLE),
    ],
)
def test_a_media_server_that_gives_no_picture(answer: Answer, code: ErrorCode, tmp_path: Path) -> None:
    with pytest.raises(AppError) as raised:
        still(answer, tmp_path)
    assert raised.value.code is code
