"""The wall's surface: tiles on a grid, selection, drag and drop; knows no platform and no player."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain import layout as walls
from desktop.domain.layout import Layout
from desktop.domain.tile_state import TileHelp
from ui.models.mime import MIME_TYPE, REGION_TYPE, camera_ids, region_code
from ui.wall.drag_ghost import DragGhost
from ui.wall.empty_hint import EmptyHint
from ui.wall.geometry import Direction, cell_rects, neighbour, rearrange
from ui.wall.tile import Tile


class WallView(QWidget):
    """Lays tiles out by a layout and says what people do with them; UI thread."""

    tile_made = Signal(object)
    tile_dropped = Signal(object)
    """A `Tile` that left the wall; it is deleted after this."""
    selection_changed = Signal()
    activated = Signal(int)
    cameras_dropped = Signal(list, int)
    """Camera ids and the cell that they were dropped on."""
    region_dropped = Signal(str)
    """The code of a region whose cameras are to be the whole wall."""
    swap_requested = Signal(int, int)
    menu_requested = Signal(int, QPoint)
    help_requested = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wall")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMinimumSize(320, 200)
        self._layout = walls.empty()
        self._tiles: list[Tile] = []
        self._selected = 0
        self._target: Tile | None = None
        self._foot: QWidget | None = None
        self._ghost = DragGhost(self)
        self.hint = EmptyHint(self)

    # layout ---------------------------------------------------------------------------------------

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles by cell."""
        return tuple(self._tiles)

    @property
    def selected(self) -> int:
        """The cell that keys act on."""
        return self._selected

    def set_layout(self, layout: Layout) -> None:
        """Lay out anew; cameras keep their tiles."""
        sources = rearrange(self._layout.cells if self._tiles else (), layout.cells)
        former = self._tiles
        self._tiles = [self._made() if source is None else former[source] for source in sources]
        kept = {source for source in sources if source is not None}
        for tile in (tile for cell, tile in enumerate(former) if cell not in kept):
            tile.hide()
            self.tile_dropped.emit(tile)
            tile.deleteLater()
        self._layout = layout
        self.select(min(self._selected, len(self._tiles) - 1))
        self._arrange()

    def select(self, cell: int) -> None:
        """Make a cell the one that keys act on."""
        self._selected = cell
        for index, tile in enumerate(self._tiles):
            tile.set_selected(index == cell and self._layout.maximised is None)
        self.selection_changed.emit()

    def move_selection(self, direction: Direction) -> None:
        """Select the nearest cell in a direction."""
        if self._layout.maximised is None:
            self.select(neighbour(self._layout.grid, self._selected, direction))

    def cell_of(self, tile: Tile) -> int | None:
        """Return the cell of a tile, None when it left the wall."""
        return self._tiles.index(tile) if tile in self._tiles else None

    def cell_at(self, point: QPoint) -> int | None:
        """Return the visible cell at a point of the wall, or None."""
        for cell, tile in enumerate(self._tiles):
            if not tile.isHidden() and tile.geometry().contains(point):
                return cell
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles out in the new area."""
        super().resizeEvent(event)
        self._arrange()

    def set_foot(self, foot: QWidget | None) -> None:
        """Give a child widget the lowest strip, so that it covers no picture; None takes it back."""
        self._foot = foot
        self._arrange()

    def _arrange(self) -> None:
        area = self.rect()
        if self._foot is not None:
            height = self._foot.sizeHint().height()
            area.adjust(0, 0, 0, -height)
            self._foot.setGeometry(0, area.bottom() + 1, area.width(), height)
        if not self._tiles:
            return
        big = self._layout.maximised
        rects: Iterable[QRect] = cell_rects(self._layout.grid, area)
        for cell, (tile, rect) in enumerate(zip(self._tiles, rects, strict=True)):
            if big is None or cell == big:
                tile.setGeometry(area if cell == big else rect)
                tile.show()
            else:
                tile.hide()
        self.hint.set_wanted(not self._layout.cameras())
        self.hint.place(area)

    def _made(self) -> Tile:
        tile = Tile(self)
        tile.pressed.connect(lambda: self._pressed(tile))
        tile.activated.connect(lambda: self._activated(tile))
        tile.menu_requested.connect(lambda point: self._menu(tile, point))
        tile.help_requested.connect(lambda offer: self._help(tile, offer))
        tile.drag_moved.connect(lambda point: self._drag(tile, point))
        tile.drag_dropped.connect(lambda point: self._drop(tile, point))
        self.tile_made.emit(tile)
        return tile

    # what people do -------------------------------------------------------------------------------

    def _pressed(self, tile: Tile) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        cell = self.cell_of(tile)
        if cell is not None:
            self.select(cell)

    def _activated(self, tile: Tile) -> None:
        cell = self.cell_of(tile)
        if cell is not None:
            self.activated.emit(cell)

    def _menu(self, tile: Tile, point: QPoint) -> None:
        cell = self.cell_of(tile)
        if cell is not None:
            self.select(cell)
            self.menu_requested.emit(cell, point)

    def _help(self, tile: Tile, offer: TileHelp) -> None:
        cell = self.cell_of(tile)
        if cell is not None:
            self.help_requested.emit(cell, offer)

    def _drag(self, tile: Tile, point: QPoint) -> None:
        if self._layout.maximised is not None:
            return
        here = self.mapFromGlobal(point)
        self._ghost.follow(tile, here)
        cell = self.cell_at(here)
        self._set_target(None if cell is None or self._tiles[cell] is tile else self._tiles[cell])

    def _drop(self, tile: Tile, point: QPoint) -> None:
        self._ghost.end()
        self._set_target(None)
        source, target = self.cell_of(tile), self.cell_at(self.mapFromGlobal(point))
        if self._layout.maximised is None and source is not None and target is not None and source != target:
            self.swap_requested.emit(source, target)
            self.select(target)

    def cancel_drag(self) -> bool:
        """Forget a drag from tile to tile; true when there was one."""
        if not self._ghost.active:
            return False
        self._ghost.end()
        self._set_target(None)
        for tile in self._tiles:
            tile.cancel_drag()
        return True

    def _set_target(self, tile: Tile | None) -> None:
        if tile is not self._target:
            if self._target is not None:
                self._target.set_drop_target(False)
            if tile is not None:
                tile.set_drop_target(True)
            self._target = tile

    # drops from the directory ---------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept cameras, and a region of them."""
        if event.mimeData().hasFormat(MIME_TYPE) or event.mimeData().hasFormat(REGION_TYPE):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the cameras would land; a region takes the whole wall."""
        is_region = event.mimeData().hasFormat(REGION_TYPE)
        cell = None if is_region else self.cell_at(event.position().toPoint())
        self._set_target(None if cell is None else self._tiles[cell])
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget where they would have landed."""
        super().dragLeaveEvent(event)
        self._set_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which cameras were dropped on which cell, or which region on the wall."""
        self._set_target(None)
        region = region_code(event.mimeData())
        if region is not None:
            event.acceptProposedAction()
            self.region_dropped.emit(region)
            return
        cell = self.cell_at(event.position().toPoint())
        cameras = list(camera_ids(event.mimeData()))
        if cell is not None and cameras:
            event.acceptProposedAction()
            self.cameras_dropped.emit(cameras, cell)
            self.select(cell)
