"""A person's own lists of cameras: favourites and recents, kept per platform and account."""

from desktop.domain.camera import CameraId
from desktop.lanes import Lane
from desktop.stores.json_file import Json, JsonFile
from desktop.stores.observable import Signal
from desktop.stores.saver import Saver

LONGEST_ID = 64


class CameraList:
    """An ordered list of camera ids in a file, each at most once, at most `most`; used on one thread."""

    def __init__(self, file: JsonFile, lane: Lane | None, most: int) -> None:
        self.changed: Signal[[]] = Signal()
        data = file.load().data
        ids = data if isinstance(data, list) else []
        texts = (CameraId(text) for text in ids if isinstance(text, str) and 0 < len(text) <= LONGEST_ID)
        self._ids = list(dict.fromkeys(texts))[:most]
        self._most = most
        self._saver = Saver(file, self._snapshot, lane)

    @property
    def ids(self) -> tuple[CameraId, ...]:
        """The cameras in their order."""
        return tuple(self._ids)

    def contains(self, camera: CameraId) -> bool:
        """True when the camera is on the list."""
        return camera in self._ids

    def remove(self, camera: CameraId) -> None:
        """Take a camera off the list; harmless when it is not on it."""
        if camera in self._ids:
            self._set([other for other in self._ids if other != camera])

    def clear(self) -> None:
        """Empty the list."""
        self._set([])

    def flush(self) -> None:
        """Write now what is unsaved."""
        self._saver.flush()

    def _insert(self, camera: CameraId, index: int) -> None:
        others = [other for other in self._ids if other != camera]
        others.insert(index, camera)
        self._set(others[: self._most])

    def _set(self, ids: list[CameraId]) -> None:
        if ids != self._ids:
            self._ids = ids
            self._saver.soon()
            self.changed.emit()

    def _snapshot(self) -> Json:
        return list(self._ids)


class Favourites(CameraList):
    """Cameras that a person marked, in the person's order."""

    def __init__(self, file: JsonFile, lane: Lane | None = None) -> None:
        super().__init__(file, lane, most=1000)

    def add(self, camera: CameraId) -> None:
        """Add a camera at the end; harmless when it is there."""
        if not self.contains(camera):
            self._insert(camera, len(self._ids))

    def toggle(self, camera: CameraId) -> None:
        """Add a camera, or take it off."""
        if self.contains(camera):
            self.remove(camera)
        else:
            self.add(camera)

    def move(self, camera: CameraId, index: int) -> None:
        """Give a camera on the list another place."""
        if self.contains(camera):
            self._insert(camera, max(0, index))


class Recents(CameraList):
    """Cameras that were opened last, newest first."""

    def __init__(self, file: JsonFile, lane: Lane | None = None) -> None:
        super().__init__(file, lane, most=100)

    def touch(self, camera: CameraId) -> None:
        """Note that a camera was opened."""
        self._insert(camera, 0)
