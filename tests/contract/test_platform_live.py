"""Live tickets: who gets one, for what, and that each is entered in the register."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.demo_platform import tickets
from desktop.demo_platform.storage.database import FILE_NAME, Database
from tests.support.demo_platform import Client, DemoPlatform, Json

TOWN = "431321103"


def _camera(client: Client, *, online: bool = True, kind: str = "public") -> Json:
    return next(c for c in client.cameras(TOWN) if c["online"] is online and c["kind"] == kind)


def _ask(client: Client, camera: Json, role: str = "sub", *protocols: str) -> Json:
    body = {"role": role, "protocols": list(protocols) or ["http-ts"]}
    return client.request("POST", f"/cameras/{camera['id']}/live", json=body)


def _grant(platform: DemoPlatform, url: str) -> tickets.Grant:
    database = Database(platform.data / FILE_NAME)
    try:
        secret = bytes.fromhex(database.meta("ticket_secret") or "")
    finally:
        database.close()
    return tickets.verify(secret, parse_qs(urlsplit(url).query)["ticket"][0], time.time_ns() // 1_000_000)


@pytest.mark.parametrize(("protocol", "end"), [("http-ts", ".ts"), ("http-flv", ".flv")])
def test_ticket_fits_camera_role_protocol_and_user(platform: DemoPlatform, protocol: str, end: str) -> None:
    client = platform.sign_in("zimenqiao")
    camera = _camera(client)
    for profile in camera["streams"]:
        ticket = _ask(client, camera, profile["role"], protocol).json()
        url = urlsplit(ticket["url"])
        assert (url.scheme, url.hostname, url.port) == ("http", "127.0.0.1", platform.media_port)
        assert url.path == f"/live/{camera['id']}/{profile['role']}{end}"
        assert {name: ticket[name] for name in ("codec", "width", "height", "fps")} == {
            name: profile[name] for name in ("codec", "width", "height", "fps")
        }
        grant = _grant(platform, ticket["url"])
        assert (grant.camera_id, grant.role, grant.protocol) == (camera["id"], profile["role"], protocol)
        assert (grant.user, grant.ticket_id) == ("zimenqiao", ticket["ticket_id"])
        assert grant.expires_at_ms == ticket["expires_at_ms"]


def test_first_protocol_that_both_speak_is_taken(platform: DemoPlatform) -> None:
    client = platform.sign_in("zimenqiao")
    camera = _camera(client)
    assert _ask(client, camera, "sub", "webrtc", "http-flv", "http-ts").json()["protocol"] == "http-flv"
    refused = _ask(client, camera, "sub", "webrtc", "hls")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_request")


def test_offline_camera_and_missing_right_are_told_apart(platform: DemoPlatform) -> None:
    offline = _camera(platform.admin, online=False, kind="household")
    answer = _ask(platform.sign_in("zimenqiao"), offline)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "camera_offline")
    refused = _ask(platform.sign_in("weihu"), _camera(platform.sign_in("weihu"), online=False))
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")


def test_each_ticket_is_entered_in_the_register(platform: DemoPlatform) -> None:
    client = platform.sign_in("fujing")
    camera = _camera(client)
    ticket = _ask(client, camera).json()
    entry = platform.sign_in("shuangfeng").get("/registers/access", limit=1)["items"][0]
    assert (entry["user"], entry["action"], entry["camera_id"]) == ("fujing", "live", camera["id"])
    assert ticket["ticket_id"] in entry["detail"]
    assert "ticket=" not in entry["detail"]


def test_the_inspector_learns_that_a_household_was_watched_but_not_which(platform: DemoPlatform) -> None:
    client = platform.sign_in("zimenqiao")
    camera = _camera(client, kind="household")
    _ask(client, camera)
    for user, expected in (("jiancha", None), ("admin", camera["id"])):
        entry = platform.sign_in(user).get("/registers/access", limit=1)["items"][0]
        assert (entry["user"], entry["camera_id"]) == ("zimenqiao", expected)


def test_register_goes_back_page_by_page_and_is_for_inspectors(platform: DemoPlatform) -> None:
    client = platform.sign_in("zimenqiao")
    camera = _camera(client)
    tickets_made = [_ask(client, camera).json()["ticket_id"] for _ in range(5)]
    inspector = platform.sign_in("jiancha")
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = inspector.get("/registers/access", limit=2, cursor=cursor)
        seen += [entry["detail"].split()[-1] for entry in page["items"]]
        cursor = page["next"]
    assert seen[:5] == tickets_made[::-1]
    assert client.request("GET", "/registers/access").status_code == 403


def test_ticket_seconds_bound_the_life_of_a_url() -> None:
    with DemoPlatform("--ticket-seconds", "5", scale=0.2) as platform:
        client = platform.admin
        camera = next(c for c in client.cameras("4313") if c["online"])
        left_ms = _ask(client, camera).json()["expires_at_ms"] - time.time_ns() // 1_000_000
        assert 0 < left_ms <= 5000
