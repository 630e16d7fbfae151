"""Access and refresh tokens; the database holds only their digests."""

import secrets
import sqlite3
from dataclasses import dataclass
from hashlib import sha256

ACCESS = "access"
REFRESH = "refresh"
REFRESH_GRACE_MS = 30_000
"""So long a refresh token can be used again after its first use: the answer may have been lost on the way."""
_KEEP_EXPIRED_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long tokens are good for, in seconds."""

    access_s: int = 1800
    refresh_s: int = 12 * 3600


@dataclass(frozen=True, slots=True)
class TokenRow:
    """What is known of a token."""

    session_id: str
    expires_ms: int


def issue(connection: sqlite3.Connection, session_id: str, kind: str, expires_ms: int) -> str:
    """Make and remember a token; return it."""
    token = secrets.token_urlsafe(32)
    connection.execute(
        "INSERT INTO token VALUES (?, ?, ?, ?)", (_digest(token), session_id, kind, expires_ms)
    )
    return token


def find(connection: sqlite3.Connection, token: str, kind: str) -> TokenRow | None:
    """Return what is known of a token, expired or not; None for a token that is not ours."""
    row = connection.execute(
        "SELECT session_id, expires_ms FROM token WHERE digest = ? AND kind = ?", (_digest(token), kind)
    ).fetchone()
    return TokenRow(row["session_id"], row["expires_ms"]) if row else None


def retire(connection: sqlite3.Connection, token: str, now_ms: int) -> None:
    """Let a used refresh token end after the grace period."""
    connection.execute(
        "UPDATE token SET expires_ms = min(expires_ms, ?) WHERE digest = ?",
        (now_ms + REFRESH_GRACE_MS, _digest(token)),
    )


def prune(connection: sqlite3.Connection, now_ms: int) -> None:
    """Delete what expired long ago, and sessions without tokens."""
    connection.execute("DELETE FROM token WHERE expires_ms < ?", (now_ms - _KEEP_EXPIRED_MS,))
    connection.execute("DELETE FROM session WHERE id NOT IN (SELECT session_id FROM token)")


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
