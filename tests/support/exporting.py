"""Footage to be taken out of the demo platform: found, asked for and approved as two people would."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from desktop.contexts import SessionContext
from desktop.domain.camera import Camera, CameraId, CameraKind
from desktop.domain.export import ExportItem, ExportOptions, ExportState
from desktop.domain.export_job import ExportJob
from desktop.domain.recording import Recording, RecordStorage
from desktop.domain.region import RegionCode
from desktop.domain.retrieval import HouseholdConsent, RequestedFootage, Retrieval, RetrievalRequest
from desktop.domain.time_range import TimeRange
from desktop.evidence.verify import Witness, verify
from desktop.services.clock import SystemClock
from tests.support.demo_platform import PASSWORD
from tests.support.requests_for_footage import SCAN, police

TOWN = RegionCode("431321103")
DAY_MS = 86_400_000


def now_ms() -> int:
    return SystemClock().now_ms()


def yesterday() -> TimeRange:
    """Return a day that is over for at least an hour."""
    end = now_ms() - 3_600_000
    return TimeRange(end - DAY_MS, end)


async def cameras(
    context: SessionContext, kind: CameraKind = CameraKind.PUBLIC, most: int = 60
) -> list[Camera]:
    found = await context.directory.cameras_below(TOWN, limit=400)
    return [camera for camera in found if camera.kind is kind and camera.online][:most]


async def recorded(
    context: SessionContext, camera: Camera, storage: RecordStorage, seconds: int
) -> TimeRange | None:
    """Return a span of so many seconds in the middle of a recording of a storage, None without one."""
    answer = await context.session.archive.recordings(camera.id, yesterday())
    for entry in answer.items:
        if entry.storage is storage and entry.range.duration_ms >= (seconds + 20) * 1000:
            start = (entry.range.start_ms // 1000 + 10) * 1000
            return TimeRange(start, start + seconds * 1000)
    return None


async def camera_with(
    context: SessionContext,
    storage: RecordStorage = RecordStorage.PLATFORM,
    seconds: int = 10,
    skip: Sequence[CameraId] = (),
) -> tuple[Camera, TimeRange]:
    """Return a camera and a span of it without gaps on one storage."""
    kind = CameraKind.PUBLIC if storage is RecordStorage.PLATFORM else CameraKind.HOUSEHOLD
    for camera in await cameras(context, kind):
        if camera.id in skip:
            continue
        span = await recorded(context, camera, storage, seconds)
        if span is not None:
            return camera, span
    raise AssertionError("no such recording")


async def camera_with_gap(
    context: SessionContext, storage: RecordStorage = RecordStorage.PLATFORM
) -> tuple[Camera, TimeRange, TimeRange]:
    """Return a camera, a span of it around a gap, and the gap."""
    kind = CameraKind.PUBLIC if storage is RecordStorage.PLATFORM else CameraKind.HOUSEHOLD
    for camera in await cameras(context, kind):
        answer = await context.session.archive.recordings(camera.id, yesterday())
        items = sorted(answer.items, key=lambda entry: entry.range)
        for one, two in pairwise(items):
            if _around(one, two, storage):
                gap = TimeRange(one.range.end_ms, two.range.start_ms)
                return camera, TimeRange(gap.start_ms - 8000, gap.end_ms + 8000), gap
    raise AssertionError("no gap anywhere")


def _around(one: Recording, two: Recording, storage: RecordStorage) -> bool:
    gap = two.range.start_ms - one.range.end_ms
    long_enough = min(one.range.duration_ms, two.range.duration_ms) > 20_000
    return 0 < gap < 600_000 and long_enough and one.storage is two.storage is storage


def wanted(camera: Camera, span: TimeRange) -> RequestedFootage:
    household = camera.kind is CameraKind.HOUSEHOLD
    return RequestedFootage(camera.id, camera.name, camera.village(), household, span)


def request_for(*footage: RequestedFootage) -> RetrievalRequest:
    consents = tuple(
        HouseholdConsent(entry.camera_id, "户主", "书面同意", now_ms() - 60_000)
        for entry in footage
        if entry.household
    )
    return replace(police(*footage, now_ms=now_ms()), household_consents=consents)


async def asked(context: SessionContext, *footage: RequestedFootage) -> Retrieval:
    return await context.retrievals.submit(request_for(*footage), [SCAN])


async def approved(
    context: SessionContext, *footage: RequestedFootage, valid_until_ms: int | None = None
) -> Retrieval:
    """Ask for footage and have it approved by the second person, who signs in beside."""
    retrieval = await asked(context, *footage)
    by = await context.retrievals.approver("shenpi", PASSWORD)
    return await context.retrievals.decide(
        retrieval.number, approved=True, opinion="同意调取", valid_until_ms=valid_until_ms, by=by
    )


def item(camera: Camera, span: TimeRange) -> ExportItem:
    return ExportItem(camera.id, camera.name, camera.village(), span)


async def ordered(
    context: SessionContext,
    folder: Path,
    *items: ExportItem,
    retrieval: Retrieval | None = None,
    options: ExportOptions | None = None,
    zip_password: str | None = None,
) -> ExportJob:
    """Order items under an entry, an own one that allows exactly them where none is given."""
    if retrieval is None:
        found = {camera.id: camera for camera in await _cameras_of(context, items)}
        footage = [wanted(found[entry.camera_id], entry.range) for entry in items]
        retrieval = await approved(context, *footage)
    return await context.exports.order(
        retrieval.number, items, folder, options or ExportOptions(), zip_password
    )


async def _cameras_of(context: SessionContext, items: Sequence[ExportItem]) -> Sequence[Camera]:
    return await context.session.directory.cameras_by_id([entry.camera_id for entry in items])


def proved(job: ExportJob, register: Path | None = None) -> Path:
    """Return the package of a job that is done; it is untouched, and nothing is left beside it."""
    assert job.state is ExportState.DONE, (job.state, job.hold, job.gaps)
    assert job.package is not None
    verdict = verify(job.package, Witness(register=register, register_must_know=register is not None))
    assert verdict.untouched, verdict.findings
    assert not list(job.package.parent.glob("*.partial"))
    assert not (job.package / ".work").exists()
    return job.package
