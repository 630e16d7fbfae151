"""The recording service: what is asked for, how often, in which order, and how much at a time."""

import asyncio
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.services.recording_state import RecordingState
from desktop.services.recordings import AT_ONCE, AT_ONCE_OF_ONE, MOST_QUEUED
from tests.support.recordings_bench import NOW_S, ONE, TWO, Bench, hours_ago, over, settled
from tests.support.waiting import turns


def test_only_what_is_missing_is_asked_for() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        service.want(ONE, hours_ago(5 * 24))
        service.want(ONE, hours_ago(7 * 24, 4 * 24))
        await settled(service, ONE, hours_ago(7 * 24, 4 * 24))
        asked = sorted(archive.spans)
        assert sum(span.duration_ms for span in asked) == 5 * DAY_MS
        assert all(not one.overlaps(two) for one, two in pairwise(asked))
        shown = service.timeline(ONE)
        assert shown.problems == 0
        assert shown.covered_ms(hours_ago(7 * 24, 4 * 24)) > 0

    over(work)


def test_what_was_wanted_last_comes_first_and_few_at_a_time() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        archive.held["recordings"] = asyncio.Event()
        cameras = [CameraId(f"4313211000131000{number:04d}") for number in range(16)]
        for camera in cameras:
            service.want(camera, hours_ago(30))
        await turns(5)
        assert len(archive.spans) == AT_ONCE
        archive.held["recordings"].set()
        for camera in cameras:
            await settled(service, camera, hours_ago(30))
        order = [call.split()[1] for call in archive.calls if call.startswith("recordings")]
        assert order[:AT_ONCE] == cameras[:AT_ONCE]
        assert order[AT_ONCE:] == cameras[: AT_ONCE - 1 : -1]
        assert archive.most_at_once <= AT_ONCE

    over(work)


def test_a_thousand_wishes_keep_only_the_newest() -> None:
    async def work(bench: Bench) -> None:
        service, archive, clock = bench
        archive.days = 3650
        archive.held["recordings"] = asyncio.Event()
        for day in range(MOST_QUEUED + 50):
            service.want(ONE, hours_ago(24 * 2 * (day + 1), 0.5))
        oldest, newest = hours_ago(24 * 2 * 10, 0.5), hours_ago(24 * 2 * (MOST_QUEUED + 50), 0.5)
        assert service.state(ONE, oldest).state is RecordingState.UNKNOWN
        assert service.state(ONE, newest).state is RecordingState.LOADING
        archive.held["recordings"].set()
        await settled(service, ONE, newest)
        assert len(archive.spans) <= MOST_QUEUED + AT_ONCE
        assert clock.now_ms() == int(NOW_S * 1000)

    over(work)


def test_a_slow_camera_keeps_no_other_waiting() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        archive.held[ONE] = asyncio.Event()
        service.want(ONE, hours_ago(30))
        service.want(TWO, hours_ago(30))
        await settled(service, TWO, hours_ago(30))
        assert service.state(TWO, hours_ago(30)).state is RecordingState.KNOWN
        assert service.state(ONE, hours_ago(30)).state is RecordingState.LOADING

    over(work)


def test_many_lists_of_one_slow_camera_leave_room_for_the_others() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        archive.held[ONE] = asyncio.Event()
        service.want(TWO, hours_ago(1000))
        for day in range(2, 20, 2):
            service.want(ONE, hours_ago(24 * day, 0.1))
        service.want(TWO, hours_ago(30))
        for span in (hours_ago(1000), hours_ago(30)):
            await settled(service, TWO, span)
        assert service.state(TWO, hours_ago(30)).state is RecordingState.KNOWN
        assert archive.calls.count(f"recordings {ONE}") == AT_ONCE_OF_ONE

    over(work)


wishes = st.lists(
    st.tuples(st.sampled_from([ONE, TWO]), st.integers(0, 40 * 24), st.integers(1, 20 * 24), st.booleans()),
    max_size=12,
)


@settings(max_examples=20)
@given(wishes)
def test_whatever_is_wanted_becomes_known_and_nothing_is_asked_twice(
    asked: list[tuple[CameraId, int, int, bool]],
) -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        for camera, back, length, pause in asked:
            service.want(camera, hours_ago(back + length, length))
            if pause:
                await turns(4)
        for camera, back, length, _ in asked:
            span = hours_ago(back + length, length)
            await settled(service, camera, span)
            assert service.state(camera, span).state is RecordingState.KNOWN
            assert service.timeline(camera).problems == 0
        cameras = [call.split()[1] for call in archive.calls if call.startswith("recordings")]
        sent = sorted(zip(cameras, archive.spans, strict=True))
        assert not any(one[0] == two[0] and one[1].overlaps(two[1]) for one, two in pairwise(sent))
        assert all(span.duration_ms <= 31 * DAY_MS for _, span in sent)

    over(work)
