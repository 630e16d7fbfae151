"""Paints what moves over the lanes: playhead, mouse, in and out marks, the archive's limits."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF, QRegion

from ui.i18n import translate
from ui.playback.timeline import texts
from ui.playback.timeline.bars import GAP_COLOUR
from ui.playback.timeline.canvas import OVERVIEW_PAD, overview_scale
from ui.playback.timeline.geometry import EDGE, Geometry
from ui.playback.timeline.scale import Scale
from ui.playback.timeline.scene import Scene
from ui.playback.timeline.sides import READABLE, hatch, paint_elided, pill
from ui.theme import COLOURS, colour, with_alpha
from ui.wall.caption import plain
from ui.wall.lettering import text_width, tile_font

PILL_PIXELS: Final = 14
_PILL_PAD: Final = 9
_HALF_LINE: Final = 8
_TAB: Final = 11
_CHOSEN_ALPHA: Final = 46
_BEYOND_ALPHA: Final = 110
_EDGE_PIXELS: Final = 12
_NAME_HEIGHT: Final = 18


def edge_of(scene: Scene, scale: Scale) -> str:
    """Return at which side the playhead left the window: "left", "right" or nothing."""
    if scene.playhead_ms is None or scale.window.contains(scene.playhead_ms):
        return ""
    return "left" if scene.playhead_ms < scale.window.start_ms else "right"


def playhead_region(geometry: Geometry, scale: Scale, scene: Scene) -> QRegion:
    """Return what must be painted anew when the playhead moves away from where it is."""
    if scene.playhead_ms is None:
        return QRegion()
    region = QRegion(_pill_rect(geometry, scale, scene.playhead_ms).toAlignedRect().adjusted(-2, -2, 2, 2))
    if not edge_of(scene, scale):
        region += _column(geometry, scale.x(scene.playhead_ms))
    overview = overview_scale(geometry, scene)
    if overview is not None:
        x = round(overview.x(scene.playhead_ms))
        region += QRect(x - 3, geometry.overview.top(), 7, geometry.overview.height())
    return region


def hover_region(geometry: Geometry, scale: Scale, scene: Scene) -> QRegion:
    """Return what must be painted anew when the mouse moves away from where it is."""
    if scene.hover_x is None:
        return QRegion()
    rect = _hover_rect(geometry, scale, scene.hover_x).toAlignedRect().adjusted(-2, -2, 2, 2)
    return QRegion(rect) + _column(geometry, scene.hover_x) + _hidden_name(geometry, scene)


def limit_region(geometry: Geometry, scale: Scale, former_ms: int, ms: int) -> QRegion:
    """Return what must be painted anew when the present moves on."""
    left = round(min(scale.x(former_ms), scale.x(ms))) - 2
    right = round(max(scale.x(former_ms), scale.x(ms))) + 4
    top = geometry.ticks.top()
    column = QRect(left, top, right - left, geometry.overview.top() - top)
    note = geometry.lanes[geometry.wide] if geometry.wide is not None else QRect()
    beyond = (
        note.adjusted(max(0, left - note.left()), 0, 0, 0)
        if right < geometry.left + geometry.width
        else QRect()
    )
    return QRegion(column) + beyond


def paint_overlay(painter: QPainter, geometry: Geometry, scale: Scale, scene: Scene) -> None:
    """Paint all of it; the painter is clipped to what is damaged."""
    _paint_hidden_name(painter, geometry, scene)
    painter.save()
    painter.setClipRect(
        QRect(geometry.left, 0, geometry.width, geometry.legend.top()), Qt.ClipOperation.IntersectClip
    )
    _paint_limits(painter, geometry, scale, scene)
    _paint_overview(painter, geometry, scale, scene)
    _paint_chosen(painter, geometry, scale, scene)
    _paint_hover(painter, geometry, scale, scene)
    _paint_playhead(painter, geometry, scale, scene)
    painter.restore()


def _hidden_name(geometry: Geometry, scene: Scene) -> QRect:
    """Return where the name of the bar under the mouse goes when the bar is too low for it; else nothing."""
    lane = scene.hover_lane
    if lane is None or lane >= len(geometry.lanes) or geometry.lanes[lane].height() >= READABLE:
        return QRect()
    rect = QRect(0, 0, geometry.names_width - 2, _NAME_HEIGHT)
    rect.moveTop(geometry.lanes[lane].center().y() - _NAME_HEIGHT // 2)
    return rect


def _paint_hidden_name(painter: QPainter, geometry: Geometry, scene: Scene) -> None:
    rect = _hidden_name(geometry, scene)
    if rect.isEmpty() or scene.hover_lane is None:
        return
    painter.fillRect(rect, colour(COLOURS.hover))
    painter.setPen(colour(COLOURS.text))
    name = plain(scene.parts[scene.hover_lane].lane.name)
    paint_elided(painter, rect.adjusted(8, 0, -8, 0), name, _EDGE_PIXELS, bold=False)


def _column(geometry: Geometry, x: float) -> QRect:
    top = geometry.dates.top()
    return QRect(round(x) - _HALF_LINE, top, 2 * _HALF_LINE + 1, geometry.overview.top() - top)


def _paint_limits(painter: QPainter, geometry: Geometry, scale: Scale, scene: Scene) -> None:
    """Hatch what is overwritten and what has not come; both are no gaps."""
    bars = [bar for bar in geometry.lanes if not bar.isEmpty()]
    wide = geometry.lanes[geometry.wide] if geometry.wide is not None else None
    if scene.retention_ms is not None and wide is not None:
        x = min(scale.x(scene.retention_ms), scale.right)
        _hatched(painter, QRectF(scale.left, wide.top(), x - scale.left, wide.height()))
        _note(
            painter,
            QRectF(scale.left, wide.top(), x - scale.left, wide.height()),
            translate("Timeline", "已被覆盖"),
        )
    if scene.now_ms is not None:
        x = max(scale.x(scene.now_ms), scale.left)
        for bar in bars:
            _hatched(painter, QRectF(x, bar.top(), scale.right - x, bar.height()))
        if wide is not None:
            _note(
                painter,
                QRectF(x, wide.top(), scale.right - x, wide.height()),
                translate("Timeline", "尚未录制"),
            )
        if scale.left <= x < scale.right:
            top = geometry.ticks.top()
            painter.fillRect(QRectF(round(x), top, 2, geometry.overview.top() - top), colour(COLOURS.live))


def _hatched(painter: QPainter, rect: QRectF) -> None:
    if rect.width() >= 1:
        painter.fillRect(rect, colour(GAP_COLOUR))
        painter.fillRect(rect, hatch())


def _note(painter: QPainter, rect: QRectF, text: str) -> None:
    if rect.width() > text_width(text, 12) + 24:
        size = QRectF(0, 0, text_width(text, 12, bold=True) + 14, 20)
        size.moveCenter(rect.center())
        pill(painter, size, text, 12, ground=COLOURS.panel, ink=COLOURS.text_dim)


def _paint_overview(painter: QPainter, geometry: Geometry, scale: Scale, scene: Scene) -> None:
    overview = overview_scale(geometry, scene)
    if overview is None:
        return
    row = QRectF(geometry.overview.adjusted(0, OVERVIEW_PAD - 2, 0, -OVERVIEW_PAD + 2))
    left, right = overview.x(scale.window.start_ms), overview.x(scale.window.end_ms)
    if right - left < 6:
        left, right = (left + right) / 2 - 3, (left + right) / 2 + 3
    left, right = max(left, row.left()), min(right, row.right())
    shade = with_alpha(COLOURS.wall, 130)
    painter.fillRect(QRectF(row.left(), row.top(), left - row.left(), row.height()), shade)
    painter.fillRect(QRectF(right, row.top(), row.right() - right, row.height()), shade)
    painter.setPen(colour(COLOURS.text))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(round(left), row.top(), round(right - left) - 1, row.height() - 1))
    if scene.playhead_ms is not None:
        x = round(overview.x(scene.playhead_ms))
        painter.fillRect(QRectF(x - 1, row.top(), 2, row.height()), colour(COLOURS.accent))


def _paint_chosen(painter: QPainter, geometry: Geometry, scale: Scale, scene: Scene) -> None:
    """Tint what lies between the in and the out mark, shade what does not, and paint the marks' tabs."""
    if scene.in_ms is None and scene.out_ms is None:
        return
    left = scale.left if scene.in_ms is None else max(scale.left, min(scale.x(scene.in_ms), scale.right))
    right = scale.right if scene.out_ms is None else max(scale.left, min(scale.x(scene.out_ms), scale.right))
    top, height = geometry.ticks.top(), geometry.body.bottom() - geometry.ticks.top()
    beyond = QColor(COLOURS.wall)
    beyond.setAlpha(_BEYOND_ALPHA)
    body = QRectF(geometry.body)
    painter.fillRect(QRectF(body.left(), body.top(), left - body.left(), body.height()), beyond)
    painter.fillRect(QRectF(right, body.top(), body.right() - right, body.height()), beyond)
    band = QRectF(left, top, right - left, geometry.ticks.height())
    painter.fillRect(band, with_alpha(COLOURS.accent, _CHOSEN_ALPHA))
    for ms, sign in ((scene.in_ms, "["), (scene.out_ms, "]")):
        if ms is not None and scale.left <= scale.x(ms) <= scale.right:
            _paint_tab(painter, QRect(round(scale.x(ms)) - 1, top, 2, height), sign)


