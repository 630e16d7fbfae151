"""One player of the worker: a relay, the surface it feeds, and the truth about both as states.

Everything here runs on the worker's director thread; relays and libVLC call back through `director`.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from player.api import Failure, MediaSource, PlayerState
from player.frame_memory import FrameMemory
from player.worker.archive.presenter import Presenter
from player.worker.engine import Engine
from player.worker.launch import Launch
from player.worker.overload import Overload
from player.worker.race import Race
from player.worker.reaper import Reaper
from player.worker.relay import Relay
from player.worker.replay import Replay
from player.worker.surface import Surface

_KEY_FRAME_PATIENCE_S: Final = 30.0
_FIRST_PICTURE_PATIENCE_S: Final = 6.0
_OPEN_MARGIN_S: Final = 1.5
"""The relay knows best why nothing opens; this long after its time-out FFmpeg is taken to be stuck."""
_QUIET_S: Final = 1.0
_FROZEN_S: Final = 2.5
_REFRESH_S: Final = 2.5
_GIVE_UP_S: Final = 8.0
_SIGN_OF_LIFE: Final = 3
"""Pictures of a surface; the first ones may be old ones, shown again after a refresh."""
_FIGURES_S: Final = 1.0
_SETTLED_S: Final = 0.7


class Director(Protocol):
    """What a player needs of the process around it."""

    engine: Engine
    reaper: Reaper
    launch: Launch
    folder: Path
    presenter: Presenter
    rewinds: Launch
    replay_bytes: int

    def post(self, job: Callable[[], None]) -> None:
        """Run a job on the director thread."""
        ...

    def send(self, message: dict[str, object]) -> None:
        """Send a message to the user interface."""
        ...


class StreamPlayer:
    """Plays one source at a time for one player of the user interface."""

    def __init__(self, number: int, director: Director) -> None:
        self._number = number
        self._director = director
        self._run = 0
        self._source: MediaSource | None = None
        self._area = (0, 0)
        self._state = PlayerState.IDLE
        self._relay: Relay | None = None
        self._surface: Surface | None = None
        self._race: Race | None = None
        self._since = 0.0
        self._refreshed = False
        self._figures = (0.0, 0, 0)
        self._overload = Overload()
        self.replay = Replay(number, director)

    # Commands.

    def play(self, run: int, source: MediaSource, area: tuple[int, int]) -> None:
        """Open a source; whatever played before ends."""
        self._end()
        self._run, self._source, self._area = run, source, area
        self._refreshed = False
        self.replay.belongs_to(source.label)
        self._enter(PlayerState.CONNECTING)
        post = self._director.post
        relay = Relay(
            source,
            self.replay.ring,
            on_opened=lambda: post(lambda: self._opened(relay)),
            on_key_frame=lambda: post(lambda: self._key_frame(relay)),
            on_ended=lambda failure: post(lambda: self._ended(relay, failure)),
        )
        self._relay = relay
        relay.start()

    def resize(self, area: tuple[int, int]) -> None:
        """Draw at another size from now on; the old surface goes on until the new one has caught up."""
        if self._relay is None or area == self._area:
            return
        self._area = area
        if self._surface is not None and self._relay.codec:
            self._renew()

    def stop(self) -> None:
        """Close the connection and the surfaces."""
        if self._relay is not None:
            self._end()
            self._enter(PlayerState.STOPPED)

    def discard(self) -> None:
        """End without a word."""
        self._end()
        self.replay.end()

    # What the relay and the surfaces tell.

    def _opened(self, relay: Relay) -> None:
        if relay is self._relay:
            self._enter(PlayerState.WAITING_KEY_FRAME)
            self._director.launch.opened(self)
            self._surface = self._new_surface(relay, quiet=False)

    def _key_frame(self, relay: Relay) -> None:
        if relay is self._relay:
            self._since = time.monotonic()

    def _ended(self, relay: Relay, failure: Failure) -> None:
        if relay is self._relay:
            self._fail(failure)

    def _first_picture(self, surface: Surface) -> None:
        if self._race is not None and surface is self._race.new:
            self._close(self._surface)
            self._surface, self._race = surface, None
        relay = self._relay
        if surface is self._surface and relay is not None:
            self._director.launch.shown(self, lambda: relay.release(surface.pipe))
        if surface is self._surface and self._state is PlayerState.WAITING_KEY_FRAME:
            self._enter(PlayerState.LIVE)

    # Surfaces.

    def _new_surface(self, relay: Relay, *, quiet: bool) -> Surface | None:
        director = self._director
        try:
            memory = FrameMemory.create(director.folder, *self._area)
        except OSError:
            self._fail(Failure.ENGINE)
            return None
        surface = Surface(
            director.engine,
            memory,
            self._area,
            source_size=lambda: relay.size,
            on_first_picture=lambda: director.post(lambda: self._first_picture(surface)),
        )
        relay.attach(surface.pipe, staged=not quiet)
        if quiet:
            surface.hold_back()
        surface.start()
        director.send(
            {
                "event": "surface",
                "player": self._number,
                "run": self._run,
                "path": str(memory.path),
                "width": self._area[0],
                "height": self._area[1],
            }
        )
        return surface

    def _renew(self) -> None:
        relay, old = self._relay, self._surface
        assert relay is not None
        assert old is not None
        self._give_up_race()
        new = self._new_surface(relay, quiet=True)
        if new is not None:
            self._race = Race(
                new,
                old,
                relay.sent_to(new.pipe),
                sent=lambda: relay.sent_to(new.pipe),
                waiting=lambda: self._waiting(relay, old),
            )

    @staticmethod
    def _waiting(relay: Relay, surface: Surface) -> int:
        return surface.waiting(time.monotonic(), relay.sent_to(surface.pipe))

    def _give_up_race(self) -> None:
        race, self._race = self._race, None
        if race is not None:
            race.give_up()
            self._close(race.new)

    def _close(self, surface: Surface | None) -> None:
        if surface is not None:
            if self._relay is not None:
                self._relay.detach(surface.pipe)
            surface.hold_back()  # it may take a while until the reaper comes to it
            self._director.reaper.submit(surface.close)

    def _end(self) -> None:
        relay, self._relay = self._relay, None
        if relay is not None:
            relay.abandon()
        self._give_up_race()
        self._close(self._surface)
        self._surface = None
        self._director.launch.gone(self)

    # The watch.

    def tick(self, now: float) -> None:
        """Look after time-outs, stalls and figures; called some ten times a second."""
        self.replay.tick(now)
        relay, source = self._relay, self._source
        if relay is None or source is None:
            return
        quiet_s = now - relay.last_packet_at
        if self._state is PlayerState.CONNECTING:
            if quiet_s > source.open_timeout_s + _OPEN_MARGIN_S:
                self._fail(Failure.UNREACHABLE)
            return
        if quiet_s > source.read_timeout_s + 2 * relay.spacing:
            self._fail(Failure.STALLED)
        elif self._state is PlayerState.WAITING_KEY_FRAME:
            patience = _FIRST_PICTURE_PATIENCE_S if relay.started else _KEY_FRAME_PATIENCE_S
            if now - self._since > patience:
                self._fail(Failure.BAD_DATA)
        elif self._surface is not None:
            self._waiting(relay, self._surface)
            if self._race is not None:
                self._race.watch(now)
            self._watch_picture(now, quiet_s, relay, self._surface)
            self._write_figures(now, relay, self._surface)

    def _watch_picture(self, now: float, quiet_s: float, relay: Relay, surface: Surface) -> None:
        frozen_s = now - surface.memory.shown_at()
        spare_s = 2 * (relay.key_spacing if relay.key_frames_only else relay.spacing)
        limit = _FROZEN_S + spare_s
        if quiet_s > _QUIET_S + 2 * relay.spacing or frozen_s > limit:
            if self._state is PlayerState.LIVE:
                self._enter(PlayerState.STALLED)
        elif self._state is PlayerState.STALLED and surface.memory.picture() >= _SIGN_OF_LIFE:
            self._refreshed = False
            self._enter(PlayerState.LIVE)
        if quiet_s < limit and frozen_s > limit + _REFRESH_S and not self._refreshed:
            # Packets come, pictures do not: libVLC has lost the thread. Once more from the key frame.
            self._refreshed = True
            self._renew()
        if quiet_s < limit and self._state is PlayerState.STALLED and now - self._since > _GIVE_UP_S:
            self._fail(Failure.BAD_DATA)

    def _write_figures(self, now: float, relay: Relay, surface: Surface) -> None:
        at, pictures, received = self._figures
        if now - at < _FIGURES_S or now - self._since < _SETTLED_S:  # catching up is not the usual rate
            return
        shown = surface.memory.picture()
        self._figures = (now, shown, relay.bytes)
        if at and shown >= pictures:
            span = now - at
            fps, bitrate = (shown - pictures) / span, (relay.bytes - received) * 8 / span
            surface.memory.set_figures(fps, bitrate, *relay.size)
            self._watch_decoder(now, relay, surface)

    def _watch_decoder(self, now: float, relay: Relay, surface: Surface) -> None:
        sent = relay.sent_to(surface.pipe)
        surface.confirm_repeats(sent)
        shows = self._state is PlayerState.LIVE and now - surface.memory.shown_at() < _QUIET_S
        if shows or relay.key_frames_only:  # a decoder that shows nothing is not a slow one
            relay.key_frames_only = self._overload.is_thin(now, surface.behind(sent) * relay.spacing)

    # States.

    def _fail(self, failure: Failure) -> None:
        self._end()
        self._enter(PlayerState.FAILED, failure)

    def _enter(self, state: PlayerState, failure: Failure | None = None) -> None:
        self._state = state
        self._since = time.monotonic()
        self._figures = (0.0, 0, 0)
        relay = self._relay
        self._director.send(
            {
                "event": "state",
                "player": self._number,
                "run": self._run,
                "state": state.value,
                "failure": failure.value if failure else None,
                "codec": relay.codec if relay else "",
                "width": relay.size[0] if relay else 0,
                "height": relay.size[1] if relay else 0,
            }
        )
