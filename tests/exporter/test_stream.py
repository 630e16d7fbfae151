"""Streams in slices: the coded pictures are those that were sent, each once, each at its instant."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

from desktop.demo_platform.media.packaging import nal
from desktop.domain.export import FetchMethod, GapCause
from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.exporter.messages import Pause, Progress, Resume, Waiting
from desktop.exporter.process import ExportWorker
from tests.exporter.conftest import BASE_MS, SPAN
from tests.exporter.media_server import Fault, MediaServer
from tests.exporter.stage import Stage, piece, with_limits
from tests.support import archive_server


def _stage(
    tmp_path: Path, server: MediaServer, span: TimeRange = SPAN, stamp: int | None = None, **more: object
) -> Stage:
    order = piece("one", span, FetchMethod.STREAM, stamp)
    return Stage(tmp_path / "job", (order,), lambda _: server.url("ts"), **more)  # type: ignore[arg-type]


def _pictures(path: Path) -> list[tuple[int, tuple[bytes, ...]]]:
    """Return the instant (from the container alone) and the coded data units of every picture."""
    with av.open(str(path)) as container:
        from datetime import datetime  # noqa: PLC0415

        made = datetime.fromisoformat(container.metadata["creation_time"]).timestamp() * 1000
        found = []
        for packet in container.demux(video=0):
            if packet.size:
                assert packet.pts is not None
                at = made + float(packet.pts * (packet.time_base or Fraction(0)) * 1000)
                found.append((round(at), tuple(_units(bytes(packet)))))
    return found


def _units(sample: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(sample):
        size = int.from_bytes(sample[at : at + 4], "big")
        found.append(sample[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def _sent(server: MediaServer, span: TimeRange) -> list[tuple[int, tuple[bytes, ...]]]:
    units = [one for one in server.recording.units if span.contains(one.pts_ms)]
    return [(one.pts_ms, tuple(nal.split(one.data))) for one in units]


def _is_right(stage: Stage, server: MediaServer, span: TimeRange = SPAN) -> None:
    assert _pictures(stage.file("one")) == _sent(server, span)


def test_every_coded_picture_is_kept_as_it_was_sent(tmp_path: Path, server: MediaServer) -> None:
    stage = _stage(tmp_path, server, stamp=archive_server.CAMERA)
    stage.run()
    _is_right(stage, server)
    facts = stage.facts["one"]
    assert (facts.method, facts.first_ms, facts.obtained, facts.gaps) == (
        FetchMethod.STREAM,
        BASE_MS,
        (SPAN,),
        (),
    )
    assert facts.key_frames == 20
    assert len(server.requests) == 1


def test_a_range_between_key_frames_begins_with_the_one_before(tmp_path: Path, server: MediaServer) -> None:
    span = TimeRange(BASE_MS + 3_300, BASE_MS + 17_700)
    stage = _stage(tmp_path, server, span)
    stage.run()
    _is_right(stage, server, TimeRange(BASE_MS + 2_000, BASE_MS + 17_700))
    assert stage.facts["one"].obtained == (span,)


def test_cuts_stalls_and_rubbish_leave_every_picture_once(tmp_path: Path, server: MediaServer) -> None:
    server.faults.extend(
        [
            Fault("cut", 150_000),
            Fault("garbage"),
            Fault("reset", 300_000),
            Fault("status", 503),
            Fault("stall", 200_000),
        ]
    )
    stage = _stage(tmp_path, server, stamp=archive_server.CAMERA)
    stage.run()
    _is_right(stage, server)
    errors = stage.facts["one"].errors
    assert {"bad_stream", "platform_unavailable", "stream_stalled"} <= set(errors)
    starts = [int(request.query["start_ms"]) for request in server.requests]
    assert starts == sorted(starts)
    assert len(set(starts)) == 4  # what had come was not asked for again


def test_a_stream_of_nothing_for_ever_is_stalled(tmp_path: Path, server: MediaServer) -> None:
    server.faults.append(Fault("padding"))
    stage = _stage(tmp_path, server, limits=with_limits(read_s=0.5))
    stage.run()
    _is_right(stage, server)
    assert set(stage.facts["one"].errors) == {"stream_stalled"}


def test_a_recording_that_ends_early_is_a_gap(tmp_path: Path, server: MediaServer) -> None:
    end = BASE_MS + 21_000
    server.recording.units = [one for one in server.recording.units if one.pts_ms < end]
    stage = _stage(tmp_path, server)
    stage.run()
    _is_right(stage, server, TimeRange(BASE_MS, end))
    facts = stage.facts["one"]
    assert [gap.cause for gap in facts.gaps] == [GapCause.REFUSED]
    assert abs(facts.gaps[0].range.start_ms - end) < 100
    assert facts.gaps[0].range.end_ms == SPAN.end_ms


def test_a_platform_that_goes_away_for_good_leaves_what_came(tmp_path: Path, server: MediaServer) -> None:
    server.faults.extend([Fault("cut", 400_000), *[Fault("status", 503)] * 500])
    stage = _stage(tmp_path, server, limits=with_limits(patience_s=0.5))
    stage.run()
    facts = stage.facts["one"]
    assert [(gap.cause, gap.detail) for gap in facts.gaps] == [
        (GapCause.REFUSED, ErrorCode.PLATFORM_UNAVAILABLE.value)
    ]
    kept = _pictures(stage.file("one"))
    assert kept == _sent(server, SPAN)[: len(kept)]
    assert stage.said(Waiting)


def test_footage_of_another_time_is_wrong(tmp_path: Path, server: MediaServer) -> None:
    hour = 3_600_000
    stage = _stage(tmp_path, server, TimeRange(SPAN.start_ms + hour, SPAN.end_ms + hour))
    stage.run()
    assert stage.failures["one"].code is ErrorCode.WRONG_FOOTAGE


def test_nothing_recorded_there(tmp_path: Path, server: MediaServer) -> None:
    span = TimeRange(SPAN.start_ms - 600_000, SPAN.start_ms - 500_000)
    stage = _stage(tmp_path, server, span)
    stage.run()
    assert stage.failures["one"].code is ErrorCode.NO_RECORDING


def test_another_camera_is_found_by_its_stamp(tmp_path: Path, server: MediaServer) -> None:
    stage = _stage(tmp_path, server, stamp=archive_server.CAMERA + 1)
    stage.run()
    assert stage.failures["one"].code is ErrorCode.WRONG_FOOTAGE


def test_a_pause_keeps_what_came(tmp_path: Path, server: MediaServer) -> None:
    server.rate = 400_000
    paused: list[int] = []

    def play(stage: Stage, worker: ExportWorker) -> None:
        if len(stage.said(Progress)) == 4 and not paused:
            paused.append(1)
            worker.send(Pause())
            worker.send(Resume())

    stage = _stage(tmp_path, server)
    stage.run(play)
    _is_right(stage, server)
    assert stage.facts["one"].errors == {}


@pytest.mark.parametrize("at_ms", [BASE_MS + 4_000, BASE_MS + 5_583])
def test_a_stream_is_cut_exactly_where_the_range_ends(
    tmp_path: Path, server: MediaServer, at_ms: int
) -> None:
    span = TimeRange(BASE_MS, at_ms)
    stage = _stage(tmp_path, server, span)
    stage.run()
    _is_right(stage, server, span)