def _paint_tab(painter: QPainter, line: QRect, sign: str) -> None:
    """Paint a mark's line with a tab to take it by, outside of the chosen span."""
    painter.fillRect(line, colour(COLOURS.accent))
    left = line.center().x() - _TAB if sign == "[" else line.center().x()
    tab = QRect(left, line.top(), _TAB, 17)
    painter.fillRect(tab, colour(COLOURS.accent))
    painter.setFont(tile_font(12, bold=True))
    painter.setPen(colour(COLOURS.on_accent))
    painter.drawText(tab, Qt.AlignmentFlag.AlignCenter, sign)


def _paint_hover(painter: QPainter, geometry: Geometry, scale: Scale, scene: Scene) -> None:
    if scene.hover_x is None:
        return
    top = geometry.ticks.top()
    painter.fillRect(
        QRect(scene.hover_x, top, 1, geometry.overview.top() - top), with_alpha(COLOURS.text, 170)
    )
    text = texts.instant_text(scale.ms(scene.hover_x))
    rect = _hover_rect(geometry, scale, scene.hover_x)
    pill(painter, rect, text, _EDGE_PIXELS, ground=COLOURS.hover, ink=COLOURS.text)


def _hover_rect(geometry: Geometry, scale: Scale, x: int) -> QRectF:
    """Return where the mouse's time stands: in the days' row, so that it never covers the playhead's."""
    text = texts.instant_text(scale.ms(x))
    width = text_width(text, _EDGE_PIXELS, bold=True) + 2 * _PILL_PAD
    left = min(max(x - width / 2, scale.left), scale.right - width)
    return QRectF(round(left), geometry.dates.top() + 1, width, geometry.dates.height() - 1)


