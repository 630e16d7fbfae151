"""One camera of the playback view: its tile, its feed, and where it stands on its group's clock."""

from collections.abc import Callable
from dataclasses import replace

from desktop.domain.camera import Camera
from desktop.domain.stream import StreamRole
from ui.playback.clock_rules import Motion
from ui.playback.feed import PlaybackFeed, PlaybackServices
from ui.playback.looks import look_of
from ui.playback.states import Coverage, Phase, PlaybackState
from ui.playback.tile import PlaybackTile, TileFace
from ui.wall.caption import caption_of


class PlaybackCell:
    """Lives as long as the camera stands in the view; UI thread.

    `offset_ms` is how much later than its group's clock the cell's footage is (分段回放; 0 otherwise).
    """

    def __init__(
        self,
        camera: Camera,
        tile: PlaybackTile,
        services: PlaybackServices,
        *,
        motion: Motion,
        role: StreamRole,
        offset_ms: int = 0,
    ) -> None:
        self.camera = camera
        self.tile = tile
        self.offset_ms = offset_ms
        self.tied = True
        self.slice_ended = False
        self._services = services
        self._motion = motion
        self.feed = PlaybackFeed(
            services, camera.id, role, clock=motion.clock(offset_ms), on_change=self.show_face
        )

    def start(self, coverage: Callable[[float], Coverage]) -> None:
        """Begin to play."""
        self.feed.coverage = coverage
        self.feed.start(self.tile.wanted_size())
        self.show_face()

    def follow(self, motion: Motion, *, quick: bool = False, moved: bool = False) -> None:
        """Follow the group's clock."""
        self._motion = motion
        self.slice_ended = False
        self.feed.follow(motion.clock(self.offset_ms), quick=quick, moved=moved)
        self.show_face()

    def follows_silently(self, motion: Motion) -> None:
        """Take note of a clock that was set by this cell's own picture."""
        self._motion = motion

    def poll(self) -> bool:
        """Bring a new picture to the tile; true when there was one."""
        fresh = self.feed.poll()
        if fresh:
            self.tile.show_frame(self.feed.frame)
        return fresh

    def tick(self) -> None:
        """Judge the picture and say how things stand."""
        self.feed.tick()
        self.show_face()

    def fit(self, role: StreamRole) -> None:
        """Have pictures drawn at the tile's size, of the stream that suits it."""
        self.feed.resize(self.tile.wanted_size())
        self.feed.change_role(role)

    def close(self) -> None:
        """Let go of the player; the tile is somebody else's business."""
        self.feed.close()
        self.tile.show_frame(None)

    @property
    def state(self) -> PlaybackState:
        """What the tile says."""
        state = self.feed.state
        ended = self.slice_ended and state.phase is Phase.SHOWING
        return replace(state, phase=Phase.SLICE_ENDED) if ended else state

    @property
    def target_ms(self) -> int:
        """The instant that the clock asks of this cell."""
        return round(self.media_at(self._services.clock.monotonic()))

    def media_at(self, now: float) -> float:
        """Return the instant that the clock asks of this cell at a monotonic second."""
        return self._motion.media_at(now) + self.offset_ms

    @property
    def expecting(self) -> bool:
        """True while the picture of an asked instant may come at any moment."""
        return self.feed.state.phase in {Phase.LOADING, Phase.SEEKING}

    def show_face(self) -> None:
        """Say on the tile how things stand."""
        now, state = self._services.clock.monotonic(), self.state
        near = self.target_ms
        look = look_of(state, near, now)
        day = near // 60_000 * 60_000  # the face changes once a minute by itself, not with every tick
        self.tile.set_face(TileFace(state.phase, caption_of(self.camera), look, self.tied, float(day)))
