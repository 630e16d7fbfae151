"""The archive of a media node under test: addresses, and where its cameras have what kind of footage."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import av

from desktop.check.stamp_reader import StampReading
from desktop.demo_platform import archive, tickets
from desktop.demo_platform.archive import GOP_MS
from desktop.demo_platform.media.catalog import Camera, Catalog
from tests.contract.media_node import PATIENCE_S, SHORT, MediaNode, camera_id, now_ms, reading

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_NAMES = {"http-ts": "{}.ts", "mp4": "{}.mp4", "jpeg": "still.jpg"}
_CYCLE = 1 << 33


def address(
    node: MediaNode,
    number: int,
    kind: str = "http-ts",
    role: str = "sub",
    *,
    user: str = "tester",
    purpose: tickets.Purpose | None = None,
    lives_ms: int = 60_000,
    ticket_for: tuple[int, str, str] | None = None,
    **fields: object,
) -> str:
    """Return an URL of footage with its ticket; `ticket_for` makes the ticket for something else."""
    meant = ticket_for or (number, role, kind)
    what = purpose or ("stills" if kind == "jpeg" else "playback")
    grant = tickets.Grant("t", camera_id(meant[0]), meant[1], meant[2], user, now_ms() + lives_ms, what)
    token = tickets.sign(node.secret, grant)
    path = f"/archive/{camera_id(number)}/{_NAMES[kind].format(role)}?ticket={token}"
    more = "".join(f"&{name}={value}" for name, value in fields.items())
    return f"http://127.0.0.1:{node.port}{path}{more}"


def camera(node: MediaNode, number: int) -> Camera:
    """Return a camera's record."""
    catalog = Catalog(node.database)
    try:
        found = catalog.camera(camera_id(number))
    finally:
        catalog.close()
    assert found is not None
    return found


@dataclass(frozen=True)
class Gap:
    """Nothing was recorded from `start_ms` to `end_ms`, while there is footage before and after."""

    camera: Camera
    start_ms: int
    end_ms: int


def runs(one: Camera, storage: str, days: int = 10) -> list[tuple[int, int]]:
    """Return the stretches without a gap on one storage, the newest days only."""
    now = now_ms()
    found: list[tuple[int, int]] = []
    for segment in archive.segments(one, now - days * DAY_MS, now - HOUR_MS, now_ms=now):
        if segment.storage != storage:
            continue
        if found and found[-1][1] == segment.start_ms:
            found[-1] = (found[-1][0], segment.end_ms)
        else:
            found.append((segment.start_ms, segment.end_ms))
    return found


def long_run(node: MediaNode, storage: str = "platform", *, not_these: frozenset[int] = frozenset()) -> Gap:
    """Return the middle half hour of a stretch of footage (as a range that is *not* a gap)."""
    for number in range(1, 24):
        one = camera(node, number)
        for start, end in runs(one, storage):
            if number not in not_these and end - start >= HOUR_MS:
                middle = (start + end) // 2 // GOP_MS * GOP_MS
                return Gap(one, middle - HOUR_MS // 4, middle + HOUR_MS // 4)
    raise AssertionError(f"no camera with footage on the {storage}")


def gap(node: MediaNode) -> Gap:
    """Return a gap between two stretches on the platform."""
    for number in range(1, 24):
        one = camera(node, number)
        found = runs(one, "platform")
        for (_, end), (start, _) in pairwise(found):
            between = archive.segments(one, end, start, now_ms=now_ms())
            if not between and 4 * GOP_MS <= start - end < HOUR_MS:
                return Gap(one, end, start)
    raise AssertionError("no camera has a gap")


def ticks(time_ms: int) -> int:
    """Return the PTS that an instant must have."""
    return time_ms * 90 % _CYCLE


@contextmanager
def playing(url: str) -> Iterator[Iterator[tuple[StampReading, int]]]:
    """Open a recording; yield an iterator of what each picture's stamp says, and its PTS."""
    options = {name: value for name, value in SHORT.items() if name != "rtsp_transport"}
    with av.open(url, "r", format="mpegts", options=options, timeout=(PATIENCE_S, PATIENCE_S)) as container:
        yield map(_seen, container.decode(video=0))


def stamps_of(stream: bytes) -> list[StampReading]:
    """Return the stamps of all pictures of a transport stream that was read to its end."""
    with av.open(BytesIO(stream), "r", format="mpegts") as container:
        return [_seen(frame)[0] for frame in container.decode(video=0)]


def _seen(frame: av.VideoFrame) -> tuple[StampReading, int]:
    one = reading(frame)
    assert one is not None, "a picture without a readable stamp"
    assert frame.pts is not None
    return one, frame.pts % _CYCLE


def exchange(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Make one request; return status, headers in lower case, and the whole body."""
    host, _, rest = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=PATIENCE_S)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"/{rest}", headers=names)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def archive_status(node: MediaNode) -> dict[str, Any]:
    """Return what the node says about its archive."""
    return dict(node.status()["archive"])
