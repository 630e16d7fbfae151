"""Reads entries of the register: with the reader's scope and filters, and put together from their events."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from desktop.demo_platform.directory.cameras import Cameras
from desktop.demo_platform.retrievals.records import (
    Decision,
    Event,
    Footage,
    Operator,
    Retrieval,
    RetrievalState,
    Scan,
)

ENTRIES = (
    "SELECT retrieval.*, (SELECT state FROM retrieval_event WHERE retrieval_event.retrieval = retrieval.id"
    " AND state != 'attached' ORDER BY sequence DESC LIMIT 1) AS state FROM retrieval"
)
_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})
_MAX_WORDS = 8
_DECIDED = frozenset({"approved", "refused"})


@dataclass(frozen=True, slots=True)
class RetrievalFilter:
    """Which entries are wanted; empty and None mean all. Times are those of the request."""

    states: tuple[str, ...] = ()
    text: str = ""
    from_ms: int | None = None
    to_ms: int | None = None
    own_only: bool = False


def conditions(cameras: Cameras, wanted: RetrievalFilter, own: str) -> tuple[str, list[object]]:
    """Return the SQL condition and values of what a reader may see of what is wanted."""
    region = "" if wanted.own_only else f"{cameras.retrieval_condition()} OR "
    parts, values = [f"({region}retrieval.user = ?)"], [cast("object", own)]
    if wanted.states:
        parts.append(f"retrieval.state IN ({', '.join('?' * len(wanted.states))})")
        values += wanted.states
    if wanted.from_ms is not None:
        parts.append("retrieval.requested_ms >= ?")
        values.append(wanted.from_ms)
    if wanted.to_ms is not None:
        parts.append("retrieval.requested_ms < ?")
        values.append(wanted.to_ms)
    for word in wanted.text.split()[:_MAX_WORDS]:
        parts.append(f"retrieval.{cameras.words_column()} LIKE ? ESCAPE '\\'")
        values.append(f"%{word.translate(_ESCAPED)}%")
    return " AND ".join(parts), values


def retrieval(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> Retrieval | None:
    """Return the entry that meets a condition, as it stands."""
    row = connection.execute(f"{ENTRIES} WHERE {condition}", values).fetchone()
    if row is None:
        return None
    events = connection.execute(
        "SELECT * FROM retrieval_event WHERE retrieval = ? ORDER BY sequence", (row["id"],)
    ).fetchall()
    scans = connection.execute(
        "SELECT name, media_type, length(content) AS size, sha256 FROM retrieval_scan WHERE retrieval = ?"
        " ORDER BY rowid",
        (row["id"],),
    )
    return Retrieval(
        id=row["id"],
        number=row["number"],
        kind=row["kind"],
        request=json.loads(row["request"]),
        footage=_footage(json.loads(row["footage"])),
        requested_by=_operator(row),
        requested_ms=row["requested_ms"],
        state=cast("RetrievalState", row["state"]),
        decision=next((_decision(event) for event in events if event["state"] in _DECIDED), None),
        scans=tuple(Scan(scan["name"], scan["media_type"], scan["size"], scan["sha256"]) for scan in scans),
        history=tuple(Event(event["time_ms"], _operator(event), event["state"]) for event in events),
    )


def _decision(event: sqlite3.Row) -> Decision:
    body = json.loads(event["body"])
    return Decision(
        by=_operator(event),
        at_ms=event["time_ms"],
        approved=event["state"] == "approved",
        opinion=body["opinion"],
        footage=_footage(body["footage"]),
        valid_until_ms=body["valid_until_ms"],
    )


def _footage(items: list[dict[str, Any]]) -> tuple[Footage, ...]:
    return tuple(Footage(**item) for item in items)


def _operator(row: sqlite3.Row) -> Operator:
    return Operator(row["user"], row["user_name"], row["unit"])
