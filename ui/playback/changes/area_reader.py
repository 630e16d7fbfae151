"""Reads one part of small pictures as brightness values, cell by cell."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

from ui.video.surface import STAMP_SHARE

CELLS_ACROSS = 24
CELLS_DOWN = 14


class AreaReader:
    """Called with a JPEG picture; the strip of the frame stamp is left out, it changes all the time."""

    def __init__(self, area: QRectF) -> None:
        free = QRectF(0.0, 0.0, 1.0, 1.0 - 1.0 / STAMP_SHARE)
        self._area = area.intersected(free)

    def __call__(self, picture: bytes) -> list[float] | None:
        """Return the brightness of the area's cells; None for what is no picture."""
        image = QImage.fromData(picture)
        if image.isNull() or self._area.isEmpty():
            return None
        width, height, area = image.width(), image.height(), self._area
        part = image.copy(
            round(area.x() * width),
            round(area.y() * height),
            max(2, round(area.width() * width)),
            max(2, round(area.height() * height)),
        )
        cells = part.scaled(
            CELLS_ACROSS,
            CELLS_DOWN,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        ).convertToFormat(QImage.Format.Format_Grayscale8)
        rows, stride = bytes(cells.constBits()), cells.bytesPerLine()
        return [float(value) for row in range(CELLS_DOWN) for value in rows[row * stride :][:CELLS_ACROSS]]
