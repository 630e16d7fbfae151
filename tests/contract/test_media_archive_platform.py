"""From the platform's ticket to the pictures: API and media node together."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from desktop.check.stamp_reader import read_stamp
from desktop.demo_platform.archive import GOP_MS
from tests.contract.archive_node import exchange, playing
from tests.support.demo_platform import Client, DemoPlatform, Json, poll_until

VILLAGE = "431321103250"
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def running() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.05) as platform:
        yield platform


@pytest.fixture
def client(running: DemoPlatform) -> Client:
    return running.sign_in("wantou")


def recorded(client: Client, storage: str) -> tuple[Json, Json]:
    """Return an online camera of the village and one of its recordings on this storage.

    Which days a device kept what never reached the platform goes by the date: it looks back for one.
    """
    now_ms = int(client.get("/platform")["time_ms"])
    for end_ms in range(now_ms - 3_600_000, now_ms - 27 * DAY_MS, -3 * DAY_MS):
        for camera in client.cameras(VILLAGE, online_only=True):
            path = f"/cameras/{camera['id']}/recordings"
            for one in client.get(path, from_ms=end_ms - 3 * DAY_MS, to_ms=end_ms)["items"]:
                if one["storage"] == storage and one["end_ms"] - one["start_ms"] > 60_000:
                    return camera, one
    raise AssertionError(f"no recording on the {storage}")


def ticket(client: Client, camera: Json, start_ms: int, *protocols: str) -> Json:
    body = {"role": "sub", "protocols": list(protocols), "start_ms": start_ms, "storage": None}
    return client.post(f"/cameras/{camera['id']}/playback", body)


def test_a_ticket_for_playback_plays(client: Client) -> None:
    camera, one = recorded(client, "platform")
    opened = ticket(client, camera, one["start_ms"], "http-ts")
    assert opened["gop_ms"] == GOP_MS
    for start_ms, reverse in (
        (one["start_ms"], 0),
        (one["start_ms"] + 10_000, 0),
        (one["start_ms"] + 9000, 1),
    ):
        url = f"{opened['url']}&start_ms={start_ms}&speed=1&reverse={reverse}"
        with playing(url) as pictures:
            stamp, _ = next(pictures)
        assert (stamp.camera, stamp.time_ms) == (camera["frame_stamp"], start_ms // GOP_MS * GOP_MS)


def test_a_ticket_for_a_file_brings_it(client: Client) -> None:
    camera, one = recorded(client, "platform")
    opened = ticket(client, camera, one["start_ms"], "mp4")
    url = f"{opened['url']}&from_ms={one['start_ms']}&to_ms={one['start_ms'] + 4000}"
    status, headers, body = exchange(url)
    assert (status, len(body)) == (200, int(headers["content-length"]))


def test_a_ticket_for_stills_brings_them(client: Client) -> None:
    camera, one = recorded(client, "platform")
    opened = client.post(f"/cameras/{camera['id']}/stills", {})
    status, headers, body = exchange(f"{opened['url']}&at_ms={one['start_ms'] + 5000}")
    picture = Image.open(BytesIO(body))
    assert (status, picture.size) == (200, (opened["width"], opened["height"]))
    stamp = read_stamp(np.asarray(picture))
    assert stamp is not None
    assert (stamp.camera, str(stamp.time_ms)) == (camera["frame_stamp"], headers["x-picture-time-ms"])


def test_who_has_the_device_is_told_by_both(running: DemoPlatform, client: Client) -> None:
    camera, one = recorded(client, "device")
    other = running.sign_in("zimenqiao")
    late = ticket(other, camera, one["start_ms"], "http-ts")
    opened = ticket(client, camera, one["start_ms"], "http-ts")
    where = f"&start_ms={one['start_ms']}"
    with playing(opened["url"] + where) as pictures:
        assert next(pictures)[0].camera == camera["frame_stamp"]
        status, _, body = exchange(late["url"] + where)
        assert (status, b'"wantou"' in body) == (409, True)
        again = {"role": "sub", "protocols": ["http-ts"], "start_ms": one["start_ms"], "storage": None}
        refused = other.request("POST", f"/cameras/{camera['id']}/playback", json=again)
        assert (refused.status_code, refused.json()["error"]["user"]) == (409, "wantou")
    poll_until(lambda: exchange(late["url"] + where, "HEAD")[0] == 200)
    poll_until(lambda: other.request("POST", f"/cameras/{camera['id']}/playback", json=again).ok)


def test_a_recording_that_ends_early_is_ordered_by_fault(running: DemoPlatform, client: Client) -> None:
    camera, one = recorded(client, "platform")
    opened = ticket(client, camera, one["start_ms"], "http-ts")
    running.fault("archive_short", camera_id=camera["id"], value=2, times=1)
    url = f"{opened['url']}&start_ms={one['start_ms']}"
    status, _, body = exchange(url)
    assert status == 200
    assert 10_000 < len(body) < 400_000
