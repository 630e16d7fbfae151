"""The contract's requests as values; nothing else knows its paths."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from desktop.domain.account import PlatformInfo, SessionGrant
from desktop.domain.camera import Camera, CameraId
from desktop.domain.changes import ChangeSet
from desktop.domain.region import Region, RegionCode
from desktop.domain.stream import StreamProtocol, StreamRole, StreamTicket
from desktop.platform.open_api import decoders, tickets
from desktop.platform.open_api.reading import whole_answer
from desktop.platform.request import LaneName, Request
from desktop.ports import Page, SearchHits

BASE = "/api/v1"
PAGE = 500
CLIENT = "xueliang-wall"
MOST_IDS = 1000
CAMERA_ID = re.compile("[0-9]{20}")


def platform() -> Request[PlatformInfo]:
    """Who are you?"""
    return Request(
        "GET",
        "/platform",
        whole_answer(decoders.platform_info),
        authorized=False,
        lane=LaneName.CONTROL,
        read_s=6.0,
        deadline_s=10.0,
        max_bytes=100_000,
    )


def sign_in(user: str, password: str) -> Request[SessionGrant]:
    """Sign in."""
    return _session("/session", {"user": user, "password": password, "client": CLIENT})


def refresh(refresh_token: str) -> Request[SessionGrant]:
    """Change a refresh token for a new grant."""
    return _session("/session/refresh", {"refresh_token": refresh_token})


def sign_out() -> Request[None]:
    """Revoke the tokens."""
    return Request("DELETE", "/session", decoders.nothing, lane=LaneName.CONTROL, read_s=2.0, deadline_s=2.0)


def roots() -> Request[tuple[Region, ...]]:
    """The tops of the account's scope."""
    return Request("GET", "/regions/roots", whole_answer(decoders.region_list))


def region(code: RegionCode) -> Request[Region]:
    """One region."""
    return Request("GET", f"/regions/{segment(code)}", whole_answer(decoders.region), lane=LaneName.BULK)


def children(code: RegionCode, cursor: str | None) -> Request[Page[Region]]:
    """One page of the regions directly below."""
    return Request(
        "GET",
        f"/regions/{segment(code)}/children",
        whole_answer(decoders.page(decoders.region)),
        _page_params(cursor),
    )


def cameras(code: RegionCode, cursor: str | None, *, online_only: bool, deep: bool) -> Request[Page[Camera]]:
    """One page of a region's cameras."""
    params = _page_params(cursor)
    if online_only:
        params["online_only"] = "true"
    if deep:
        params["deep"] = "true"
    return Request(
        "GET",
        f"/regions/{segment(code)}/cameras",
        whole_answer(decoders.page(decoders.camera)),
        params,
        lane=LaneName.BULK if deep else LaneName.QUERY,
        deadline_s=30.0 if deep else 15.0,
    )


def cameras_by_id(ids: Sequence[CameraId]) -> Request[Page[Camera]]:
    """Cameras by their ids, at most `MOST_IDS`."""
    return Request(
        "POST",
        "/cameras/query",
        whole_answer(decoders.page(decoders.camera)),
        body={"ids": list(ids)},
    )


def search(query: str, *, limit: int, online_only: bool) -> Request[SearchHits]:
    """Cameras that match a query."""
    params: dict[str, str | int] = {"q": query, "limit": limit}
    if online_only:
        params["online_only"] = "true"
    return Request("GET", "/search", whole_answer(decoders.search_hits), params, deadline_s=10.0)


def changes(since: str | None, wait_s: int) -> Request[ChangeSet]:
    """The long poll."""
    params: dict[str, str | int] = {"wait_s": wait_s}
    if since is not None:
        params["since"] = since
    return Request(
        "GET",
        "/changes",
        whole_answer(decoders.change_set),
        params,
        lane=LaneName.FEED,
        read_s=wait_s + 8.0,
        deadline_s=wait_s + 10.0,
    )


def live(camera_id: CameraId, role: StreamRole, protocols: Sequence[StreamProtocol]) -> Request[StreamTicket]:
    """A ticket for one live stream."""
    return Request(
        "POST",
        f"/cameras/{segment(camera_id)}/live",
        whole_answer(tickets.ticket(role, protocols)),
        body={"role": role.value, "protocols": [protocol.value for protocol in protocols]},
        read_s=6.0,
        deadline_s=8.0,
        max_bytes=100_000,
        speaks_for_platform=False,
    )


def _session(path: str, body: dict[str, object]) -> Request[SessionGrant]:
    return Request(
        "POST",
        path,
        whole_answer(decoders.session_grant),
        body=body,
        authorized=False,
        lane=LaneName.CONTROL,
        max_bytes=1_000_000,
    )


def _page_params(cursor: str | None) -> dict[str, str | int]:
    params: dict[str, str | int] = {"limit": PAGE}
    if cursor is not None:
        params["cursor"] = cursor
    return params


def segment(text: str) -> str:
    """Return a text as one segment of a path, whatever it holds."""
    return quote(text, safe="")
