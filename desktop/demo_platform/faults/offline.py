"""Brings the directory in line with the offline faults: states of cameras, counts of regions, change log."""

import sqlite3

from desktop.demo_platform.directory.changes import BULK, MAX_CHANGES

_TURNED = "number INTEGER PRIMARY KEY, online INTEGER NOT NULL, kind TEXT NOT NULL, region_code TEXT NOT NULL"
_SCRATCH = (
    "CREATE TEMP TABLE IF NOT EXISTS down (id TEXT PRIMARY KEY)",
    f"CREATE TEMP TABLE IF NOT EXISTS turned ({_TURNED})",
    "DELETE FROM down",
    "DELETE FROM turned",
)
_DOWN = """
    INSERT OR IGNORE INTO down SELECT coalesce(camera_id, '') FROM fault
    WHERE kind = 'offline' AND (until_ms IS NULL OR until_ms > ?) AND (times_left IS NULL OR times_left > 0)
"""
_TOUCHED = """
    number IN (
        SELECT number FROM camera WHERE online != device_online
        UNION ALL
        SELECT camera.number FROM down JOIN camera ON camera.id = down.id
    )
"""
_DELTAS = """
    WITH RECURSIVE up (code, public, household) AS (
        SELECT * FROM (
            SELECT region_code, sum(iif(kind = 'public', iif(online, 1, -1), 0)),
                sum(iif(kind = 'household', iif(online, 1, -1), 0))
            FROM turned GROUP BY region_code
        )
        UNION ALL
        SELECT region.parent_code, up.public, up.household FROM up JOIN region ON region.code = up.code
        WHERE region.parent_code IS NOT NULL
    )
    SELECT sum(public), sum(household), code FROM up GROUP BY code
"""


def apply_offline(connection: sqlite3.Connection, now_ms: int) -> int:
    """Set every camera to what its device and the faults say; return how many changed.

    Runs inside the caller's transaction. An offline fault without a camera means all cameras.
    """
    for statement in _SCRATCH:
        connection.execute(statement)
    connection.execute(_DOWN, (now_ms,))
    is_everything = connection.execute("SELECT 1 FROM down WHERE id = ''").fetchone() is not None
    wanted = "0" if is_everything else "(device_online AND id NOT IN (SELECT id FROM down))"
    touched = "1" if is_everything else _TOUCHED
    turned = f"SELECT number, {wanted}, kind, region_code FROM camera WHERE {touched} AND online != {wanted}"  # noqa: S608
    connection.execute(f"INSERT INTO turned {turned}")
    changed = int(connection.execute("SELECT count(*) FROM turned").fetchone()[0])
    if changed:
        _write(connection, changed)
    return changed


def _write(connection: sqlite3.Connection, changed: int) -> None:
    connection.execute(
        "UPDATE camera SET online = turned.online FROM turned WHERE turned.number = camera.number"
    )
    deltas = [tuple(row) for row in connection.execute(_DELTAS)]
    connection.executemany(
        "UPDATE region SET public_online = public_online + ?, household_online = household_online + ?"
        " WHERE code = ?",
        deltas,
    )
    if changed > MAX_CHANGES:
        connection.execute("INSERT INTO change (number, online) VALUES (?, 0)", (BULK,))
    else:
        connection.execute(
            "INSERT INTO change (number, online) SELECT number, online FROM turned ORDER BY number"
        )
