"""Taking footage out, without a window, of the real demo platform: by two people, over gaps and faults."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.audit.entry import AccessAction, RegisterQuery
from desktop.contexts import SessionContext
from desktop.domain.beijing import DAY_MS
from desktop.domain.export import ExportOptions, ExportState, GapCause
from desktop.domain.export_job import ExportJob, PieceState
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import RetrievalKind
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.services.clock_errors import OsdReading
from desktop.services.exports import folders
from tests.contract.test_core_on_demo_platform import signed_in
from tests.support.demo_platform import DemoPlatform
from tests.support.exporting import (
    approved,
    asked,
    camera_with,
    camera_with_gap,
    item,
    now_ms,
    ordered,
    proved,
    request_for,
    wanted,
)
from tests.support.loops import run
from tests.support.requests_for_footage import SCAN
from tests.support.waiting import turns, until

LONG_S = 180.0


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.05) as running:
        yield running


@asynccontextmanager
async def fujing(platform: DemoPlatform, folder: Path) -> AsyncIterator[SessionContext]:
    async with signed_in(platform, folder / "profile", "fujing") as (_, context):
        yield context


async def refused(code: ErrorCode, work: object) -> AppError:
    with pytest.raises(AppError) as raised:
        await work  # type: ignore[misc]
    assert raised.value.code is code
    return raised.value


def manifest(package: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((package / "manifest.json").read_bytes())
    return found


async def finished(context: SessionContext, job: ExportJob) -> ExportJob:
    return await context.exports.wait(job.id)


def test_two_cameras_over_a_gap_and_from_the_device(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span, gap = await camera_with_gap(context)
            other, other_span = await camera_with(context, RecordStorage.DEVICE)
            noted_ms = now_ms()
            await context.clock_errors.record(camera, OsdReading(noted_ms - 3000, noted_ms))
            job = await ordered(context, tmp_path / "out", item(camera, span), item(other, other_span))
            told: list[ExportJob] = []
            context.exports.changed.connect(told.append)
            job = await finished(context, job)
            package = proved(job, tmp_path / "profile" / "register.sqlite3")
            assert [(entry.item, entry.gap.range, entry.gap.cause) for entry in job.gaps] == [
                (0, gap, GapCause.NO_RECORDING)
            ]
            assert len(list(package.glob("*.mp4"))) == 3
            assert "no_recording" in json.dumps(manifest(package))
            sources = manifest(package)["sources"]
            assert isinstance(sources, list)
            assert sources[0]["clock_error"]["measured"] is True
            assert "慢 3.000 秒" in sources[0]["clock_error"]["text"]
            assert "校时距制作不足 1 天" in sources[0]["clock_error"]["text"]
            assert sources[1]["clock_error"] == {"measured": False, "text": "未校对"}
            assert {status.state for status in job.pieces} == {PieceState.DONE}
            facts = [status.facts for status in job.pieces if status.facts is not None]
            assert all(
                abs(fact.first_ms - status.piece.range.start_ms) < 5000
                for fact, status in zip(facts, job.pieces, strict=True)
            )
            states = list(dict.fromkeys(entry.state for entry in told))
            assert states[-2:] == [ExportState.PACKAGING, ExportState.DONE]
            entries = await context.register.read(RegisterQuery(subject=package.name))
            actions = [kept.entry.action for kept in entries]
            assert actions == [AccessAction.EXPORT_ORDERED] * 2 + [AccessAction.EXPORT_FINISHED]
            assert job.summary is not None
            assert entries[-1].entry.body["manifest_sha256"] == job.summary.manifest_sha256
            assert entries[-1].entry.reason == "货车撞坏超市铁棚后逃逸"

    run(work(), LONG_S)


def test_a_device_is_played_by_one_piece_at_a_time(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span, _ = await camera_with_gap(context, RecordStorage.DEVICE)
            entry = await approved(context, wanted(camera, span))
            jobs = [
                await ordered(context, tmp_path / "out", item(camera, span), retrieval=entry)
                for _ in range(2)
            ]
            for job in jobs:
                done = await finished(context, job)
                assert done.state is ExportState.DONE
                facts = [status.facts for status in done.pieces if status.facts is not None]
                assert len(facts) == 2
                assert not any(fact.errors for fact in facts)

    run(work(), LONG_S)


def test_only_what_was_approved_can_be_ordered(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        out = tmp_path / "out"
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context)
            other, _ = await camera_with(context, skip=[camera.id])
            order = context.exports.order
            entry = await approved(context, wanted(camera, span))
            error = await refused(ErrorCode.NOT_APPROVED, order(entry.number, [item(other, span)], out))
            assert error.detail["camera"] == other.name
            longer = TimeRange(span.start_ms, span.end_ms + 1000)
            await refused(ErrorCode.NOT_APPROVED, order(entry.number, [item(camera, longer)], out))
            pending = await asked(context, wanted(camera, span))
            await refused(ErrorCode.NOT_APPROVED, order(pending.number, [item(camera, span)], out))
            view = replace(request_for(wanted(camera, span)), kind=RetrievalKind.VIEW)
            looking = await context.retrievals.submit(view, [SCAN])
            await refused(ErrorCode.NOT_APPROVED, order(looking.number, [item(camera, span)], out))
            ended = await context.retrievals.withdraw(entry.number)
            await refused(ErrorCode.NOT_APPROVED, order(ended.number, [item(camera, span)], out))
            await refused(ErrorCode.INCOMPLETE_REQUEST, order(entry.number, [], out))
            assert not out.exists()
            assert not context.exports.jobs
        async with signed_in(platform, tmp_path / "other", "zimenqiao") as (_, context):
            await refused(ErrorCode.FORBIDDEN, context.exports.order(entry.number, [item(camera, span)], out))

    run(work(), LONG_S)


def test_nobody_is_named_as_the_one_who_checked_their_own_export(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context)
            entry = await approved(context, wanted(camera, span))
            made = await finished(
                context, await context.exports.order(entry.number, [item(camera, span)], tmp_path / "one")
            )
        async with signed_in(platform, tmp_path / "approver", "shenpi") as (_, context):
            own = await finished(
                context, await context.exports.order(entry.number, [item(camera, span)], tmp_path / "two")
            )
        for job, checker in ((made, "shenpi"), (own, None)):
            said = manifest(proved(job))["checked_by"]
            assert (said["account"] if isinstance(said, dict) else said) == checker

    run(work(), LONG_S)


def test_an_approval_that_ends_while_fetching_stops_the_job(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context, seconds=600)
            entry = await approved(context, wanted(camera, span))
            job = await ordered(context, tmp_path / "out", item(camera, span), retrieval=entry)
            await until(lambda: context.exports.job(job.id).state is ExportState.RUNNING)
            context.exports.pause(job.id)
            await context.retrievals.withdraw(entry.number)
            await until(lambda: context.exports.job(job.id).state is ExportState.PAUSED)
            context.exports._desk._seen.clear()  # as if its twenty seconds were over
            context.exports.resume(job.id)
            job = await finished(context, job)
            assert job.state is ExportState.FAILED
            assert job.hold is not None
            assert job.hold.code is ErrorCode.NOT_APPROVED
            assert not list((tmp_path / "out").glob("证据_*[0-9]"))
            await context.exports.dismiss(job.id)
            assert not list((tmp_path / "out").iterdir())

    run(work(), LONG_S)


def test_nothing_recorded_is_no_order(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, _, gap = await camera_with_gap(context)
            entry = await approved(context, wanted(camera, gap))
            await refused(
                ErrorCode.NO_RECORDING,
                context.exports.order(entry.number, [item(camera, gap)], tmp_path / "out"),
            )
            long_ago = TimeRange(now_ms() - 400 * DAY_MS, now_ms() - 400 * DAY_MS + 60_000)
            entry = await approved(context, wanted(camera, long_ago))
            await refused(
                ErrorCode.NO_RECORDING,
                context.exports.order(entry.number, [item(camera, long_ago)], tmp_path / "out"),
            )

    run(work(), LONG_S)


def test_a_paused_job_goes_on_where_it_was_and_a_cancelled_one_leaves_nothing(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context, seconds=40)
            exports = context.exports
            job = await ordered(context, tmp_path / "out", item(camera, span))
            await until(lambda: _bytes(exports.job(job.id)) > 0, 60)
            exports.pause(job.id)
            assert exports.job(job.id).state is ExportState.PAUSED
            assert _bytes(exports.job(job.id)) > 0, "it still shows how far it was"
            exports.resume(job.id)
            other = await ordered(context, tmp_path / "out", item(camera, span))
            await exports.cancel(other.id)
            assert exports.job(other.id).state is ExportState.CANCELLED
            proved(await finished(context, job))
            await exports.dismiss(other.id)
            assert [entry.id for entry in exports.jobs] == [job.id]

    run(work(), LONG_S)


def test_a_job_is_cancelled_for_good_even_when_the_program_ends_meanwhile(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context, seconds=40)
            job = await ordered(context, tmp_path / "out", item(camera, span))
            await until(lambda: _bytes(context.exports.job(job.id)) > 0, 60)
            asked = asyncio.ensure_future(context.exports.cancel(job.id))
            await turns(2)
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)
            assert asked.cancelled()
        assert list((tmp_path / "out").iterdir()) == []
        async with fujing(platform, tmp_path) as context:
            assert [entry.state for entry in context.exports.jobs] in ([], [ExportState.CANCELLED])

    run(work(), LONG_S)


def test_jobs_come_back_with_the_next_sign_in(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context, seconds=40)
            job = await ordered(context, tmp_path / "out", item(camera, span))
            paused = await ordered(context, tmp_path / "out", item(camera, span))
            context.exports.pause(paused.id)
            await until(lambda: _bytes(context.exports.job(job.id)) > 0, 60)
        async with fujing(platform, tmp_path) as context:
            assert {entry.id for entry in context.exports.jobs} == {job.id, paused.id}
            done = await finished(context, job)
            proved(replace(done, package=done.package)) if not list(
                (tmp_path / "out").glob("*.partial")
            ) else None
            assert context.exports.job(paused.id).state is ExportState.PAUSED
            context.exports.resume(paused.id)
            await finished(context, paused)
            proved(context.exports.job(job.id), tmp_path / "profile" / "register.sqlite3")
            proved(context.exports.job(paused.id), tmp_path / "profile" / "register.sqlite3")

    run(work(), LONG_S)


def test_only_so_many_jobs_are_at_work_and_one_can_be_put_first(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context, seconds=6)
            entry = await approved(context, wanted(camera, span))
            exports, order = context.exports, []
            for _ in range(5):
                order.append(await ordered(context, tmp_path / "out", item(camera, span), retrieval=entry))
                exports.pause(order[-1].id)
            busiest, begun = 0, []

            def changed(job: ExportJob) -> None:
                nonlocal busiest
                at_work = {ExportState.RUNNING, ExportState.PACKAGING}
                busiest = max(busiest, sum(one.state in at_work for one in exports.jobs))
                if job.state is ExportState.RUNNING and job.id not in begun:
                    begun.append(job.id)

            exports.changed.connect(changed)
            exports.first(order[-1].id)
            assert exports.jobs[0].id == order[-1].id
            for job in order:
                exports.resume(job.id)
            for job in order:
                assert (await finished(context, job)).state is ExportState.DONE
            assert busiest == 2
            assert order[-1].id in begun[:3], "it is begun as soon as there is room"
            assert len({entry.package for entry in context.exports.jobs}) == 5

    run(work(), LONG_S)


def test_what_was_damaged_can_be_fetched_again_as_a_package_of_its_own(
    platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context)
            other, other_span = await camera_with(context, skip=[camera.id])
            platform.fault("download_camera", camera_id=other.id)
            try:
                job = await finished(
                    context,
                    await ordered(context, tmp_path / "out", item(camera, span), item(other, other_span)),
                )
            finally:
                platform.clear_faults()
            package = proved(job)
            assert [(entry.item, entry.gap.cause, entry.gap.detail) for entry in job.gaps] == [
                (1, GapCause.DAMAGED, "wrong_footage")
            ]
            assert job.can_refetch
            second = await finished(context, await context.exports.refetch(job.id))
            again = proved(second)
            assert [entry.camera_id for entry in second.order.items] == [other.id]
            assert not second.gaps
            assert package.name in (again / "manifest.json").read_text(encoding="utf-8")
            assert not second.can_refetch
            await refused(ErrorCode.NO_RECORDING, context.exports.refetch(second.id))

    run(work(), LONG_S)


def test_an_encrypted_copy_is_made_beside_the_package(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context, seconds=4)
            options = ExportOptions(zip_with_password=True)
            job = await ordered(
                context, tmp_path / "out", item(camera, span), options=options, zip_password="湾头村2026!"
            )
            job = await finished(context, job)
            package = proved(job)
            assert job.zip_file == package.with_name(package.name + ".zip")
            assert job.zip_file.stat().st_size > 100_000
            assert "湾头村2026" not in "".join(
                path.read_text(encoding="utf-8") for path in (tmp_path / "profile").rglob("*.json")
            )

    run(work(), LONG_S)


def test_faults_of_the_platform_delay_an_export_and_no_more(tmp_path: Path) -> None:
    """Tickets that run out, cuts, and a platform that restarts in the middle."""

    async def work() -> None:
        with DemoPlatform("--playback-ticket-seconds", "4", scale=0.05) as platform:
            async with fujing(platform, tmp_path) as context:
                camera, span = await camera_with(context, seconds=60)
                other, other_span = await camera_with(context, RecordStorage.DEVICE, seconds=10)
                platform.fault("download_cut", camera_id=camera.id, times=2)
                platform.fault("expired_ticket", camera_id=other.id, times=1)
                job = await ordered(context, tmp_path / "out", item(camera, span), item(other, other_span))
                await until(lambda: _bytes(context.exports.job(job.id)) > 0, 60)
                port = platform.url.rpartition(":")[2]
                platform.stop()
                platform._arguments += ["--port", port]
                platform.start()
                job = await finished(context, job)
                proved(job)
                assert not job.gaps

    run(work(), 300)


def test_a_target_without_room_or_without_permission_is_refused_before_anything_is_fetched(
    platform: DemoPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            camera, span = await camera_with(context)
            entry = await approved(context, wanted(camera, span))
            blocked = tmp_path / "a file"
            blocked.write_text("no folder")
            await refused(
                ErrorCode.TARGET_UNWRITABLE,
                context.exports.order(entry.number, [item(camera, span)], blocked),
            )
            monkeypatch.setattr(folders, "free_bytes", lambda _: 1000)
            error = await refused(
                ErrorCode.DISK_FULL,
                context.exports.order(entry.number, [item(camera, span)], tmp_path / "out"),
            )
            assert error.detail["free_bytes"] == 1000
            assert blocked.read_text() == "no folder"

    run(work(), LONG_S)


def _bytes(job: ExportJob) -> int:
    return 0 if job.progress is None else job.progress.bytes_done