def _paint_playhead(painter: QPainter, geometry: Geometry, scale: Scale, scene: Scene) -> None:
    if scene.playhead_ms is None:
        return
    rect = _pill_rect(geometry, scale, scene.playhead_ms)
    edge = edge_of(scene, scale)
    if not edge:
        x = round(scale.x(scene.playhead_ms))
        top = geometry.pills.bottom() - 1
        painter.fillRect(QRect(x - 2, top, 5, geometry.overview.top() - top), with_alpha(COLOURS.wall, 150))
        painter.fillRect(QRect(x - 1, top, 3, geometry.overview.top() - top), colour(COLOURS.text))
    pill(painter, rect, _pill_text(scene.playhead_ms, edge), PILL_PIXELS, ground=COLOURS.text)
    if edge:
        _paint_arrow(painter, rect, -1 if edge == "left" else 1)


def _pill_text(ms: int, edge: str) -> str:
    text = texts.instant_text(ms)
    return {"left": f"   {text}", "right": f"{text}   "}.get(edge, text)


def _pill_rect(geometry: Geometry, scale: Scale, ms: int) -> QRectF:
    width: float = text_width(texts.instant_text(ms), PILL_PIXELS, bold=True) + 2 * _PILL_PAD
    x = scale.x(ms)
    if not scale.window.contains(ms):
        width = max(width + 18, float(EDGE))
    left = min(max(x - width / 2, scale.left), scale.right - width)
    return QRectF(round(left), geometry.pills.top() + 2, width, geometry.pills.height() - 4)


def _paint_arrow(painter: QPainter, rect: QRectF, side: int) -> None:
    tip = QPointF(rect.left() + 8 if side < 0 else rect.right() - 8, rect.center().y())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(COLOURS.on_accent))
    painter.setFont(tile_font(_EDGE_PIXELS))
    back = tip - QPointF(side * 7, 0)
    painter.drawPolygon(QPolygonF([tip, back + QPointF(0, -5), back + QPointF(0, 5)]))
    painter.restore()
