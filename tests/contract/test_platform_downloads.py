"""Taking original footage: only what was approved, whole and true, or spoiled on demand."""

import base64
import hashlib
import io
from collections.abc import Iterator
from typing import Any

import av
import pytest
import requests
from urllib3.exceptions import HTTPError

from desktop.check.stamp_reader import StampReading
from tests.contract.archive_node import exchange, stamps_of
from tests.contract.media_node import reading
from tests.contract.retrieving import HOUR_MS, approved, now_ms, order, recorded_camera, taken
from tests.support.demo_platform import Client, DemoPlatform, Json, poll_until

GOP_MS = 2000
LENGTH_MS = 6 * GOP_MS


class Taking:
    """A camera with footage, and somebody with an approved retrieval of a few seconds of it."""

    def __init__(self, platform: DemoPlatform, storage: str = "platform") -> None:
        self.platform = platform
        self.client = platform.sign_in("fujing")
        self.start = (now_ms() - HOUR_MS) // GOP_MS * GOP_MS
        self.end = self.start + LENGTH_MS
        self.storage = storage
        self.camera = recorded_camera(self.client, self.start, self.end, storage=storage, online=True)
        self.number = approved(platform, self.client, self.camera, self.start, self.end)

    def ask(self, client: Client | None = None, **details: Json) -> requests.Response:
        details = {"storage": self.storage, "retrieval": self.number, **details}
        start, end = details.pop("start", self.start), details.pop("end", self.end)
        return taken(client or self.client, self.camera, start, end, **details)

    def ticket(self, **details: Json) -> Json:
        answer = self.ask(**details)
        assert answer.ok, answer.text
        return answer.json()

    def url(self, **details: Json) -> str:
        return str(self.ticket(**details)["url"])

    def refusal(self, client: Client | None = None, **details: Json) -> tuple[int, str]:
        answer = self.ask(client, **details)
        return answer.status_code, answer.json()["error"]["code"]


@pytest.fixture(scope="module")
def running() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.3) as one:
        yield one


@pytest.fixture
def taking(running: DemoPlatform) -> Iterator[Taking]:
    yield Taking(running)
    running.clear_faults()


def seen(file: bytes) -> list[StampReading]:
    """Return what the stamps of a whole MP4 say."""
    with av.open(io.BytesIO(file), "r") as container:
        found = [reading(frame) for frame in container.decode(video=0)]
    return [one for one in found if one is not None]


def test_only_what_an_approved_entry_covers_is_given(taking: Taking) -> None:
    assert taking.ticket()["available"] == {"start_ms": taking.start, "end_ms": taking.end}
    assert taking.refusal(retrieval=None) == (403, "not_approved")
    assert taking.refusal(retrieval="431321103-20200101-0001") == (403, "not_approved")
    assert taking.refusal(end=taking.end + 1) == (403, "not_approved")
    assert taking.refusal(start=taking.start - 1) == (403, "not_approved")
    others = order(taking.camera, taking.start, taking.end)
    waiting = taking.client.post("/retrievals", others)["number"]
    assert taking.refusal(retrieval=waiting) == (403, "not_approved")
    assert taking.refusal(taking.platform.sign_in("zimenqiao")) == (403, "forbidden")
    assert taking.refusal(taking.platform.sign_in("jiancha"))[0] in {403, 404}


def test_an_entry_that_ended_or_is_for_viewing_gives_nothing(taking: Taking) -> None:
    taking.client.post(f"/retrievals/{taking.number}/withdraw", None)
    assert taking.refusal() == (403, "not_approved")
    view = taking.client.post("/retrievals", order(taking.camera, taking.start, taking.end, kind="view"))
    footage = [{"camera_id": taking.camera["id"], "start_ms": taking.start, "end_ms": taking.end}]
    decision = {"approved": True, "footage": footage}
    taking.platform.sign_in("shenpi").post(f"/retrievals/{view['number']}/decision", decision)
    assert taking.refusal(retrieval=view["number"]) == (403, "not_approved")


