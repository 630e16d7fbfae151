"""Permission to play footage, and the register of what was played."""

from desktop.audit.entry import AccessAction
from desktop.domain.camera import CameraId
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket
from desktop.domain.recording import RecordStorage
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.ports import Archive, Clock
from desktop.services.viewings import Viewings
from desktop.settings import declared
from desktop.settings.store import Settings

FRESH_MS = 60_000
"""A ticket that expires sooner than this is not handed out again."""
MAIN_FROM_PX = 500
"""Tiles of at least this height in pixels show the main stream where the setting says automatic."""

_Key = tuple[CameraId, StreamRole, RecordStorage | None]


class PlaybackService:
    """Opens footage; lives with one sign-in, used on the loop's thread."""

    def __init__(
        self, archive: Archive, clock: Clock, settings: Settings, features: frozenset[str], viewings: Viewings
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._settings = settings
        self._features = features
        self._viewings = viewings
        self._tickets: dict[_Key, PlaybackTicket] = {}

    @property
    def offered(self) -> bool:
        """False on a platform without an archive."""
        return "playback" in self._features

    def role_for(self, height_px: int) -> StreamRole:
        """Return the stream to play on a tile of so many pixels' height, by the setting."""
        chosen = self._settings.get(declared.PLAYBACK_ROLE)
        if chosen == "auto":
            return StreamRole.MAIN if height_px >= MAIN_FROM_PX else StreamRole.SUB
        return StreamRole(chosen)

    async def open(
        self,
        camera_id: CameraId,
        role: StreamRole,
        start_ms: int,
        *,
        storage: RecordStorage | None = None,
        fresh: bool = False,
    ) -> PlaybackTicket:
        """Return a ticket for a camera's footage around an instant.

        The last one is handed out again while it lives and covers the instant; `fresh` asks for another one
        all the same (the media server refused the old one). Raises NO_RECORDING with nearest_before_ms and
        nearest_after_ms, DEVICE_BUSY with user and since_ms, FORBIDDEN, NOT_OFFERED.
        """
        if not self.offered:
            raise AppError(ErrorCode.NOT_OFFERED)
        key = (camera_id, role, storage)
        kept = self._tickets.get(key)
        if kept is not None and not fresh and self._usable(kept, start_ms):
            return kept
        self._tickets.pop(key, None)
        ticket = await self._archive.open(camera_id, role, start_ms, storage, (PlaybackProtocol.HTTP_TS,))
        self._tickets[key] = ticket
        return ticket

    def note(
        self, camera_id: CameraId, span: TimeRange, speed: float, action: AccessAction = AccessAction.PLAYBACK
    ) -> None:
        """Say which footage was shown, as often as convenient; the register gets one entry a viewing."""
        self._viewings.note(camera_id, span, speed, action)

    def ended(self, camera_id: CameraId) -> None:
        """Say that a camera is no longer played."""
        self._viewings.ended(camera_id)
        for key in [key for key in self._tickets if key[0] == camera_id]:
            del self._tickets[key]

    async def close(self) -> None:
        """Enter what is left to enter."""
        await self._viewings.close()

    def _usable(self, ticket: PlaybackTicket, start_ms: int) -> bool:
        lives = ticket.expires_at_ms - self._clock.now_ms() > FRESH_MS
        return lives and ticket.available.contains(start_ms)
