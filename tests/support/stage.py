"""A player factory with an owner thread that tests can pump, and helpers that judge by pixels."""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from player.api import Failure, MediaSource, PictureSize, PlayerEvent, PlayerState
from player.factory import WorkerPlayerFactory
from player.remote_player import RemotePlayer
from tests.support import stamp

AREA = PictureSize(480, 270)


@dataclass
class Actor:
    """A player with everything it has said so far."""

    player: RemotePlayer
    events: list[PlayerEvent] = field(default_factory=list)
    event_times: list[float] = field(default_factory=list)
    stamps: list[tuple[int, int]] = field(default_factory=list)
    unreadable: int = 0
    seen: int = 0

    def states(self) -> list[PlayerState]:
        return [event.state for event in self.events]

    def failure(self) -> Failure | None:
        return next((event.failure for event in reversed(self.events) if event.failure), None)

    def look(self) -> tuple[int, int] | None:
        """Read the stamp of the newest picture, if it is a new one."""
        if self.player.picture() == self.seen:
            return None
        frame = self.player.frame()
        assert frame is not None
        self.seen = frame.picture
        found = stamp.read(frame.pixels, frame.width, frame.height, frame.stride)
        if found is None:
            self.unreadable += 1
        else:
            self.stamps.append(found)
        return found


class Stage:
    """Owns a factory and runs what it posts, on the test's thread."""

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.factory = WorkerPlayerFactory(self._posted.put)
        self.actors: list[Actor] = []

    def actor(self) -> Actor:
        events: list[PlayerEvent] = []
        times: list[float] = []

        def on_event(event: PlayerEvent) -> None:
            events.append(event)
            times.append(time.monotonic())

        actor = Actor(self.factory.create(on_event), events, times)
        self.actors.append(actor)
        return actor

    def play(
        self, url: str, size: PictureSize = AREA, open_timeout_s: float = 4.0, read_timeout_s: float = 3.0
    ) -> Actor:
        actor = self.actor()
        source = MediaSource(url, "test", open_timeout_s=open_timeout_s, read_timeout_s=read_timeout_s)
        actor.player.play(source, size)
        return actor

    def pump(self, seconds: float) -> None:
        """Run posted jobs and look at all pictures for so long."""
        self.until(lambda: False, seconds)

    def until(self, done: Callable[[], object], timeout_s: float = 25.0) -> bool:
        """Pump until `done()`; false when that took longer than `timeout_s`."""
        end = time.monotonic() + timeout_s
        while True:
            try:
                while True:
                    self._posted.get_nowait()()
            except queue.Empty:
                pass
            for actor in self.actors:
                actor.look()
            if done():
                return True
            if time.monotonic() > end:
                return False
            time.sleep(0.004)

    def until_state(self, actor: Actor, state: PlayerState, timeout_s: float = 25.0) -> None:
        assert self.until(lambda: state in actor.states(), timeout_s), actor.events

    def until_moving(self, actor: Actor, pictures: int = 10, timeout_s: float = 25.0) -> None:
        """Wait until so many more readable pictures have been shown."""
        goal = len(actor.stamps) + pictures
        assert self.until(lambda: len(actor.stamps) >= goal, timeout_s), (actor.events, len(actor.stamps))

    def close(self) -> None:
        self.factory.close()
