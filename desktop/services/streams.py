"""Asking for live streams in the way that the settings and the platform allow."""

from collections.abc import Sequence

from desktop.domain.camera import CameraId
from desktop.domain.stream import StreamProtocol, StreamRole, StreamTicket
from desktop.ports import LiveStreams
from desktop.settings import declared
from desktop.settings.store import Settings

DEFAULT_ORDER = (StreamProtocol.HTTP_TS, StreamProtocol.HTTP_FLV, StreamProtocol.RTSP)


class StreamService:
    """Opens streams; lives with one sign-in. The client below renews a refused token."""

    def __init__(self, streams: LiveStreams, settings: Settings, offered: Sequence[str]) -> None:
        self._streams = streams
        self._settings = settings
        self._offered = frozenset(offered)

    def order(self) -> tuple[StreamProtocol, ...]:
        """Return the protocols to ask for: the person's choice first, what the platform offers only."""
        chosen = self._settings.get(declared.TRANSPORT)
        order = sorted(DEFAULT_ORDER, key=lambda protocol: protocol.value != chosen)
        return tuple(p for p in order if p.value in self._offered) or tuple(order)

    async def open(self, camera_id: CameraId, role: StreamRole) -> StreamTicket:
        """Get a ticket; FORBIDDEN, CAMERA_OFFLINE, NOT_FOUND or whatever platform and network give."""
        return await self._streams.open(camera_id, role, self.order())
