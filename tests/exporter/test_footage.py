"""Re-wrapping and looking through, without a worker: other codecs, pictures out of order, damage, sound."""

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from desktop.demo_platform.media.packaging import nal
from player.footage.probe import UnreadableError, probe
from player.footage.remux import NothingInsideError, remux
from player.footage.ts_scan import NoStreamError, TsScanner, nearest
from tests.exporter.conftest import BASE_MS
from tests.exporter.media_server import Recording
from tests.support import clips

CLIPS = (
    clips.ClipSpec("ordered", width=320, height=180, frames=75, gop=25),
    clips.ClipSpec("h265", codec="libx265", width=320, height=180, frames=75, gop=25),
    clips.ClipSpec("reordered", width=320, height=180, frames=75, gop=25, bframes=3),
)


def _transport_stream(clip: Path, path: Path, first_ms: int) -> Path:
    """Write a clip as a transport stream whose stamps are UTC, as the platform does."""
    options = {"mpegts_copyts": "1"}
    with av.open(str(clip)) as source, av.open(str(path), "w", format="mpegts", options=options) as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                assert packet.pts is not None
                assert packet.dts is not None
                assert packet.time_base is not None
                pts, dts = (round(one * packet.time_base * 90_000) for one in (packet.pts, packet.dts))
                packet.time_base = Fraction(1, 90_000)
                packet.pts, packet.dts = pts + first_ms * 90, dts + first_ms * 90
                packet.stream = stream
                out.mux_one(packet)
    return path


def _packets(path: Path, kind: str) -> list[tuple[int, tuple[bytes, ...]]]:
    """Return instant (90 kHz, UTC modulo 2³³) and data units of every picture, in the order of decoding."""
    found = []
    with av.open(str(path), format=kind) as container:
        made = 0
        if kind == "mp4":
            made = round(datetime.fromisoformat(container.metadata["creation_time"]).timestamp()) * 90_000
        for packet in container.demux(video=0):
            if packet.size:
                assert packet.pts is not None
                assert packet.time_base is not None
                ticks = made + round(packet.pts * packet.time_base * 90_000)
                found.append((ticks % (1 << 33), tuple(_split(bytes(packet), kind))))
    return found


def _split(data: bytes, kind: str) -> list[bytes]:
    if kind == "mpegts":
        return list(nal.split(data))
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    return found


@pytest.mark.parametrize("spec", CLIPS, ids=lambda one: one.name)
def test_no_coded_byte_and_no_instant_changes(tmp_path: Path, spec: clips.ClipSpec) -> None:
    first_ms = BASE_MS + 417
    stream = _transport_stream(clips.encode(spec, tmp_path), tmp_path / "one.ts", first_ms)
    done = remux([[stream]], tmp_path / "out.mp4", first_ms, first_ms + 60_000)
    assert (done.pictures, done.repeated) == (75, 0)
    assert _packets(tmp_path / "out.mp4", "mp4") == _packets(stream, "mpegts")
    found = probe(tmp_path / "out.mp4")
    assert found.made_ms is not None
    assert found.made_ms + found.first_ms == first_ms
    assert (found.pictures, found.key_frames, found.undecodable, found.holes) == (75, 3, (), ())
    assert found.fps == 25.0


def test_what_two_connections_brought_is_written_once(tmp_path: Path) -> None:
    stream = _transport_stream(clips.encode(CLIPS[0], tmp_path), tmp_path / "one.ts", BASE_MS)
    done = remux([[stream], [stream]], tmp_path / "out.mp4", BASE_MS, BASE_MS + 60_000)
    assert (done.pictures, done.repeated) == (75, 75)
    assert _packets(tmp_path / "out.mp4", "mp4") == _packets(stream, "mpegts")


def test_nothing_of_the_wanted_range(tmp_path: Path) -> None:
    stream = _transport_stream(clips.encode(CLIPS[0], tmp_path), tmp_path / "one.ts", BASE_MS)
    with pytest.raises(NothingInsideError):
        remux([[stream]], tmp_path / "out.mp4", BASE_MS, BASE_MS - 5000)


@pytest.mark.parametrize("step", [1, 188, 1000, 65_537])
def test_marks_are_the_same_however_the_stream_comes(tmp_path: Path, step: int) -> None:
    data = _transport_stream(clips.encode(CLIPS[0], tmp_path), tmp_path / "one.ts", BASE_MS).read_bytes()
    scanner = TsScanner()
    marks = [mark for at in range(0, len(data), step) for mark in scanner.feed(data[at : at + step])]
    instants = [nearest(mark.ticks, BASE_MS * 90) // 90 - BASE_MS for mark in marks]
    assert instants == [number * 40 for number in range(75)]
    assert [instant for instant, mark in zip(instants, marks, strict=True) if mark.key] == [0, 1000, 2000]
    assert all(data[mark.offset] == 0x47 for mark in marks)


def test_rubbish_is_no_stream() -> None:
    with pytest.raises(NoStreamError):
        TsScanner().feed(b"\x47" + bytes(187) + b"\x00" * 188)


def test_a_damaged_key_frame_is_found_and_said_from_where_to_where(
    tmp_path: Path, recording: Recording
) -> None:
    data = bytearray(recording.mp4)
    places = _key_places(tmp_path, bytes(data))
    begin, size = places[3]
    data[begin + size // 2 : begin + size // 2 + 200] = bytes(200)
    path = tmp_path / "damaged.mp4"
    path.write_bytes(data)
    found = probe(path)
    assert found.undecodable == ((6000, 8000),)
    assert found.key_frames == len(places)


def _key_places(tmp_path: Path, data: bytes) -> list[tuple[int, int]]:
    path = tmp_path / "whole.mp4"
    path.write_bytes(data)
    with av.open(str(path)) as container:
        packets: list[Any] = [one for one in container.demux(video=0) if one.size and one.is_keyframe]
        return [(one.pos, one.size) for one in packets]


@pytest.mark.parametrize("data", [b"", b"\x00" * 5000, b"<html>no</html>" * 100])
def test_what_is_no_footage_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "none.mp4"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        probe(path)


@pytest.mark.parametrize(("codec", "layout"), [("aac", "fltp"), ("mp2", "s16")])
def test_sound_is_kept_where_mp4_holds_it_and_told_where_not(tmp_path: Path, codec: str, layout: str) -> None:
    clip = clips.encode(CLIPS[0], tmp_path)
    path = tmp_path / "sound.ts"
    rate = 16_000
    with av.open(str(clip)) as source, av.open(str(path), "w", format="mpegts") as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        sound = out.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(sound, AudioStream)
        samples = 1024 if codec == "aac" else 1152
        for number in range(20):
            frame = av.AudioFrame(format=layout, layout="mono", samples=samples)
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            frame.sample_rate, frame.pts, frame.time_base = rate, number * samples, Fraction(1, rate)
            out.mux(sound.encode(frame))
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                out.mux(packet)
        out.mux(sound.encode(None))
    assert isinstance(stream, VideoStream)
    done = remux([[path]], tmp_path / "out.mp4", 0, 60_000)
    assert done.pictures == 75
    assert probe(tmp_path / "out.mp4").audio is (codec == "aac")
    assert done.sound_left_out == ("" if codec == "aac" else codec)
