"""Reads what the media node must know from the platform's database: cameras, faults, the ticket secret."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

DATABASE_NAME = "platform.sqlite3"
_BUSY_S = 0.5
_CAMERA_COLUMNS = (
    "number, id, name, online, scene, seed, ptz_type, codec_main, codec_sub, village_name AS village, road,"
    " kind, region_code, record_save_days"
)


@dataclass(frozen=True, slots=True)
class Camera:
    """The part of a camera's record that decides what its picture looks like, and what of it is recorded."""

    number: int
    id: str
    name: str
    online: bool
    scene: str
    seed: int
    ptz_type: int
    codec_main: str
    codec_sub: str
    village: str = ""
    road: str = ""
    kind: str = "public"
    region_code: str = ""
    record_save_days: int = 30

    def codec(self, role: str) -> str:
        """Return the codec of this role's stream."""
        return self.codec_main if role == "main" else self.codec_sub


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault asked for by a test or a trainer; None means any."""

    id: int
    kind: str
    camera_id: str | None
    protocol: str | None
    value: str | None
    times_left: int | None
    until_ms: int | None

    def concerns(self, camera_id: str, protocol: str) -> bool:
        """Tell whether this fault is meant for such a stream."""
        return self.camera_id in {None, camera_id} and self.protocol in {None, protocol}

    def seconds(self, default: float) -> float:
        """Return the value as seconds, `default` when it is none."""
        try:
            return max(0.0, float(self.value or default))
        except ValueError:
            return default


class Catalog:
    """The database as the media node sees it. One thread only; short statements."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(database, timeout=_BUSY_S, isolation_level=None)
        self._connection.execute("PRAGMA query_only = 0")
        self._connection.execute("PRAGMA synchronous = NORMAL")

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def secret(self) -> bytes:
        """Return the key that signs tickets; LookupError before the API process has made one."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = 'ticket_secret'").fetchone()
        if row is None:
            raise LookupError("the database holds no ticket_secret")
        return bytes.fromhex(row[0])

    def version(self) -> int:
        """Return a number that changes whenever another process has written."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def camera(self, camera_id: str) -> Camera | None:
        """Return a camera by its 20-digit id."""
        found = self._cameras("id = ?", (camera_id,))
        return found[0] if found else None

    def first_online(self, region_code: str, limit: int) -> list[Camera]:
        """Return the first cameras online in a region and below it, in the tree's order."""
        condition = "region_code >= ? AND region_code < ? AND online ORDER BY number LIMIT ?"
        return self._cameras(condition, (region_code, region_code + "~", limit))

    def _cameras(self, condition: str, values: tuple[str | int, ...]) -> list[Camera]:
        query = f"SELECT {_CAMERA_COLUMNS} FROM camera WHERE {condition}"  # noqa: S608 - constant texts
        cursor = self._connection.execute(query, values)
        cursor.row_factory = sqlite3.Row
        return [Camera(**{**row, "online": bool(row["online"]), "road": row["road"] or ""}) for row in cursor]

    def faults(self, now_ms: int) -> list[Fault]:
        """Return the faults in force."""
        rows = self._connection.execute(
            "SELECT id, kind, camera_id, protocol, value, times_left, until_ms FROM fault"
            " WHERE (until_ms IS NULL OR until_ms > ?) AND (times_left IS NULL OR times_left > 0)"
            " ORDER BY id",
            (now_ms,),
        )
        return [Fault(*row) for row in rows]

    def take(self, fault: Fault) -> bool:
        """Use a fault up by one; False when another taker was faster."""
        if fault.times_left is None:
            return True
        cursor = self._connection.execute(
            "UPDATE fault SET times_left = times_left - 1 WHERE id = ? AND times_left > 0", (fault.id,)
        )
        return cursor.rowcount == 1

    def clear_device_sessions(self) -> None:
        """Note that nobody plays from any device."""
        self._connection.execute("DELETE FROM device_session")

    def set_device_session(self, camera_id: str, session: tuple[str, int] | None) -> None:
        """Note which user plays from a device, and since when (UTC ms); None when nobody does."""
        if session is None:
            self._connection.execute("DELETE FROM device_session WHERE camera_id = ?", (camera_id,))
            return
        self._connection.execute(
            "INSERT OR REPLACE INTO device_session (camera_id, user, since_ms) VALUES (?, ?, ?)",
            (camera_id, *session),
        )
