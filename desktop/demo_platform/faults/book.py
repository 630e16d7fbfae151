"""The faults in force: ordered, used up, expired, cancelled."""

import sqlite3
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from desktop.demo_platform.clock import Clock
from desktop.demo_platform.faults.fault import Fault, FaultKind
from desktop.demo_platform.faults.offline import apply_offline
from desktop.demo_platform.storage.database import Database

_IN_FORCE = "(until_ms IS NULL OR until_ms > ?) AND (times_left IS NULL OR times_left > 0)"


class FaultBook:
    """Keeps the fault table. Any thread.

    `generation` grows with every change of the directory, and only once readers can see the change: who
    looks at the number first and then at the directory misses nothing.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._count = 0
        self.generation = 0

    @property
    def is_quiet(self) -> bool:
        """True while no fault is known: nothing to look up."""
        return self._count == 0

    def order(
        self,
        kind: FaultKind,
        *,
        camera_id: str | None = None,
        protocol: str | None = None,
        value: str | None = None,
        times: int | None = None,
        for_s: float | None = None,
    ) -> int:
        """Order a fault; return its number."""
        until_ms = None if for_s is None else self._clock.now_ms() + int(for_s * 1000)
        with self._changing() as (connection, kinds):
            cursor = connection.execute(
                "INSERT INTO fault (kind, camera_id, protocol, value, times_left, until_ms)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (kind, camera_id, protocol, value, times, until_ms),
            )
            kinds.add(kind)
        return cursor.lastrowid or 0

    def in_force(self) -> tuple[Fault, ...]:
        """Return the faults in force, oldest first."""
        rows = self._database.reader().execute(
            f"SELECT * FROM fault WHERE {_IN_FORCE} ORDER BY id",  # noqa: S608 - constant condition
            (self._clock.now_ms(),),
        )
        return tuple(_fault(row) for row in rows)

    def cancel(self, fault_id: int | None) -> bool:
        """End a fault, or all of them; False when there is no such fault."""
        condition = "1" if fault_id is None else "id = ?"
        values = () if fault_id is None else (fault_id,)
        with self._changing() as (connection, kinds):
            rows = connection.execute(f"SELECT kind FROM fault WHERE {condition}", values).fetchall()  # noqa: S608
            connection.execute(f"DELETE FROM fault WHERE {condition}", values)  # noqa: S608
            kinds.update(FaultKind(row["kind"]) for row in rows)
        return bool(rows) or fault_id is None

    def sweep(self) -> None:
        """Remove what has expired or was used up; cameras come back online."""
        if not self._count:
            return
        now_ms = self._clock.now_ms()
        query = f"SELECT 1 FROM fault WHERE NOT ({_IN_FORCE})"  # noqa: S608 - constant condition
        if self._database.reader().execute(query, (now_ms,)).fetchone() is None:
            return
        with self._changing() as (connection, kinds):
            rows = connection.execute(f"SELECT kind FROM fault WHERE NOT ({_IN_FORCE})", (now_ms,)).fetchall()  # noqa: S608
            connection.execute(f"DELETE FROM fault WHERE NOT ({_IN_FORCE})", (now_ms,))  # noqa: S608
            kinds.update(FaultKind(row["kind"]) for row in rows)

    def take(self, kinds: Collection[FaultKind], camera_id: str | None, protocol: str | None) -> Fault | None:
        """Use up the oldest fault of these kinds that concerns a call; None when there is none."""
        if not self._count:
            return None
        for fault in self.in_force():
            is_meant = fault.camera_id in {None, camera_id} and fault.protocol in {None, protocol}
            if fault.kind in kinds and is_meant and self._use(fault):
                return fault
        return None

    def _use(self, fault: Fault) -> bool:
        if fault.times_left is None:
            return True
        with self._database.write() as connection:
            cursor = connection.execute(
                "UPDATE fault SET times_left = times_left - 1 WHERE id = ? AND times_left > 0", (fault.id,)
            )
            return cursor.rowcount == 1

    @contextmanager
    def _changing(self) -> Iterator[tuple[sqlite3.Connection, set[FaultKind]]]:
        """Give a transaction and a set for the kinds of faults that it changes; the directory follows."""
        kinds: set[FaultKind] = set()
        with self._database.write() as connection:
            yield connection, kinds
            if FaultKind.OFFLINE in kinds:
                apply_offline(connection, self._clock.now_ms())
        with self._lock:
            self._count = int(self._database.reader().execute("SELECT count(*) FROM fault").fetchone()[0])
            self.generation += FaultKind.OFFLINE in kinds


def _fault(row: sqlite3.Row) -> Fault:
    return Fault(
        row["id"],
        FaultKind(row["kind"]),
        row["camera_id"],
        row["protocol"],
        row["value"],
        row["times_left"],
        row["until_ms"],
    )
