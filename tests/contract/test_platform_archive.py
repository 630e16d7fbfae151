"""The archive over HTTP: what it says of recordings, who may look into it, and what stands in the way."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.demo_platform import tickets
from desktop.demo_platform.storage.database import FILE_NAME, Database
from tests.contract.archive_node import exchange
from tests.support.demo_platform import Client, DemoPlatform, Json

TOWN = "431321103"
DAY = 86_400_000
BEIJING = 8 * 3_600_000


def now() -> int:
    return time.time_ns() // 1_000_000


def recordings(client: Client, camera: Json, from_ms: int, to_ms: int, **more: Json) -> list[Json]:
    """Return all recordings of a span, page by page."""
    found: list[Json] = []
    cursor: str | None = None
    while True:
        span = {"from_ms": from_ms, "to_ms": to_ms, "cursor": cursor}
        page = client.get(f"/cameras/{camera['id']}/recordings", **span, **more)
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            return found


def find(client: Client, storage: str, *, online: bool | None = True) -> tuple[Json, Json]:
    """Return a camera and a finished recording of yesterday that lies on a storage."""
    for camera in client.cameras(TOWN):
        if online is not None and camera["online"] is not online:
            continue
        for item in recordings(client, camera, now() - 2 * DAY, now() - DAY)[1:-1]:
            if item["storage"] == storage:
                return camera, item
    raise AssertionError(f"no recording on the {storage}")


def play(
    client: Client,
    camera: Json,
    start_ms: int,
    *protocols: str,
    storage: str | None = None,
    role: str = "sub",
) -> Json:
    body = {
        "role": role,
        "protocols": list(protocols) or ["http-ts"],
        "start_ms": start_ms,
        "storage": storage,
    }
    return client.request("POST", f"/cameras/{camera['id']}/playback", json=body)


def error(response: Json) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def grant_of(platform: DemoPlatform, url: str, purpose: tickets.Purpose) -> tickets.Grant:
    database = Database(platform.data / FILE_NAME)
    try:
        secret = bytes.fromhex(database.meta("ticket_secret") or "")
    finally:
        database.close()
    token = parse_qs(urlsplit(url).query)["ticket"][0]
    return tickets.verify(secret, token, now(), purpose=purpose)


@contextmanager
def device_in_use(platform: DemoPlatform, camera: Json, user: str, since_ms: int) -> Iterator[None]:
    """Write as the media node does while somebody plays from a device."""
    with closing(sqlite3.connect(platform.data / FILE_NAME, isolation_level=None)) as connection:
        row = (camera["id"], user, since_ms)
        connection.execute("INSERT INTO device_session (camera_id, user, since_ms) VALUES (?, ?, ?)", row)
        try:
            yield
        finally:
            connection.execute("DELETE FROM device_session WHERE camera_id = ?", (camera["id"],))


@pytest.fixture
def client(platform: DemoPlatform) -> Client:
    return platform.sign_in("zimenqiao")


def test_the_platform_says_what_it_offers(client: Client) -> None:
    features = client.get("/platform")["features"]
    offered = {"playback", "stills", "bookmarks", "alarms", "reverse", "downloads", "retrievals"}
    assert set(features) == offered


def test_a_month_page_by_page_is_the_month_in_one(client: Client) -> None:
    camera = client.cameras(TOWN)[0]
    to_ms = now() - DAY
    whole = recordings(client, camera, to_ms - 28 * DAY, to_ms)
    assert len(whole) > 300
    assert all(a["end_ms"] <= b["start_ms"] for a, b in pairwise(whole))
    assert recordings(client, camera, to_ms - 28 * DAY, to_ms, limit=37) == whole
    halves = [
        item
        for start in (to_ms - 28 * DAY, to_ms - 14 * DAY)
        for item in recordings(client, camera, start, start + 14 * DAY)
    ]
    assert {item["start_ms"] for item in halves} == {item["start_ms"] for item in whole}


def test_the_archive_reaches_from_the_retention_limit_to_just_now(client: Client) -> None:
    for camera in client.cameras(TOWN)[:3]:
        asked = now()
        answer = client.get(f"/cameras/{camera['id']}/recordings", from_ms=asked - 61 * DAY, to_ms=asked)
        kept = answer["retention"]
        assert kept["days"] == camera["record_save_days"]
        assert abs(asked - kept["days"] * DAY - kept["from_ms"]) < 20_000
        assert answer["items"][0]["start_ms"] >= kept["from_ms"]
        newest = recordings(client, camera, asked - 4 * DAY, asked + DAY)[-1]["end_ms"]
        assert newest <= now() - 5000


@pytest.mark.parametrize(
    ("from_ms", "to_ms"),
    [(5, 5), (6, 5), (0, 62 * DAY + 1), (-1, 5), (0, 2**53), ("x", 5), (0, ""), ("nan", "inf")],
)
@pytest.mark.parametrize("what", ["recordings", "marks"])
def test_a_senseless_span_is_refused(client: Client, what: str, from_ms: Json, to_ms: Json) -> None:
    path = f"/cameras/{client.cameras(TOWN)[0]['id']}/{what}"
    answer = client.request("GET", path, params={"from_ms": from_ms, "to_ms": to_ms})
    assert error(answer) == (400, "bad_request")


@pytest.mark.parametrize("month", ["2026-13", "2026-0", "2026-00", "26-11", "0000-01", "2026-11-01", "", "x"])
def test_a_senseless_month_is_refused(client: Client, month: str) -> None:
    path = f"/cameras/{client.cameras(TOWN)[0]['id']}/recording-days"
    assert error(client.request("GET", path, params={"month": month})) == (400, "bad_request")


def test_days_of_a_month_are_those_with_recordings_in_beijing(client: Client) -> None:
    camera = client.cameras(TOWN)[0]
    local = time.gmtime((now() - 3 * DAY + BEIJING) / 1000)
    answer = client.get(f"/cameras/{camera['id']}/recording-days", month=time.strftime("%Y-%m", local))
    kinds = {entry["day"]: set(entry["kinds"]) for entry in answer["days"]}
    midnight = (now() - 3 * DAY + BEIJING) // DAY * DAY - BEIJING
    of_day = recordings(client, camera, midnight, midnight + DAY)
    assert kinds.get(local.tm_mday, set()) == {item["kind"] for item in of_day}
    assert answer["retention"]["days"] == camera["record_save_days"]
    for empty in ("1999-01", "2999-12"):
        assert client.get(f"/cameras/{camera['id']}/recording-days", month=empty)["days"] == []


def test_marks_are_inside_their_span(client: Client) -> None:
    camera = client.cameras(TOWN)[0]
    span = {"from_ms": now() - 10 * DAY, "to_ms": now() - 7 * DAY}
    items = client.get(f"/cameras/{camera['id']}/marks", **span)["items"]
    assert items
    for mark in items:
        assert span["from_ms"] < mark["end_ms"]
        assert mark["start_ms"] < span["to_ms"]
        assert mark["kind"] in {"motion", "alarm"}
        assert mark["label"]


@pytest.mark.parametrize("protocol", ["http-ts", "mp4"])
def test_a_ticket_is_for_playback_of_one_stream_and_lives_a_quarter_of_an_hour(
    platform: DemoPlatform, client: Client, protocol: str
) -> None:
    camera, item = find(client, "platform")
    ticket = play(client, camera, item["start_ms"], protocol).json()
    url = urlsplit(ticket["url"])
    assert (url.scheme, url.hostname, url.port) == ("http", "127.0.0.1", platform.media_port)
    assert url.path == f"/archive/{camera['id']}/sub.{'ts' if protocol == 'http-ts' else 'mp4'}"
    assert (ticket["protocol"], ticket["storage"], ticket["gop_ms"]) == (protocol, "platform", 2000)
    assert ticket["available"]["start_ms"] <= item["start_ms"]
    assert ticket["available"]["end_ms"] >= item["end_ms"]
    assert (ticket["speeds"][0], ticket["speeds"][-1], ticket["reverse"]) == (0.25, 16.0, True)
    assert 870_000 < ticket["expires_at_ms"] - now() <= 900_000
    grant = grant_of(platform, ticket["url"], "playback")
    assert (grant.camera_id, grant.role, grant.protocol) == (camera["id"], "sub", protocol)
    assert (grant.user, grant.ticket_id) == ("zimenqiao", ticket["ticket_id"])
    with pytest.raises(tickets.TicketError):
        grant_of(platform, ticket["url"], "live")


def test_a_stills_ticket_is_for_stills(platform: DemoPlatform, client: Client) -> None:
    camera = client.cameras(TOWN)[0]
    ticket = client.post(f"/cameras/{camera['id']}/stills", {})
    assert urlsplit(ticket["url"]).path == f"/archive/{camera['id']}/still.jpg"
    assert (ticket["width"], ticket["height"]) == (320, 180)
    assert grant_of(platform, ticket["url"], "stills").camera_id == camera["id"]


def test_playback_and_stills_are_entered_in_the_register(platform: DemoPlatform, client: Client) -> None:
    camera, item = find(client, "platform")
    ticket = play(client, camera, item["start_ms"]).json()
    client.post(f"/cameras/{camera['id']}/stills", {})
    stills, playback = platform.sign_in("shuangfeng").get("/registers/access", limit=2)["items"]
    assert [stills["action"], playback["action"]] == ["stills", "playback"]
    for entry in (stills, playback):
        assert (entry["user"], entry["camera_id"]) == ("zimenqiao", camera["id"])
        assert "ticket=" not in entry["detail"]
    assert ticket["ticket_id"] in playback["detail"]
    assert str(item["start_ms"]) in playback["detail"]


def test_a_device_offers_what_the_standard_promises_and_no_files(client: Client) -> None:
    camera, item = find(client, "device")
    ticket = play(client, camera, item["start_ms"], "mp4", "http-ts").json()
    assert (ticket["protocol"], ticket["storage"], ticket["reverse"]) == ("http-ts", "device", False)
    assert ticket["speeds"] == [0.25, 0.5, 1.0, 2.0, 4.0]
    assert error(play(client, camera, item["start_ms"], "mp4")) == (400, "bad_request")


@pytest.mark.parametrize("user", ["zimenqiao", "fujing"])
def test_a_playback_ticket_is_no_way_around_an_approved_download(platform: DemoPlatform, user: str) -> None:
    """Who may export has no more of it: files of the main stream come under an approved entry alone."""
    client = platform.sign_in(user)
    camera, item = find(client, "platform")
    ticket = play(client, camera, item["start_ms"], "mp4", "http-ts", role="main").json()
    assert ticket["protocol"] == "http-ts"
    assert urlsplit(ticket["url"]).path.endswith("/main.ts")
    assert grant_of(platform, ticket["url"], "playback").user == user
    with pytest.raises(tickets.TicketError):
        grant_of(platform, ticket["url"], "download")
    as_a_file = f"{ticket['url'].replace('main.ts', 'main.mp4')}&from_ms={item['start_ms']}"
    assert exchange(f"{as_a_file}&to_ms={item['start_ms'] + 4000}")[0] == 403
    assert error(play(client, camera, item["start_ms"], "mp4", role="main")) == (400, "bad_request")


def test_where_nothing_was_recorded_the_nearest_instants_are_told(client: Client) -> None:
    camera = client.cameras(TOWN)[0]
    found = recordings(client, camera, now() - 20 * DAY, now() - DAY)
    before, after = max(pairwise(found), key=lambda pair: pair[1]["start_ms"] - pair[0]["end_ms"])
    refused = play(client, camera, (before["end_ms"] + after["start_ms"]) // 2)
    assert error(refused) == (404, "no_recording")
    detail = refused.json()["error"]
    assert detail["nearest_before_ms"] == before["end_ms"] - 1
    assert detail["nearest_after_ms"] == after["start_ms"]
    if camera["online"]:
        for near in (detail["nearest_before_ms"], detail["nearest_after_ms"]):
            assert play(client, camera, near).ok


def test_before_the_retention_limit_and_in_the_future_there_is_nothing(client: Client) -> None:
    camera = client.cameras(TOWN)[0]
    old = play(client, camera, now() - 200 * DAY).json()["error"]
    assert (old["code"], old["nearest_before_ms"]) == ("no_recording", None)
    assert old["nearest_after_ms"] >= now() - camera["record_save_days"] * DAY - 20_000
    future = play(client, camera, now() + DAY).json()["error"]
    assert (future["code"], future["nearest_after_ms"]) == ("no_recording", None)
    assert now() - 3 * DAY < future["nearest_before_ms"] < now()


def test_a_storage_can_be_named(client: Client) -> None:
    camera, item = find(client, "platform")
    assert play(client, camera, item["start_ms"], storage="platform").ok
    assert error(play(client, camera, item["start_ms"], storage="device")) == (404, "no_recording")
    assert error(play(client, camera, item["start_ms"], storage="tape")) == (400, "bad_request")


def test_a_device_plays_to_one_viewer_at_a_time(platform: DemoPlatform, client: Client) -> None:
    camera, item = find(client, "device")
    other, elsewhere = find(client, "platform")
    with device_in_use(platform, camera, "fujing", 1_700_000_000_000):
        refused = play(client, camera, item["start_ms"])
        assert error(refused) == (409, "device_busy")
        detail = refused.json()["error"]
        assert (detail["user"], detail["since_ms"]) == ("fujing", 1_700_000_000_000)
        assert play(client, other, elsewhere["start_ms"]).ok
        with device_in_use(platform, other, "fujing", 1):
            assert play(client, other, elsewhere["start_ms"]).ok
    assert play(client, camera, item["start_ms"]).ok


def test_a_restart_keeps_the_archive_and_nobody_plays_then(small_platform: DemoPlatform) -> None:
    camera = small_platform.admin.cameras("4313")[0]
    span = (now() - 9 * DAY, now() - 8 * DAY)
    before = recordings(small_platform.admin, camera, *span)
    with device_in_use(small_platform, camera, "fujing", 1):
        small_platform.stop()
        small_platform.start()
        with closing(sqlite3.connect(small_platform.data / FILE_NAME)) as connection:
            assert connection.execute("SELECT count(*) FROM device_session").fetchone() == (0,)
    assert recordings(small_platform.admin, camera, *span) == before


def test_a_device_that_is_offline_cannot_play_but_the_platform_can(client: Client) -> None:
    camera, item = find(client, "device", online=False)
    assert error(play(client, camera, item["start_ms"])) == (409, "camera_offline")
    camera, item = find(client, "platform", online=False)
    assert play(client, camera, item["start_ms"]).ok


@pytest.mark.parametrize("user", ["weihu", "jiancha"])
def test_without_the_right_to_play_back_nothing_of_the_archive_is_told(
    platform: DemoPlatform, user: str
) -> None:
    client = platform.sign_in(user)
    camera = client.cameras(TOWN)[0]
    span = {"from_ms": now() - DAY, "to_ms": now(), "month": "2026-11"}
    bookmark = {"camera_id": camera["id"], "start_ms": 0, "end_ms": 1, "name": "x"}
    for method, path, body in (
        ("GET", f"/cameras/{camera['id']}/recordings", None),
        ("GET", f"/cameras/{camera['id']}/recording-days", None),
        ("GET", f"/cameras/{camera['id']}/marks", None),
        ("POST", f"/cameras/{camera['id']}/stills", {}),
        ("GET", "/alarms", None),
        ("GET", "/bookmarks", None),
        ("POST", "/bookmarks", bookmark),
    ):
        answer = client.request(method, path, params=span, json=body)
        assert error(answer) == (403, "forbidden"), path
    assert error(play(client, camera, now() - DAY)) == (403, "forbidden")


def test_tickets_of_the_archive_live_as_long_as_they_are_told() -> None:
    with DemoPlatform("--playback-ticket-seconds", "7", scale=0.05) as platform:
        client = platform.admin
        stills = client.post(f"/cameras/{client.cameras('4313')[0]['id']}/stills", {})
        assert 0 < stills["expires_at_ms"] - now() <= 7000


def test_slow_archive_delays_lists_and_nothing_else(small_platform: DemoPlatform) -> None:
    client = small_platform.admin
    camera = client.cameras("4313")[0]["id"]
    small_platform.fault("archive_slow", value=3)
    delays = []
    span = {"from_ms": now() - DAY, "to_ms": now()}
    for path in (f"/cameras/{camera}", f"/cameras/{camera}/recordings"):
        begun = time.monotonic()
        client.get(path, **span)
        delays.append(time.monotonic() - begun)
    assert delays[1] >= 3 > delays[0]


@pytest.mark.parametrize("value", [None, "overlap", "unordered", "zero", "future", "size"])
def test_archive_garbage_spoils_the_list_as_its_value_says(platform: DemoPlatform, value: str | None) -> None:
    client = platform.admin
    camera = client.cameras(TOWN)[0]
    span = {"from_ms": now() - 3 * DAY, "to_ms": now() - 2 * DAY}
    path = f"/cameras/{camera['id']}/recordings"
    good = client.get(path, **span)["items"]
    platform.fault("archive_garbage", camera_id=camera["id"], times=1, **({"value": value} if value else {}))
    spoiled = client.get(path, **span)["items"]
    platform.clear_faults()
    faults = {
        "overlap": any(a["end_ms"] > b["start_ms"] for a, b in pairwise(_sorted(spoiled)) if _is_long(a, b)),
        "unordered": [i["start_ms"] for i in spoiled] != sorted(i["start_ms"] for i in spoiled),
        "zero": any(i["start_ms"] >= i["end_ms"] for i in spoiled),
        "future": any(i["start_ms"] > now() for i in spoiled),
        "size": any(not isinstance(i["size_bytes"], int) or i["size_bytes"] < 0 for i in spoiled),
    }
    assert all(faults[name] for name in ([value] if value else faults)), faults
    if value not in {None, "size"}:
        assert all(item in spoiled for item in good)
    assert client.get(path, **span)["items"] == good


def _sorted(items: list[Json]) -> list[Json]:
    return sorted(items, key=lambda item: (item["start_ms"], item["end_ms"]))


def _is_long(*items: Json) -> bool:
    return all(item["start_ms"] < item["end_ms"] for item in items)


def test_an_expired_ticket_can_be_ordered_for_the_archive_too(platform: DemoPlatform, client: Client) -> None:
    camera, item = find(client, "platform")
    platform.fault("expired_ticket", camera_id=camera["id"], times=1)
    ticket = play(client, camera, item["start_ms"]).json()
    with pytest.raises(tickets.TicketError) as refused:
        grant_of(platform, ticket["url"], "playback")
    assert refused.value.expired
