"""The core's playback side, without a window, against the real demo platform and its media node."""

import asyncio
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import requests
from PIL import Image

from desktop.audit.entry import AccessAction
from desktop.contexts import SessionContext
from desktop.domain.beijing import DAY_MS, day_of, moment
from desktop.domain.bookmark import BookmarkDraft
from desktop.domain.camera import Camera, CameraId, CameraKind
from desktop.domain.recording import RecordStorage
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.clock import SystemClock
from desktop.services.recording_state import RecordingState
from tests.contract.test_core_on_demo_platform import TOWN, signed_in
from tests.support.demo_platform import DemoPlatform
from tests.support.loops import run
from tests.support.waiting import until

MONTH_DAYS = 31


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform() as running:
        yield running


def now_ms() -> int:
    return SystemClock().now_ms()


def past(days: int) -> TimeRange:
    return TimeRange(now_ms() - days * DAY_MS, now_ms())


async def public_cameras(context: SessionContext) -> list[Camera]:
    cameras = await context.directory.cameras_below(TOWN, limit=60)
    return [camera for camera in cameras if camera.kind is CameraKind.PUBLIC]


async def loaded(context: SessionContext, camera: CameraId, span: TimeRange) -> None:
    context.recordings.want(camera, span)
    await until(lambda: context.recordings.state(camera, span).state is not RecordingState.LOADING, 30)
    assert context.recordings.state(camera, span).state is RecordingState.KNOWN