def test_an_approval_runs_out(taking: Taking) -> None:
    asked = taking.client.post("/retrievals", order(taking.camera, taking.start, taking.end))["number"]
    footage = [{"camera_id": taking.camera["id"], "start_ms": taking.start, "end_ms": taking.end}]
    second = taking.platform.sign_in("shenpi")
    until = now_ms() + 5000
    decision = {"approved": True, "footage": footage, "valid_until_ms": until}
    second.post(f"/retrievals/{asked}/decision", decision)
    assert taking.ask(retrieval=asked).ok
    poll_until(lambda: now_ms() >= until, 20)
    assert taking.refusal(retrieval=asked) == (403, "not_approved")


def test_ranges_that_touch_are_one(taking: Taking) -> None:
    middle = taking.start + LENGTH_MS // 2
    footage = [
        {"camera_id": taking.camera["id"], "start_ms": start, "end_ms": end}
        for start, end in ((middle, taking.end), (taking.start, middle))
    ]
    asked = taking.client.post("/retrievals", order(taking.camera, 0, 1, footage=footage))["number"]
    decision = {"approved": True, "footage": footage}
    taking.platform.sign_in("shenpi").post(f"/retrievals/{asked}/decision", decision)
    assert taking.ask(retrieval=asked).ok


def test_every_ticket_stands_in_the_access_register(taking: Taking) -> None:
    ticket = taking.ticket()
    register = taking.platform.sign_in("jiancha").get("/registers/access", limit=5)["items"]
    line = next(line for line in register if ticket["ticket_id"] in line["detail"])
    assert (line["action"], line["user"], line["camera_id"]) == ("download", "fujing", taking.camera["id"])
    assert taking.number in line["detail"]


def test_the_file_is_the_footage(taking: Taking) -> None:
    status, headers, file = exchange(taking.url())
    assert status == 200
    assert int(headers["content-length"]) == len(file)
    stamps = seen(file)
    assert {stamp.camera for stamp in stamps} == {taking.camera["frame_stamp"]}
    assert stamps[0].time_ms == taking.start
    assert taking.end - GOP_MS < stamps[-1].time_ms < taking.end
    assert len(stamps) == LENGTH_MS * 15 // 1000


def test_the_ticket_is_for_its_span_and_nothing_else(taking: Taking) -> None:
    url = taking.url()
    inside = f"{url}&from_ms={taking.start + GOP_MS}&to_ms={taking.end}"
    assert exchange(inside, "HEAD")[0] == 200
    for start, end in ((taking.start - GOP_MS, taking.end), (taking.start, taking.end + GOP_MS)):
        assert exchange(f"{url}&from_ms={start}&to_ms={end}")[0] == 403
    stream = taking.url(protocols=["http-ts"])
    assert exchange(f"{stream}&start_ms={taking.end}")[0] == 403
    assert exchange(f"{stream}&start_ms={taking.start - 1}")[0] == 403
    assert exchange(f"{stream}&speed=4")[0] == 400
    assert exchange(f"{stream}&reverse=1")[0] == 400
    assert exchange(stream.replace("main.ts", "main.mp4"))[0] == 403
    assert exchange(stream.replace("main.ts", "sub.ts"))[0] == 403


def test_the_stream_ends_where_the_ticket_does(taking: Taking) -> None:
    status, _, stream = exchange(taking.url(protocols=["http-ts"]))
    assert status == 200
    stamps = stamps_of(stream)
    assert stamps[0].time_ms == taking.start
    assert taking.end - 200 < stamps[-1].time_ms < taking.end
    late = exchange(f"{taking.url(protocols=['http-ts'])}&start_ms={taking.end - GOP_MS}")[2]
    assert stamps_of(late)[0].time_ms == taking.end - GOP_MS


