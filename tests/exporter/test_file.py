"""Files by ranges: what arrives is what was sent, whatever happens on the way."""

import hashlib
import random
from pathlib import Path

import pytest

from desktop.domain.export import GapCause
from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.exporter.messages import (
    Fatal,
    NeedTicket,
    Pause,
    Progress,
    Resume,
    TicketRefused,
    Waiting,
)
from desktop.exporter.process import ExportWorker
from desktop.exporter.sm3 import sm3_offered
from tests.exporter.conftest import BASE_MS, SPAN
from tests.exporter.media_server import Fault, MediaServer
from tests.exporter.stage import Stage, piece, with_limits
from tests.support import archive_server


def _stage(tmp_path: Path, server: MediaServer, **more: object) -> Stage:
    return Stage(tmp_path / "job", (piece("one", SPAN),), lambda _: server.url(), **more)  # type: ignore[arg-type]


def _is_right(stage: Stage, server: MediaServer, name: str = "one") -> None:
    data = stage.file(name).read_bytes()
    assert data == server.recording.mp4
    facts = stage.facts[name]
    assert facts.sha256 == hashlib.sha256(data).hexdigest()
    assert facts.sm3 == (hashlib.new("sm3", data).hexdigest() if sm3_offered() else "")
    assert facts.bytes == len(data)


def test_a_file_arrives_whole_with_its_facts(tmp_path: Path, server: MediaServer) -> None:
    stage = _stage(tmp_path, server)
    stage.run()
    _is_right(stage, server)
    facts = stage.facts["one"]
    assert (facts.codec, facts.width, facts.height, facts.fps) == ("h264", 480, 270, 12.0)
    assert (facts.first_ms, facts.obtained, facts.gaps) == (BASE_MS, (SPAN,), ())
    assert facts.key_frames == 20
    assert facts.undecodable == ()
    assert sorted(path.name for path in (stage.folder / ".work/one").iterdir()) == ["facts.json"]
    assert server.bytes_sent == len(server.recording.mp4)


def test_a_finished_piece_is_not_fetched_again(tmp_path: Path, server: MediaServer) -> None:
    stage = _stage(tmp_path, server)
    stage.run()
    before, facts = len(server.requests), stage.facts["one"]
    stage.events.clear()
    stage.run()
    assert len(server.requests) == before
    assert stage.facts["one"] == facts


@pytest.mark.parametrize("digests", [False, True])
def test_cut_reset_and_stalled_connections_cost_no_byte_twice(
    tmp_path: Path, server: MediaServer, digests: bool
) -> None:
    server.digests = digests
    server.faults.extend([Fault("cut", 20_000), Fault("reset", 50_000), Fault("stall", 33_333), Fault("")])
    stage = _stage(tmp_path, server)
    stage.run()
    _is_right(stage, server)
    facts = stage.facts["one"]
    assert facts.retries == 3
    assert set(facts.errors) <= {"stream_cut", "stream_stalled"}
    twice = server.bytes_sent - len(server.recording.mp4)
    # What a reset throws away on the way was sent and never arrived; a digest proves whole parts only.
    assert twice <= (3 if digests else 1) * stage.limits.segment_bytes


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault("status", 500), ErrorCode.PLATFORM_ERROR),
        (Fault("status", 503), ErrorCode.PLATFORM_UNAVAILABLE),
        (Fault("short", 1000), ErrorCode.BAD_ANSWER),
        (Fault("long", 1000), ErrorCode.BAD_ANSWER),
        (Fault("range"), ErrorCode.BAD_ANSWER),
        (Fault("endless"), ErrorCode.BAD_ANSWER),
        (Fault("zero"), ErrorCode.BAD_ANSWER),
        (Fault("digest"), ErrorCode.BAD_ANSWER),
        (Fault("whole"), ErrorCode.BAD_ANSWER),
    ],
)
def test_wrong_answers_are_named_and_tried_again(
    tmp_path: Path, server: MediaServer, fault: Fault, code: ErrorCode
) -> None:
    server.faults.extend([Fault("cut", 40_000), fault])
    stage = _stage(tmp_path, server)
    stage.run()
    _is_right(stage, server)
    assert code.value in stage.facts["one"].errors
    assert code in {one.reason for one in stage.said(Waiting)}


@pytest.mark.parametrize("fault", [Fault("zero"), Fault("short", 9), Fault("status", 404), Fault("endless")])
def test_what_is_always_wrong_ends_with_its_code(tmp_path: Path, server: MediaServer, fault: Fault) -> None:
    server.faults.extend([fault] * 500)
    stage = _stage(tmp_path, server, limits=with_limits(patience_s=0.5))
    stage.run()
    failed = stage.failures["one"]
    assert failed.code is (ErrorCode.NOT_FOUND if fault.value == 404 else ErrorCode.BAD_ANSWER)
    assert [gap.range for gap in failed.gaps] == [SPAN]
    assert not stage.file("one").exists()


def test_the_whole_files_digest_is_held_against_what_came(tmp_path: Path, server: MediaServer) -> None:
    server.file_digest = hashlib.sha256(server.recording.mp4).digest()
    stage = _stage(tmp_path / "right", server)
    stage.run()
    _is_right(stage, server)
    server.file_digest = hashlib.sha256(b"something else").digest()
    stage = _stage(tmp_path / "wrong", server)
    stage.run()
    assert stage.failures["one"].code is ErrorCode.BAD_ANSWER
    assert not stage.file("one").exists()


def test_another_file_under_the_same_address_is_fetched_anew(tmp_path: Path, server: MediaServer) -> None:
    server.faults.extend([Fault("cut", 60_000), Fault("changed")])
    stage = _stage(tmp_path, server)
    stage.run()
    _is_right(stage, server)


