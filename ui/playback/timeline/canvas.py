"""The picture under the moving lines: painted when the window or a lane changes, and only then."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.i18n import translate
from ui.playback.timeline.bars import EVENTS, NARROW_EVENTS
from ui.playback.timeline.bookmarks import RIBBON
from ui.playback.timeline.geometry import Geometry
from ui.playback.timeline.ruler import paint_midnights, paint_ruler
from ui.playback.timeline.scale import Scale, Window
from ui.playback.timeline.scene import LaneParts, Scene
from ui.playback.timeline.sides import paint_legend, paint_names, paint_span
from ui.theme import COLOURS, SIZES, colour
from ui.wall.lettering import text_width, tile_font

OVERVIEW_PAD: Final = 5


class Canvas:
    """Keeps the pixmap of ruler, lanes, names, overview and legend."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._whole = True
        self._time = True

    def spoil(self, *, whole: bool = True) -> None:
        """Have it painted anew before the next frame: all of it, or what depends on the window."""
        self._whole = self._whole or whole
        self._time = True

    def pixmap(
        self, size: QSize, device_ratio: float, geometry: Geometry, scale: Scale, scene: Scene
    ) -> QPixmap:
        """Return the picture, painted as far as needed."""
        wanted = size * device_ratio
        if self._pixmap.size() != wanted or self._pixmap.devicePixelRatio() != device_ratio:
            self._pixmap = QPixmap(wanted)
            self._pixmap.setDevicePixelRatio(device_ratio)
            self._whole = True
        if self._whole or self._time:
            painter = QPainter(self._pixmap)
            if self._whole:
                painter.fillRect(QRect(0, 0, size.width(), size.height()), colour(COLOURS.panel))
                paint_names(painter, geometry, tuple(part.lane for part in scene.parts))
                paint_legend(painter, geometry, scene.hidden)
                _paint_overview(painter, geometry, scene, device_ratio)
            _paint_time(painter, geometry, scale, scene, device_ratio)
            painter.end()
            self._whole = self._time = False
        return self._pixmap


def overview_scale(geometry: Geometry, scene: Scene) -> Scale | None:
    """Return the scale of the overview: all of time; None while nothing is known."""
    extent = scene.extent()
    if extent is None:
        return None
    return Scale(Window(extent.start_ms, extent.duration_ms), geometry.left, geometry.width)


def _paint_overview(painter: QPainter, geometry: Geometry, scene: Scene, device_ratio: float) -> None:
    row = geometry.overview.adjusted(0, OVERVIEW_PAD, 0, -OVERVIEW_PAD)
    painter.fillRect(row, colour(COLOURS.wall))
    scale, wide = overview_scale(geometry, scene), scene.wide
    if scale is not None and wide is not None:
        scene.overview_end_ms = round(scale.window.end_ms)
        scene.parts[wide].overview.paint(painter, row, scale, device_ratio, 0)


def _paint_time(
    painter: QPainter, geometry: Geometry, scale: Scale, scene: Scene, device_ratio: float
) -> None:
    ruler = geometry.dates.united(geometry.ticks)
    painter.fillRect(ruler, colour(COLOURS.panel))
    painter.fillRect(geometry.body, colour(COLOURS.panel))
    if geometry.width <= 0 or scale.window.span_ms <= 0:
        return
    paint_ruler(painter, geometry, scale)
    painter.save()
    painter.setClipRect(geometry.body)
    for index, part in enumerate(scene.parts):
        _paint_lane(painter, geometry.lanes[index], part, scale, device_ratio, wide=index == geometry.wide)
    paint_midnights(painter, geometry, scale)
    painter.restore()
    if not scene.parts:
        _say(painter, geometry.body, translate("Timeline", "还没有要回放的摄像机"))
    paint_span(painter, geometry, scale.window.span_ms)


def _paint_lane(
    painter: QPainter, rect: QRect, part: LaneParts, scale: Scale, device_ratio: float, *, wide: bool
) -> None:
    events = EVENTS if wide else NARROW_EVENTS
    part.bar.paint(painter, rect, scale, device_ratio, events)
    if wide:
        part.signs.paint_alarms(painter, rect, scale)
        body = rect.adjusted(0, events, 0, -RIBBON if part.lane.bookmarks else 0)
        unknown = _widest_unknown(part, body, scale)
        if unknown is not None:
            _say(painter, unknown, part.lane.note)
        elif not part.bar.has_footage(scale):
            _say(painter, body, translate("Timeline", "此时段无录像"))
    part.signs.paint_bookmarks(painter, rect, scale, named=wide)


def _widest_unknown(part: LaneParts, body: QRect, scale: Scale) -> QRect | None:
    """Return the widest piece of a bar, in view, of which nothing is known; None where all is."""
    seen = [span for span in part.lane.unknown if span.overlaps(scale.window.range())]
    pieces = [
        QRectF(QPointF(scale.x(span.start_ms), body.top()), QPointF(scale.x(span.end_ms), body.bottom() + 1))
        & QRectF(body)
        for span in seen
    ]
    return max(pieces, key=lambda piece: piece.width()).toAlignedRect() if pieces else None


def _say(painter: QPainter, rect: QRect, text: str) -> None:
    painter.setFont(tile_font(SIZES.text))
    painter.setPen(colour(COLOURS.text_dim))
    if text_width(text, SIZES.text) <= rect.width():
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
