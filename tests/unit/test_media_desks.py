"""What the media node knows of faults and tells of devices, over a real database that others write to."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.demo_platform.media import catalog as catalog_module
from desktop.demo_platform.media.archive import devices
from desktop.demo_platform.media.catalog import Catalog
from desktop.demo_platform.media.faults import FaultDesk
from tests.contract.media_node import camera_id, make_database


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make_database(tmp_path)[0]


@pytest.fixture
def other(database: Path) -> Iterator[sqlite3.Connection]:
    """The API's connection."""
    connection = sqlite3.connect(database, isolation_level=None)
    yield connection
    connection.close()


def test_news_that_a_viewers_arrival_met_first_reaches_the_poll(
    database: Path, other: sqlite3.Connection
) -> None:
    desk = FaultDesk(Catalog(database))
    assert desk.poll()
    assert not desk.poll()
    other.execute("UPDATE camera SET online = 0 WHERE number = 3")
    desk.welcome(camera_id(5), "http-ts")
    assert desk.poll(), "who is cut because of it is cut by the poll"
    assert not desk.poll()


def test_a_device_that_could_not_be_given_back_on_paper_is_as_soon_as_it_can(
    database: Path, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog_module, "_BUSY_S", 0.01)
    monkeypatch.setattr(devices, "AGAIN_S", 0.0)
    desk = devices.DeviceDesk(Catalog(database))
    one, two = desk.enter(camera_id(1), "a", 1), desk.enter(camera_id(2), "b", 2)
    assert one is not None
    assert two is not None
    other.execute("BEGIN IMMEDIATE")
    desk.leave(one)
    desk.enter(camera_id(3), "c", 3)
    other.execute("ROLLBACK")
    assert in_use(other) == {camera_id(1), camera_id(2)}
    desk.write_down()
    assert in_use(other) == {camera_id(2), camera_id(3)}


def in_use(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT camera_id FROM device_session")}
