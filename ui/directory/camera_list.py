"""A list of cameras on screen: hits, favourites or recents."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.domain.camera import Camera, CameraId
from ui.directory.camera_delegate import CameraDelegate
from ui.directory.drag_chip import drag_cameras
from ui.models.camera_list_model import CameraListModel

_OPEN_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CameraListView(QListView):
    """Shows cameras in two lines each; keeps selection and current row by camera when the list changes."""

    open_requested = Signal(object)
    """Cameras (tuple) that are to be put on the wall."""
    menu_requested = Signal(object, QPoint)
    """Cameras (tuple) and the place on screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = CameraListModel(self)
        self.delegate = CameraDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setModel(self.list)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_cameras(self, cameras: tuple[Camera, ...], *, first_is_current: bool = False) -> None:
        """Show these cameras; the current one stays current if it is still there."""
        before = self.list.camera(self.currentIndex())
        self.list.show(cameras)
        row = self.list.row_of(before.id) if before is not None and not first_is_current else None
        if row is None and first_is_current and cameras:
            row = 0
        if row is not None:
            self.setCurrentIndex(self.list.index(row))

    def set_favourites(self, favourites: frozenset[CameraId]) -> None:
        """Say which cameras carry a star."""
        self.delegate.favourites = favourites
        self.viewport().update()

    def move_current(self, steps: int) -> None:
        """Move the current row, from outside the list."""
        rows = self.list.rowCount()
        if rows:
            row = min(max(self.currentIndex().row() + steps, 0), rows - 1)
            self.setCurrentIndex(self.list.index(row))

    def selected_cameras(self) -> tuple[Camera, ...]:
        """Return the selected cameras from top to bottom."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        found = (self.list.camera(index) for index in rows)
        return tuple(camera for camera in found if camera is not None)

    def open_selected(self) -> None:
        """Ask for the selected cameras to be opened."""
        cameras = self.selected_cameras()
        if cameras:
            self.open_requested.emit(cameras)

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the selected cameras."""
        if event.key() in _OPEN_KEYS:
            self.open_selected()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the camera under the pointer."""
        camera = self.list.camera(self.indexAt(event.position().toPoint()))
        if camera is not None and event.button() is Qt.MouseButton.LeftButton:
            self.open_requested.emit((camera,))
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected cameras."""
        cameras = self.selected_cameras()
        if cameras:
            self.menu_requested.emit(cameras, event.globalPos())

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: ARG002, N803 - Qt's signature
        """Drag the selected cameras."""
        drag_cameras(self, sorted(self.selectedIndexes(), key=lambda index: index.row()))
