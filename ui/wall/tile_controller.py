"""Where platform and player meet: decides which streams a tile keeps open and which picture it shows.

A tile has a main feed. While it changes to the other stream, and as long as it is maximised, a second feed
runs beside it, and its pictures are shown from its first one on: no black between, no new connection on the
way back. The last picture of a camera that was replaced stays, darkened, until the new one shows its first.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.domain.camera import Camera, CameraId
from desktop.domain.quality import Quality, QualityChoice, QualityPolicy, TileView
from desktop.domain.stream import StreamRole, StreamTicket
from desktop.domain.tile_state import TileHelp, TilePhase, TileState
from player.api import Frame, MediaPlayer, PlayClock, PlayerStats
from ui.errors.texts import short_text
from ui.wall.caption import Caption, caption_of
from ui.wall.feed import Feed, FeedServices
from ui.wall.looks import look_of
from ui.wall.replay.tile_replay import TileReplay, longest_kept
from ui.wall.tile import EMPTY_FACE, Behind, Face, Tile

QUALITY_STEP_S = 0.5
LEAVING_S = 4.0
"""How long the former camera's last picture may stay, darkened, behind one that does not come."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What a tile shows, for figures and for the person who asks."""

    role: StreamRole
    ticket: StreamTicket | None
    stats: PlayerStats
    picture_age_s: float | None
    quality: Quality


