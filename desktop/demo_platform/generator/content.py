"""Fills an empty database: regions, cameras, the search index, accounts."""

import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from desktop.demo_platform.accounts import passwords
from desktop.demo_platform.accounts.demo_accounts import ACCOUNTS, PASSWORD
from desktop.demo_platform.generator.cameras import CameraMaker, NewCamera, Place
from desktop.demo_platform.generator.places import places
from desktop.demo_platform.generator.plan import VillagePlan, plan
from desktop.demo_platform.generator.search_text import search_text
from desktop.demo_platform.storage.schema import search_table
from resources.divisions import Division, loudi


def _insert(table: str, columns: int) -> str:
    marks = ", ".join("?" * columns)
    return f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - constant names


_BATCH = 2_000
_PROGRESS_EVERY_S = 2.0
_INSERT_TEXT = _insert("camera_text (rowid, words)", 2)
_INSERT_CAMERA = _insert("camera", 24)


@dataclass(slots=True)
class _Node:
    """A region while it is being counted."""

    code: str
    name: str
    level: str
    parent_code: str | None
    position: int = 0
    first_number: int = 0
    last_number: int = -1
    counts: Counter[str] = field(default_factory=Counter)
    children: int = 0


def fill(connection: sqlite3.Connection, random: Random, scale: float) -> int:
    """Write everything; return the number of cameras."""
    divisions = list(loudi())
    tree = _Tree(divisions)
    writer = _Writer(connection)
    villages = [division for division in divisions if division.level == "village"]
    plans = plan(villages, random, scale)
    connection.execute(search_table(sum(p.public + sum(p.groups) for p in plans.values())))
    maker = CameraMaker(random)
    by_code = places(divisions, random)
    for village in villages:
        if village.code in plans:
            _village(by_code[village.code], plans[village.code], maker, tree, writer)
    writer.flush()
    connection.executemany(_insert("region", 12), tree.rows())
    _accounts(connection)
    return writer.written


def _village(place: Place, plan: VillagePlan, maker: CameraMaker, tree: "_Tree", writer: "_Writer") -> None:
    for group in range(1, len(plan.groups) + 1):
        tree.add_group(place.code, group)
    for camera in maker.village(place, plan):
        number = writer.add(camera, place)
        tree.count(camera, number)


class _Tree:
    """The regions with the counts and the intervals of numbers below each."""

    def __init__(self, divisions: Sequence[Division]) -> None:
        self._nodes: dict[str, _Node] = {}
        self._children: dict[str, list[_Node]] = {}
        self._root: _Node | None = None
        for division in divisions:
            parent = division.parent_code if division.parent_code in self._nodes else None
            node = _Node(division.code, division.short_name, division.level, parent)
            self._add(node)

    def add_group(self, village_code: str, group: int) -> None:
        """Add a ten-household group below a village."""
        self._add(_Node(f"{village_code}-{group:02d}", f"十户联防第{group}组", "group", village_code))

    def count(self, camera: NewCamera, number: int) -> None:
        """Count a camera at its region and all regions above."""
        code: str | None = camera.region_code
        while code is not None:
            node = self._nodes[code]
            node.first_number = node.first_number or number
            node.last_number = number
            node.counts[camera.kind] += 1
            node.counts[f"{camera.kind} online"] += camera.online
            code = node.parent_code

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield the rows of the region table."""
        for position, node in enumerate(self._in_order()):
            yield (
                node.code,
                node.name,
                node.level,
                node.parent_code,
                position,
                node.first_number,
                node.last_number,
                node.counts["public"],
                node.counts["public online"],
                node.counts["household"],
                node.counts["household online"],
                len(self._children.get(node.code, ())),
            )

    def _add(self, node: _Node) -> None:
        self._nodes[node.code] = node
        if node.parent_code is None:
            self._root = node
        else:
            self._children.setdefault(node.parent_code, []).append(node)

    def _in_order(self) -> Iterator[_Node]:
        waiting = [self._root] if self._root else []
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(self._children.get(node.code, ())))


class _Writer:
    """Numbers cameras and writes them with their search record in batches; tells its progress."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._cameras: list[tuple[object, ...]] = []
        self._texts: list[tuple[int, str]] = []
        self._told = time.monotonic()
        self.written = 0

    def add(self, camera: NewCamera, place: Place) -> int:
        """Take a camera; return its number."""
        self.written += 1
        self._cameras.append(_row(self.written, camera, place))
        is_public = camera.kind == "public"
        text = search_text(
            place.town_name, camera.name_parts, camera.common_name, camera.road, public=is_public
        )
        self._texts.append((self.written, text))
        if len(self._cameras) >= _BATCH:
            self.flush()
        return self.written

    def flush(self) -> None:
        """Write what was taken."""
        self._connection.executemany(_INSERT_CAMERA, self._cameras)
        self._connection.executemany(_INSERT_TEXT, self._texts)
        self._cameras.clear()
        self._texts.clear()
        if time.monotonic() - self._told > _PROGRESS_EVERY_S:
            self._told = time.monotonic()
            sys.stderr.write(f"demo platform: {self.written} cameras so far\n")
            sys.stderr.flush()


def _row(number: int, camera: NewCamera, place: Place) -> tuple[object, ...]:
    return (
        number,
        camera.id,
        camera.name,
        camera.common_name,
        camera.kind,
        camera.online,
        camera.online,
        camera.scene,
        camera.seed,
        camera.ptz_type,
        camera.region_code,
        place.town_name,
        place.name,
        "h264",
        "h264",
        camera.record_save_days,
        camera.road,
        place.county_code,
        place.grassroots_code,
        camera.point_type,
        camera.management_unit,
        camera.longitude,
        camera.latitude,
        camera.talk,
    )


def _accounts(connection: sqlite3.Connection) -> None:
    rows: list[tuple[str, ...]] = []
    for account in ACCOUNTS:
        salt = passwords.new_salt()
        rights = " ".join(account.rights)
        head = (account.user, account.display_name, account.role, account.unit, account.scope_code, rights)
        rows.append((*head, salt, passwords.digest(PASSWORD, salt)))
    connection.executemany(_insert("account", 8), rows)
