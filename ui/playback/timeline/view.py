"""The timeline's widget: takes lanes and instants, says where people want to go."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.recording import MarkKind
from desktop.domain.time_range import TimeRange
from ui.i18n import translate
from ui.playback.timeline import interaction, texts
from ui.playback.timeline.canvas import Canvas, overview_scale
from ui.playback.timeline.cursors import shape_for
from ui.playback.timeline.geometry import Hit, Zone, arrange, least_height, preferred_height
from ui.playback.timeline.hover_picture import HoverPicture, ThumbnailProvider, spot_at
from ui.playback.timeline.interaction import Button, Gesture, Mode
from ui.playback.timeline.lane import Lane
from ui.playback.timeline.navigation import Navigation
from ui.playback.timeline.overlay import edge_of, hover_region, limit_region, paint_overlay, playhead_region
from ui.playback.timeline.scale import Scale, Window
from ui.playback.timeline.scene import Scene
from ui.playback.timeline.sides import legend_entries, legend_kind_at
from ui.wall.caption import plain

_BUTTONS: Final = {Qt.MouseButton.LeftButton: Button.LEFT, Qt.MouseButton.MiddleButton: Button.MIDDLE}
_ANY_BUTTON: Final = Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton
_REACH_PX: Final = 6
"""The mouse is on a sign when it is no further off than this."""


class TimelineView(QWidget):
    """All cameras' footage over one stretch of time; UI thread. Keys are its owner's business."""

    seek_requested = Signal(object, bool)
    """UTC ms (more than Qt's int holds); False while the button is down."""
    lane_selected = Signal(str)
    window_changed = Signal(object)
    """A `TimeRange`: what will be in view in a moment."""
    in_out_changed = Signal(object, object)
    """UTC ms or None, each."""
    kind_toggled = Signal(object)
    """The `MarkKind` of an entry of the legend that was clicked."""
    hovered = Signal(str, object)
    """A camera and UTC ms."""
    hover_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._scene = Scene()
        self._canvas = Canvas()
        self._geometry = arrange(1, 1, 0, None)
        self._gesture = interaction.IDLE
        self._navigation = Navigation(self._scene, self)
        self._navigation.moved.connect(self._on_moved)
        self._navigation.window_changed.connect(self.window_changed)
        self._hover = HoverPicture(self)
        self._arrange()
        self._retranslate()

    # what it shows --------------------------------------------------------------------------------

    def set_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show these cameras, from top to bottom; what did not change is not made anew."""
        count = len(self._scene.parts)
        if self._scene.set_lanes(tuple(lanes)):
            if count != len(lanes):
                self.updateGeometry()
            self._arrange()
            self._point_again()

    def set_selected(self, camera_id: CameraId | None) -> None:
        """Give this camera the wide bar."""
        if camera_id != self._scene.selected:
            self._scene.selected = camera_id
            self._arrange()

    def set_playhead(self, ms: int | None, following: bool = False) -> None:
        """Move the playhead; it stays in view unless a person looks elsewhere.

        With `following`, as while it plays, the window turns over before the playhead reaches its edge.
        """
        if ms == self._scene.playhead_ms:
            return
        scale, former = self._scale(), self._scene.playhead_ms
        dirty = playhead_region(self._geometry, scale, self._scene)
        self._scene.playhead_ms = ms
        after = playhead_region(self._geometry, scale, self._scene)
        if dirty != after or ms is None or former is None or ms // 1000 != former // 1000:
            self.update(dirty + after)
        if ms is not None and self._gesture.mode is Mode.IDLE:
            if not following:
                self._navigation.jumped(former, ms)
            self._navigation.follow(ms, playing=following)

    def set_window(self, window: TimeRange) -> None:
        """Show this stretch of time, at once; one that is too short or too long is brought within limits."""
        self._navigation.place(Window.of(window))

    @property
    def time_window(self) -> TimeRange:
        """The stretch of time in view, or that will be as soon as a movement ends."""
        return self._navigation.wanted.range()

    def set_retention(self, from_ms: int | None) -> None:
        """Set before when the selected camera's footage is overwritten."""
        if from_ms != self._scene.retention_ms:
            self._scene.retention_ms = from_ms
            self._canvas.spoil()
            self.update()

    def set_now(self, ms: int) -> None:
        """Set the present: nothing is recorded after it. Costs nothing while it stays on its pixel."""
        former = self._scene.now_ms
        if not self._navigation.placed:
            self._navigation.place(Window.of(TimeRange(ms - DAY_MS, ms + DAY_MS // 24)))
        self._scene.now_ms = ms
        scale = self._scale()
        if former is None or self._scene.overview_is_stale():
            self._canvas.spoil()
            self.update()
        elif round(scale.x(former)) != round(scale.x(ms)):
            self.update(limit_region(self._geometry, scale, former, ms))

    def set_marks_in_out(self, in_ms: int | None, out_ms: int | None) -> None:
        """Set the chosen span; None where an end is not chosen."""
        if (in_ms, out_ms) != (self._scene.in_ms, self._scene.out_ms):
            self._scene.in_ms, self._scene.out_ms = in_ms, out_ms
            self.update()

    def set_hidden(self, kinds: frozenset[MarkKind]) -> None:
        """Leave out marks of these kinds; footage of their kind looks like any other."""
        if kinds != self._scene.hidden:
            self._scene.hide(kinds)
            self._canvas.spoil()
            self.update()
            self._point_again()

    @property
    def hidden(self) -> frozenset[MarkKind]:
        """The kinds of marks that are left out."""
        return self._scene.hidden

    @property
    def thumbnail_provider(self) -> ThumbnailProvider | None:
        """Where small pictures come from; None shows words only."""
        return self._hover.provider

    @thumbnail_provider.setter
    def thumbnail_provider(self, provider: ThumbnailProvider | None) -> None:
        self._hover.provider = provider

    def thumbnail_arrived(self, camera_id: CameraId, ms: int) -> None:
        """Tell that the provider now has a picture that it was asked for; too late is no harm."""
        self._hover.arrived(camera_id, ms)

    # what keys do ---------------------------------------------------------------------------------

    def zoom(self, factor: float) -> None:
        """Show `factor` times as much time, around the playhead if it is in view."""
        ms, scale = self._scene.playhead_ms, self._scale()
        middle = scale.left + scale.width / 2
        at = middle if ms is None or edge_of(self._scene, scale) else scale.x(ms)
        self._navigation.zoom(factor, at, scale)

    def fit(self) -> None:
        """Show everything there is, at most 31 days up to now; a second time goes back."""
        self._navigation.fit()

    def recall(self) -> None:
        """Bring the playhead back into view."""
        if self._scene.playhead_ms is not None:
            self._navigation.centre(self._scene.playhead_ms, glide=True)

    # where things are -----------------------------------------------------------------------------

    def bar_rect(self, camera_id: CameraId) -> QRect:
        """Return where a camera's bar lies in the widget; empty for one that is not shown."""
        for part, rect in zip(self._scene.parts, self._geometry.lanes, strict=True):
            if part.lane.camera_id == camera_id:
                return rect
        return QRect()

    def legend_rects(self) -> dict[str, QRect]:
        """Return where the entries of the legend lie, by their words."""
        return {entry.text: rect for rect, entry in legend_entries(self._geometry)}

    def time_rect(self) -> QRect:
        """Return the ruler's row of times: its left edge is the window's start, its right edge the end."""
        return self._geometry.ticks

    def x_of(self, ms: float) -> float:
        """Return where an instant lies on the screen now, in widget coordinates."""
        return self._scale().x(ms)

    def ms_at(self, x: float) -> float:
        """Return the instant that is shown at a place of the widget now."""
        return self._scale().ms(x)

    @property
    def hover_picture(self) -> HoverPicture:
        """What shows the small picture over the mouse."""
        return self._hover

    def sizeHint(self) -> QSize:
        """Return a size at which every name can be read."""
        return QSize(1200, preferred_height(max(1, len(self._scene.parts))))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which every bar can be seen."""
        return QSize(400, least_height(max(1, len(self._scene.parts))))

    # events ---------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, and over it what moves; Qt clips both to what is damaged."""
        scale = self._scale()
        base = self._canvas.pixmap(self.size(), self.devicePixelRatioF(), self._geometry, scale, self._scene)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, base)
        paint_overlay(painter, self._geometry, scale, self._scene)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew; the window stays."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._canvas.spoil()
            self.update()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the whole name of a lane whose name is cut, and what a click on the legend does."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit, kind = self._hit(event.pos()), legend_kind_at(self._geometry, event.pos())
            if kind is not None:
                words = texts.toggle_text(kind, hidden=kind in self._scene.hidden)
                QToolTip.showText(event.globalPos(), words, self)
            elif hit.zone is Zone.NAME and hit.lane is not None:
                QToolTip.showText(event.globalPos(), plain(self._scene.parts[hit.lane].lane.name), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a seek, a pan or a drag of a mark."""
        button = _BUTTONS.get(event.button())
        if button is None:
            event.ignore()
            return
        self._end_hover()
        kind = legend_kind_at(self._geometry, event.position().toPoint())
        if kind is not None and button is Button.LEFT:
            self.kind_toggled.emit(kind)
        hit = self._hit(event.position().toPoint())
        self._run(interaction.pressed(self._gesture, hit, event.position().x(), button, self._scale()))
        self._show_cursor(hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it, or show what is under the mouse."""
        at = event.position()
        if not event.buttons() & _ANY_BUTTON:
            self._let_go(self._gesture.x)  # the release went astray, to a window that came between
        if self._gesture.mode is Mode.IDLE:
            hit = self._hit(at.toPoint())
            self._show_cursor(hit, at.toPoint())
            self._point(hit, at.toPoint())
        else:
            self._run(interaction.moved(self._gesture, at.x(), self._scale()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if event.button() in _BUTTONS and not event.buttons() & _ANY_BUTTON:
            self._let_go(event.position().x())
            self._show_cursor(self._hit(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything, or what was in view before."""
        kind = legend_kind_at(self._geometry, event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and kind is not None:
            self.kind_toggled.emit(kind)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse, or pan."""
        if self._gesture.mode is Mode.IDLE:
            sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            delta, x = event.angleDelta(), event.position().x()
            for effect in interaction.wheeled(x, delta.x(), delta.y(), self._scale(), sideways=sideways):
                self._apply(effect)
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing hovers over what cannot be seen."""
        self._end_hover()
        super().hideEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse has gone: its line and picture go too."""
        self._end_hover()
        super().leaveEvent(event)

    # inside ---------------------------------------------------------------------------------------

    def _scale(self) -> Scale:
        return Scale(self._navigation.shown, self._geometry.left, self._geometry.width)

    def _arrange(self) -> None:
        self._geometry = arrange(self.width(), self.height(), len(self._scene.parts), self._scene.wide)
        self._canvas.spoil()
        self.update()

    def _retranslate(self) -> None:
        self.setAccessibleName(translate("Timeline", "时间轴"))
        self.setAccessibleDescription(translate("Timeline", "滚轮缩放，拖动平移，单击定位"))

    def _hit(self, at: QPoint) -> Hit:
        scale, scene = self._scale(), self._scene
        in_x = None if scene.in_ms is None else scale.x(scene.in_ms)
        out_x = None if scene.out_ms is None else scale.x(scene.out_ms)
        return self._geometry.hit(at, in_x=in_x, out_x=out_x, edge=edge_of(scene, scale))

    def _show_cursor(self, hit: Hit, at: QPoint | None = None) -> None:
        shape = shape_for(hit.zone, self._gesture.mode)
        if at is not None and legend_kind_at(self._geometry, at) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def _let_go(self, x: float) -> None:
        if self._gesture.mode is not Mode.IDLE:
            self._run(interaction.released(self._gesture, x, self._scale()))

    def _run(self, step: tuple[Gesture, tuple[interaction.Effect, ...]]) -> None:
        self._gesture, effects = step
        for effect in effects:
            self._apply(effect)

    def _apply(self, effect: interaction.Effect) -> None:
        match effect:
            case interaction.Seek(ms, final):
                self._seek(ms, final=final)
            case interaction.Choose(lane):
                if lane < len(self._scene.parts):
                    self.set_selected(self._scene.parts[lane].lane.camera_id)
                    self.lane_selected.emit(self._scene.selected)
            case interaction.Pan(by_ms):
                self._navigation.pan(by_ms, glide=self._gesture.mode is Mode.IDLE)
            case interaction.Zoom(factor, x):
                self._navigation.zoom(factor, x, self._scale())
            case interaction.Centre(x):
                self._centre(x)
            case interaction.MarkAt(ms, is_in):
                self._drag_mark(ms, is_in=is_in)
            case interaction.Recall():
                self.recall()

    def _seek(self, ms: int, *, final: bool) -> None:
        if self._scene.now_ms is not None:
            ms = min(ms, self._scene.now_ms)
        self._navigation.come_back()
        self.set_playhead(ms)
        self.seek_requested.emit(ms, final)

    def _centre(self, x: float) -> None:
        overview = overview_scale(self._geometry, self._scene)
        if overview is not None:
            self._navigation.centre(overview.ms(overview.inside(x)), glide=False)

    def _drag_mark(self, ms: int, *, is_in: bool) -> None:
        at = self._scene.ordered_mark(ms, is_in=is_in)
        chosen = (at, self._scene.out_ms) if is_in else (self._scene.in_ms, at)
        self.set_marks_in_out(*chosen)
        self.in_out_changed.emit(*chosen)

    def _on_moved(self) -> None:
        self._canvas.spoil(whole=False)
        self.update()
        self._point_again()

    def _point(self, hit: Hit, at: QPoint) -> None:
        lane = hit.lane if hit.lane is not None else self._scene.wide
        if hit.zone not in {Zone.SCRUB, Zone.LANE} or lane is None:
            self._end_hover()
            return
        scale = self._scale()
        dirty = hover_region(self._geometry, scale, self._scene)
        self._scene.hover_x, self._scene.hover_lane = at.x(), lane
        self.update(dirty + hover_region(self._geometry, scale, self._scene))
        self._point_again()

    def _point_again(self) -> None:
        """Tell what is under the mouse now: it may be another instant although the mouse stood still."""
        x, lane = self._scene.hover_x, self._scene.hover_lane
        if x is None or lane is None:
            return
        if lane >= len(self._scene.parts):
            self._end_hover()
            return
        scale = self._scale()
        spot = spot_at(self._scene.parts[lane], round(scale.ms(x)), _REACH_PX * scale.ms_per_px)
        self._hover.point(spot, self.mapToGlobal(QPoint(x, 0)))
        self.hovered.emit(spot.camera_id, spot.ms)

    def _end_hover(self) -> None:
        self._hover.leave()
        if self._scene.hover_x is not None:
            dirty: QRegion = hover_region(self._geometry, self._scale(), self._scene)
            self._scene.hover_x = self._scene.hover_lane = None
            self.update(dirty)
            self.hover_ended.emit()
