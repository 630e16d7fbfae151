"""The watermark of a browsing copy: unit, person and time, tilted and repeated over the whole picture."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter, QPainterPath, QPen

from ui.i18n import translate

WIDTH, HEIGHT = 1920, 1080
_ANGLE = -20.0
_FONT_PX = 42
_LINES = 5
"""So many rows of it over the height of a picture."""
_INK, _EDGE = QColor(255, 255, 255, 115), QColor(0, 0, 0, 55)


def watermark_image(text: str) -> QImage:
    """Return a transparent picture with the words all over it, outlined to be seen on any footage."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(_FONT_PX)
    font.setBold(True)
    words = f"{text}　{translate('Browsing', '浏览件 非原始录像')}"
    across, down = QFontMetricsF(font).horizontalAdvance(words) + 4 * _FONT_PX, HEIGHT / _LINES
    painter.setFont(font)
    painter.translate(QPointF(WIDTH / 2, HEIGHT / 2))
    painter.rotate(_ANGLE)
    painter.setPen(QPen(_EDGE, 2))
    painter.setBrush(_INK)
    reach = float(WIDTH + HEIGHT)
    row, y = 0, -reach / 2
    while y < reach / 2:
        x = -reach / 2 - (row % 2) * across / 2
        while x < reach / 2:
            path = QPainterPath()
            path.addText(QPointF(x, y), font, words)
            if path.boundingRect().intersects(QRectF(-reach / 2, -reach / 2, reach, reach)):
                painter.drawPath(path)
            x += across
        y, row = y + down, row + 1
    painter.end()
    return image


def png_of(image: QImage) -> bytes:
    """Return a picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