class TileController:
    """Runs one tile; UI thread; lives as long as its tile."""

    def __init__(
        self, tile: Tile, services: FeedServices, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self.tile = tile
        self.camera: Camera | None = None
        self.opened_at = 0.0
        self.cameras_on_wall = 1
        self._services = services
        self._on_change = on_change
        self._policy = QualityPolicy()
        self._quality: Quality | None = None
        self._stepped_at = 0.0
        self._choice = QualityChoice.AUTO
        self._caption: Caption | None = None
        self._maximised = False
        self._priority = 0
        self._suspended = False
        self._feed: Feed | None = None
        self._second: Feed | None = None
        self._leaving: Feed | None = None
        self._shown: Feed | None = None
        self._replay: TileReplay | None = None

    # what is asked of it --------------------------------------------------------------------------

    def show(self, camera: Camera | None, *, priority: int = 0) -> None:
        """Show a camera, or nothing; a camera that is shown already goes on undisturbed."""
        self._priority = priority
        if camera is None:
            self._let_go(keep_picture=False)
            self.camera, self._quality = None, None
            self.tile.show_frame(None)
            self.tile.set_face(EMPTY_FACE)
            self._on_change()
            return
        known = self.camera is not None and self.camera.id == camera.id
        came_online = known and self.camera is not None and camera.online != self.camera.online
        self.camera, self._caption = camera, caption_of(camera)
        if known:
            if came_online:
                self.camera_reported(online=camera.online)
            self._show_face()
            return
        self._let_go(keep_picture=True)
        self.opened_at = self._now()
        self._choice = QualityChoice.AUTO
        self._begin(camera)

    def suspend(self) -> None:
        """Close the streams and keep the last picture, until `resume`."""
        self._suspended = True
        self._let_go(keep_picture=True)

    def resume(self) -> None:
        """Open the camera's stream again; its last picture stays, darkened, until the first new one."""
        self._suspended = False
        if self.camera is not None:
            self.opened_at = self._now()
            self._begin(self.camera)

    def _begin(self, camera: Camera) -> None:
        self._quality = self._policy.start(self._view(), camera.streams, self.opened_at)
        if not self._suspended:
            self._feed = self._new_feed(camera, self._quality.role)
        self._show_face()
        self._follow_role()

    def wait_for(self, camera_id: CameraId, *, missing: bool) -> None:
        """Show the place of a camera that the directory is still asked about, or that it does not know."""
        if self.camera is not None or self._feed is not None:
            self.show(None)
        phase = TilePhase.NO_PERMISSION if missing else TilePhase.QUEUED
        look = look_of(TileState(phase, camera_id), self._now())
        self.tile.set_face(Face(phase, Caption(camera_id), look))

    def set_maximised(self, maximised: bool) -> None:
        """Show the large stream beside the small one, or drop it again; nothing reconnects."""
        if maximised == self._maximised:
            return
        self._maximised = maximised
        if not maximised and self._feed is not None:
            self._drop_second()
            self._choose_shown()
        self._follow_role()
        self._show_face()

    def choose_quality(self, choice: QualityChoice) -> None:
        """Let the person force a stream, or leave it to the policy again."""
        self._choice = choice
        self._step_quality()

    @property
    def choice(self) -> QualityChoice:
        """What the person asked for on this tile."""
        return self._choice

    def help(self, offer: TileHelp) -> None:
        """Do what the button says, as far as it is the tile's own business."""
        if offer is TileHelp.RETRY_NOW:
            self.retry()
        elif offer is TileHelp.OTHER_STREAM and self._feed is not None:
            sub = self._feed.role is StreamRole.SUB
            self.choose_quality(QualityChoice.MAIN if sub else QualityChoice.SUB)

    def retry(self) -> None:
        """Open the stream again now."""
        for feed in self._feeds():
            feed.retry()

    def camera_reported(self, *, online: bool) -> None:
        """Take the directory's word on the camera."""
        for feed in self._feeds():
            feed.camera_reported(online=online)

    def platform_reported(self) -> None:
        """Take note that the platform answers again."""
        for feed in self._feeds():
            feed.platform_reported()

    def fit(self) -> None:
        """Have the pictures drawn at the tile's size; called once a change of size has settled."""
        if not self.tile.isVisible():
            return
        if self._replay is not None:
            self._replay.fit()
            return
        size = self.tile.wanted_size()
        if self._second is not None:
            self._second.resize(size)
        if self._feed is not None and not self._kept_small():
            self._feed.resize(size)

    def close(self) -> None:
        """Let go of streams and players."""
        self._let_go(keep_picture=False)
        self.tile.show_frame(None)

    # what it tells --------------------------------------------------------------------------------

    @property
    def state(self) -> TileState:
        """What the tile says: live as long as one of its feeds is, and never live while it shows the past."""
        state = self._live_state()
        return replace(state, phase=TilePhase.REPLAY) if self._replay is not None else state

    def _live_state(self) -> TileState:
        shown = self._shown
        if shown is not None and shown is not self._leaving and shown.live:
            return shown.state
        return TileState() if self._feed is None else self._feed.state

    def showing(self) -> Showing | None:
        """Return figures of the stream on show, None when the tile is empty."""
        feed = self._feed
        if feed is None or self._quality is None:
            return None
        shown = self._shown if self._shown in {feed, self._second} and self._shown else feed
        past = self._replay is not None
        age = None if shown.frame is None or past else max(0.0, self._now() - shown.frame.shown_at)
        return Showing(shown.role, shown.ticket, shown.stats(), age, self._quality)

    # the past -------------------------------------------------------------------------------------

    @property
    def past(self) -> TileReplay | None:
        """What shows the past on this tile; None while it shows the present."""
        return self._replay

    def replay_range(self) -> tuple[int, int] | None:
        """Return the oldest and the newest instant that can be shown again (UTC milliseconds), or None."""
        player = longest_kept(self._players())
        return None if player is None else player.replay_range()

    def replay(self, clock: PlayClock, *, quick: bool = False) -> bool:
        """Show the past by a clock; false when nothing is kept of it."""
        if self._replay is not None:
            self._replay.follow(clock, quick=quick)
        else:
            player = longest_kept(self._players())
            if player is None or player.replay_range() is None:
                return False
            self._replay = TileReplay(
                self.tile, player, clock, time=self._services.clock, shift_ms=self._services.shift_ms
            )
            self._on_change()
        self._show_face()
        return True

    def end_replay(self) -> None:
        """Show the present again: it has been running all the time."""
        former, self._replay = self._replay, None
        if former is not None:
            self.tile.show_frame(None if self._shown is None else self._shown.frame)
            former.close()
            self._show_face()
            self._on_change()

    def _players(self) -> list[MediaPlayer]:
        return [feed.player for feed in self._feeds() if feed.player is not None]

    def _show_live(self, frame: Frame | None) -> None:
        if self._replay is None:
            self.tile.show_frame(frame)

    # time -----------------------------------------------------------------------------------------

    def poll(self, now: float) -> bool:
        """Bring new pictures to the tile; true while a first one is expected: look again soon."""
        if self._replay is not None:
            self._replay.poll()
        feed, second = self._feed, self._second
        fresh = feed is not None and feed.poll()
        fresh_second = second is not None and second.poll()
        if fresh or fresh_second:
            self._show_fresh(fresh=fresh, fresh_second=fresh_second)
        expecting = feed is not None and feed.expecting(now)
        return expecting or (second is not None and second.expecting(now))

    def _show_fresh(self, *, fresh: bool, fresh_second: bool) -> None:
        feed, second = self._feed, self._second
        self._choose_shown()
        shown = self._shown
        if shown is not None and ((fresh and shown is feed) or (fresh_second and shown is second)):
            self._show_live(shown.frame)

    def tick(self) -> None:
        """Judge ages and streams; about four times a second."""
        for feed in self._feeds():
            feed.tick()
        now = self._now()
        if self._replay is not None and not self._replay.tick(self._players()):
            self.end_replay()
        if self._leaving is not None and now - self.opened_at >= LEAVING_S:
            self._drop_leaving()
        if now - self._stepped_at >= QUALITY_STEP_S:
            self._step_quality()
        self._choose_shown()
        self._show_face()

    # inside ---------------------------------------------------------------------------------------

    def _kept_small(self) -> bool:
        """True while the small stream waits, at its own size, behind the large one."""
        return self._maximised and self._second is not None and self._second.state.failures == 0

    def _feeds(self) -> tuple[Feed, ...]:
        return tuple(feed for feed in (self._feed, self._second) if feed is not None)

    def _new_feed(self, camera: Camera, role: StreamRole) -> Feed:
        return Feed(
            self._services,
            camera.id,
            role,
            self.tile.wanted_size(),
            online=camera.online,
            priority=self._priority,
            on_change=self._feed_changed,
        )

    def _feed_changed(self) -> None:
        self._show_face()
        self._on_change()

    def _view(self) -> TileView:
        size = self.tile.wanted_size()
        height = min(size.height, size.width * 9 // 16)
        return TileView(height, self.cameras_on_wall, choice=self._choice)

    def _step_quality(self) -> None:
        self._stepped_at = self._now()
        if self.camera is None or self._quality is None or self._maximised or self._replay is not None:
            return  # a replay ends with the stream that it is made of, so that one must stay
        self._quality = self._policy.step(self._quality, self._view(), self.camera.streams, self._stepped_at)
        self._follow_role()

    def _follow_role(self) -> None:
        """Open the second feed when another stream is wanted than the one that runs."""
        if self.camera is None or self._feed is None or self._quality is None:
            return
        wanted = self._quality.role
        if self._maximised and any(stream.role is StreamRole.MAIN for stream in self.camera.streams):
            wanted = StreamRole.MAIN
        if wanted is self._feed.role:
            self._drop_second()
        elif self._feed.frame is None and self._feed.state.error is not None:
            self._feed.close()
            self._feed = self._new_feed(self.camera, wanted)
        elif self._second is None:
            self._second = self._new_feed(self.camera, wanted)

    def _choose_shown(self) -> None:
        """Show the second feed once it is live; it takes over unless the tile is only maximised."""
        feed, second = self._feed, self._second
        if second is not None and second.live:
            if not self._maximised and feed is not None:
                feed.close()
                self._feed, self._second = second, None
            self._set_shown(second)
        elif feed is not None and feed.frame is not None:
            self._set_shown(feed)

    def _set_shown(self, feed: Feed) -> None:
        if feed is self._shown:
            return
        self._shown = feed
        self._show_live(feed.frame)
        if feed is not self._leaving:
            self._drop_leaving()

    def _let_go(self, *, keep_picture: bool) -> None:
        self.end_replay()
        self._drop_leaving()
        shown = self._shown
        for feed in self._feeds():
            if keep_picture and feed is shown and feed.frame is not None:
                feed.hold()
                self._leaving = feed
            else:
                feed.close()
        self._feed = self._second = None
        if self._leaving is None:
            self._shown = None
            self.tile.show_frame(None)

    def _drop_second(self) -> None:
        if self._second is not None:
            if self._shown is self._second:
                self._shown = None
            self._second.close()
            self._second = None

    def _drop_leaving(self) -> None:
        if self._leaving is None:
            return
        if self._shown is self._leaving:
            self._shown = None
            self._show_live(None)
        self._leaving.close()
        self._leaving = None

    def _show_face(self) -> None:
        if self.camera is None or self._feed is None:
            return
        state = self.state
        if self._replay is not None:
            self.tile.set_face(Face(state.phase, self._caption, self._replay.look, Behind.OWN))
            return
        reason = short_text(state.error) if state.error is not None else ""
        look = look_of(state, self._now(), reason=reason)
        self.tile.set_face(Face(state.phase, self._caption, look, self._behind(state)))

    def _behind(self, state: TileState) -> Behind:
        if self._shown is None or self._shown.frame is None:
            return Behind.NOTHING
        if self._shown is self._leaving:
            return Behind.ANOTHER
        return Behind.OWN if state.phase in _OWN_IN_SIGHT else Behind.ANOTHER

    def _now(self) -> float:
        return self._services.clock.monotonic()


_OWN_IN_SIGHT = frozenset(
    {
        TilePhase.LIVE,
        TilePhase.FROZEN,
        TilePhase.QUEUED,
        TilePhase.CONNECTING,
        TilePhase.WAITING_KEY_FRAME,
        TilePhase.RECONNECTING,
    }
)
"""States in which the old picture is worth judging; in the others it stands far back, behind the words."""
