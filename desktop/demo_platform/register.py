"""The access register: who looked at which camera, and when (Order 799 Art. 16(2)(3))."""

from dataclasses import dataclass

from desktop.demo_platform.clock import Clock
from desktop.demo_platform.directory.cameras import Cameras
from desktop.demo_platform.storage.database import Database


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One line of the register; without a camera where its reader may not know which one it was."""

    sequence: int
    time_ms: int
    user: str
    action: str
    camera_id: str | None
    detail: str


class AccessRegister:
    """Keeps the register; lines are only ever added."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def enter(self, user: str, action: str, number: int, detail: str) -> None:
        """Add a line about a camera."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO access (time_ms, user, action, number, detail) VALUES (?, ?, ?, ?, ?)",
                (self._clock.now_ms(), user, action, number, detail),
            )

    def page(
        self, cameras: Cameras, before: int | None, limit: int
    ) -> tuple[tuple[AccessEntry, ...], int | None]:
        """Return lines about cameras of the reader's region, newest first, and where the next page begins.

        That a household camera was looked at is told to every reader; which one, only to who may see it.
        """
        query = (
            "SELECT access.*, camera.id AS camera_id FROM access"  # noqa: S608 - scope's own condition
            " JOIN camera ON camera.number = access.number"
            f" WHERE {cameras.region_condition()} AND access.sequence < ?"
            " ORDER BY access.sequence DESC LIMIT ?"
        )
        start = before if before is not None else 2**62
        rows = self._database.reader().execute(query, (start, limit + 1)).fetchall()
        visible = {camera.id for camera in cameras.by_ids([row["camera_id"] for row in rows])}
        entries = tuple(
            AccessEntry(
                row["sequence"],
                row["time_ms"],
                row["user"],
                row["action"],
                row["camera_id"] if row["camera_id"] in visible else None,
                row["detail"],
            )
            for row in rows[:limit]
        )
        return entries, (entries[-1].sequence if len(rows) > limit else None)
