"""Every camera that the program has heard of, by id; bounded, so that a month of searching costs nothing."""

from collections import OrderedDict
from collections.abc import Iterable

from desktop.domain.camera import Camera, CameraId

ROOM = 50_000


class KnownCameras:
    """The newest version of each camera; the least recently used go first when the room is full."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._cameras: OrderedDict[CameraId, Camera] = OrderedDict()

    def get(self, camera_id: CameraId) -> Camera | None:
        """Return a camera, or None when it is not known."""
        camera = self._cameras.get(camera_id)
        if camera is not None:
            self._cameras.move_to_end(camera_id)
        return camera

    def put(self, cameras: Iterable[Camera]) -> None:
        """Keep cameras; a later version replaces an earlier one."""
        for camera in cameras:
            self._cameras[camera.id] = camera
            self._cameras.move_to_end(camera.id)
        while len(self._cameras) > self._room:
            self._cameras.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        self._cameras.clear()

    def __len__(self) -> int:
        return len(self._cameras)
