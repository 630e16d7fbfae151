"""Players of recordings on the test's thread, judged by the stamps in their pictures."""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from player.api import ArchiveEvent, ArchiveSource, ArchiveState, Failure, PictureSize, PlayClock
from player.archive_player import RemoteArchivePlayer
from player.factory import WorkerPlayerFactory
from tests.support import stamp
from tests.support.archive_server import CAMERA

AREA = PictureSize(480, 270)


def paused(media_ms: float) -> PlayClock:
    """A clock that stands still."""
    return PlayClock(media_ms, time.monotonic(), 0.0)


def running(media_ms: float, rate: float = 1.0) -> PlayClock:
    """A clock that runs from now on."""
    return PlayClock(media_ms, time.monotonic(), rate)


@dataclass
class Watcher:
    """A player, everything it has said, and every picture that was seen (its instant, and when)."""

    player: RemoteArchivePlayer
    events: list[ArchiveEvent] = field(default_factory=list)
    seen: list[tuple[int, float]] = field(default_factory=list)
    _number: int = 0

    @property
    def instant(self) -> int | None:
        """The instant of the picture on the screen, as the player says."""
        frame = self.player.frame()
        return None if frame is None else frame.media_ms

    def states(self) -> list[ArchiveState]:
        return [event.state for event in self.events]

    @property
    def state(self) -> ArchiveState | None:
        return self.events[-1].state if self.events else None

    def failure(self) -> Failure | None:
        return next((event.failure for event in reversed(self.events) if event.failure), None)

    def look(self) -> None:
        """Take note of a new picture; what it says of itself and what its stamp says must be the same."""
        if self.player.picture() == self._number:
            return
        frame = self.player.frame()
        assert frame is not None
        self._number = frame.picture
        found = stamp.read(frame.pixels, frame.width, frame.height, frame.stride)
        assert found == (CAMERA, frame.media_ms), (found, frame.media_ms)
        assert frame.media_ms is not None
        self.seen.append((frame.media_ms, frame.shown_at))


class ArchiveStage:
    """Owns a factory and runs what it posts."""

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.factory = WorkerPlayerFactory(self._posted.put)
        self.watchers: list[Watcher] = []

    def watcher(self) -> Watcher:
        events: list[ArchiveEvent] = []
        watcher = Watcher(self.factory.create_archive(events.append), events)
        self.watchers.append(watcher)
        return watcher

    def open(self, url: str, clock: PlayClock, size: PictureSize = AREA, **options: object) -> Watcher:
        watcher = self.watcher()
        watcher.player.open(ArchiveSource(url, "test", **options), size, clock)  # type: ignore[arg-type]
        return watcher

    def until(self, done: Callable[[], object], timeout_s: float = 20.0) -> bool:
        """Pump until `done()`; false when that took longer than `timeout_s`."""
        end = time.monotonic() + timeout_s
        while True:
            try:
                while True:
                    self._posted.get_nowait()()
            except queue.Empty:
                pass
            for watcher in self.watchers:
                watcher.look()
            if done():
                return True
            if time.monotonic() > end:
                return False
            time.sleep(0.003)

    def pump(self, seconds: float) -> None:
        self.until(lambda: False, seconds)

    def until_instant(self, watcher: Watcher, media_ms: int, timeout_s: float = 20.0) -> None:
        """Wait until the picture of this instant is on the screen."""
        reached = self.until(lambda: watcher.instant == media_ms, timeout_s)
        assert reached, (watcher.instant, media_ms, watcher.events)

    def until_state(self, watcher: Watcher, state: ArchiveState, timeout_s: float = 20.0) -> None:
        assert self.until(lambda: watcher.state is state, timeout_s), watcher.events

    def close(self) -> None:
        self.factory.close()
