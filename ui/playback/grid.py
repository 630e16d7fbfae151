"""The tiles of playback on a grid: selection, one that fills the view, cameras dropped from the directory."""

from math import ceil, sqrt

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.i18n import translate
from ui.models.mime import MIME_TYPE, camera_ids
from ui.playback.tile import PlaybackTile
from ui.theme import COLOURS, SIZES, colour, font
from ui.wall.drag_ghost import DragGhost

MOST_TILES = 16


def tile_rects(count: int, area: QRect) -> list[QRect]:
    """Return the places of so many tiles: as many rows as are needed, each as full as can be."""
    columns = max(1, ceil(sqrt(count)))
    rows = max(1, ceil(count / columns))

    def edge(size: int, index: int, parts: int) -> int:
        return size * index // parts

    return [
        QRect(
            QPoint(edge(area.width(), index % columns, columns), edge(area.height(), index // columns, rows)),
            QPoint(
                edge(area.width(), index % columns + 1, columns) - 1,
                edge(area.height(), index // columns + 1, rows) - 1,
            ),
        )
        for index in range(count)
    ]


class PlaybackGrid(QWidget):
    """Holds up to sixteen tiles; UI thread."""

    pressed = Signal(object)
    activated = Signal(object)
    menu_requested = Signal(object, QPoint)
    help_requested = Signal(object, object)
    """A `PlaybackTile` and, for help, its `PlaybackHelp`."""
    cameras_dropped = Signal(list)
    swap_requested = Signal(object, object)
    """Two `PlaybackTile` that shall change places: the one that was dragged, and where to."""
    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wall")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.setMinimumSize(320, 160)
        self._tiles: list[PlaybackTile] = []
        self._maximised: PlaybackTile | None = None
        self.movable = True
        """Whether tiles can be dragged to each other's places."""
        self._ghost = DragGhost(self)
        self._target: PlaybackTile | None = None

    @property
    def tiles(self) -> tuple[PlaybackTile, ...]:
        """The tiles in their order."""
        return tuple(self._tiles)

    @property
    def maximised(self) -> PlaybackTile | None:
        """The tile that fills the view, None while all are shown."""
        return self._maximised

    def add(self) -> PlaybackTile:
        """Make room for one more camera."""
        tile = PlaybackTile(self)
        tile.pressed.connect(lambda: self.pressed.emit(tile))
        tile.activated.connect(lambda: self.activated.emit(tile))
        tile.menu_requested.connect(lambda point: self.menu_requested.emit(tile, point))
        tile.help_requested.connect(lambda offer: self.help_requested.emit(tile, offer))
        tile.area_changed.connect(self.arranged)
        tile.drag_moved.connect(lambda point: self._drag(tile, point))
        tile.drag_dropped.connect(lambda point: self._drop(tile, point))
        self._tiles.append(tile)
        self._maximised = None
        self._arrange()
        return tile

    def drop(self, tile: PlaybackTile) -> None:
        """Take a tile away."""
        self._tiles.remove(tile)
        if tile is self._maximised:
            self._maximised = None
        if tile is self._target:
            self._target = None
        tile.hide()
        tile.deleteLater()
        self._arrange()

    def swap(self, one: PlaybackTile, other: PlaybackTile) -> None:
        """Let two tiles change places."""
        first, second = self._tiles.index(one), self._tiles.index(other)
        self._tiles[first], self._tiles[second] = other, one
        self._arrange()

    def maximise(self, tile: PlaybackTile | None) -> None:
        """Let one tile fill the view; None: show all."""
        if tile is not self._maximised:
            self._maximised = tile
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles out in the new area."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        area, big = self.rect(), self._maximised
        for tile, rect in zip(self._tiles, tile_rects(len(self._tiles), area), strict=True):
            tile.setVisible(big is None or tile is big)
            tile.setGeometry(area if tile is big else rect)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say how to begin while there is nothing."""
        super().paintEvent(event)
        if self._tiles:
            return
        painter = QPainter(self)
        painter.setFont(font(SIZES.text_large))
        painter.setPen(colour(COLOURS.text_dim))
        text = translate("Playback", "在左侧目录双击摄像机，或把摄像机拖到这里，开始回放")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.update()

    # a tile dragged to another's place ---------------------------------------------------------------

    def cancel_drag(self) -> bool:
        """Forget a drag from tile to tile; true when there was one."""
        if not self._ghost.active:
            return False
        self._end_drag()
        for tile in self._tiles:
            tile.cancel_drag()
        return True

    def _drag(self, tile: PlaybackTile, point: QPoint) -> None:
        if self.movable and self._maximised is None and len(self._tiles) > 1:
            here = self.mapFromGlobal(point)
            self._ghost.follow(tile, here)
            at = self._tile_at(here)
            self._set_target(None if at is tile else at)

    def _drop(self, tile: PlaybackTile, point: QPoint) -> None:
        dragged, at = self._ghost.active, self._tile_at(self.mapFromGlobal(point))
        self._end_drag()
        if dragged and at is not None and at is not tile and tile in self._tiles:
            self.swap_requested.emit(tile, at)

    def _end_drag(self) -> None:
        self._ghost.end()
        self._set_target(None)

    def _tile_at(self, point: QPoint) -> PlaybackTile | None:
        return next((tile for tile in self._tiles if tile.geometry().contains(point)), None)

    def _set_target(self, tile: PlaybackTile | None) -> None:
        if tile is not self._target:
            if self._target is not None:
                self._target.set_drop_target(False)
            if tile is not None:
                tile.set_drop_target(True)
            self._target = tile

    # drops ----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept cameras."""
        if event.mimeData().hasFormat(MIME_TYPE):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Cameras may be dropped anywhere."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which cameras came."""
        cameras = list(camera_ids(event.mimeData()))
        if cameras:
            event.acceptProposedAction()
            self.cameras_dropped.emit(cameras)
