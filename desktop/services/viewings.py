"""Who looked at which footage: many small movements of a playhead become few entries of the register."""

import socket
from dataclasses import dataclass

from desktop.audit.entry import AccessAction, RegisterEntry
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.ports import Clock
from desktop.services.tasks import TaskOwner
from desktop.stores.directory_store import DirectoryStore

NEAR_MS = 60_000
"""Footage seen within this distance of what was seen before is the same viewing."""
WRITE_EVERY_S = 60.0
"""A long viewing is entered at least this often, so that a crash loses no more than that."""


@dataclass(slots=True)
class _Viewing:
    """What of one camera was seen since the last entry."""

    range: TimeRange
    fastest: float
    began: float


class Viewings:
    """Enters what was looked at; lives with one sign-in, used on the loop's thread.

    The first picture of a viewing is entered at once, what follows when it is over, moves elsewhere, or has
    lasted a minute.
    """

    def __init__(
        self,
        register: AccessRegister,
        account: Account,
        platform: str,
        cameras: DirectoryStore,
        clock: Clock,
    ) -> None:
        self._register = register
        self._account = account
        self._platform = platform
        self._cameras = cameras
        self._clock = clock
        self._workstation = socket.gethostname()
        self._open: dict[tuple[CameraId, AccessAction], _Viewing] = {}
        self._seen: dict[tuple[CameraId, AccessAction], TimeRange] = {}
        self._tasks = TaskOwner()

    def note(
        self, camera_id: CameraId, span: TimeRange, speed: float, action: AccessAction = AccessAction.PLAYBACK
    ) -> None:
        """Say that footage of a camera was shown; returns at once."""
        key = (camera_id, action)
        seen = self._seen.get(key)
        if seen is None or not _near(seen, span):
            self._end(key)
            self._enter(key, span, speed)
            self._seen[key] = span
            return
        self._seen[key] = _union(seen, span)
        viewing = self._open.get(key)
        if viewing is None:
            self._open[key] = _Viewing(span, abs(speed), self._clock.monotonic())
        else:
            viewing.range = _union(viewing.range, span)
            viewing.fastest = max(viewing.fastest, abs(speed))
        if not self._tasks.running("write"):
            self._tasks.start(self._write_now_and_then(), "write")

    def ended(self, camera_id: CameraId) -> None:
        """Say that a camera is no longer played; what was seen of it is entered."""
        for key in [key for key in self._seen if key[0] == camera_id]:
            self._end(key)

    def end_all(self) -> None:
        """Enter everything that was seen."""
        for key in list(self._seen):
            self._end(key)

    async def close(self) -> None:
        """Enter everything that was seen, and stop."""
        self.end_all()
        await self._tasks.close()

    def _end(self, key: tuple[CameraId, AccessAction]) -> None:
        self._seen.pop(key, None)
        viewing = self._open.pop(key, None)
        if viewing is not None:
            self._enter(key, viewing.range, viewing.fastest)

    def _enter(self, key: tuple[CameraId, AccessAction], span: TimeRange, speed: float) -> None:
        camera_id, action = key
        camera = self._cameras.camera(camera_id)
        self._register.enter(
            RegisterEntry(
                at_ms=self._clock.now_ms(),
                who=self._account.display_name,
                unit=self._account.unit,
                account=self._account.user,
                platform=self._platform,
                action=action,
                camera_id=camera_id,
                camera_name="" if camera is None else camera.name,
                range=span,
                workstation=self._workstation,
                detail=f"speed={speed:g}",
            )
        )

    async def _write_now_and_then(self) -> None:
        while self._open:
            await self._clock.sleep(WRITE_EVERY_S / 4)
            now = self._clock.monotonic()
            for key, viewing in list(self._open.items()):
                if now - viewing.began >= WRITE_EVERY_S:
                    del self._open[key]
                    self._enter(key, viewing.range, viewing.fastest)


def _near(seen: TimeRange, span: TimeRange) -> bool:
    return span.start_ms <= seen.end_ms + NEAR_MS and seen.start_ms <= span.end_ms + NEAR_MS


def _union(one: TimeRange, other: TimeRange) -> TimeRange:
    return TimeRange(min(one.start_ms, other.start_ms), max(one.end_ms, other.end_ms))
