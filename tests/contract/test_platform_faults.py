"""Faults on demand: each does what its name says, where it should, as long as it should, and no longer."""

import contextlib
import json
import socket
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from desktop.demo_platform import tickets
from desktop.demo_platform.storage.database import FILE_NAME, Database
from tests.support.demo_platform import Client, DemoPlatform, Json, poll_until


def _online(client: Client, code: str = "4313") -> Json:
    return next(camera for camera in client.cameras(code) if camera["online"])


def test_offline_fault_shows_in_directory_counts_changes_and_live(small_platform: DemoPlatform) -> None:
    client = small_platform.admin
    camera = _online(client)
    codes = [step["code"] for step in camera["region_path"]]
    before = [client.get(f"/regions/{code}")["cameras_online"] for code in codes]
    cursor = client.get("/changes")["cursor"]
    fault = small_platform.fault("offline", camera_id=camera["id"])
    assert client.get(f"/cameras/{camera['id']}")["online"] is False
    assert [client.get(f"/regions/{code}")["cameras_online"] for code in codes] == [n - 1 for n in before]
    news = client.get("/changes", since=cursor)
    assert news["cameras"] == [{"id": camera["id"], "online": False, "region_code": camera["region_code"]}]
    live = client.request(
        "POST", f"/cameras/{camera['id']}/live", json={"role": "sub", "protocols": ["http-ts"]}
    )
    assert live.status_code == 409
    client.delete(f"/demo/faults/{fault}")
    assert client.get(f"/cameras/{camera['id']}")["online"] is True
    assert [client.get(f"/regions/{code}")["cameras_online"] for code in codes] == before
    assert client.get("/changes", since=news["cursor"])["cameras"][0]["online"] is True


def test_offline_for_a_while_ends_by_itself(small_platform: DemoPlatform) -> None:
    client = small_platform.admin
    camera = _online(client)
    small_platform.fault("offline", camera_id=camera["id"], for_s=2)
    assert client.get(f"/cameras/{camera['id']}")["online"] is False
    poll_until(lambda: client.get(f"/cameras/{camera['id']}")["online"])
    assert client.get("/demo/faults")["items"] == []


def test_everything_offline_asks_readers_to_begin_anew() -> None:
    with DemoPlatform() as platform:
        client = platform.admin
        cursor = client.get("/changes")["cursor"]
        before = client.get("/regions/4313")["cameras_online"]
        platform.fault("offline")
        assert client.get("/regions/4313")["cameras_online"] == 0
        assert client.get("/changes", since=cursor)["reset"] is True
        platform.clear_faults()
        assert client.get("/regions/4313")["cameras_online"] == before


def test_long_poll_wakes_for_a_change_and_only_inside_the_scope(platform: DemoPlatform) -> None:
    inside, outside = platform.sign_in("wantou"), platform.sign_in("zimenqiao")
    camera = _online(inside, "431321103250")
    elsewhere = next(c for c in outside.cameras("431321103280") if c["online"])
    cursor = inside.get("/changes")["cursor"]
    answers: list[tuple[Json, float]] = []

    def wait() -> None:
        begun = time.monotonic()
        answers.append((inside.get("/changes", since=cursor, wait_s=20), time.monotonic() - begun))

    waiting = threading.Thread(target=wait)
    waiting.start()
    try:
        platform.fault("offline", camera_id=elsewhere["id"])
        platform.fault("offline", camera_id=camera["id"])
    finally:
        waiting.join()
        platform.clear_faults()
    (answer, seconds) = answers[0]
    assert [change["id"] for change in answer["cameras"]] == [camera["id"]]
    assert seconds < 15


def test_long_poll_without_news_returns_at_the_deadline(platform: DemoPlatform) -> None:
    client = platform.sign_in("wantou")
    cursor = client.get("/changes")["cursor"]
    begun = time.monotonic()
    assert client.get("/changes", since=cursor, wait_s=0.4) == {
        "cursor": cursor,
        "cameras": [],
        "reset": False,
    }
    assert time.monotonic() - begun >= 0.4


@pytest.mark.parametrize("cursor", ["", "x", "0123456789abcdef-1", "-1", "9" * 60, "\x00", "ÿ"])
def test_a_stale_or_strange_cursor_means_begin_anew(platform: DemoPlatform, cursor: str) -> None:
    assert platform.sign_in("wantou").get("/changes", since=cursor)["reset"] is True


def test_slow_api_fault_delays_the_next_answer_only(small_platform: DemoPlatform) -> None:
    client = small_platform.admin
    small_platform.fault("slow", protocol="api", value=0.6, times=1)
    times = []
    for _ in range(2):
        begun = time.monotonic()
        client.get("/regions/roots")
        times.append(time.monotonic() - begun)
    assert times[0] >= 0.6
    assert client.get("/demo/faults")["items"] == []


