"""Runs instant replay: which tiles show the past, on one clock for all, and the way back to the present."""

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.ports import Clock
from player.api import PlayClock
from ui.i18n import translate
from ui.wall.replay.bar import ReplayBar
from ui.wall.replay.mark import mark_of
from ui.wall.tile_controller import TileController
from ui.wall.wall_controller import WallController
from ui.wall.wall_view import WallView

REWIND_MS = 30_000
JUMP_MS = 5_000
_PRESENT_MS = 700
"""Nearer to the present than this there is nothing to show again."""
_SHORT_MS = 1_500
_TICK_MS = 100
_NOTE_EVERY = 10

Note = Callable[[CameraId, TimeRange, float], object]
"""Enters in the register which footage was shown."""


class WallReplay(QObject):
    """Lives with one sign-in's wall; UI thread."""

    changed = Signal()
    """The past is on show from now on, or no more."""
    said = Signal(str)
    """Something to tell the person."""

    def __init__(
        self,
        view: WallView,
        wall: WallController,
        note: Note,
        *,
        time: Clock,
        shift_ms: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        """Begin; pictures are kept by this computer's `time`, the platform's is `shift_ms` ahead of it."""
        super().__init__(parent)
        self._view, self._wall, self._time, self._note = view, wall, time, note
        self._shift_ms = shift_ms
        self._tiles: list[TileController] = []
        self._clock = PlayClock(0.0, 0.0, 0.0)
        self._playing = True
        self._ticks = 0
        self._short = ""
        self.bar = ReplayBar(view)
        self.bar.pause_pressed.connect(self.toggle_pause)
        self.bar.live_pressed.connect(self.back_to_live)
        self.bar.track.sought.connect(self._sought)
        self.bar.track.live_requested.connect(self.back_to_live)
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._tick)
        view.installEventFilter(self)

    @property
    def active(self) -> bool:
        """True while tiles show the past."""
        return bool(self._tiles)

    @property
    def clock(self) -> PlayClock:
        """What all rewound tiles follow."""
        return self._clock

    # what people do -------------------------------------------------------------------------------

    def rewind_selected(self) -> None:
        """Show the selected tile half a minute ago, or half a minute earlier still."""
        self._rewind([self._wall.controller(self._view.selected)])

    def rewind_wall(self) -> None:
        """Show all tiles half a minute ago, or half a minute earlier still."""
        self._rewind([tile for tile in self._wall.controllers() if tile.camera is not None])

    def jump(self, by_ms: float) -> None:
        """Go back (negative) or on; beyond the newest picture lies the present."""
        if self.active:
            self._seek(self._clock.media_at(monotonic()) + by_ms)

    def toggle_pause(self) -> None:
        """Let the clock stand, or go on."""
        if self.active:
            now = monotonic()
            self._playing = not self._playing
            self._follow(PlayClock(self._clock.media_at(now), now, float(self._playing)))

    def back_to_live(self) -> None:
        """Show the present on all tiles; it is there at once."""
        tiles, self._tiles = self._tiles, []
        if not tiles and not self._ticker.isActive():
            return
        self._ticker.stop()
        for tile in tiles:
            tile.end_replay()
        self.bar.hide()
        self._view.set_foot(None)
        self._wall.hold_sizes(held=False)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End with the wall going out of sight."""
        if event.type() == QEvent.Type.Hide:
            self.back_to_live()
        return super().eventFilter(watched, event)

    # beginning ------------------------------------------------------------------------------------

    def _rewind(self, wanted: Sequence[TileController]) -> None:
        able = [tile for tile in wanted if tile.replay_range() is not None]
        if not able:
            self.said.emit(translate("Replay", "还没有可以回看的画面"))
        elif not self.active:
            self._begin(able)
        elif all(tile in self._tiles for tile in able):
            self.jump(-REWIND_MS)
        else:
            self._tiles += [tile for tile in able if tile not in self._tiles]
            self._follow(self._clock)

    def _begin(self, tiles: list[TileController]) -> None:
        self._view.set_foot(self.bar)
        self._wall.hold_sizes(held=True)
        self._tiles, self._playing, self._ticks = tiles, True, 0
        wanted = self._time.now_ms() - REWIND_MS
        begin = max(float(wanted), self._oldest())
        self._short = ""
        if begin - wanted > _SHORT_MS:
            seconds = max(1, round((REWIND_MS + wanted - begin) / 1000))
            self._short = translate("Replay", "只保留了 {n} 秒，从最早处开始").format(n=seconds)
        self._follow(PlayClock(begin, monotonic(), 1.0))
        self.bar.show()
        self._ticker.start()
        self._tick()
        self.changed.emit()

    # going on -------------------------------------------------------------------------------------

    def _sought(self, media_ms: float, final: bool) -> None:
        if not self.active:
            return
        rate = float(self._playing) if final else 0.0
        self._follow(PlayClock(media_ms, monotonic(), rate), quick=not final)

    def _seek(self, media_ms: float) -> None:
        if media_ms > self._time.now_ms() - _PRESENT_MS:
            self.back_to_live()
            return
        self._short = ""
        target = max(media_ms, self._oldest())
        self._follow(PlayClock(target, monotonic(), float(self._playing)))

    def _follow(self, clock: PlayClock, *, quick: bool = False) -> None:
        self._clock = clock
        for tile in self._tiles:
            tile.replay(clock, quick=quick)
        self._show()

    def _oldest(self) -> float:
        kept = [kept[0] for tile in self._tiles if (kept := tile.replay_range()) is not None]
        return float(min(kept, default=self._time.now_ms()))

    def _tick(self) -> None:
        self._tiles = [tile for tile in self._tiles if tile.past is not None]
        now, media_ms = monotonic(), self._clock.media_at(monotonic())
        if not self._tiles or media_ms > self._time.now_ms() - _PRESENT_MS:
            if not self.bar.track.dragging:
                self.back_to_live()
            return
        oldest = self._oldest()
        if self._clock.rate and media_ms < oldest:
            self._follow(PlayClock(oldest, now, self._clock.rate))  # it has stood still for too long
        self._show()
        self._ticks += 1
        if self._ticks % _NOTE_EVERY == 0:
            self._enter()

    def _show(self) -> None:
        now_ms, media_ms = self._time.now_ms(), self._clock.media_at(monotonic())
        shift_ms = self._shift_ms()
        self.bar.show_time(mark_of(int(media_ms) + shift_ms, now_ms + shift_ms), paused=not self._playing)
        self.bar.show_tiles(len(self._tiles), self._short)
        self.bar.track.set_instants(self._oldest(), media_ms, now_ms)

    def _enter(self) -> None:
        for tile in self._tiles:
            shown = tile.past.shown_ms if tile.past is not None else None
            if tile.camera is not None and shown is not None:
                self._note(tile.camera.id, TimeRange(shown, shown + 1), self._clock.rate)
