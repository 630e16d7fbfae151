"""The generated platform: exact counts, valid ids, uneven villages, the same for the same seed."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.demo_platform.generator.build import Recipe, ensure_database
from desktop.demo_platform.generator.pinyin import TABLE
from desktop.demo_platform.generator.pinyin_table import table_text
from desktop.demo_platform.generator.plan import plan
from resources.divisions import loudi

MODEL_VILLAGE = "431302104222"
CONTENT = "SELECT * FROM camera ORDER BY number"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("default") / "platform.sqlite3"
    ensure_database(path, Recipe(995, 1.0))
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def _made(folder: Path, seed: int, scale: float) -> list[tuple[object, ...]]:
    path = folder / f"{seed}-{scale}.sqlite3"
    ensure_database(path, Recipe(seed, scale))
    connection = sqlite3.connect(path)
    rows = connection.execute(CONTENT).fetchall()
    connection.close()
    return rows


def test_totals_are_those_of_loudi(database: sqlite3.Connection) -> None:
    counts = dict(database.execute("SELECT kind, count(*) FROM camera GROUP BY kind").fetchall())
    assert counts == {"public": 2600, "household": 11_000}
    levels = dict(database.execute("SELECT level, count(*) FROM region GROUP BY level").fetchall())
    assert {name: levels[name] for name in ("city", "county", "town", "village")} == {
        "city": 1,
        "county": 5,
        "town": 89,
        "village": 2107,
    }
    villages = database.execute("SELECT count(*) FROM region WHERE level = 'village' AND public_total > 0")
    assert villages.fetchone()[0] == 600


def test_villages_differ_and_the_model_village_has_47(database: sqlite3.Connection) -> None:
    counts = [
        row[0]
        for row in database.execute("SELECT public_total FROM region WHERE level = 'village'")
        if row[0]
    ]
    assert len(set(counts)) > 8
    assert max(counts.count(value) for value in set(counts)) < 200
    assert _public(database, MODEL_VILLAGE) == 47
    assert _public(database, "431321103") >= 100
    assert _public(database, "431321103250") >= 5


def test_households_form_groups_of_ten_to_fifteen(database: sqlite3.Connection) -> None:
    sizes = [row[0] for row in database.execute("SELECT household_total FROM region WHERE level = 'group'")]
    assert sum(sizes) == 11_000
    assert set(sizes) <= set(range(10, 16))
    assert len(set(sizes)) > 2
    villages = database.execute(
        "SELECT count(*) FROM region WHERE level = 'village' AND public_total > 0 AND household_total = 0"
    )
    assert villages.fetchone()[0] > 0


def test_ids_follow_annex_e1_and_are_unique(database: sqlite3.Connection) -> None:
    ids = [row[0] for row in database.execute("SELECT id FROM camera")]
    assert len(set(ids)) == len(ids)
    form = re.compile(r"4313[0-9]{2}00(00|01|03|04)(131|132)[78][0-9]{6}")
    assert all(form.fullmatch(camera_id) for camera_id in ids)
    rows = database.execute("SELECT id, region_code, civil_code, grassroots_code FROM camera")
    for camera_id, region, civil, grassroots in rows:
        assert camera_id[:6] == civil == region[:6]
        assert grassroots == region[6:12]


def test_numbers_follow_the_tree_so_that_each_region_is_one_interval(database: sqlite3.Connection) -> None:
    regions = database.execute(
        "SELECT code, first_number, last_number, public_total + household_total FROM region"
    ).fetchall()
    codes = dict(database.execute("SELECT number, region_code FROM camera").fetchall())
    for code, first, last, total in regions:
        assert total == (last - first + 1 if total else 0)
        if total:
            assert codes[first].startswith(code)
            assert codes[last].startswith(code)


def test_names_are_unique_in_their_village_and_begin_with_it(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT name, village_name, substr(region_code, 1, 12) FROM camera").fetchall()
    assert len({(name, village) for name, _, village in rows}) == len(rows)
    assert all(name.startswith(village) for name, village, _ in rows)


def test_about_four_per_cent_are_offline_and_some_can_be_steered(database: sqlite3.Connection) -> None:
    offline, steered, total = database.execute(
        "SELECT sum(NOT online), sum(ptz_type IN (1, 4, 5)), count(*) FROM camera"
    ).fetchone()
    assert 0.03 < offline / total < 0.05
    assert 0.03 < steered / total < 0.2


def test_attributes_stay_within_the_standard(database: sqlite3.Connection) -> None:
    days = {row[0] for row in database.execute("SELECT DISTINCT record_save_days FROM camera")}
    assert days == {30, 60, 90}
    points = {row[0] for row in database.execute("SELECT DISTINCT point_type FROM camera")}
    assert points == {1, 2, 3, 9}
    west, east, south, north = database.execute(
        "SELECT min(longitude), max(longitude), min(latitude), max(latitude) FROM camera"
    ).fetchone()
    assert 110.8 < west < east < 112.6
    assert 27.1 < south < north < 28.2


def test_the_same_seed_makes_the_same_platform_and_another_seed_another(tmp_path: Path) -> None:
    first, again, other = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    rows = _made(first, 7, 0.1)
    assert rows == _made(again, 7, 0.1)
    assert rows != _made(other, 8, 0.1)


def test_a_database_is_made_once_and_anew_for_another_recipe(tmp_path: Path) -> None:
    path = tmp_path / "platform.sqlite3"
    ensure_database(path, Recipe(1, 0.02))
    identity = _instance(path)
    ensure_database(path, Recipe(1, 0.02))
    assert _instance(path) == identity
    ensure_database(path, Recipe(2, 0.02))
    assert _instance(path) != identity


def test_a_damaged_database_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "platform.sqlite3"
    path.write_bytes(b"this is not a database" * 100)
    ensure_database(path, Recipe(1, 0.02))
    assert _instance(path)


@pytest.mark.parametrize("scale", [0.005, 0.02, 0.3, 1, 3.7, 74])
def test_plans_add_up_at_every_scale(scale: float) -> None:
    villages = [division for division in loudi() if division.level == "village"]
    plans = plan(villages, Random(3), scale)
    public = sum(village.public for village in plans.values())
    groups = [size for village in plans.values() for size in village.groups]
    assert public == max(1, round(2600 * scale))
    assert sum(groups) == min(max(20, round(11_000 * scale)), 1_000_000 - public)
    assert all(10 <= size <= 15 for size in groups)
    assert public + sum(groups) <= 1_000_000


def test_the_table_of_pinyin_is_up_to_date() -> None:
    assert TABLE.read_text("utf-8") == table_text(), (
        "run: python -m desktop.demo_platform.generator.pinyin_table"
    )


def _public(database: sqlite3.Connection, code: str) -> int:
    (total,) = database.execute("SELECT public_total FROM region WHERE code = ?", (code,)).fetchone()
    return int(total)


def _instance(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("SELECT value FROM meta WHERE key = 'instance_id'").fetchone()[0])
    finally:
        connection.close()
