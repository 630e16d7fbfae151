"""The fault book tells of a change of the directory only when readers can see it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.demo_platform.clock import SystemClock
from desktop.demo_platform.faults.book import FaultBook
from desktop.demo_platform.faults.fault import FaultKind
from desktop.demo_platform.generator.build import Recipe, ensure_database
from desktop.demo_platform.options import DEFAULT_SEED
from desktop.demo_platform.storage.database import FILE_NAME, Database


class WatchedDatabase(Database):
    """Notes what the book tells at the last moment before each commit."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.book: FaultBook | None = None
        self.told: list[tuple[int, bool]] = []

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give a transaction, as the database does."""
        with super().write() as connection:
            yield connection
            assert self.book is not None
            self.told.append((self.book.generation, self.book.is_quiet))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[WatchedDatabase]:
    path = tmp_path / FILE_NAME
    ensure_database(path, Recipe(DEFAULT_SEED, 0.01))
    database = WatchedDatabase(path)
    yield database
    database.close()


def test_nothing_is_told_before_readers_can_see_it(database: WatchedDatabase) -> None:
    book = database.book = FaultBook(database, SystemClock())
    row = database.reader().execute("SELECT id FROM camera WHERE online ORDER BY number").fetchone()
    fault = book.order(FaultKind.OFFLINE, camera_id=row["id"])
    assert (book.generation, book.is_quiet) == (1, False)
    assert book.cancel(fault)
    assert (book.generation, book.is_quiet) == (2, True)
    book.order(FaultKind.OFFLINE, camera_id=row["id"], times=0)
    book.sweep()
    assert (book.generation, book.is_quiet) == (4, True)
    assert database.told == [(0, True), (1, False), (2, True), (3, False)]


def test_a_change_that_failed_is_not_told(database: WatchedDatabase) -> None:
    book = database.book = FaultBook(database, SystemClock())
    database.reader().execute("DROP TABLE change")
    row = database.reader().execute("SELECT id FROM camera WHERE online ORDER BY number").fetchone()
    with pytest.raises(sqlite3.OperationalError):
        book.order(FaultKind.OFFLINE, camera_id=row["id"])
    assert (book.generation, book.is_quiet) == (0, True)
    assert book.in_force() == ()
