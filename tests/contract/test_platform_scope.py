"""Nobody learns anything of what lies outside the own scope, whatever operation is asked."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator

import pytest
import requests

from desktop.demo_platform.storage.database import FILE_NAME
from tests.support.demo_platform import USERS, DemoPlatform, Json

OUTSIDE_REGIONS = {
    "zimenqiao": ("4313", "431321", "431302", "431321104", "431302104222", "431302104222-01"),
    "shuangfeng": ("4313", "431302", "431302104", "431302104222"),
    "wantou": ("4313", "431321", "431321103", "431321103271", "43132110325"),
    "weihu": ("431321103250-01", "43132", ""),
}
_CAMERA_ID = re.compile(r"\b[0-9]{20}\b")
_NOWHERE = "439999999999"
_NOBODY = "43999900001320999999"


class Truth:
    """What the database says that an account may see, worked out without the platform's own code."""

    def __init__(self, platform: DemoPlatform, user: str) -> None:
        self._connection = sqlite3.connect(platform.data / FILE_NAME)
        scope, rights = self._connection.execute(
            "SELECT scope_code, rights FROM account WHERE user = ?", (user,)
        ).fetchone()
        self.scope = str(scope)
        self.household = "household" in rights.split()
        self.cameras = {
            row[0]: row[1] for row in self._connection.execute("SELECT id, region_code || kind FROM camera")
        }
        self.regions = {row[0]: row[1] for row in self._connection.execute("SELECT code, level FROM region")}
        self._connection.close()

    def sees_camera(self, camera_id: str) -> bool:
        place = self.cameras[camera_id]
        return place.startswith(self.scope) and (self.household or place.endswith("public"))

    def sees_region(self, code: str) -> bool:
        return code.startswith(self.scope) and (self.household or self.regions[code] != "group")

    def hidden_cameras(self) -> list[str]:
        return [camera_id for camera_id in self.cameras if not self.sees_camera(camera_id)]


def _operations(platform: DemoPlatform) -> Iterator[tuple[str, str]]:
    document = requests.get(f"{platform.url}/api/v1/openapi.json", timeout=30).json()
    for path, methods in document["paths"].items():
        for method in methods:
            yield method.upper(), path.removeprefix("/api/v1")


def _probes(path: str, regions: list[str], cameras: list[str]) -> Iterator[tuple[str, dict[str, Json], Json]]:
    """Yield ways to call an operation: path, parameters, body."""
    if "{code}" in path:
        for code in regions:
            for deep in (False, True):
                yield path.replace("{code}", code), {"deep": deep, "limit": 1000}, None
    elif "{camera_id}" in path:
        for camera_id in cameras:
            yield path.replace("{camera_id}", camera_id), _SPAN, _STREAM
    else:
        yield from ((path, *call) for call in _calls(path, regions, cameras))


def _calls(path: str, regions: list[str], cameras: list[str]) -> list[tuple[dict[str, Json], Json]]:
    """Return ways to call an operation whose path names nothing: parameters, body."""
    words = ("湾头", "百亩", "wtc", "g320", "彭家", "路口", "4313", "000001", "1", "s", cameras[0])
    match path:
        case "/cameras/query":
            return [({}, {"ids": cameras})]
        case "/bookmarks":
            return [({"camera": camera_id}, _bookmark(camera_id)) for camera_id in cameras]
        case "/alarms":
            return [(_SPAN, None), *(({**_SPAN, "region": code}, None) for code in regions)]
        case "/search":
            return [({"q": word, "limit": 200}, None) for word in words]
    return [({}, None)]


def _bookmark(camera_id: str) -> Json:
    return {"camera_id": camera_id, "start_ms": 0, "end_ms": 1, "name": "x"}


_NOW_MS = time.time_ns() // 1_000_000
_SPAN = {"from_ms": _NOW_MS - 40 * 86_400_000, "to_ms": _NOW_MS, "month": "2026-11"}
_STREAM = {"role": "sub", "protocols": ["http-ts"], "start_ms": _NOW_MS - 3_600_000}
SKIPPED = {
    ("DELETE", "/session"),
    ("POST", "/session"),
    ("POST", "/session/refresh"),
    ("POST", "/demo/faults"),
}