def test_slow_fault_of_one_camera_leaves_others_alone(small_platform: DemoPlatform) -> None:
    client = small_platform.admin
    first, second = client.cameras("4313")[:2]
    small_platform.fault("slow", camera_id=first["id"], value=2)
    begun = time.monotonic()
    client.get(f"/cameras/{second['id']}")
    quick = time.monotonic() - begun
    begun = time.monotonic()
    client.get(f"/cameras/{first['id']}")
    assert time.monotonic() - begun >= 2 > quick


@pytest.mark.parametrize(
    ("status", "code"), [(503, "unavailable"), (500, "internal"), (401, "unauthenticated")]
)
def test_api_status_fault(small_platform: DemoPlatform, status: int, code: str) -> None:
    client = small_platform.admin
    small_platform.fault("api_status", value=status, times=1)
    answer = client.request("GET", "/regions/roots")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert client.get("/regions/roots")["items"]


def test_api_garbage_and_truncated_faults(small_platform: DemoPlatform) -> None:
    client = small_platform.admin
    for kind in ("api_garbage", "api_truncated"):
        small_platform.fault(kind, times=1)
        answer = client.request("GET", "/regions/roots")
        assert answer.status_code == 200
        with pytest.raises((json.JSONDecodeError, UnicodeDecodeError, requests.exceptions.JSONDecodeError)):
            answer.json()
    small_platform.fault("api_truncated", value="connection", times=1)
    with pytest.raises(requests.exceptions.RequestException):
        client.request("GET", "/regions/roots")
    assert client.get("/regions/roots")["items"]


def test_expired_ticket_fault_makes_tickets_that_open_nothing(small_platform: DemoPlatform) -> None:
    client = small_platform.admin
    camera = _online(client)
    small_platform.fault("expired_ticket", times=1)
    ask = {"role": "sub", "protocols": ["http-ts"]}
    bad, good = (client.post(f"/cameras/{camera['id']}/live", ask)["url"] for _ in range(2))
    database = Database(small_platform.data / FILE_NAME)
    secret = bytes.fromhex(database.meta("ticket_secret") or "")
    database.close()
    now_ms = time.time_ns() // 1_000_000
    with pytest.raises(tickets.TicketError) as refused:
        tickets.verify(secret, parse_qs(urlsplit(bad).query)["ticket"][0], now_ms)
    assert refused.value.expired
    assert (
        tickets.verify(secret, parse_qs(urlsplit(good).query)["ticket"][0], now_ms).camera_id == camera["id"]
    )


def test_restart_closes_everything_and_comes_back_with_ports_tokens_and_state(
    small_platform: DemoPlatform,
) -> None:
    client = small_platform.admin
    camera = _online(client)
    small_platform.fault("offline", camera_id=camera["id"])
    media_port = small_platform.media_port
    begun = time.monotonic()
    small_platform.fault("restart", value=1.5)
    api_port = int(urlsplit(small_platform.url).port or 0)
    poll_until(lambda: not _listens(api_port) and not _listens(media_port))
    poll_until(lambda: _listens(api_port), within_s=40)
    assert time.monotonic() - begun >= 1.5
    assert _listens(media_port)
    assert client.get(f"/cameras/{camera['id']}")["online"] is False
    url = client.post(f"/cameras/{_online(client)['id']}/live", {"role": "sub", "protocols": ["http-ts"]})[
        "url"
    ]
    assert urlsplit(url).port == media_port


def test_faults_are_listed_and_ended_one_by_one(small_platform: DemoPlatform) -> None:
    client = small_platform.admin
    camera = _online(client)
    first = small_platform.fault("stall", camera_id=camera["id"], protocol="http-ts", times=3)
    second = small_platform.fault("wrong_codec", value="mpeg4", for_s=60)
    items = client.get("/demo/faults")["items"]
    assert [item["id"] for item in items] == [first, second]
    assert items[0] == {
        "id": first,
        "kind": "stall",
        "camera_id": camera["id"],
        "protocol": "http-ts",
        "value": None,
        "times_left": 3,
        "until_ms": None,
    }
    client.delete(f"/demo/faults/{first}")
    assert [item["id"] for item in client.get("/demo/faults")["items"]] == [second]
    assert client.request("DELETE", f"/demo/faults/{first}").status_code == 404
    unknown = client.request("POST", "/demo/faults", json={"kind": "stall", "camera_id": "4" * 20})
    assert unknown.status_code == 404


def test_media_node_that_dies_comes_back_on_its_port(small_platform: DemoPlatform) -> None:
    psutil = pytest.importorskip("psutil")
    (node,) = psutil.Process(small_platform.pid).children()
    node.kill()
    poll_until(lambda: not _listens(small_platform.media_port))
    poll_until(lambda: _listens(small_platform.media_port), within_s=40)


def _listens(port: int) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        probe.settimeout(2)
        return probe.connect_ex(("127.0.0.1", port)) == 0
