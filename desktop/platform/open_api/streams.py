"""Live streams of a platform of the open contract."""

from collections.abc import Sequence

from desktop.domain.camera import CameraId
from desktop.domain.stream import StreamProtocol, StreamRole, StreamTicket
from desktop.platform.open_api import requests
from desktop.platform.open_api.caller import Caller


class OpenApiStreams:
    """A `LiveStreams`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def open(
        self, camera_id: CameraId, role: StreamRole, protocols: Sequence[StreamProtocol]
    ) -> StreamTicket:
        """Get a ticket for one live stream by the first protocol of the list that the platform offers."""
        return await self._caller.call(requests.live(camera_id, role, protocols))
