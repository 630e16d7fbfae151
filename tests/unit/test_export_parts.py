"""Parts of taking footage out: tickets, the journal, and the folder of a package."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.camera import CameraId
from desktop.domain.export import ExportId, ExportItem, ExportOrder, ExportState, FetchMethod, Piece, PieceId
from desktop.domain.export_job import Hold
from desktop.domain.playback import PlaybackProtocol, PlaybackTicket
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import Decision, Operator, Retrieval, RetrievalNumber, RetrievalState
from desktop.domain.stream import StreamProfile, StreamRole, VideoCodec
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.exporter.messages import Progress
from desktop.lanes import Lane
from desktop.services.exports import folders
from desktop.services.exports.job import Job
from desktop.services.exports.journal import Journal
from desktop.services.exports.record import JobRecord
from desktop.services.exports.tickets import PATIENCE_S, ApprovalOverError, TicketDesk
from desktop.stores.records import from_json, to_json
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.requests_for_footage import NOW_MS, footage, police

CAMERA = CameraId("43132110001310000001")
NUMBER = RetrievalNumber("431321103-20261123-0007")
SHENPI = Operator("shenpi", "副主任", "综治中心")


def retrieval(**changes: object) -> Retrieval:
    asked = footage(CAMERA)
    decision = Decision(SHENPI, NOW_MS, True, "同意", (asked,), NOW_MS + 60_000)
    entry = Retrieval(NUMBER, police(asked), SHENPI, NOW_MS, RetrievalState.APPROVED, decision)
    return replace(entry, **changes)  # type: ignore[arg-type]


SPAN = footage(CAMERA).range
ORDER = ExportOrder(
    ExportId("e1"), NUMBER, (ExportItem(CAMERA, "口", "", SPAN),), Path("/out"), NOW_MS, "fujing"
)


def piece(name: str = "0001", storage: RecordStorage = RecordStorage.PLATFORM) -> Piece:
    return Piece(PieceId(name), 0, CAMERA, SPAN, storage, FetchMethod.FILE, f"{name}.mp4")


class Register:
    """Knows one entry."""

    def __init__(self, entry: Retrieval) -> None:
        self.entry = entry
        self.asked = 0

    async def get(self, _number: RetrievalNumber) -> Retrieval:
        self.asked += 1
        return self.entry


class Platform:
    """Answers downloads with what it is told, and with a ticket then."""

    def __init__(self, *failures: AppError) -> None:
        self.failures = list(failures)
        self.asked = 0

    async def download(
        self,
        _camera: CameraId,
        span: TimeRange,
        storage: RecordStorage,
        _number: RetrievalNumber | None,
        protocols: Sequence[PlaybackProtocol] = (),
    ) -> PlaybackTicket:
        self.asked += 1
        if self.failures:
            raise self.failures.pop(0)
        profile = StreamProfile(StreamRole.MAIN, VideoCodec.H264, 1920, 1080, 25)
        return PlaybackTicket("t", "http://x", protocols[0], profile, storage, span, (1.0,), False, NOW_MS)


def desk(platform: Platform, register: Register, clock: FakeClock) -> TicketDesk:
    return TicketDesk(platform, register, clock)  # type: ignore[arg-type]


def test_a_busy_device_is_waited_for_and_its_user_named() -> None:
    async def work() -> None:
        busy = AppError(ErrorCode.DEVICE_BUSY, {"user": "zimenqiao"})
        platform, clock = Platform(busy, busy), FakeClock(NOW_MS / 1000)
        holds: list[Hold | None] = []
        asking = asyncio.ensure_future(
            desk(platform, Register(retrieval()), clock).ticket(ORDER, piece(), SPAN, holds.append)
        )
        await clock.advance(12)
        assert (await asking).protocol is PlaybackProtocol.MP4
        assert [hold.detail["user"] for hold in holds if hold is not None] == ["zimenqiao", "zimenqiao"]
        assert holds[-1] is None

    run(work())


def test_patience_with_a_device_that_is_away_ends() -> None:
    async def work() -> None:
        away = [AppError(ErrorCode.CAMERA_OFFLINE)] * 1000
        clock = FakeClock(NOW_MS / 1000)
        entry = retrieval(decision=replace(_decision(), valid_until_ms=None))
        asking = asyncio.ensure_future(
            desk(Platform(*away), Register(entry), clock).ticket(ORDER, piece(), SPAN, lambda _: None)
        )
        await clock.advance(PATIENCE_S[ErrorCode.CAMERA_OFFLINE] + 30)
        with pytest.raises(AppError) as raised:
            await asking
        assert raised.value.code is ErrorCode.CAMERA_OFFLINE

    run(work())


def _decision() -> Decision:
    decision = retrieval().decision
    assert decision is not None
    return decision


def test_the_entry_is_asked_again_and_a_late_ticket_is_not_given() -> None:
    """The approval runs out while the platform is away."""

    async def work() -> None:
        gone = [AppError(ErrorCode.UNREACHABLE)] * 100
        platform, register, clock = Platform(*gone), Register(retrieval()), FakeClock(NOW_MS / 1000)
        asking = asyncio.ensure_future(
            desk(platform, register, clock).ticket(ORDER, piece(), SPAN, lambda _: None)
        )
        await clock.advance(90)
        with pytest.raises(ApprovalOverError) as over:
            await asking
        assert over.value.detail["valid_until_ms"] == _decision().valid_until_ms, "approved, but no longer"
        assert register.asked >= 3
        assert platform.asked < 20

    run(work())


def test_more_than_was_approved_is_not_asked_for_at_all() -> None:
    async def work() -> None:
        platform, clock = Platform(), FakeClock(NOW_MS / 1000)
        longer = TimeRange(SPAN.start_ms, SPAN.end_ms + 1)
        with pytest.raises(AppError) as raised:
            await desk(platform, Register(retrieval()), clock).ticket(ORDER, piece(), longer, lambda _: None)
        assert raised.value.code is ErrorCode.NOT_APPROVED
        assert not isinstance(raised.value, ApprovalOverError)
        assert not platform.asked

    run(work())


def test_two_pieces_of_one_device_come_one_after_the_other() -> None:
    async def work() -> None:
        platform, clock = Platform(), FakeClock(NOW_MS / 1000)
        one, two = piece("0001", RecordStorage.DEVICE), piece("0002", RecordStorage.DEVICE)
        tickets = desk(platform, Register(retrieval()), clock)
        await tickets.ticket(ORDER, one, SPAN, lambda _: None)
        await tickets.ticket(ORDER, one, SPAN, lambda _: None)  # a new one for the same piece
        second = asyncio.ensure_future(tickets.ticket(ORDER, two, SPAN, lambda _: None))
        await clock.advance(5)
        assert not second.done()
        tickets.release(ORDER.id, one.id)
        await clock.advance(2)
        assert second.done()

    run(work())


def record(job: str = "e1", place: int = 1) -> JobRecord:
    return JobRecord(
        order=replace(ORDER, id=ExportId(job)),
        state=ExportState.WAITING,
        folder=Path("/out/证据"),
        pieces=(piece(),),
        gaps=(),
        cameras=(),
        reason="货车撞坏铁棚",
        bytes_expected=5,
        place=place,
    )


def test_a_journal_gives_back_what_was_kept_and_leaves_alone_what_another_program_works_on(
    tmp_path: Path,
) -> None:
    async def work() -> None:
        lane = Lane("test", 1)
        first, second = Journal(tmp_path, lane), Journal(tmp_path, lane)
        await first.begin(record("b", 2))
        await first.begin(record("a", 1))
        (tmp_path / "broken.json").write_text("{")
        (tmp_path / "odd.json").write_text('{"order": 3}')
        await first.begin(replace(record("c", 3), state=ExportState.DONE))
        assert await second.load() == ()
        assert second.elsewhere == 2, "done is over, whoever keeps it"
        await first.forget(ExportId("c"))
        first.close()
        assert await second.load() == (record("a", 1), record("b", 2))
        assert second.elsewhere == 0
        await second.save(replace(record("a", 1), state=ExportState.DONE))
        await second.forget(ExportId("b"))
        second.close()
        third = Journal(tmp_path, lane)
        assert [entry.state for entry in await third.load()] == [ExportState.DONE]
        assert (tmp_path / "odd.json").exists()
        third.close()
        lane.close()

    run(work())


def test_a_job_that_was_stopped_shows_how_far_it_was_after_a_restart_too() -> None:
    job = Job(record("a", 1))
    job.set(ExportState.RUNNING)
    job.progressed(Progress(piece().id, bytes_done=30, bytes_total=40, footage_done_ms=900, bytes_per_s=5.0))
    job.set(ExportState.PAUSED)
    for again in (job, Job(from_json(JobRecord, to_json(job.record)))):
        progress = again.snapshot().progress
        assert progress is not None
        assert (progress.bytes_done, progress.bytes_total, progress.footage_done_ms) == (30, 40, 900)
        assert (progress.bytes_per_s, progress.left_s) == (0, None)
    job.set(ExportState.CANCELLED)
    progress = job.snapshot().progress
    assert progress is not None
    assert progress.bytes_done == 0
    assert job.record.reached == ()


def test_a_package_never_takes_a_name_that_something_bears(tmp_path: Path) -> None:
    (tmp_path / "证据_1").mkdir()
    (tmp_path / "证据_1-2").write_text("somebody's file")
    final = folders.create(tmp_path, "证据_1")
    assert final.name == "证据_1-3"
    other = folders.create(tmp_path, "证据_1")
    assert other.name == "证据_1-4"
    (folders.partial_of(final) / "clip.mp4").write_text("footage")
    final.mkdir()  # somebody takes the name meanwhile
    with pytest.raises(AppError) as raised:
        folders.put_in_place(final)
    assert raised.value.code is ErrorCode.TARGET_UNWRITABLE
    assert not list(final.iterdir())
    moved = folders.moved_aside(final)
    folders.put_in_place(moved)
    folders.put_in_place(moved)  # as after a crash between the rename and the journal
    assert (moved / "clip.mp4").read_text() == "footage"
    assert not (moved / folders.WORK).exists()
    assert (tmp_path / "证据_1-2").read_text() == "somebody's file"
