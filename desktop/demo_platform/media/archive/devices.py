"""Who plays from the storage of which device: one at a time, as real recorders allow it."""

import logging
import sqlite3
from dataclasses import dataclass

from desktop.demo_platform.media.catalog import Catalog

_log = logging.getLogger("media.archive")


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
        self._write_down(None)

    def session(self, camera_id: str) -> Session | None:
        """Return who plays from a device, None when it is free."""
        return self._sessions.get(camera_id)

    def enter(self, camera_id: str, user: str, now_ms: int) -> Session | None:
        """Take a device; None when somebody else has it. `leave` it afterwards."""
        if camera_id in self._sessions:
            return None
        session = self._sessions[camera_id] = Session(camera_id, user, now_ms)
        self._write_down(camera_id)
        return session

    def leave(self, session: Session) -> None:
        """Give a device back."""
        if self._sessions.get(session.camera_id) is session:
            del self._sessions[session.camera_id]
            self._write_down(session.camera_id)

    def _write_down(self, camera_id: str | None) -> None:
        """Tell the API of a device, or (None) that no device is in use."""
        try:
            if camera_id is None:
                self._catalog.clear_device_sessions()
                return
            session = self._sessions.get(camera_id)
            since = None if session is None else (session.user, session.since_ms)
            self._catalog.set_device_session(camera_id, since)
        except sqlite3.Error as error:
            _log.warning("the device's session could not be written down: %s", error)
