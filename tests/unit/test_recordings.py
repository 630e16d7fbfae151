"""The recording service: what becomes known, and what becomes of bad and missing answers."""

import asyncio

import pytest

from desktop.domain.beijing import DAY_MS, day_start, milliseconds, moment
from desktop.domain.camera import CameraId
from desktop.domain.recording import Mark, MarkKind, Recording, RecordingKind, RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.recording_state import RecordingState
from desktop.services.recordings import SETTLED_MS, TRY_AGAIN_S
from tests.support.recordings_bench import NOW_S, ONE, TWO, Bench, hours_ago, over, settled
from tests.support.scripted_archive import HOUR_MS
from tests.support.waiting import turns, until


def test_whole_days_are_asked_for_once_and_shown() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        changes: list[CameraId] = []
        service.changed.connect(changes.append)
        span = hours_ago(50)
        assert service.state(ONE, span).state is RecordingState.UNKNOWN
        service.want(ONE, span)
        assert service.state(ONE, span).state is RecordingState.LOADING
        await settled(service, ONE, span)
        assert service.state(ONE, span).state is RecordingState.KNOWN
        start = day_start(span.start_ms)
        assert archive.spans == [TimeRange(start, start + DAY_MS)]
        assert service.timeline(ONE).covered_ms(TimeRange(start, start + DAY_MS)) == 22 * HOUR_MS
        assert len(changes) >= 2
        service.want(ONE, hours_ago(49.5))
        service.want(ONE, hours_ago(50, 0.1))
        await turns()
        assert len(archive.spans) == 1
        retention = service.retention(ONE)
        assert retention is not None
        assert retention.days == 30
        assert service.state(TWO, span).state is RecordingState.UNKNOWN

    over(work)


def test_a_span_of_months_is_asked_for_in_pieces_that_the_platform_takes() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        span = TimeRange(int(NOW_S * 1000) - 90 * DAY_MS, int(NOW_S * 1000) + DAY_MS)
        service.want(ONE, span)
        await settled(service, ONE, span)
        assert max(part.duration_ms for part in archive.spans) <= 31 * DAY_MS
        assert max(part.end_ms for part in archive.spans) == int(NOW_S * 1000)
        assert service.state(ONE, span).state is RecordingState.KNOWN

    over(work)


def test_a_failure_is_told_and_tried_again_later_or_by_hand() -> None:
    async def work(bench: Bench) -> None:
        service, archive, clock = bench
        archive.failures["recordings"] = AppError(ErrorCode.TIMED_OUT, {"seconds": 15})
        span = hours_ago(30)
        service.want(ONE, span)
        await settled(service, ONE, span)
        assert service.state(ONE, span).state is RecordingState.FAILED
        assert service.state(ONE, span).error is ErrorCode.TIMED_OUT
        for _ in range(20):
            service.want(ONE, span)
        await turns(5)
        assert len(archive.spans) == 1
        await clock.advance(TRY_AGAIN_S + 1)
        service.want(ONE, span)
        await until(lambda: len(archive.spans) == 2)
        await settled(service, ONE, span)
        assert service.state(ONE, span).state is RecordingState.FAILED
        archive.failures.clear()
        service.retry(ONE)
        await turns()
        await settled(service, ONE, span)
        # `retry` does not wait for the pause between two tries
        assert service.state(ONE, span).state is RecordingState.KNOWN

    over(work)


def test_the_growing_end_is_followed_for_cameras_that_are_watched() -> None:
    async def work(bench: Bench) -> None:
        service, archive, clock = bench
        for camera in (ONE, TWO):
            service.want(camera, hours_ago(1))
            await settled(service, camera, hours_ago(1))
        service.watch([ONE])
        await clock.advance(61)
        await turns(10)
        now = clock.now_ms()
        recorded = service.timeline(ONE).range
        assert recorded is not None
        assert recorded.end_ms >= now - SETTLED_MS - 11_000
        assert len(service.timeline(ONE).segments) == len(service.timeline(TWO).segments)
        assert service.timeline(ONE).problems == 0
        tails = [call for call in archive.calls if call == f"recordings {ONE}"]
        assert 5 <= len(tails) <= 8
        assert sum(call == f"recordings {TWO}" for call in archive.calls) == 1
        service.watch([])
        asked = len(archive.calls)
        await clock.advance(60)
        assert len(archive.calls) == asked

    over(work)


def test_marks_come_with_the_recordings_and_their_failure_harms_nothing() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        span = hours_ago(30)
        marks = [
            Mark("m2", TimeRange(span.start_ms + 9000, span.start_ms + 9500), MarkKind.ALARM, "报警"),
            Mark("m1", TimeRange(span.start_ms + 1000, span.start_ms + 1500), MarkKind.MOTION),
        ]
        archive.marks_of[ONE] = marks
        archive.failures[TWO] = AppError(ErrorCode.NOT_FOUND)
        service.want(ONE, span)
        await until(lambda: len(service.marks(ONE)) == 2)
        assert [mark.id for mark in service.marks(ONE)] == ["m1", "m2"]
        archive.failures = {"marks": AppError(ErrorCode.BAD_ANSWER)}
        service.want(TWO, span)
        await until(lambda: archive.calls[-1] == f"marks {TWO}")
        await turns()
        assert service.state(TWO, span).state is RecordingState.KNOWN

    over(work)


