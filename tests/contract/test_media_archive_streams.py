"""Recordings as transport streams: the right camera, the right instant to the millisecond, over every gap."""

import time
import urllib.request
from collections.abc import Iterator
from itertools import islice, pairwise

import pytest

from desktop.demo_platform import archive
from desktop.demo_platform.archive import GOP_MS
from tests.contract.archive_node import (
    DAY_MS,
    address,
    archive_status,
    camera,
    exchange,
    gap,
    long_run,
    playing,
    runs,
    stamps_of,
    ticks,
)
from tests.contract.media_node import PATIENCE_S, MediaNode, now_ms, running_node, until

SUB_OFFSETS = [round(index * 1000 / 12) for index in range(24)]
MAIN_OFFSETS = [round(index * 1000 / 15) for index in range(30)]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaNode]:
    with running_node(tmp_path_factory.mktemp("media")) as running:
        yield running


@pytest.mark.parametrize(("role", "offsets"), [("sub", SUB_OFFSETS), ("main", MAIN_OFFSETS)])
def test_every_picture_is_of_its_camera_and_says_its_instant(
    node: MediaNode, role: str, offsets: list[int]
) -> None:
    there = long_run(node)
    start = there.start_ms
    with playing(address(node, there.camera.number, role=role, start_ms=start + 1234)) as pictures:
        seen = list(islice(pictures, len(offsets) + 5))
    expected = [start + offset for offset in (*offsets, *(GOP_MS + offset for offset in offsets[:5]))]
    assert [stamp.time_ms for stamp, _ in seen] == expected
    assert {stamp.camera for stamp, _ in seen} == {there.camera.number}
    assert [pts for _, pts in seen] == [ticks(instant) for instant in expected]


