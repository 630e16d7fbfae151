"""Who plays from the storage of which device: one at a time, as real recorders allow it."""

import logging
import sqlite3
import time
from dataclasses import dataclass

from desktop.demo_platform.media.catalog import Catalog

_log = logging.getLogger("media.archive")
AGAIN_S = 2.0


@dataclass(frozen=True, slots=True)
class Session:
    """One playback from a device's storage."""

    camera_id: str
    user: str
    since_ms: int


class DeviceDesk:
    """Gives each device to one playback at a time and writes it down for the API. Event-loop thread only."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._sessions: dict[str, Session] = {}
        self._again_at = 0.0
        self._unwritten: set[str | None] = {None}  # None: that no device is in use, which is told first
        self.write_down()

    def session(self, camera_id: str) -> Session | None:
        """Return who plays from a device, None when it is free."""
        return self._sessions.get(camera_id)

    def enter(self, camera_id: str, user: str, now_ms: int) -> Session | None:
        """Take a device; None when somebody else has it. `leave` it afterwards."""
        if camera_id in self._sessions:
            return None
        session = self._sessions[camera_id] = Session(camera_id, user, now_ms)
        self._unwritten.add(camera_id)
        self.write_down()
        return session

    def leave(self, session: Session) -> None:
        """Give a device back."""
        if self._sessions.get(session.camera_id) is session:
            del self._sessions[session.camera_id]
            self._unwritten.add(session.camera_id)
            self.write_down()

    def write_down(self) -> None:
        """Tell the API of what it does not know yet; what cannot be written now can be later, in a while."""
        if time.monotonic() < self._again_at:
            return
        try:
            for camera_id in sorted(self._unwritten, key=lambda one: one is not None):
                if camera_id is None:
                    self._catalog.clear_device_sessions()
                else:
                    session = self._sessions.get(camera_id)
                    since = None if session is None else (session.user, session.since_ms)
                    self._catalog.set_device_session(camera_id, since)
                self._unwritten.discard(camera_id)
        except sqlite3.Error as error:
            self._again_at = time.monotonic() + AGAIN_S
            _log.warning("a device's session could not be written down: %s", error)