def test_parts_fit_together_and_carry_their_digest(taking: Taking) -> None:
    url = taking.url()
    whole = exchange(url)[2]
    other = taking.url()
    parts, tags = [], set()
    for start in range(0, len(whole), 700_000):
        end = min(start + 700_000, len(whole)) - 1
        headers = {"Range": f"bytes={start}-{end}", "Want_Content_Digest": "sha-256=9"}
        status, said, part = exchange(other, **headers)
        assert status == 206
        assert said["content-range"] == f"bytes {start}-{end}/{len(whole)}"
        digest = base64.b64encode(hashlib.sha256(part).digest()).decode()
        assert said["content-digest"] == f"sha-256=:{digest}:"
        parts.append(part)
        tags.add(said["etag"])
    assert b"".join(parts) == whole
    assert len(tags) == 1
    assert not tags.pop().startswith("W/")
    assert exchange(other, Range="bytes=10-19", If_Range='"another"')[0] == 200
    assert exchange(other, Range=f"bytes={len(whole)}-")[0] == 416


def test_nothing_recorded_is_said_so(taking: Taking) -> None:
    ahead = now_ms() + 10 * HOUR_MS
    number = approved(taking.platform, taking.client, taking.camera, ahead, ahead + HOUR_MS)
    refused = taking.refusal(retrieval=number, start=ahead, end=ahead + HOUR_MS)
    assert refused == (404, "no_recording")
    elsewhere = "device" if taking.storage == "platform" else "platform"
    assert taking.refusal(storage=elsewhere) == (404, "no_recording")


def test_a_device_sends_streams_to_one_at_a_time(running: DemoPlatform) -> None:
    taking = Taking(running, "device")
    assert taking.refusal(protocols=["mp4"]) == (400, "bad_request")
    url = taking.url()
    running.fault("download_stall", camera_id=taking.camera["id"], value=10_000, times=1)
    try:
        with requests.get(url, stream=True, timeout=10) as stalled:
            stalled.raw.read(9_000)
            assert exchange(url)[0] == 409
            shenpi = running.sign_in("shenpi")
            assert taking.refusal(shenpi) == (409, "device_busy")
    finally:
        running.clear_faults()
    stamps = stamps_of(exchange(url)[2])
    assert stamps[0].time_ms == taking.start


def spoiled(
    taking: Taking, kind: str, protocol: str = "mp4", **details: Json
) -> tuple[int, Any, bytes, bool]:
    """Return status, headers, body, and whether the body ended before it was whole."""
    url = taking.url(protocols=[protocol])
    taking.platform.fault(f"download_{kind}", camera_id=taking.camera["id"], times=1, **details)
    body = bytearray()
    with requests.get(
        url, stream=True, timeout=3 if kind == "stall" else 20, headers={"Range": "bytes=0-1999999"}
    ) as answer:
        try:
            while chunk := answer.raw.read1(1 << 16):
                body += chunk
                if len(body) > 20_000_000:
                    break
        except Exception:  # noqa: BLE001 - whatever the client's library makes of it
            return answer.status_code, answer.headers, bytes(body), True
        return answer.status_code, answer.headers, bytes(body), False


@pytest.mark.parametrize("protocol", ["mp4", "http-ts"])
def test_downloads_are_cut_and_stall(taking: Taking, protocol: str) -> None:
    *_, body, _ = spoiled(taking, "cut", protocol, value=300_000)
    assert len(body) == 300_000
    *_, body, was_cut = spoiled(taking, "stall", protocol, value=300_000)
    assert was_cut
    assert len(body) == 300_000


def test_lengths_lie(taking: Taking) -> None:
    _, headers, body, _ = spoiled(taking, "length", value=5000)
    assert int(headers["Content-Length"]) == len(body) + 5000
    assert headers["Content-Range"].startswith("bytes 0-1999999/")
    _, headers, body, _ = spoiled(taking, "length", value=-5000)
    assert int(headers["Content-Length"]) == len(body) == 1_995_000
    status, headers, body, _ = spoiled(taking, "empty")
    assert (status, headers["Content-Length"], body) == (200, "0", b"")
    _, headers, body, _ = spoiled(taking, "endless")
    assert "Content-Length" not in headers
    assert len(body) > 20_000_000


