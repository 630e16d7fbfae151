"""What hangs on the pointer while cameras or a region are dragged."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from ui.directory.row_paint import metrics
from ui.i18n import translate
from ui.models.mime import camera_ids, region_code
from ui.theme import COLOURS, SIZES, colour, font


def drag_cameras(view: QAbstractItemView, indexes: list[QModelIndex]) -> None:
    """Drag the cameras among rows, or a region, shown as one chip with the name or the number of them."""
    mime = view.model().mimeData(indexes)
    count = len(camera_ids(mime))
    if not count and region_code(mime) is None:
        return
    names = [str(index.data(Qt.ItemDataRole.DisplayRole)) for index in indexes]
    text = names[0] if count < 2 else translate("directory", "{n} 路摄像机").format(n=count)
    drag = QDrag(view)
    drag.setMimeData(mime)
    drag.setPixmap(_chip(text, view.devicePixelRatioF()))
    drag.setHotSpot(QPoint(-12, -4))
    drag.exec(Qt.DropAction.CopyAction)


def _chip(text: str, scale: float) -> QPixmap:
    shown = metrics(SIZES.text).elidedText(text, Qt.TextElideMode.ElideRight, 260)
    width, height = metrics(SIZES.text).horizontalAdvance(shown) + 24, 30
    made = QPixmap(round(width * scale), round(height * scale))
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour(COLOURS.accent))
    painter.setBrush(colour(COLOURS.selected))
    area = QRect(0, 0, width - 1, height - 1)
    painter.drawRoundedRect(area, SIZES.radius, SIZES.radius)
    painter.setPen(colour(COLOURS.text))
    painter.setFont(font())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return made