def test_h265(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_node(tmp_path_factory.mktemp("h265"), codec_sub="h265") as node:
        there = long_run(node)
        with playing(address(node, there.camera.number, start_ms=there.start_ms)) as pictures:
            seen = list(islice(pictures, 26))
        assert [pts for _, pts in seen] == [ticks(stamp.time_ms) for stamp, _ in seen]
        assert seen[0][0].time_ms == there.start_ms
        part = address(node, there.camera.number, "mp4", from_ms=there.start_ms, to_ms=there.start_ms + 4000)
        assert exchange(part, "HEAD")[0] == 200


def test_weeks_ago(node: MediaNode) -> None:
    one = camera(node, 1)
    found = archive.segments(one, now_ms() - 29 * DAY_MS, now_ms() - 20 * DAY_MS, now_ms=now_ms())
    segment = next(segment for segment in found if segment.storage == "platform")
    with playing(address(node, 1, start_ms=segment.start_ms)) as pictures:
        stamp, pts = next(pictures)
    assert (stamp.camera, stamp.time_ms, pts) == (1, segment.start_ms, ticks(segment.start_ms))


def test_a_gap_is_gone_over_without_waiting(node: MediaNode) -> None:
    hole = gap(node)
    with playing(address(node, hole.camera.number, start_ms=hole.start_ms - 1)) as pictures:
        times = [stamp.time_ms for stamp, _ in islice(pictures, 26)]
    assert times[:24] == [hole.start_ms - GOP_MS + offset for offset in SUB_OFFSETS]
    assert times[24:] == [hole.end_ms, hole.end_ms + SUB_OFFSETS[1]]


def test_from_within_a_gap_the_footage_behind_it_is_played(node: MediaNode) -> None:
    hole = gap(node)
    with playing(address(node, hole.camera.number, start_ms=hole.start_ms + 1)) as pictures:
        assert next(pictures)[0].time_ms == hole.end_ms


@pytest.mark.parametrize("speed", ["0.25", "0.5", "1", "2", "4", "4.0"])
def test_up_to_four_times_all_pictures_come(node: MediaNode, speed: str) -> None:
    there = long_run(node)
    with playing(address(node, there.camera.number, start_ms=there.start_ms, speed=speed)) as pictures:
        times = [stamp.time_ms - there.start_ms for stamp, _ in islice(pictures, 4)]
    assert times == SUB_OFFSETS[:4]


@pytest.mark.parametrize("speed", [8, 16])
def test_faster_only_key_frames_come(node: MediaNode, speed: int) -> None:
    there = long_run(node)
    with playing(address(node, there.camera.number, start_ms=there.start_ms, speed=speed)) as pictures:
        seen = list(islice(pictures, 5))
    assert [stamp.time_ms for stamp, _ in seen] == [there.start_ms + n * GOP_MS for n in range(5)]
    assert [pts for _, pts in seen] == [ticks(stamp.time_ms) for stamp, _ in seen]


def test_backwards_key_frames_come_in_descending_time_over_gaps(node: MediaNode) -> None:
    hole = gap(node)
    number = hole.camera.number
    with playing(address(node, number, start_ms=hole.end_ms + GOP_MS + 5, reverse=1)) as pictures:
        seen = list(islice(pictures, 4))
    before = hole.start_ms - GOP_MS
    assert [stamp.time_ms for stamp, _ in seen] == [
        hole.end_ms + GOP_MS,
        hole.end_ms,
        before,
        before - GOP_MS,
    ]
    assert [pts for _, pts in seen] == [ticks(stamp.time_ms) for stamp, _ in seen]


def test_the_stream_ends_where_the_archive_ends(node: MediaNode) -> None:
    now = now_ms()
    number = next(n for n in range(1, 24) if archive.segment_at(camera(node, n), now - 9000, now_ms=now))
    began = time.monotonic()
    times = [stamp.time_ms for stamp in stamps_of(exchange(address(node, number, start_ms=now - 9000))[2])]
    assert times[0] == (now - 9000) // GOP_MS * GOP_MS
    assert len(times) % 24 == 0
    assert 1 <= len(times) // 24 <= 3 + (time.monotonic() - began) / 2
    assert times[-1] < now_ms() - 5000


def test_the_same_footage_is_the_same_bytes_whatever_was_asked_before(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def piece(node: MediaNode) -> bytes:
        with urllib.request.urlopen(address(node, 5, start_ms=start), timeout=PATIENCE_S) as answer:
            return bytes(answer.read(188 * 300))

    with running_node(tmp_path_factory.mktemp("one")) as node:
        start = runs(camera(node, 5), "platform")[3][0]
        first = piece(node)
    with running_node(tmp_path_factory.mktemp("two")) as node:
        for ahead_ms in (600_000, 20_000, 4000):  # other traffic has been drawn before
            with playing(address(node, 5, start_ms=start + ahead_ms)) as pictures:
                list(islice(pictures, 10))
        assert piece(node) == first


def test_the_transport_stream_is_whole_and_marks_its_jumps(node: MediaNode) -> None:
    hole = gap(node)
    url = address(node, hole.camera.number, start_ms=hole.start_ms - 1)
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
        data = answer.read(188 * 700)
    last: dict[int, int] = {}
    clocks: list[tuple[int, bool]] = []
    for at in range(0, len(data), 188):
        packet = data[at : at + 188]
        assert packet[0] == 0x47
        pid, counter = (packet[1] & 0x1F) << 8 | packet[2], packet[3] & 15
        assert counter == (last.get(pid, counter - 1) + 1) % 16
        last[pid] = counter
        if packet[3] & 0x20 and packet[4] and packet[5] & 0x10:
            clocks.append((int.from_bytes(packet[6:11], "big") >> 7, bool(packet[5] & 0x80)))
    assert len(clocks) > 25
    for (earlier, _), (later, is_marked) in pairwise(clocks):
        assert is_marked == (not 0 < (later - earlier) % (1 << 33) <= 90_000)
    assert sum(is_marked for _, is_marked in clocks) == 1


def test_who_leaves_is_forgotten(node: MediaNode) -> None:
    there = long_run(node)
    for second in range(20):
        with urllib.request.urlopen(
            address(node, there.camera.number, "http-ts", "main", start_ms=there.start_ms + second * 60_000),
            timeout=10,
        ) as answer:
            assert answer.read(188)
    until(lambda: archive_status(node)["readers"] == 0, "all have left")


def test_a_reader_that_pauses_costs_nothing(node: MediaNode) -> None:
    there = long_run(node)
    before = archive_status(node)["groups_made"]
    url = address(node, there.camera.number, start_ms=there.start_ms + 120_000)
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
        assert answer.read(188)
        last, since = -1, time.monotonic()
        while time.monotonic() - since < 1.0:  # until it has stood still for a second
            made = archive_status(node)["groups_made"]
            if made != last:
                last, since = made, time.monotonic()
            time.sleep(0.05)
        assert last - before < 120  # what fits into the buffers of this machine's sockets
        assert answer.read(188 * 2000)  # and it goes on where it was
    until(lambda: archive_status(node)["readers"] == 0, "it has left")