def test_ranges_are_refused(taking: Taking) -> None:
    status, headers, body, _ = spoiled(taking, "whole")
    assert status == 200
    assert int(headers["Content-Length"]) == len(body) > 2_000_000
    assert spoiled(taking, "refused")[0] == 416


def test_a_changing_file_has_changing_tags(taking: Taking) -> None:
    tags = {spoiled(taking, "changed")[1]["ETag"] for _ in range(2)}
    assert len(tags) == 2


def test_one_bit_is_wrong_and_the_digest_tells(taking: Taking) -> None:
    exchange(taking.url())
    _, headers, body, _ = spoiled(taking, "damaged", value=1_000_000)
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    assert headers["Content-Digest"] != f"sha-256=:{digest}:"
    repaired = bytearray(body)
    repaired[1_000_000] ^= 0x10
    digest = base64.b64encode(hashlib.sha256(repaired).digest()).decode()
    assert headers["Content-Digest"] == f"sha-256=:{digest}:"


def test_another_camera_or_another_time_comes(taking: Taking) -> None:
    url = taking.url()
    taking.platform.fault("download_camera", camera_id=taking.camera["id"], times=1)
    stamps = seen(exchange(url)[2])
    assert taking.camera["frame_stamp"] not in {stamp.camera for stamp in stamps}
    assert stamps[0].time_ms == taking.start
    taking.platform.fault("download_time", camera_id=taking.camera["id"], value=-600, times=1)
    stamps = seen(exchange(url)[2])
    assert stamps[0].time_ms == taking.start - 600_000
    assert {stamp.camera for stamp in stamps} == {taking.camera["frame_stamp"]}


def test_faults_for_downloads_leave_playback_alone(taking: Taking) -> None:
    taking.platform.fault("http_status", protocol="download", value=503)
    wanted = {"role": "sub", "protocols": ["mp4"], "start_ms": taking.start, "storage": "platform"}
    played = taking.client.post(f"/cameras/{taking.camera['id']}/playback", wanted)["url"]
    assert exchange(f"{played}&from_ms={taking.start}&to_ms={taking.end}", "HEAD")[0] == 200
    assert exchange(taking.url())[0] == 503
    taking.platform.clear_faults()
    taking.platform.fault("expired_ticket")
    url = taking.url()
    assert exchange(url)[0] == 401


@pytest.mark.parametrize("value", ["path", "reserved", "long", "emoji", "control", "dots"])
def test_cameras_have_odd_names_everywhere(taking: Taking, value: str) -> None:
    camera_id = taking.camera["id"]
    taking.platform.fault("odd_name", camera_id=camera_id, value=value)
    named = taking.client.get(f"/cameras/{camera_id}")["name"]
    assert named != taking.camera["name"]
    assert taking.client.post("/cameras/query", {"ids": [camera_id]})["items"][0]["name"] == named
    asked = taking.client.post("/retrievals", order(taking.camera, taking.start, taking.end))
    assert asked["request"]["footage"][0]["camera_name"] == named
    assert len(named) > 300 or value != "long"


def test_a_download_goes_on_after_a_restart_with_the_same_address() -> None:
    with DemoPlatform(scale=0.3) as own:
        taking = Taking(own)
        url = taking.url()
        whole = exchange(url)
        own.fault("download_stall", camera_id=taking.camera["id"], value=400_000, times=1)
        with requests.get(url, stream=True, timeout=20) as answer:
            got = answer.raw.read(300_000)
            own.fault("restart", value=0.2)
            with pytest.raises((requests.RequestException, HTTPError)):
                answer.raw.read()

        def rest() -> tuple[int, dict[str, str], bytes] | None:
            try:
                return exchange(url, Range=f"bytes={len(got)}-", If_Range=whole[1]["etag"])
            except OSError:
                return None

        again = poll_until(rest, 20)
        assert again is not None
        assert again[0] == 206
        assert got + again[2] == whole[2]