def test_an_expired_ticket_is_replaced(tmp_path: Path, server: MediaServer) -> None:
    server.good_tickets = {"a"}
    names = iter("abcdefg")
    last = "a"

    def url(_: object) -> str:
        nonlocal last
        last = next(names)
        return server.url(ticket=last)

    def play(stage: Stage, _: ExportWorker) -> None:
        if stage.said(Progress) and server.good_tickets == {"a"}:
            server.good_tickets = {"b"}
            server.hang_up()

    server.rate = 200_000
    stage = Stage(tmp_path / "job", (piece("one", SPAN),), url)
    stage.run(play)
    _is_right(stage, server)
    assert last == "b"


def test_a_platform_may_send_on_and_not_round_in_circles(tmp_path: Path, server: MediaServer) -> None:
    server.faults.extend([Fault("moved"), Fault("moved"), Fault("")])
    stage = _stage(tmp_path / "on", server)
    stage.run()
    _is_right(stage, server)
    assert stage.facts["one"].errors == {}
    server.faults.extend([Fault("moved")] * 200)
    stage = _stage(tmp_path / "round", server, limits=with_limits(patience_s=0.3))
    stage.run()
    assert stage.failures["one"].code is ErrorCode.BAD_ANSWER


def test_a_clock_that_jumps_costs_tickets_and_nothing_else(tmp_path: Path, server: MediaServer) -> None:
    server.faults.extend([Fault("cut", 90_000), Fault("cut", 90_000)])
    stage = _stage(tmp_path, server, lives_ms=-86_400_000)  # every ticket looks as if it were a day old
    stage.run()
    _is_right(stage, server)
    assert len(stage.said(NeedTicket)) <= 4


def test_refusals_of_tickets_wait_or_end(tmp_path: Path, server: MediaServer) -> None:
    answers = [ErrorCode.PLATFORM_UNAVAILABLE, ErrorCode.TIMED_OUT]

    def refuse(event: NeedTicket) -> TicketRefused | None:
        return TicketRefused(event.piece, answers.pop(0)) if answers else None

    stage = _stage(tmp_path, server, refuse=refuse)
    stage.run()
    _is_right(stage, server)
    denied = Stage(
        tmp_path / "other",
        (piece("one", SPAN),),
        lambda _: server.url(),
        refuse=lambda event: TicketRefused(event.piece, ErrorCode.NO_RECORDING),
    )
    denied.run()
    assert denied.failures["one"].code is ErrorCode.NO_RECORDING
    assert denied.failures["one"].gaps[0].cause is GapCause.NO_RECORDING


def test_a_restarted_platform_goes_on_where_it_was(tmp_path: Path, server: MediaServer) -> None:
    server.rate = 200_000
    done: list[bool] = []

    def play(stage: Stage, _: ExportWorker) -> None:
        if len(stage.said(Progress)) == 2 and not done:
            done.append(True)
            server.stop()
        if stage.said(Waiting) and len(done) == 1:
            done.append(True)
            server.start_again()

    stage = _stage(tmp_path, server)
    stage.run(play)
    _is_right(stage, server)
    assert server.bytes_sent - len(server.recording.mp4) < 512 << 10  # the sockets' buffers at the cut


def test_a_pause_keeps_what_came_and_goes_on_from_there(tmp_path: Path, server: MediaServer) -> None:
    server.rate = 300_000
    paused: list[int] = []

    def play(stage: Stage, worker: ExportWorker) -> None:
        if len(stage.said(Progress)) == 2 and not paused:
            paused.append(1)
            worker.send(Pause())
            worker.send(Resume())

    stage = _stage(tmp_path, server)
    stage.run(play)
    _is_right(stage, server)
    assert stage.facts["one"].errors == {}


def test_footage_of_another_time_is_wrong(tmp_path: Path, server: MediaServer) -> None:
    span = TimeRange(SPAN.start_ms + 3_600_000, SPAN.end_ms + 3_600_000)
    stage = Stage(tmp_path / "job", (piece("one", span),), lambda _: server.url())
    stage.run()
    failed = stage.failures["one"]
    assert failed.code is ErrorCode.WRONG_FOOTAGE
    assert failed.detail == {"wanted_ms": span.start_ms, "found_ms": BASE_MS}
    assert failed.gaps[0].cause is GapCause.DAMAGED
    assert not stage.file("one").exists()


def test_footage_of_another_camera_is_wrong_where_pictures_say_so(
    tmp_path: Path, server: MediaServer
) -> None:
    right = piece("right", SPAN, stamp=archive_server.CAMERA)
    wrong = piece("wrong", SPAN, stamp=archive_server.CAMERA + 1)
    stage = Stage(tmp_path / "job", (right, wrong), lambda _: server.url())
    stage.run()
    assert "right" in stage.facts
    assert stage.failures["wrong"].code is ErrorCode.WRONG_FOOTAGE


def test_what_is_no_footage_is_not_passed_on(tmp_path: Path, server: MediaServer) -> None:
    server.recording.mp4 = random.Random(1).randbytes(200_000)
    stage = _stage(tmp_path, server)
    stage.run()
    assert stage.failures["one"].code is ErrorCode.BAD_STREAM
    assert not stage.file("one").exists()


@pytest.mark.parametrize("name", ["../out", "a/b", "..", ""])
def test_a_name_that_leads_elsewhere_ends_the_job(tmp_path: Path, server: MediaServer, name: str) -> None:
    order = piece("one", SPAN)
    from dataclasses import replace  # noqa: PLC0415

    order = replace(order, piece=replace(order.piece, file_name=name))
    stage = Stage(tmp_path / "job", (order,), lambda _: server.url())
    stage.run()
    assert stage.said(Fatal)[0].code is ErrorCode.TARGET_UNWRITABLE
    assert not server.requests
