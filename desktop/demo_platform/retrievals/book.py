"""Keeps the register of retrievals: entries, what became of them, and scans; all of it only ever grows."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from desktop.demo_platform.accounts.account import Account
from desktop.demo_platform.clock import Clock
from desktop.demo_platform.directory.cameras import Cameras
from desktop.demo_platform.retrievals.query import (
    ENTRIES,
    RetrievalFilter,
    conditions,
    retrieval,
)
from desktop.demo_platform.retrievals.records import Draft, Footage, Retrieval, Scan
from desktop.demo_platform.retrievals.scans import MOST_SCANS
from desktop.demo_platform.storage.database import Database

_BEIJING = timedelta(hours=8)


class AlreadyDecidedError(Exception):
    """The entry has gone on; what was wanted is no longer possible."""


class TooManyScansError(Exception):
    """The entry has as many scans as it may have."""


class RetrievalBook:
    """The register. Any thread; who may do what is decided by the routes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def submit(self, account: Account, draft: Draft) -> Retrieval:
        """Enter a request; its number is the account's region, the day in Beijing, and a serial."""
        now_ms = self._clock.now_ms()
        prefix = f"{account.scope_code}-{_day(now_ms)}-"
        with self._database.write() as connection:
            query = "SELECT count(*) FROM retrieval WHERE prefix = ?"
            serial = int(connection.execute(query, (prefix,)).fetchone()[0]) + 1
            number = f"{prefix}{serial:04d}"
            cursor = connection.execute(
                "INSERT INTO retrieval (number, prefix, user, user_name, unit, requested_ms, kind, request,"
                " footage, first_number, last_number, words, public_words)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    prefix,
                    *_who(account),
                    now_ms,
                    draft.kind,
                    json.dumps(draft.request, ensure_ascii=False),
                    _footage_text(draft.footage),
                    min(draft.numbers),
                    max(draft.numbers),
                    _words(number, account, draft, household=True),
                    _words(number, account, draft, household=False),
                ),
            )
            self._add_event(connection, cursor.lastrowid or 0, account, "pending", {})
        return self._kept(number)

    def find(self, cameras: Cameras, number: str, own: str) -> Retrieval | None:
        """Return an entry of the reader's region, or one of the reader's own; None when there is none."""
        found = retrieval(self._database.reader(), "retrieval.number = ?", (number,))
        if found is None:
            return None
        where, values = conditions(cameras, RetrievalFilter(), own)
        values = [*values, number]
        query = f"SELECT 1 FROM retrieval WHERE {where} AND retrieval.number = ?"  # noqa: S608 - constants
        is_in_sight = self._database.reader().execute(query, values).fetchone() is not None
        return found if is_in_sight else None

    def page(
        self, cameras: Cameras, wanted: RetrievalFilter, own: str, before: int | None, limit: int
    ) -> tuple[tuple[Retrieval, ...], int | None]:
        """Return entries, the newest first, and where the next page begins."""
        where, values = conditions(cameras, wanted, own)
        query = f"SELECT id FROM ({ENTRIES}) AS retrieval WHERE {where} AND id < ? ORDER BY id DESC LIMIT ?"  # noqa: S608
        reader = self._database.reader()
        rows = reader.execute(query, (*values, 2**62 if before is None else before, limit + 1)).fetchall()
        ids = [int(row["id"]) for row in rows[:limit]]
        found = (retrieval(reader, "retrieval.id = ?", (entry_id,)) for entry_id in ids)
        items = tuple(entry for entry in found if entry is not None)
        return items, (ids[-1] if len(rows) > limit else None)

    def decide(
        self,
        entry: Retrieval,
        account: Account,
        *,
        approved: bool,
        opinion: str,
        footage: tuple[Footage, ...],
        valid_until_ms: int | None,
    ) -> Retrieval:
        """Enter a decision; AlreadyDecidedError when the entry does not wait for one any more."""
        body = {
            "opinion": opinion,
            "footage": [asdict(item) for item in footage],
            "valid_until_ms": valid_until_ms,
        }
        self._go_on(entry, account, {"pending": "approved" if approved else "refused"}, body)
        return self._kept(entry.number)

    def end(self, entry: Retrieval, account: Account) -> Retrieval:
        """Withdraw what waits, close what was approved; AlreadyDecidedError for anything else."""
        self._go_on(entry, account, {"pending": "withdrawn", "approved": "closed"}, {})
        return self._kept(entry.number)

    def attach(
        self, entry: Retrieval, account: Account, name: str, media_type: str, content: bytes
    ) -> Retrieval:
        """Add a scan; AlreadyDecidedError, TooManyScansError. The same scan twice is kept once."""
        digest = sha256(content).hexdigest()
        with self._database.write() as connection:
            now = retrieval(connection, "retrieval.id = ?", (entry.id,))
            if now is None or now.state != "pending":
                raise AlreadyDecidedError
            if all(scan.sha256 != digest for scan in now.scans):
                if len(now.scans) >= MOST_SCANS:
                    raise TooManyScansError
                connection.execute(
                    "INSERT INTO retrieval_scan VALUES (?, ?, ?, ?, ?, ?)",
                    (entry.id, digest, name, media_type, self._clock.now_ms(), content),
                )
                self._add_event(connection, entry.id, account, "attached", {"sha256": digest})
        return self._kept(entry.number)

    def scan(self, entry: Retrieval, digest: str) -> tuple[Scan, bytes] | None:
        """Return a scan of an entry with its content, None when there is no such scan."""
        known = next((scan for scan in entry.scans if scan.sha256 == digest), None)
        query = "SELECT content FROM retrieval_scan WHERE retrieval = ? AND sha256 = ?"
        row = self._database.reader().execute(query, (entry.id, digest)).fetchone()
        return None if row is None or known is None else (known, bytes(row["content"]))

    def _go_on(
        self, entry: Retrieval, account: Account, ways: Mapping[str, str], body: Mapping[str, object]
    ) -> None:
        with self._database.write() as connection:
            now = retrieval(connection, "retrieval.id = ?", (entry.id,))
            following = None if now is None else ways.get(now.state)
            if following is None:
                raise AlreadyDecidedError
            self._add_event(connection, entry.id, account, following, body)

    def _add_event(
        self,
        connection: sqlite3.Connection,
        entry_id: int,
        account: Account,
        state: str,
        body: Mapping[str, object],
    ) -> None:
        connection.execute(
            "INSERT INTO retrieval_event (retrieval, time_ms, user, user_name, unit, state, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry_id, self._clock.now_ms(), *_who(account), state, json.dumps(body, ensure_ascii=False)),
        )

    def _kept(self, number: str) -> Retrieval:
        found = retrieval(self._database.reader(), "retrieval.number = ?", (number,))
        assert found is not None
        return found


def _day(now_ms: int) -> str:
    return (datetime.fromtimestamp(now_ms / 1000, UTC) + _BEIJING).strftime("%Y%m%d")


def _who(account: Account) -> tuple[str, str, str]:
    return account.user, account.display_name, account.unit


def _footage_text(footage: tuple[Footage, ...]) -> str:
    return json.dumps([asdict(item) for item in footage], ensure_ascii=False)


def _words(number: str, account: Account, draft: Draft, *, household: bool) -> str:
    """Return what a search looks through; without the names of household cameras for who may not see them."""
    request = draft.request
    persons = [person["name"] for person in request["persons"]]
    names = [f"{item.camera_name} {item.place}" for item in draft.footage if household or not item.household]
    texts = (number, account.display_name, request["unit"], request["reason"], request["case_number"])
    return " ".join((*texts, *persons, *names))
