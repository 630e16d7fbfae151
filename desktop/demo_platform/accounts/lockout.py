"""Counts failed sign-ins by user name, known or not, and locks after too many."""

import sqlite3

TRIES = 5
LOCK_MS = 10 * 60 * 1000
_FORGET_MS = LOCK_MS
_MAX_ROWS = 10_000


def locked_for_ms(connection: sqlite3.Connection, user: str, now_ms: int) -> int:
    """Return for how long the name is still locked; 0 when it is not."""
    row = connection.execute("SELECT locked_until_ms FROM attempt WHERE user = ?", (user,)).fetchone()
    return max(0, int(row["locked_until_ms"]) - now_ms) if row else 0


def count_failure(connection: sqlite3.Connection, user: str, now_ms: int) -> int:
    """Count a failure; return how many tries are left, locking when none is."""
    connection.execute(
        "DELETE FROM attempt WHERE last_ms < ? AND locked_until_ms < ?", (now_ms - _FORGET_MS, now_ms)
    )
    row = connection.execute("SELECT failures FROM attempt WHERE user = ?", (user,)).fetchone()
    failures = int(row["failures"]) + 1 if row else 1
    is_locked = failures >= TRIES
    connection.execute(
        "INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?)",
        (user, 0 if is_locked else failures, now_ms, now_ms + LOCK_MS if is_locked else 0),
    )
    connection.execute(
        "DELETE FROM attempt WHERE user IN"
        " (SELECT user FROM attempt ORDER BY last_ms DESC LIMIT -1 OFFSET ?)",
        (_MAX_ROWS,),
    )
    return TRIES - failures


def forget(connection: sqlite3.Connection, user: str) -> None:
    """Forget the failures of a name: somebody has signed in."""
    connection.execute("DELETE FROM attempt WHERE user = ?", (user,))
