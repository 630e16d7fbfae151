"""Figures of a stream, drawn once a second into a pixmap that lies over the picture's corner."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap

from desktop.domain.quality import QualityReason
from desktop.domain.stream import StreamRole
from ui.i18n import translate
from ui.theme import COLOURS, colour, font, with_alpha
from ui.wall.tile_controller import Showing

_PIXELS = 12
_PAD = 6


def info_lines(showing: Showing) -> list[str]:
    """Return codec, size, rate, age and why this stream was chosen, each as a line."""
    stats, ticket = showing.stats, showing.ticket
    main = showing.role is StreamRole.MAIN
    role = translate("InfoOverlay", "主码流") if main else translate("InfoOverlay", "子码流")
    protocol = ticket.protocol.value if ticket is not None else "–"
    codec = (stats.codec or (ticket.profile.codec.value if ticket is not None else "")).upper()
    lines = [f"{role} · {protocol}", f"{codec} {stats.source_width}×{stats.source_height}"]
    lines.append(f"{stats.fps:.1f} fps · {stats.bitrate / 1000:,.0f} kbit/s")
    if showing.picture_age_s is not None:
        lines.append(
            translate("InfoOverlay", "画面距今 {n} 毫秒").format(n=round(showing.picture_age_s * 1000))
        )
    lines.append(reason_text(showing.quality.reason))
    return lines


def reason_text(reason: QualityReason) -> str:
    """Return why a tile shows the stream that it shows."""
    return {
        QualityReason.ONLY_STREAM: translate("InfoOverlay", "只有这一路码流"),
        QualityReason.CHOSEN: translate("InfoOverlay", "人工指定码流"),
        QualityReason.MAXIMISED: translate("InfoOverlay", "放大显示"),
        QualityReason.LARGE_TILE: translate("InfoOverlay", "大格子用主码流"),
        QualityReason.SMALL_TILE: translate("InfoOverlay", "小格子用子码流"),
        QualityReason.MANY_CAMERAS: translate("InfoOverlay", "画面多，用子码流"),
        QualityReason.STRUGGLING: translate("InfoOverlay", "性能不足，用子码流"),
    }[reason]


def info_pixmap(lines: list[str], scale: float) -> QPixmap:
    """Draw the lines on a dark ground."""
    made_font = font(_PIXELS)
    metrics = QFontMetrics(made_font)
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _PAD
    height = metrics.height() * len(lines) + 2 * _PAD
    made = QPixmap(round(width * scale), round(height * scale))
    made.setDevicePixelRatio(scale)
    made.fill(with_alpha(COLOURS.wall, 190))
    painter = QPainter(made)
    painter.setFont(made_font)
    painter.setPen(colour(COLOURS.text))
    for index, line in enumerate(lines):
        row = QRect(_PAD, _PAD + index * metrics.height(), width, metrics.height())
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
    painter.end()
    return made
