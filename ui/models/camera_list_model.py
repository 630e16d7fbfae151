"""A plain list of cameras as a Qt model: search hits, favourites, recents."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.camera import Camera, CameraId
from ui.models.camera_text import camera_tooltip
from ui.models.mime import MIME_TYPE, cameras_mime
from ui.models.roles import Role

Index = QModelIndex | QPersistentModelIndex


class CameraListModel(QAbstractListModel):
    """Cameras in the order given; replaced as a whole, or one by one when a camera changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cameras: list[Camera] = []
        self._rows: dict[CameraId, int] = {}

    def cameras(self) -> tuple[Camera, ...]:
        """Return all cameras of the list."""
        return tuple(self._cameras)

    def camera(self, index: Index) -> Camera | None:
        """Return the camera of a row."""
        return self._cameras[index.row()] if 0 <= index.row() < len(self._cameras) else None

    def row_of(self, camera_id: CameraId) -> int | None:
        """Return a camera's row."""
        return self._rows.get(camera_id)

    def show(self, cameras: Sequence[Camera]) -> None:
        """Show these cameras; does nothing when they are the same as before."""
        wanted = list({camera.id: camera for camera in cameras}.values())
        if wanted == self._cameras:
            return
        self.beginResetModel()
        self._cameras = wanted
        self._rows = {camera.id: row for row, camera in enumerate(wanted)}
        self.endResetModel()

    def update_camera(self, camera: Camera) -> None:
        """Take the newest version of a camera, if it is in the list."""
        row = self._rows.get(camera.id)
        if row is not None:
            self._cameras[row] = camera
            index = self.index(row)
            self.dataChanged.emit(index, index)

    # Qt's interface

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of cameras."""
        return 0 if parent.isValid() else len(self._cameras)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what may be done with a row: select and drag."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a camera's name, tooltip or the camera itself."""
        camera = self.camera(index) if index.isValid() else None
        if camera is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return camera.name
            case Qt.ItemDataRole.ToolTipRole:
                return camera_tooltip(camera)
            case Role.CAMERA:
                return camera
        return None

    def mimeTypes(self) -> list[str]:
        """Return the one type that a drag carries."""
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged cameras."""
        found = (self.camera(index) for index in sorted(indexes, key=lambda index: index.row()))
        return cameras_mime(camera.id for camera in found if camera is not None)

    def supportedDragActions(self) -> Qt.DropAction:
        """Return copy: a camera stays in the list."""
        return Qt.DropAction.CopyAction
