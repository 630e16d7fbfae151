"""Who may see recordings, whose turn it is at a device, and what faults do to recordings."""

import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.contract.archive_node import (
    Gap,
    address,
    archive_status,
    exchange,
    gap,
    long_run,
    playing,
    stamps_of,
)
from tests.contract.media_node import PATIENCE_S, MediaNode, camera_id, now_ms, running_node, until


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media")) as node:
        yield node


@pytest.fixture
def node(running: MediaNode) -> Iterator[MediaNode]:
    until(lambda: archive_status(running)["readers"] == 0, "nobody reads any more")
    yield running
    running.heal()
    running.execute("UPDATE camera SET online = 1 WHERE number < 24")


@pytest.fixture
def there(node: MediaNode) -> Gap:
    return long_run(node)


@pytest.fixture
def on_device(node: MediaNode) -> Gap:
    return long_run(node, "device")


def sessions(node: MediaNode) -> list[tuple[str, str]]:
    """Return camera and user of all device sessions that the API would see."""
    with closing(sqlite3.connect(node.database)) as connection:
        return list(connection.execute("SELECT camera_id, user FROM device_session"))


def test_tickets(node: MediaNode, there: Gap) -> None:
    number, start = there.camera.number, there.start_ms
    other = number % 20 + 1

    def refusal(**how: object) -> tuple[int, str]:
        return node.refusal(address(node, number, start_ms=start, **how))  # type: ignore[arg-type]

    assert refusal(lives_ms=-1) == (401, "ticket_expired")
    assert refusal(purpose="live") == (401, "unauthenticated")
    assert refusal(purpose="stills") == (401, "unauthenticated")
    assert refusal(ticket_for=(other, "sub", "http-ts")) == (403, "forbidden")
    assert refusal(ticket_for=(number, "main", "http-ts")) == (403, "forbidden")
    assert refusal(ticket_for=(number, "sub", "mp4")) == (403, "forbidden")
    url = address(node, number, start_ms=start)
    assert node.refusal(url.partition("?")[0] + f"?start_ms={start}") == (401, "unauthenticated")
    assert node.refusal(address(node, 77, start_ms=start)) == (404, "not_found")
    assert node.refusal(url.replace("sub.ts", "sub.flv")) == (404, "not_found")
    with playing(url) as pictures:
        assert next(pictures)[0].camera == number


def test_a_ticket_for_recordings_opens_no_live_stream(node: MediaNode, there: Gap) -> None:
    url = address(node, there.camera.number).replace("/archive/", "/live/")
    assert node.refusal(url) == (401, "unauthenticated")
    live = node.url(there.camera.number).replace("/live/", "/archive/")
    assert node.refusal(f"{live}&start_ms={there.start_ms}") == (401, "unauthenticated")


def test_a_ticket_opens_again_and_again(node: MediaNode, there: Gap) -> None:
    url = address(node, there.camera.number)
    for start in (there.start_ms, there.start_ms + 60_000, there.start_ms - 60_000):
        with playing(f"{url}&start_ms={start}&speed=1&reverse=0") as pictures:
            assert next(pictures)[0].time_ms == start


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"start_ms": ""},
        {"start_ms": "-5"},
        {"start_ms": "1e12"},
        {"start_ms": 1 << 42},
        {"start_ms": "９９９"},
        {"start_ms": 1000, "speed": 3},
        {"start_ms": 1000, "speed": "nan"},
        {"start_ms": 1000, "reverse": "yes"},
        {"start_ms": 1000, **{f"x{n}": n for n in range(20)}},
    ],
)
def test_nonsense_is_a_bad_request(node: MediaNode, fields: dict[str, object]) -> None:
    url = address(node, 1, **fields).replace("９", "%EF%BC%99")  # type: ignore[arg-type]
    status, code = node.refusal(url)
    assert status in {400, 401}
    assert code in {"bad_request", "unauthenticated"}


def test_outside_the_archive_there_is_nothing(node: MediaNode, there: Gap) -> None:
    number = there.camera.number
    assert node.refusal(address(node, number, start_ms=now_ms() + 60_000)) == (404, "no_recording")
    assert node.refusal(address(node, number, start_ms=1000, reverse=1)) == (404, "no_recording")
    assert exchange(address(node, number, start_ms=now_ms() + 60_000))[1]["content-type"].startswith(
        "application/json"
    )
    with playing(address(node, number, start_ms=1000)) as pictures:
        oldest = next(pictures)[0].time_ms
    assert 27 < (now_ms() - oldest) / 86_400_000 <= 30.1


def test_a_camera_that_is_offline_still_has_its_recordings_on_the_platform(
    node: MediaNode, there: Gap
) -> None:
    node.execute("UPDATE camera SET online = 0 WHERE id = ?", (camera_id(there.camera.number),))
    with playing(address(node, there.camera.number, start_ms=there.start_ms)) as pictures:
        assert next(pictures)


def test_a_device_that_is_offline_plays_nothing(node: MediaNode, on_device: Gap) -> None:
    number = on_device.camera.number
    node.execute("UPDATE camera SET online = 0 WHERE id = ?", (camera_id(number),))
    assert node.refusal(address(node, number, start_ms=on_device.start_ms)) == (503, "camera_offline")
    still = address(node, number, "jpeg", at_ms=on_device.start_ms)
    assert node.refusal(still) == (503, "camera_offline")


