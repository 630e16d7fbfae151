"""Bookmarks and the history of 995 calls: shared with all who may see the place, and with nobody else."""

import time
from collections.abc import Iterator

import pytest

from desktop.demo_platform.accounts.account import Account
from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.alarm_history import alarm_page
from desktop.demo_platform.directory.directory import Directories
from desktop.demo_platform.storage.database import FILE_NAME, Database
from tests.support.demo_platform import Client, DemoPlatform, Json

TOWN, VILLAGE = "431321103", "431321103250"
DAY = 86_400_000
NOW = time.time_ns() // 1_000_000


@pytest.fixture(scope="module")
def own_platform() -> Iterator[DemoPlatform]:
    with DemoPlatform() as running:
        yield running


@pytest.fixture(autouse=True)
def _no_bookmarks(own_platform: DemoPlatform) -> None:
    for item in own_platform.admin.get("/bookmarks", limit=1000)["items"]:
        own_platform.admin.delete(f"/bookmarks/{item['id']}")


def keep(client: Client, camera: Json, name: str, start_ms: int = NOW, **more: Json) -> Json:
    body = {"camera_id": camera["id"], "start_ms": start_ms, "end_ms": start_ms + 1000, "name": name, **more}
    return client.post("/bookmarks", body)


def names(client: Client, **parameters: Json) -> list[str]:
    return [item["name"] for item in client.get("/bookmarks", **parameters)["items"]]


def status(client: Client, method: str, path: str, body: Json = None) -> int:
    return client.request(method, path, json=body).status_code


def test_a_bookmark_is_kept_and_seen_by_all_who_may_see_the_camera(own_platform: DemoPlatform) -> None:
    village, town = own_platform.sign_in("wantou"), own_platform.sign_in("zimenqiao")
    camera = village.cameras(VILLAGE)[0]
    kept = keep(village, camera, "可疑车辆", note="白色面包车")
    assert (kept["user"], kept["camera_id"], kept["note"]) == ("wantou", camera["id"], "白色面包车")
    assert town.get("/bookmarks")["items"] == [kept]
    elsewhere = next(c for c in town.cameras(TOWN) if not c["region_code"].startswith(VILLAGE))
    hidden = keep(town, elsewhere, "别处")
    assert names(village) == ["可疑车辆"]
    for method, body in (("PATCH", {"name": "x"}), ("DELETE", None)):
        assert status(village, method, f"/bookmarks/{hidden['id']}", body) == 404
    assert names(town) == ["别处", "可疑车辆"]


def test_own_bookmarks_are_changed_and_removed_others_only_by_the_administrator(
    own_platform: DemoPlatform,
) -> None:
    owner, other = own_platform.sign_in("zimenqiao"), own_platform.sign_in("fujing")
    path = f"/bookmarks/{keep(owner, owner.cameras(VILLAGE)[0], '原名')['id']}"
    for method, body in (("PATCH", {"name": "x"}), ("DELETE", None)):
        assert status(other, method, path, body) == 403
    changed = owner.request("PATCH", path, json={"name": "新名", "end_ms": NOW + 5000}).json()
    assert (changed["name"], changed["start_ms"], changed["end_ms"]) == ("新名", NOW, NOW + 5000)
    assert status(owner, "PATCH", path, {"end_ms": NOW - 1}) == 400
    assert own_platform.admin.request("PATCH", path, json={"note": "核实"}).json()["note"] == "核实"
    assert owner.get("/bookmarks")["items"][0] == {**changed, "note": "核实"}
    assert status(own_platform.admin, "DELETE", path) == 204
    assert status(owner, "DELETE", path) == 404


def test_bookmarks_are_found_by_words_camera_and_time(own_platform: DemoPlatform) -> None:
    client = own_platform.sign_in("zimenqiao")
    first, second = client.cameras(VILLAGE)[:2]
    keep(client, first, "红色 三轮车", NOW - 5 * DAY)
    keep(client, second, "三轮车 100%", NOW - 3 * DAY, note="湾头")
    keep(client, second, "摩托", NOW - DAY)
    assert names(client, q="三轮车") == ["三轮车 100%", "红色 三轮车"]
    assert names(client, q="三轮车 湾头") == ["三轮车 100%"]
    assert names(client, q="100%") == ["三轮车 100%"]
    assert names(client, q="ZIMEN 摩托") == ["摩托"]
    assert names(client, q="_") == names(client, q="\\") == names(client, q="'") == []
    assert names(client, camera=first["id"]) == ["红色 三轮车"]
    assert names(client, from_ms=NOW - 4 * DAY, to_ms=NOW - 2 * DAY) == ["三轮车 100%"]
    assert names(client, from_ms=NOW - 4 * DAY) == ["摩托", "三轮车 100%"]