def test_a_month_of_every_camera_is_there_with_its_gaps(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            assert {"playback", "stills", "bookmarks", "alarms"} <= context.session.platform.features
            cameras = (await public_cameras(context))[:4]
            kinds, gaps = set(), 0
            for camera in cameras:
                await loaded(context, camera.id, past(MONTH_DAYS))
                timeline = context.recordings.timeline(camera.id)
                retention = context.recordings.retention(camera.id)
                assert timeline.problems == 0
                assert retention is not None
                assert retention.days >= 30
                known = timeline.range
                assert known is not None
                assert known.start_ms <= now_ms() - 27 * DAY_MS  # an outage may last two days
                assert known.end_ms <= now_ms()
                assert all(one.range.end_ms <= two.range.start_ms for one, two in pairwise(timeline.segments))
                gaps += len(timeline.gaps(known))
                kinds |= {segment.kind for segment in timeline.segments}
                await until(lambda camera=camera: context.recordings.marks(camera.id), 20)  # type: ignore[misc]
            assert gaps > 0
            assert len(kinds) == 3

    run(work(), 90)


def test_the_calendar_agrees_with_the_timeline(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            camera = (await public_cameras(context))[0]
            span = past(20)
            await loaded(context, camera.id, span)
            marked: dict[object, set[object]] = {}
            for month in {(moment(ms).year, moment(ms).month) for ms in (span.start_ms, span.end_ms)}:
                answer = await context.recordings.days(camera.id, *month)
                marked |= {(*month, number): set(kinds) for number, kinds in answer.days.items()}
            for back in range(1, 19):
                day = day_of(now_ms() - back * DAY_MS)
                seen = {
                    segment.kind
                    for segment in context.recordings.timeline(camera.id).segments
                    if day_of(segment.range.start_ms) <= day <= day_of(segment.range.end_ms - 1)
                }
                assert marked.get((day.year, day.month, day.day), set()) == seen

    run(work(), 60)


def test_footage_is_opened_where_there_is_some_and_its_viewing_is_registered(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            camera = (await public_cameras(context))[0]
            await loaded(context, camera.id, past(3))
            timeline = context.recordings.timeline(camera.id)
            stored = [s for s in timeline.segments if s.storage is RecordStorage.PLATFORM]
            at = stored[len(stored) // 2].range.start_ms + 1000
            ticket = await context.playback.open(camera.id, StreamRole.SUB, at)
            assert ticket.available.contains(at)
            assert ticket.storage is RecordStorage.PLATFORM
            assert {0.25, 0.5, 1.0, 2.0, 4.0} <= set(ticket.speeds)
            assert ticket.gop_ms == 2000
            assert ticket.profile.width > 0
            assert await context.playback.open(camera.id, StreamRole.SUB, at + 500) is ticket
            context.playback.note(camera.id, TimeRange(at, at + 5000), 1.0)
            context.playback.ended(camera.id)
            kept = await context.register.entries(10)
            actions = [item.entry.action for item in kept]
            assert actions == [AccessAction.PLAYBACK, AccessAction.OPERATION_SIGN_IN], "newest first"
            assert kept[0].entry.camera_name == camera.name
            assert kept[0].entry.account == "zimenqiao"
            assert await context.register.verify() is None
            theirs = await asyncio.to_thread(platform.admin.get, "/registers/access", limit=5)
            assert any(
                item["action"] == "playback" and item["camera_id"] == camera.id for item in theirs["items"]
            )

    run(work(), 60)


def test_a_gap_says_where_footage_ends_and_goes_on(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            for camera in await public_cameras(context):
                await loaded(context, camera.id, past(10))
                timeline = context.recordings.timeline(camera.id)
                known = timeline.range
                gap = next(iter(timeline.gaps(known)), None) if known is not None else None
                if gap is not None and gap.duration_ms > 2000:
                    break
            else:
                pytest.fail("no camera has a gap")
            with pytest.raises(AppError) as raised:
                await context.playback.open(camera.id, StreamRole.SUB, gap.start_ms + gap.duration_ms // 2)
            assert raised.value.code is ErrorCode.NO_RECORDING
            assert abs(int(raised.value.detail["nearest_before_ms"]) - gap.start_ms) <= 1
            assert raised.value.detail["nearest_after_ms"] == gap.end_ms

    run(work(), 60)


def test_rights_and_scope_are_those_of_the_account(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            camera = (await public_cameras(context))[0]
        async with signed_in(platform, tmp_path, "weihu") as (_, context):
            span = past(1)
            context.recordings.want(camera.id, span)
            await until(lambda: context.recordings.state(camera.id, span).error is not None, 20)
            assert context.recordings.state(camera.id, span).error is ErrorCode.FORBIDDEN
            with pytest.raises(AppError) as raised:
                await context.playback.open(camera.id, StreamRole.SUB, now_ms() - DAY_MS)
            assert raised.value.code is ErrorCode.FORBIDDEN
        async with signed_in(platform, tmp_path) as (_, context):
            with pytest.raises(AppError) as raised:
                await context.playback.open(
                    CameraId("43010110001310000001"), StreamRole.SUB, now_ms() - DAY_MS
                )
            assert raised.value.code is ErrorCode.NOT_FOUND

    run(work(), 60)


def test_stills_are_pictures_and_gaps_are_told(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            camera = (await public_cameras(context))[0]
            await loaded(context, camera.id, past(3))
            segment = max(context.recordings.timeline(camera.id).segments, key=lambda s: s.range.duration_ms)
            at = segment.range.start_ms + segment.range.duration_ms // 2
            arrived: list[int] = []
            context.thumbnails.changed.connect(lambda _, at_ms: arrived.append(at_ms))
            assert context.thumbnails.request(camera.id, at) is None
            await until(lambda: arrived == [at], 30)
            jpeg = context.thumbnails.request(camera.id, at)
            assert jpeg is not None
            with Image.open(io.BytesIO(jpeg)) as picture:
                assert picture.size == (320, 180)
            with pytest.raises(AppError) as raised:
                await context.thumbnails.fetch(camera.id, now_ms() + DAY_MS)
            assert raised.value.code is ErrorCode.NO_RECORDING

    run(work(), 60)


def test_bookmarks_are_shared_by_colleagues_and_changed_by_their_owner(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path / "a") as (_, context):
            camera = (await public_cameras(context))[0]
            at = now_ms() - DAY_MS
            kept = await context.bookmarks.add(
                BookmarkDraft(camera.id, TimeRange(at, at + 60_000), "货车撞棚", "逃逸")
            )
            assert not kept.local
            changed = await context.bookmarks.change(replace(kept, note="半挂车"))
            assert (changed.name, changed.note, changed.user) == ("货车撞棚", "半挂车", "zimenqiao")
            instant = await context.bookmarks.add(BookmarkDraft(camera.id, TimeRange(at, at), "瞬间"))
            assert instant.range.empty
        async with signed_in(platform, tmp_path / "b", "fujing") as (_, context):
            context.bookmarks.refresh()
            await until(lambda: context.bookmarks.loaded, 20)
            seen = {item.id: item for item in context.bookmarks.items}
            assert seen[kept.id] == changed
            with pytest.raises(AppError) as raised:
                await context.bookmarks.remove(seen[kept.id])
            assert raised.value.code is ErrorCode.FORBIDDEN
        async with signed_in(platform, tmp_path / "a") as (_, context):
            context.bookmarks.refresh()
            await until(lambda: context.bookmarks.loaded, 20)
            assert [item.id for item in context.bookmarks.search("半挂")] == [kept.id]
            for item in context.bookmarks.of_camera(camera.id):
                await context.bookmarks.remove(item)
            assert context.bookmarks.of_camera(camera.id) == ()

    run(work(), 60)


def test_alarms_of_the_scope_newest_first(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            span = past(90)
            context.alarm_history.load(span)
            await until(lambda: not context.alarm_history.state.busy, 30)
            state = context.alarm_history.state
            assert state.error is None
            assert state.alarms
            times = [alarm.time_ms for alarm in state.alarms]
            assert times == sorted(times, reverse=True)
            assert all(span.contains(at) for at in times)
            assert all(any(step.code == TOWN for step in alarm.region_path) for alarm in state.alarms)
            assert any(alarm.camera_id is not None for alarm in state.alarms)

    run(work(), 60)


def played(url: str) -> requests.Response:
    """Open footage and read its first bytes; the connection stays until the answer is closed."""
    response = requests.get(url, stream=True, timeout=20)
    response.raise_for_status()
    assert next(response.iter_content(188))
    return response


async def free_again(context: SessionContext, camera: CameraId, at: int) -> None:
    while True:
        try:
            await context.playback.open(camera, StreamRole.SUB, at, fresh=True)
        except AppError as error:
            if error.code is not ErrorCode.DEVICE_BUSY:
                raise
            await asyncio.sleep(0.1)
        else:
            return


def test_a_device_plays_to_one_viewer_and_the_second_is_told_who_it_is(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            cameras = await context.directory.cameras_below(TOWN, limit=400, online_only=True)
            for camera in (camera for camera in cameras if camera.kind is CameraKind.HOUSEHOLD):
                await loaded(context, camera.id, past(3))
                stored = [
                    segment
                    for segment in context.recordings.timeline(camera.id).segments
                    if segment.storage is RecordStorage.DEVICE
                ]
                if stored:
                    break
            else:
                pytest.fail("no footage lies on a device")
            at = max(stored, key=lambda segment: segment.range.duration_ms).range.start_ms + 1000
            ticket = await context.playback.open(camera.id, StreamRole.SUB, at)
            assert ticket.storage is RecordStorage.DEVICE
            assert max(ticket.speeds) <= 4.0
            assert not ticket.reverse
            async with signed_in(platform, tmp_path, "fujing") as (_, colleague):
                with await asyncio.to_thread(played, f"{ticket.url}&start_ms={at}&speed=1&reverse=0"):
                    with pytest.raises(AppError) as raised:
                        await colleague.playback.open(camera.id, StreamRole.SUB, at)
                    assert raised.value.code is ErrorCode.DEVICE_BUSY
                    assert raised.value.detail["user"] == "zimenqiao"
                    assert abs(int(raised.value.detail["since_ms"]) - now_ms()) < 60_000
                async with asyncio.timeout(30):
                    await free_again(colleague, camera.id, at)

    run(work(), 90)


def test_archive_garbage_is_shown_as_far_as_it_makes_sense(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            camera, other = (await public_cameras(context))[:2]
            await asyncio.to_thread(platform.fault, "archive_garbage", camera_id=camera.id)
            try:
                await loaded(context, camera.id, past(3))
                await loaded(context, other.id, past(3))
            finally:
                await asyncio.to_thread(platform.clear_faults)
            spoilt = context.recordings.timeline(camera.id)
            assert spoilt.problems >= 3
            assert spoilt.segments
            assert all(one.range.end_ms <= two.range.start_ms for one, two in pairwise(spoilt.segments))
            assert spoilt.segments[-1].range.end_ms <= now_ms()
            assert context.recordings.timeline(other.id).problems == 0

    run(work(), 60)


def test_a_slow_archive_is_waited_for_beside_everything_else(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with signed_in(platform, tmp_path) as (_, context):
            camera, other = (await public_cameras(context))[:2]
            await asyncio.to_thread(platform.fault, "archive_slow", camera_id=camera.id, value=12)
            try:
                context.recordings.want(camera.id, past(1))
                await loaded(context, other.id, past(1))
                assert context.recordings.state(camera.id, past(1)).state is RecordingState.LOADING
                await until(
                    lambda: context.recordings.state(camera.id, past(1)).state is RecordingState.KNOWN, 45
                )
            finally:
                await asyncio.to_thread(platform.clear_faults)

    run(work(), 60)
