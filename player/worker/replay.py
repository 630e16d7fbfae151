"""The last minute of one live stream, shown again by a clock: the engine of recordings, fed from the ring."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, cast

from av.packet import Packet
from av.video.stream import VideoStream

from player import wire
from player.api import ArchiveSource, ArchiveState, Failure, PlayClock
from player.frame_memory import FrameMemory
from player.worker.archive.canvas import Canvas
from player.worker.archive.packets import Coding, Demand, PacketStore
from player.worker.archive.presenter import Presenter
from player.worker.archive.viewer import Viewer
from player.worker.launch import Launch
from player.worker.ring import ReplayRing, RingPacket

_LOOK_AGAIN_S: Final = 0.02
_KEY_FIRST_S: Final = 0.8
"""For so long at most a replay that begins is content with a key frame: one picture to decode instead of
up to fifty. All tiles of a wall have gone back before the first of them is exact (player.worker.launch)."""


class Director(Protocol):
    """What a replay needs of the process around it."""

    folder: Path
    presenter: Presenter
    rewinds: Launch
    replay_bytes: int

    def post(self, job: Callable[[], None]) -> None:
        """Run a job on the director thread."""
        ...

    def send(self, message: dict[str, object]) -> None:
        """Send a message to the user interface (any thread)."""
        ...


class RingFeed:
    """Fills stores from a ring; `player.worker.archive.feed.Feed`."""

    def __init__(self, ring: ReplayRing) -> None:
        self._ring = ring
        self._pouring: _Pouring | None = None

    def request(self, demand: Demand, store: PacketStore) -> None:
        """Fill a store from now on, and no other."""
        self.close()
        self._pouring = _Pouring(self._ring, demand, store)

    def close(self) -> None:
        """End."""
        pouring, self._pouring = self._pouring, None
        if pouring is not None:
            pouring.abandon()


class _Pouring:
    """One demand: from its key frame on, and along with the present when it has caught up."""

    def __init__(self, ring: ReplayRing, demand: Demand, store: PacketStore) -> None:
        self._ring, self._demand, self._store = ring, demand, store
        self._abandoned = threading.Event()
        self._coding: Coding | None = None
        threading.Thread(target=self._run, name="replay", daemon=True).start()

    def abandon(self) -> None:
        """Fill no more."""
        self._abandoned.set()
        self._store.close()

    def _run(self) -> None:
        number = None
        while not self._abandoned.is_set():
            if number is None:
                number = self._ring.find(self._demand.start_ms)
            packet = None if number is None else self._ring.packet(number)
            if packet is None:
                self._abandoned.wait(_LOOK_AGAIN_S)
                continue
            number = packet.number + 1
            if packet.is_key or not self._demand.keys_only:
                if not self._is_same_coding(packet):
                    self._store.finish(Failure.CUT)
                    return
                self._give(packet)
            if not self._store.wait_for_room():
                return

    def _is_same_coding(self, packet: RingPacket) -> bool:
        if self._coding is None:
            self._coding = Coding(packet.codec, packet.extradata)
            self._store.begin(self._coding)
        return self._coding.codec == packet.codec

    def _give(self, packet: RingPacket) -> None:
        copy = cast("Packet[VideoStream]", Packet(packet.data))
        copy.is_keyframe = packet.is_key
        self._store.add(copy, packet.media_ms, packet.decode_ms, key=packet.is_key)


class Replay:
    """The ring of one player, and the viewer that shows it on demand; on the director thread."""

    def __init__(self, number: int, director: Director) -> None:
        self.ring = ReplayRing(director.replay_bytes)
        self._number = number
        self._director = director
        self._label = ""
        self._viewer: Viewer | None = None
        self._session = 0
        self._exact: PlayClock | None = None
        self._exact_at = 0.0

    def belongs_to(self, label: str) -> None:
        """Keep the ring for a stream that is opened again, and forget that of another one."""
        if label != self._label:
            self._label = label
            self.end()
            self.ring.clear()

    def obey(self, message: wire.Message) -> None:
        """Begin, follow another clock, or end (no clock)."""
        if message["clock"] is None:
            self.end()
            return
        media_ms, at, rate = message["clock"]
        clock = PlayClock(float(media_ms), float(at), float(rate))
        area = (int(message["width"]), int(message["height"]))
        quick = bool(message["quick"])
        if message["begins"] or self._viewer is None:
            self._begin(clock, area, int(message["session"]))
            if not quick:
                self._exact = clock
                self._director.rewinds.opened(self)
        else:
            self._viewer.resize(area)
            if self._exact is not None and not quick:
                self._exact = clock  # still content with key frames
                quick = True
        if self._viewer is not None:
            self._viewer.follow(clock, quick=quick or self._exact is not None)

    def tick(self, now: float) -> None:
        """Be exact when the first picture takes too long."""
        if self._exact is not None and now > self._exact_at:
            self._be_exact(self._session)

    def end(self) -> None:
        """Show nothing any more; the ring goes on."""
        self._exact = None
        self._director.rewinds.gone(self)
        viewer, self._viewer = self._viewer, None
        if viewer is not None:
            viewer.close()

    def _begin(self, clock: PlayClock, area: tuple[int, int], session: int) -> None:
        self.end()
        self._session, self._exact_at = session, time.monotonic() + _KEY_FIRST_S
        self._viewer = Viewer(
            ArchiveSource("", self._label, reverse=False),
            clock,
            area,
            feed=RingFeed(self.ring),
            canvas=Canvas(self._director.folder, lambda memory, size: self._announce(session, memory, size)),
            presenter=self._director.presenter,
            report=lambda word: self._report(session, word.state),
        )

    def _announce(self, session: int, memory: FrameMemory, area: tuple[int, int]) -> None:
        self._director.send(
            {
                "event": "replay_surface",
                "player": self._number,
                "session": session,
                "path": str(memory.path),
                "width": area[0],
                "height": area[1],
            }
        )

    def _report(self, session: int, state: ArchiveState) -> None:
        if state is ArchiveState.SHOWING:
            self._director.post(lambda: self._shown(session))
        elif state is ArchiveState.FAILED:
            self._director.send({"event": "replay_failed", "player": self._number, "session": session})

    def _shown(self, session: int) -> None:
        if session == self._session and self._exact is not None:
            self._director.rewinds.shown(self, lambda: self._be_exact(session))

    def _be_exact(self, session: int) -> None:
        clock = self._exact
        if session == self._session and clock is not None and self._viewer is not None:
            self._exact = None
            self._director.rewinds.gone(self)
            self._viewer.follow(clock, quick=False)