def test_a_device_plays_for_one_at_a_time(node: MediaNode, on_device: Gap) -> None:
    number, start = on_device.camera.number, on_device.start_ms
    since = now_ms()
    with playing(address(node, number, user="zhang", start_ms=start)) as pictures:
        assert next(pictures)[0].time_ms == start
        assert sessions(node) == [(camera_id(number), "zhang")]
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address(node, number, user="li", start_ms=start), timeout=10)
        with refused.value as answer:
            body = answer.read().decode()
        assert (answer.code, '"device_busy"' in body, '"zhang"' in body) == (409, True, True)
        assert since - 1 <= int(body.partition('"since_ms": ')[2].rstrip("}")) <= now_ms()
        assert next(pictures)  # the first one is not disturbed
    until(lambda: not sessions(node), "the device is free again")
    with playing(address(node, number, user="li", start_ms=start)) as pictures:
        assert next(pictures)


def test_a_seek_on_a_device_takes_over_from_the_readers_own_last_connection(
    node: MediaNode, on_device: Gap
) -> None:
    url = address(node, on_device.camera.number)
    for step in range(12):
        start = on_device.start_ms + step * 10_000
        with playing(f"{url}&start_ms={start}") as pictures:
            assert next(pictures)[0].time_ms == start


def test_head_does_not_take_the_device(node: MediaNode, on_device: Gap) -> None:
    url = address(node, on_device.camera.number, start_ms=on_device.start_ms)
    status, headers, body = exchange(url, "HEAD")
    assert (status, headers["x-picture-time-ms"], body) == (200, str(on_device.start_ms), b"")
    assert sessions(node) == []


@pytest.mark.parametrize(("value", "pictures"), [("3", 36), ("0.5", 6), ("0", 0)])
def test_a_recording_that_ends_early(node: MediaNode, there: Gap, value: str, pictures: int) -> None:
    node.fault("archive_short", there.camera.number, value=value, times=1)
    url = address(node, there.camera.number, start_ms=there.start_ms)
    body = exchange(url)[2]
    times = [stamp.time_ms for stamp in stamps_of(body)] if body else []
    assert len(times) == pictures
    with playing(url) as more:
        assert next(more)


def test_a_file_that_ends_early(node: MediaNode, there: Gap) -> None:
    node.fault("archive_short", there.camera.number, value="4", times=1)
    start = there.start_ms
    url = address(node, there.camera.number, "mp4", from_ms=start, to_ms=start + 20_000)
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
        promised, got = int(answer.headers["Content-Length"]), len(read_all(answer))
    assert 0.15 * promised < got < 0.25 * promised
    assert len(exchange(url)[2]) == promised


def read_all(answer: object) -> bytes:
    """Read until nothing more comes, whatever was promised."""
    data = b""
    while piece := answer.read1(65536):  # type: ignore[attr-defined]
        data += piece
    return data


def test_a_live_viewer_does_not_use_up_the_archives_faults(node: MediaNode) -> None:
    fault = node.fault("archive_short", 1, times=1)
    with urllib.request.urlopen(node.url(1), timeout=PATIENCE_S) as answer:
        assert answer.read(188)
    assert node.times_left(fault) == 1


@pytest.mark.parametrize(("protocol", "is_struck"), [("archive", True), ("http-ts", True), ("mp4", False)])
def test_faults_may_be_meant_for_recordings_only(
    node: MediaNode, there: Gap, protocol: str, *, is_struck: bool
) -> None:
    node.fault("http_status", there.camera.number, value="500", protocol=protocol)
    status = exchange(address(node, there.camera.number, start_ms=there.start_ms), "HEAD")[0]
    assert status == (500 if is_struck else 200)
    live = exchange(node.url(there.camera.number), "HEAD")[0]
    assert live == (500 if protocol == "http-ts" else 200)


def test_a_stall_and_its_end(node: MediaNode, there: Gap) -> None:
    url = address(node, there.camera.number, start_ms=there.start_ms)
    began = time.monotonic()
    node.fault("stall", there.camera.number, for_s=1.5)
    with playing(url) as pictures:
        assert next(pictures)[0].time_ms == there.start_ms
    assert time.monotonic() - began > 1.0


def test_cut_and_garbage(node: MediaNode, there: Gap) -> None:
    url = address(node, there.camera.number, start_ms=there.start_ms)
    node.fault("cut", there.camera.number, protocol="archive", times=1)
    with pytest.raises((ConnectionError, urllib.error.URLError)):
        exchange(url)
    node.fault("garbage", there.camera.number, protocol="archive", times=1)
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
        data = answer.read(188 * 40)
    assert sum(data[at] == 0x47 for at in range(0, len(data), 188)) < 20


def test_where_nothing_was_recorded_the_nearest_footage_is_told(node: MediaNode) -> None:
    hole = gap(node)
    url = address(node, hole.camera.number, "jpeg", at_ms=hole.start_ms + 1000)
    status, _, body = exchange(url)
    text = body.decode()
    assert (status, '"no_recording"' in text) == (404, True)
    assert f'"nearest_before_ms": {hole.start_ms - 1}' in text
    assert f'"nearest_after_ms": {hole.end_ms}' in text
