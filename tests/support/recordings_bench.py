"""The recording service over a scripted archive and a clock of the test's own."""

from collections.abc import Awaitable, Callable

from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.services.recording_state import RecordingState
from desktop.services.recordings import RecordingService
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.scripted_archive import FEATURES, HOUR_MS, ScriptedArchive
from tests.support.waiting import until

ONE, TWO = CameraId("43132110001310000001"), CameraId("43132110001310000002")
NOW_S = 1_773_620_000.0  # 2026-03-16 08:13:20 in Beijing
Bench = tuple[RecordingService, ScriptedArchive, FakeClock]


def over(work: Callable[[Bench], Awaitable[None]], features: frozenset[str] = FEATURES) -> None:
    async def main() -> None:
        clock = FakeClock(NOW_S)
        archive = ScriptedArchive(clock)
        service = RecordingService(archive, clock, features)
        try:
            await work((service, archive, clock))
        finally:
            await service.close()

    run(main())


def hours_ago(hours: float, length: float = 1) -> TimeRange:
    start = int(NOW_S * 1000 - hours * HOUR_MS)
    return TimeRange(start, start + int(length * HOUR_MS))


async def settled(service: RecordingService, camera: CameraId, span: TimeRange) -> None:
    await until(lambda: service.state(camera, span).state is not RecordingState.LOADING)