@pytest.mark.parametrize("user", USERS)
def test_no_operation_names_a_camera_or_region_outside(platform: DemoPlatform, user: str) -> None:
    truth = Truth(platform, user)
    client = platform.sign_in(user)
    hidden = truth.hidden_cameras()[:: max(1, len(truth.hidden_cameras()) // 12)]
    seen = [camera_id for camera_id in truth.cameras if truth.sees_camera(camera_id)][:3]
    regions = [truth.scope, *OUTSIDE_REGIONS.get(user, ()), "431321103", "431321103250", "431321103250-01"]
    answered = 0
    for method, path in _operations(platform):
        if (method, path) in SKIPPED:
            continue
        for concrete, parameters, body in _probes(path, regions, [*seen, *hidden, _NOBODY]):
            response = client.request(method, concrete, params=parameters, json=body)
            assert response.status_code < 500, response.text
            answered += response.ok
            _assert_only_visible(response, truth, asked=set(hidden) | {_NOBODY})
            if (method, path) == ("POST", "/bookmarks") and response.ok:
                client.delete(f"/bookmarks/{response.json()['id']}")
    assert answered > 10


def _assert_only_visible(response: requests.Response, truth: Truth, asked: set[str]) -> None:
    if not response.content:
        return
    body = response.json()
    missing = set(body.pop("missing", []))
    assert missing <= asked
    for camera_id in _CAMERA_ID.findall(json.dumps(body)):
        assert truth.sees_camera(camera_id), (response.request.path_url, camera_id)
    for code in _codes(body):
        assert truth.sees_region(code), (response.request.path_url, code)


def _codes(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        for name, member in value.items():
            if name in {"code", "region_code", "parent_code"} and isinstance(member, str):
                if member[:1].isdigit():
                    yield member
            else:
                yield from _codes(member)
    elif isinstance(value, list):
        for member in value:
            yield from _codes(member)


@pytest.mark.parametrize(
    ("user", "outside"), [(u, c) for u, codes in OUTSIDE_REGIONS.items() for c in codes if c]
)
def test_a_forbidden_region_answers_as_one_that_does_not_exist(
    platform: DemoPlatform, user: str, outside: str
) -> None:
    client = platform.sign_in(user)
    for end in ("", "/children", "/cameras", "/cameras?deep=true"):
        forbidden = client.request("GET", f"/regions/{outside}{end}")
        unknown = client.request("GET", f"/regions/{_NOWHERE}{end}")
        assert (forbidden.status_code, forbidden.content) == (404, unknown.content)
        assert _headers(forbidden) == _headers(unknown)


def test_a_forbidden_camera_answers_as_one_that_does_not_exist(platform: DemoPlatform) -> None:
    for user in ("zimenqiao", "weihu", "jiancha"):
        truth = Truth(platform, user)
        client = platform.sign_in(user)
        outside = truth.hidden_cameras()[0]
        for method, end, body in (
            ("GET", "", None),
            ("POST", "/live", _STREAM),
            ("GET", "/recordings", None),
            ("GET", "/recording-days", None),
            ("GET", "/marks", None),
            ("POST", "/playback", _STREAM),
            ("POST", "/stills", {}),
        ):
            forbidden = client.request(method, f"/cameras/{outside}{end}", json=body, params=_SPAN)
            unknown = client.request(method, f"/cameras/{_NOBODY}{end}", json=body, params=_SPAN)
            assert (forbidden.status_code, forbidden.content) == (404, unknown.content)
        for camera_id in (outside, _NOBODY):
            listed = client.request("GET", "/bookmarks", params={"camera": camera_id})
            made = client.request("POST", "/bookmarks", json=_bookmark(camera_id))
            assert (listed.status_code, listed.content) == (made.status_code, made.content)
            assert made.status_code == 404
        found = client.post("/cameras/query", {"ids": [outside, _NOBODY]})
        assert found == {"items": [], "missing": [outside, _NOBODY]}


def test_the_top_of_a_scope_has_no_parent_and_paths_begin_there(platform: DemoPlatform) -> None:
    client = platform.sign_in("wantou")
    (top,) = client.get("/regions/roots")["items"]
    assert (top["code"], top["parent_code"]) == ("431321103250", None)
    for camera in client.cameras("431321103250"):
        assert camera["region_path"][0]["code"] == "431321103250"


def test_without_the_household_right_nothing_shows_that_households_exist(platform: DemoPlatform) -> None:
    plain, full = platform.sign_in("weihu"), platform.sign_in("admin")
    village = "431321103250"
    assert plain.get(f"/regions/{village}/children")["items"] == []
    assert plain.get(f"/regions/{village}")["has_children"] is False
    assert full.get(f"/regions/{village}")["has_children"] is True
    counted = plain.get("/regions/4313")["cameras_total"]
    assert counted == 2600
    assert full.get("/regions/4313")["cameras_total"] == 13_600
    assert {camera["kind"] for camera in plain.cameras("431321103")} == {"public"}
    assert plain.get("/search", q="3组") == {"items": [], "more": False}


def test_maintenance_sees_state_but_no_pictures(platform: DemoPlatform) -> None:
    client = platform.sign_in("weihu")
    camera = client.cameras("431321103")[0]
    refused = client.request(
        "POST", f"/cameras/{camera['id']}/live", json={"role": "sub", "protocols": ["http-ts"]}
    )
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")


def test_faults_belong_to_the_administrator(platform: DemoPlatform) -> None:
    for user in USERS:
        status = platform.sign_in(user).request("GET", "/demo/faults").status_code
        assert status == (200 if user == "admin" else 403)


@pytest.mark.parametrize(
    "token", [None, "", "Bearer", "Bearer x", "Basic YTpi", "Bearer \xe9\xe9", "Bearer " + "a" * 5000]
)
def test_every_operation_but_sign_in_needs_a_token(platform: DemoPlatform, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": token.encode("latin-1")}
    open_to_all = {("GET", "/platform"), ("POST", "/session"), ("POST", "/session/refresh")}
    for method, path in _operations(platform):
        if (method, path) in open_to_all:
            continue
        url = f"{platform.url}/api/v1" + path.replace("{code}", "4313").replace("{camera_id}", _NOBODY)
        response = requests.request(
            method, url.replace("{fault_id}", "1"), headers=headers, json={}, timeout=30
        )
        assert (response.status_code, response.json()["error"]["code"]) == (401, "unauthenticated"), path


def _headers(response: requests.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.lower() != "date"}