def test_nonsense_from_the_platform_is_counted_and_the_rest_is_shown() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        day = day_start(int(NOW_S * 1000) - 2 * DAY_MS)

        def recording(start: float, end: float, kind: RecordingKind = RecordingKind.TIMED) -> Recording:
            span = TimeRange(day + int(start * HOUR_MS), day + int(end * HOUR_MS))
            return Recording(span, kind, RecordStorage.PLATFORM)

        archive.recordings_of[ONE] = [
            recording(4, 6),
            recording(1, 3),
            recording(2, 2.5, RecordingKind.ALARM),
            recording(5, 7),
        ]
        archive.dropped = 3
        archive.clock_offset_ms = 7_200_000
        service.want(ONE, TimeRange(day, day + HOUR_MS))
        await settled(service, ONE, TimeRange(day, day + HOUR_MS))
        timeline = service.timeline(ONE)
        shown = [
            ((s.range.start_ms - day) / HOUR_MS, (s.range.end_ms - day) / HOUR_MS) for s in timeline.segments
        ]
        assert shown == [(1, 2), (2, 2.5), (2.5, 3), (4, 7)]
        assert timeline.problems == 3 + 2
        assert service.clock_offset_ms(ONE) == 7_200_000

    over(work)


def test_days_are_kept_for_a_while_and_failures_are_not() -> None:
    async def work(bench: Bench) -> None:
        service, archive, clock = bench
        archive.failures["recording_days"] = AppError(ErrorCode.TIMED_OUT)
        with pytest.raises(AppError):
            await service.days(ONE, 2026, 3)
        archive.failures.clear()
        days = await service.days(ONE, 2026, 3)
        assert sorted(days.days) == list(range(1, 17))
        await service.days(ONE, 2026, 3)
        assert archive.calls.count(f"recording_days {ONE}") == 2
        await clock.advance(61)
        await service.days(ONE, 2026, 3)
        assert archive.calls.count(f"recording_days {ONE}") == 3
        assert sorted((await service.days(ONE, 2026, 2)).days) == list(range(14, 29))

    over(work)


def test_a_camera_that_is_forgotten_while_it_loads_stays_forgotten() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        archive.held["recordings"] = asyncio.Event()
        service.want(ONE, hours_ago(30))
        await turns()
        service.forget(ONE)
        archive.held["recordings"].set()
        await until(lambda: archive.most_at_once and f"marks {ONE}" in archive.calls)
        await turns()
        assert service.timeline(ONE).segments == ()
        assert service.state(ONE, hours_ago(30)).state is RecordingState.UNKNOWN

    over(work)


def test_a_platform_without_an_archive_is_not_asked() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        service.want(ONE, hours_ago(30))
        await settled(service, ONE, hours_ago(30))
        assert service.state(ONE, hours_ago(30)).error is ErrorCode.NOT_OFFERED
        with pytest.raises(AppError) as raised:
            await service.days(ONE, 2026, 3)
        assert raised.value.code is ErrorCode.NOT_OFFERED
        assert archive.calls == []

    over(work, frozenset())


def test_a_span_across_the_limit_of_what_is_kept() -> None:
    async def work(bench: Bench) -> None:
        service, _, _ = bench
        span = hours_ago(30 * 24 + 6, 12)
        service.want(ONE, span)
        await settled(service, ONE, span)
        retention = service.retention(ONE)
        assert retention is not None
        recorded = service.timeline(ONE).range
        assert recorded is not None
        assert recorded.start_ms >= retention.from_ms
        assert service.timeline(ONE).gaps(span)[0].start_ms == span.start_ms
        assert retention.overwritten(span.start_ms)
        assert milliseconds(moment(retention.from_ms)) == retention.from_ms

    over(work)


def test_a_span_that_reaches_to_now_stays_known_while_time_goes_by() -> None:
    async def work(bench: Bench) -> None:
        service, _, clock = bench
        day = hours_ago(24, 24)
        service.want(ONE, day)
        await settled(service, ONE, day)
        await clock.advance(30)
        to_now = TimeRange(day.start_ms, clock.now_ms())
        assert service.state(ONE, to_now).state is RecordingState.KNOWN
        await clock.advance(120)
        to_now = TimeRange(day.start_ms, clock.now_ms())
        assert service.state(ONE, to_now).state is RecordingState.UNKNOWN
        service.want(ONE, to_now)
        await settled(service, ONE, to_now)
        assert service.state(ONE, to_now).state is RecordingState.KNOWN

    over(work)


def test_a_wish_in_the_future_asks_for_nothing() -> None:
    async def work(bench: Bench) -> None:
        service, archive, _ = bench
        service.want(ONE, hours_ago(-48))
        service.want(ONE, TimeRange(0, 0))
        await turns()
        assert archive.calls == []
        assert service.state(ONE, hours_ago(-48)).state is RecordingState.KNOWN

    over(work)
