"""Builds the platform's database from seed and scale, or keeps the one that is there already."""

import os
import secrets
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from desktop.demo_platform.storage import schema


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a database is made from; equal recipes make equal trees and cameras."""

    seed: int
    scale: float

    def fingerprint(self) -> str:
        """Return a text that changes with everything that the content depends on."""
        return f"{schema.VERSION}/{self.seed}/{self.scale:g}"


def is_made(path: Path, recipe: Recipe) -> bool:
    """Tell whether a database is there and was made from this recipe."""
    return _fingerprint(path) == recipe.fingerprint()


def ensure_database(path: Path, recipe: Recipe) -> None:
    """Make the database unless it is there already; it appears under its name only when it is whole."""
    if is_made(path, recipe):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        _build(unfinished, recipe)
        remove_database(path)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def remove_database(path: Path) -> None:
    """Remove a database that is not wanted any more and what SQLite keeps beside it."""
    for old in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)


def _fingerprint(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(path)
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return None
    return None if row is None else str(row[0])


def _build(path: Path, recipe: Recipe) -> None:
    # Imported here: pinyin tables are loaded only when there is something to make.
    from desktop.demo_platform.generator.content import fill  # noqa: PLC0415

    begun = time.monotonic()
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"
        )
        connection.execute("BEGIN")
        for statement in _statements(schema.TABLES):
            connection.execute(statement)
        cameras = fill(connection, Random(recipe.seed), recipe.scale)  # noqa: S311 - reproducible on purpose
        for statement in (*_statements(schema.INDEXES), *schema.APPEND_ONLY):
            connection.execute(statement)
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [
                ("fingerprint", recipe.fingerprint()),
                ("ticket_secret", secrets.token_hex(32)),
                ("instance_id", secrets.token_hex(8)),
            ],
        )
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    report(f"{cameras} cameras made in {time.monotonic() - begun:.1f} s")


def report(message: str) -> None:
    """Tell the person who waits, on stderr."""
    sys.stderr.write(f"demo platform: {message}\n")
    sys.stderr.flush()


def _statements(script: str) -> list[str]:
    return [statement for statement in script.split(";") if statement.strip()]
