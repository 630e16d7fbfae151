"""Decides which stretch of time is in view: zooming, panning, fitting, and following the playhead."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.domain.beijing import DAY_MS
from desktop.domain.time_range import TimeRange
from ui.playback.timeline.motion import WindowMotion
from ui.playback.timeline.scale import Scale, Window
from ui.playback.timeline.scene import Scene

_FOLLOW_EDGE: Final = 0.06
_FOLLOW_START: Final = 0.15
_ZOOM_SLACK, _PAN_SLACK = 0.98, 0.5
_FIT_MARGIN: Final = 0.01
_JUMP_MS: Final = 1000


class Navigation(QObject):
    """Owns the window; UI thread."""

    moved = Signal()
    """What is shown changed: paint."""
    window_changed = Signal(object)
    """What will be shown changed: a `TimeRange`."""

    def __init__(self, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._motion = WindowMotion(Window(0.0, float(DAY_MS)), self)
        self._motion.moved.connect(self.moved)
        self._placed = False
        self._away = False
        self._before_fit: Window | None = None

    @property
    def shown(self) -> Window:
        """The window that is on the screen."""
        return self._motion.shown

    @property
    def wanted(self) -> Window:
        """The window that will be on the screen in a moment."""
        return self._motion.wanted

    @property
    def placed(self) -> bool:
        """True once somebody has chosen a window."""
        return self._placed

    def go(self, window: Window, *, glide: bool = True) -> None:
        """Show a window, smoothly or at once."""
        self._placed = True
        former = self._motion.wanted
        if glide:
            self._motion.glide(window)
        else:
            self._motion.jump(window)
        if window != former:
            self.window_changed.emit(window.range())

    def place(self, window: Window) -> None:
        """Show a window that somebody chose, at once: the playhead is followed only if it is in it."""
        self.go(window, glide=False)
        self._look_away()

    def pan(self, by_ms: float, *, glide: bool) -> None:
        """Show what is later (or earlier); all of time stays within reach."""
        start = self._motion.wanted if glide else self._motion.shown
        self.go(start.moved(by_ms).kept_near(self._scene.extent(), _PAN_SLACK), glide=glide)
        self._look_away()

    def zoom(self, factor: float, x: float, scale: Scale) -> None:
        """Show `factor` times as much; the instant at `x` stays there."""
        zoomed = self._motion.wanted.zoomed(factor, scale.ms(x), scale.share(x))
        self.go(zoomed.kept_near(self._scene.extent(), _ZOOM_SLACK))
        self._look_away()

    def centre(self, ms: float, *, glide: bool) -> None:
        """Show what is around an instant."""
        wanted = self._motion.wanted
        self.go(Window(ms - wanted.span_ms / 2, wanted.span_ms), glide=glide)
        self._look_away()

    def fit(self) -> None:
        """Show everything, at most 31 days up to now; the second time go back to what was in view."""
        extent = self._scene.extent()
        if extent is None:
            return
        margin = round(_FIT_MARGIN * extent.duration_ms)
        span = Window.of(TimeRange(extent.start_ms - margin, extent.end_ms + margin)).span_ms
        whole = Window(extent.end_ms + margin - span, span)
        if self._before_fit is not None and self._motion.wanted == whole:
            back, self._before_fit = self._before_fit, None
            self.go(back)
        elif self._motion.wanted != whole:
            self._before_fit = self._motion.wanted
            self.go(whole)
        self._look_away()

    def follow(self, ms: int, *, playing: bool) -> None:
        """Keep the playhead in view, while it plays page by page, unless a person looks elsewhere."""
        wanted = self._motion.wanted
        share = (ms - wanted.start_ms) / wanted.span_ms
        if self._away:
            self._away = not wanted.contains(ms)
        elif not self._placed:
            return  # nobody has said yet what to look at
        elif not playing:
            if not wanted.contains(ms):
                self.centre(ms, glide=True)
        elif share > 1 - _FOLLOW_EDGE:
            start_ms = ms - _FOLLOW_START * wanted.span_ms
            if self._scene.now_ms is not None:  # there is nothing to come to after the present
                start_ms = min(start_ms, self._scene.now_ms - (1 - _FOLLOW_START) * wanted.span_ms)
            self.go(Window(start_ms, wanted.span_ms))
        elif share < _FOLLOW_EDGE:
            self.go(Window(ms - (1 - _FOLLOW_START) * wanted.span_ms, wanted.span_ms))

    def jumped(self, former_ms: int | None, ms: int) -> None:
        """Follow again when a standing playhead was put elsewhere: somebody wants to see it there."""
        if former_ms is not None and abs(ms - former_ms) >= _JUMP_MS:
            self._away = False

    def come_back(self) -> None:
        """Follow the playhead again."""
        self._away = False

    def _look_away(self) -> None:
        ms = self._scene.playhead_ms
        self._away = ms is not None and not self._motion.wanted.contains(ms)