def test_bookmarks_come_page_by_page(own_platform: DemoPlatform) -> None:
    client = own_platform.sign_in("zimenqiao")
    camera = client.cameras(VILLAGE)[0]
    for number in range(5):
        keep(client, camera, str(number))
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        page = client.get("/bookmarks", limit=2, cursor=cursor)
        seen += [item["name"] for item in page["items"]]
        cursor = page["next"]
    assert (seen, cursor) == (["4", "3", "2", "1", "0"], None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "长" * 81},
        {"note": "长" * 1001},
        {"end_ms": 0},
        {"start_ms": -1},
        {"camera_id": "1"},
    ],
)
def test_a_senseless_bookmark_is_refused(own_platform: DemoPlatform, wrong: Json) -> None:
    client = own_platform.sign_in("zimenqiao")
    body = {"camera_id": client.cameras(VILLAGE)[0]["id"], "start_ms": NOW, "end_ms": NOW, "name": "x"}
    assert status(client, "POST", "/bookmarks", body | wrong) == 400
    assert names(client) == []


@pytest.mark.parametrize("bookmark_id", ["0", "-1", "x", "1e3", "9" * 40, "%00", "１"])
def test_a_strange_number_is_no_bookmark(own_platform: DemoPlatform, bookmark_id: str) -> None:
    client = own_platform.sign_in("zimenqiao")
    assert status(client, "DELETE", f"/bookmarks/{bookmark_id}") == 404


def test_calls_come_newest_first_page_by_page(own_platform: DemoPlatform) -> None:
    client = own_platform.sign_in("zimenqiao")
    span = {"from_ms": NOW - 60 * DAY, "to_ms": NOW}
    whole = client.get("/alarms", **span, limit=1000)["items"]
    assert len(whole) > 20
    assert [a["time_ms"] for a in whole] == sorted((a["time_ms"] for a in whole), reverse=True)
    seen: list[Json] = []
    cursor: str | None = None
    while not seen or cursor is not None:
        page = client.get("/alarms", **span, limit=7, cursor=cursor)
        seen += page["items"]
        cursor = page["next"]
    assert seen == whole


def test_calls_are_those_of_the_region_asked_for(own_platform: DemoPlatform) -> None:
    client = own_platform.sign_in("zimenqiao")
    span = {"from_ms": NOW - 360 * DAY, "to_ms": NOW, "limit": 1000}
    whole = client.get("/alarms", **span)["items"]
    inside = [a for a in whole if a["region_path"][1]["code"] == VILLAGE]
    assert inside
    assert client.get("/alarms", **span, region=VILLAGE)["items"] == inside
    assert own_platform.sign_in("wantou").get("/alarms", **span)["items"] == [
        {**alarm, "region_path": alarm["region_path"][1:]} for alarm in inside
    ]
    group = f"{VILLAGE}-01"
    of_group = [a for a in inside if a["region_path"][-1]["code"] == group]
    assert client.get("/alarms", **span, region=group)["items"] == of_group


def test_a_call_leads_to_a_camera_that_marked_it(own_platform: DemoPlatform) -> None:
    client = own_platform.sign_in("zimenqiao")
    span = {"from_ms": NOW - 25 * DAY, "to_ms": NOW - DAY}
    seen = 0
    for alarm in client.get("/alarms", **span)["items"]:
        if alarm["camera_id"] is None:
            continue
        around = {"from_ms": alarm["time_ms"], "to_ms": alarm["time_ms"] + 1000}
        marks = client.get(f"/cameras/{alarm['camera_id']}/marks", **around)["items"]
        seen += any(alarm["note"] in mark["label"] for mark in marks)
    assert seen > 3


@pytest.mark.parametrize("span", [(5, 5), (6, 5), (0, 366 * DAY + 1)])
def test_a_senseless_span_of_calls_is_refused(own_platform: DemoPlatform, span: tuple[int, int]) -> None:
    client = own_platform.sign_in("zimenqiao")
    answer = client.request("GET", "/alarms", params={"from_ms": span[0], "to_ms": span[1]})
    assert answer.status_code == 400


def test_who_may_not_see_households_learns_of_calls_but_not_of_their_cameras(
    own_platform: DemoPlatform,
) -> None:
    account = Account("x", "x", "x", "x", TOWN, frozenset({Right.PLAYBACK}))
    database = Database(own_platform.data / FILE_NAME)
    try:
        directory = Directories(database, "x").open(account)
        span = (NOW - 60 * DAY, NOW)
        placed, _ = alarm_page(directory, TOWN, span, limit=1000, remaining=None, now_ms=NOW)
        ids = [item.camera_id for item in placed if item.camera_id is not None]
        public = {camera.id for camera in directory.cameras.by_ids(ids)}
    finally:
        database.close()
    assert len(placed) > len(ids) > 0
    assert set(ids) == public
    assert {item.region_path[-1].level for item in placed} == {"village"}
