"""Paints the newest picture of a player, pixel by pixel where it fits, without ever copying it.

The picture lies in shared memory (`player.api.Frame`); a QImage over that memory lives only while it is
painted, so no pointer outlasts the frame that keeps the memory alive.
"""

from math import floor

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from player.api import Frame, PictureSize

STAMP_SHARE = 18
"""The lowest 1/18 of a picture may carry a frame stamp (docs/frame-stamp.md): it is never covered."""

_TOLERANCE = 4
"""A picture this many pixels off the area it was asked for still counts as made for it."""


class PictureSurface:
    """An area of a widget in which pictures are shown; UI thread only."""

    def __init__(self) -> None:
        self._area = QRect()
        self._ratio = 1.0
        self._frame: Frame | None = None
        self._wanted = PictureSize(2, 2)
        self._picture_rect = QRect()

    @property
    def frame(self) -> Frame | None:
        """The picture that is shown, None when there is none."""
        return self._frame

    @property
    def area(self) -> QRect:
        """Where pictures may lie, in widget coordinates."""
        return self._area

    def place(self, area: QRect, device_pixel_ratio: float) -> None:
        """Set where pictures may lie."""
        self._area = area
        self._ratio = device_pixel_ratio
        width, height = floor(area.width() * device_pixel_ratio), floor(area.height() * device_pixel_ratio)
        self._wanted = PictureSize(max(2, width), max(2, height))
        self._picture_rect = self._place_picture()

    def wanted_size(self) -> PictureSize:
        """Return the size that a player should draw at, in device pixels."""
        return self._wanted

    def show(self, frame: Frame | None) -> None:
        """Show another picture from the next paint on."""
        former, self._frame = self._frame, frame
        if former is None or frame is None or (former.width, former.height) != (frame.width, frame.height):
            self._picture_rect = self._place_picture()

    def picture_rect(self) -> QRect:
        """Return where the picture lies in widget coordinates; empty when there is none."""
        return self._picture_rect

    def _place_picture(self) -> QRect:
        frame = self._frame
        if frame is None or frame.width <= 0 or frame.height <= 0 or self._area.isEmpty():
            return QRect()
        if self._fits(frame):
            size = QSize(round(frame.width / self._ratio), round(frame.height / self._ratio))
        else:
            return self.fitted(QSize(frame.width, frame.height))
        return self._centred(size)

    def fitted(self, shape: QSize) -> QRect:
        """Return the largest rectangle of a shape in the middle of the area."""
        return self._centred(shape.scaled(self._area.size(), Qt.AspectRatioMode.KeepAspectRatio))

    def paint(self, painter: QPainter, background: QColor, *, margins: bool = True) -> None:
        """Fill the area: the picture, and with `margins` the background around it."""
        frame, target = self._frame, self.picture_rect()
        image = _image(frame) if frame is not None and not target.isEmpty() else None
        if frame is None or image is None:
            painter.fillRect(self._area, background)
            return
        if margins:
            self._paint_margins(painter, target, background)
        if self._fits(frame):
            image.setDevicePixelRatio(self._ratio)
            painter.drawImage(target.topLeft(), image)
        else:
            painter.drawImage(target, image)

    def stamp_free(self) -> QRect:
        """Return the part of the picture (or of the area) that overlays may cover."""
        rect = self.picture_rect() if self._frame is not None else self._area
        strip = -(-rect.height() // STAMP_SHARE) + 1
        return rect.adjusted(0, 0, 0, -strip) if not rect.isEmpty() else rect

    def _centred(self, size: QSize) -> QRect:
        left = self._area.x() + (self._area.width() - size.width()) // 2
        top = self._area.y() + (self._area.height() - size.height()) // 2
        return QRect(QPoint(left, top), size)

    def _fits(self, frame: Frame) -> bool:
        wanted = self._wanted
        spare_width, spare_height = wanted.width - frame.width, wanted.height - frame.height
        if spare_width < 0 or spare_height < 0:
            return False
        return spare_width <= _TOLERANCE or spare_height <= _TOLERANCE

    def _paint_margins(self, painter: QPainter, target: QRect, background: QColor) -> None:
        area = self._area
        for margin in (
            QRect(area.left(), area.top(), area.width(), target.top() - area.top()),
            QRect(area.left(), target.bottom() + 1, area.width(), area.bottom() - target.bottom()),
            QRect(area.left(), target.top(), target.left() - area.left(), target.height()),
            QRect(target.right() + 1, target.top(), area.right() - target.right(), target.height()),
        ):
            if margin.width() > 0 and margin.height() > 0:
                painter.fillRect(margin, background)


def _image(frame: Frame) -> QImage | None:
    """Return a QImage over the frame's memory; None when a discarded player took the memory away."""
    try:
        image = QImage(frame.pixels, frame.width, frame.height, frame.stride, QImage.Format.Format_RGB32)
    except ValueError:
        return None
    return None if image.isNull() else image
