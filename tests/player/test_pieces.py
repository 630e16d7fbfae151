"""The player's pure pieces: stamps, buffers, messages, shared memory, overload."""

import io
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from av.packet import Packet
from av.video.stream import VideoStream
from hypothesis import example, given
from hypothesis import strategies as st

from player import wire
from player.frame_memory import SLOTS, FrameMemory, memory_folder
from player.worker.backlog import Backlog
from player.worker.gop_buffer import GopBuffer
from player.worker.launch import Launch
from player.worker.overload import Overload
from player.worker.sink import TimedPacket
from player.worker.stamps import SLACK_S, LiveStamps
from player.worker.surface import fit

seconds = st.floats(-1e6, 1e6, allow_nan=False)


@given(
    st.lists(st.tuples(st.none() | seconds, st.none() | seconds, st.floats(0, 3)), min_size=2, max_size=80)
)
def test_stamps_rise_and_stay_near_the_arrival(
    packets: list[tuple[float | None, float | None, float]],
) -> None:
    stamps = LiveStamps()
    arrival = 1000.0
    last = float("-inf")
    for dts, pts, pause in packets:
        arrival += pause
        out, shown = stamps.next(dts, pts, arrival)
        assert out > last
        assert shown >= out
        assert arrival - SLACK_S - 1e-6 <= out <= arrival + 0.001 * len(packets) + 1e-6
        last = out


def test_a_burst_folds_and_the_present_follows_at_the_source_pace() -> None:
    stamps = LiveStamps()
    burst = [stamps.next(n * 0.04, n * 0.04, 50.0)[0] for n in range(50)]
    assert burst[-1] - burst[0] < 0.06
    live = [stamps.next(n * 0.04, n * 0.04, 50.0 + (n - 49) * 0.04)[0] for n in range(50, 120)]
    steps = [after - before for before, after in pairwise(live[20:])]
    assert all(0.035 < step < 0.045 for step in steps)


def test_a_jump_of_the_source_does_not_show() -> None:
    stamps = LiveStamps()
    for n in range(50):
        stamps.next(n * 0.04, n * 0.04, 100 + n * 0.04)
    out, _ = stamps.next(-7000.0, -7000.0, 102.0)
    assert 102.0 - SLACK_S <= out <= 102.0


def timed(size: int) -> TimedPacket:
    return TimedPacket(cast("Packet[VideoStream]", Packet(size)), 0.0, 0.0)


def test_the_gop_buffer_begins_with_a_key_frame_and_is_bounded() -> None:
    buffer = GopBuffer(limit_bytes=1000, limit_packets=10)
    buffer.add(timed(10), key=False)
    assert not buffer.packets()
    buffer.add(timed(10), key=True)
    buffer.add(timed(10), key=False)
    assert len(buffer.packets()) == 2
    buffer.add(timed(2000), key=False)
    assert not buffer.packets()
    buffer.add(timed(10), key=False)
    assert not buffer.packets()
    for number in range(12):
        buffer.add(timed(10), key=number == 0)
    assert not buffer.packets()


@given(st.binary(max_size=200))
@example(b"\0\0\0\0")
@example(b"\0\0\0\2[]")
def test_nonsense_on_the_wire_is_no_message_and_no_crash(data: bytes) -> None:
    message = wire.read(io.BytesIO(data))
    assert message is None or isinstance(message, dict)


def test_messages_survive_the_wire() -> None:
    message = {"command": "play", "player": 3, "url": "http://例/路", "label": "湾头村"}
    assert wire.read(io.BytesIO(wire.encode(message))) == message


@pytest.mark.parametrize(
    ("source", "area", "size"),
    [
        ((640, 360), (400, 225), (400, 225)),
        ((640, 360), (400, 400), (400, 225)),
        ((352, 288), (400, 225), (275, 225)),
        ((1080, 1920), (400, 225), (127, 225)),
        ((0, 0), (400, 225), (400, 225)),
        ((10_000, 1), (100, 100), (100, 2)),
    ],
)
def test_fit(source: tuple[int, int], area: tuple[int, int], size: tuple[int, int]) -> None:
    assert fit(source, area) == size


def test_overload_lasts_until_the_backlog_is_gone_and_longer_when_it_comes_again() -> None:
    overload = Overload()
    assert not overload.is_thin(0.0, 0.9)
    assert overload.is_thin(1.0, 2.0)
    assert overload.is_thin(2.0, 0.1)  # not so soon
    assert overload.is_thin(5.0, 1.0)  # not caught up
    assert not overload.is_thin(6.0, 0.1)
    assert overload.is_thin(10.0, 2.0)
    assert overload.is_thin(14.0, 0.1)
    assert not overload.is_thin(16.5, 0.1)
    assert overload.is_thin(200.0, 2.0)
    assert not overload.is_thin(203.5, 0.1)


def test_a_small_backlog_that_lasts_is_overload_too() -> None:
    overload = Overload()
    assert [overload.is_thin(float(n), 0.5) for n in range(4)] == [False, False, True, True]


def test_pictures_that_went_uncounted_are_no_backlog() -> None:
    backlog = Backlog()
    assert [backlog.note(tick / 10, 5 + tick % 2) for tick in range(4)] == [5, 6, 5, 6]
    # 300 damaged packets gave no picture: fed, never shown.
    later = [backlog.note(10 + tick / 10, 305 + tick % 2) for tick in range(300)]
    assert later[-2:] == [5, 6]
    assert backlog.note(40.1, 312) == 12


def test_nobody_races_while_another_waits_for_its_first_picture() -> None:
    launch = Launch()
    raced: list[str] = []
    for name in "abc":
        launch.opened(name)
    launch.shown("a", lambda: raced.append("a"))
    launch.shown("b", lambda: raced.append("b"))
    assert not raced
    launch.gone("c")
    assert raced == ["a", "b"]
    launch.shown("c", lambda: raced.append("c"))
    assert raced == ["a", "b", "c"]


@pytest.fixture
def memory(tmp_path: Path) -> tuple[FrameMemory, FrameMemory]:
    writer = FrameMemory.create(tmp_path, 64, 36)
    return writer, FrameMemory.open(writer.path, 64, 36)


def test_a_picture_being_read_is_never_written(memory: tuple[FrameMemory, FrameMemory]) -> None:
    writer, reader = memory
    assert reader.read() is None
    held = None
    for number in range(1, 50):
        slot = writer.free_slot()
        pixels = writer.pixels(slot)
        pixels[:] = bytes([number]) * len(pixels)
        if held is not None:
            before, view = held
            assert set(view) == {before}, "the picture changed while it was being read"
        writer.publish(slot, 64, 36, 256)
        assert reader.picture() == number
        if number % 3 == 0:
            read = reader.read()
            assert read is not None
            held = (number, read[4])
            assert set(read[4]) == {number}


def test_the_name_goes_and_the_memory_stays(memory: tuple[FrameMemory, FrameMemory]) -> None:
    writer, reader = memory
    reader.unlink()
    assert not writer.path.exists()
    writer.publish(writer.free_slot(), 64, 36, 256)
    assert reader.picture() == 1
    reader.unlink()


def test_without_room_the_temporary_folder_serves(tmp_path: Path) -> None:
    memory = FrameMemory.create(tmp_path / "missing", 64, 36)
    assert memory.path.exists()
    memory.unlink()


def test_the_memory_folder_is_private() -> None:
    folder = memory_folder()
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()


def test_there_are_slots_for_writer_reader_and_the_newest() -> None:
    assert SLOTS >= 3
