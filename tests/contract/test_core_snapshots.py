"""Pictures of the real demo platform, without a window: what they show and say, and who may take them."""

import asyncio
import hashlib
import io
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import av
import numpy as np
import pytest

from desktop.audit.entry import AccessAction, RegisterEntry, RegisterQuery
from desktop.check.stamp_reader import StampReading, read_stamp
from desktop.contexts import SessionContext
from desktop.domain.beijing import moment
from desktop.domain.camera import Camera
from desktop.domain.retrieval import RetrievalKind
from desktop.domain.snapshot import Picture, Shot
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.evidence.verify import Witness, verify
from desktop.exporter.grabbing import _READ_S
from desktop.services.clock_errors import OsdReading
from desktop.services.exports import folders
from desktop.settings import declared
from desktop.settings.store import Settings
from tests.contract.test_core_on_demo_platform import signed_in
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.exporting import TOWN, approved, camera_with, camera_with_gap, cameras, request_for, wanted
from tests.support.loops import run
from tests.support.png_words import words_of
from tests.support.requests_for_footage import SCAN

LONG_S = 150.0
REASON = "核查 995 警情"


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.05) as running:
        yield running


@asynccontextmanager
async def fujing(platform: DemoPlatform, folder: Path) -> AsyncIterator[tuple[SessionContext, Settings]]:
    async with signed_in(platform, folder / "profile", "fujing") as (core, context):
        yield context, core.app.settings


def stamp(file: Path) -> StampReading:
    with av.open(io.BytesIO(file.read_bytes()), "r") as container:
        frame = next(container.decode(video=0))
    found = read_stamp(np.asarray(frame.to_ndarray(format="rgb24")))
    assert found is not None
    return found


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


async def entered(context: SessionContext) -> list[RegisterEntry]:
    kept = await context.register.read(RegisterQuery(actions=frozenset({AccessAction.SNAPSHOT})))
    return [entry.entry for entry in kept]


async def refused(code: ErrorCode, context: SessionContext, shot: Shot, base: Path, **under: str) -> AppError:
    """Take pictures that cannot be had: nothing is registered and nothing is left."""
    before = await entered(context)
    with pytest.raises(AppError) as raised:
        await context.snapshots.take(shot, base, **under)  # type: ignore[arg-type]
    assert raised.value.code is code
    assert await entered(context) == before
    assert not left(base)
    return raised.value


def left(base: Path) -> list[Path]:
    """Return pictures and folders in work that lie about."""
    return [*base.rglob("*.png"), *base.rglob("*.partial")]


async def live_camera(context: SessionContext) -> Camera:
    return (await cameras(context))[0]


def test_the_picture_on_show_in_playback(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as (context, _):
            camera, span = await camera_with(context)
            context.snapshots.set_reason(REASON)
            at_ms = span.start_ms + 3_217
            taken = await context.snapshots.take(Shot(camera, at_ms), tmp_path / "out")
            (picture,) = taken.pictures
            seen = stamp(picture.file)
            assert (seen.camera, seen.time_ms) == (camera.frame_stamp, picture.picture_ms)
            assert 0 <= at_ms - picture.picture_ms < 250
            again = await context.snapshots.take(Shot(camera, picture.picture_ms), tmp_path / "out")
            assert again.pictures[0].picture_ms == picture.picture_ms, "exactly the picture on show"
            assert again.pictures[0].file != picture.file, "nothing is written over"
            main = camera.streams[0]
            assert (picture.width, picture.height) == (main.width, main.height)

    run(work(), LONG_S)


@pytest.mark.slow
def test_a_platform_that_hangs_for_a_while_is_asked_once_more(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as (context, _):
            camera, span = await camera_with(context)
            context.snapshots.set_reason(REASON)
            await asyncio.to_thread(platform.fault, "stall", camera_id=camera.id, for_s=_READ_S + 1.5)
            taken = await context.snapshots.take(Shot(camera, span.start_ms + 3_217), tmp_path / "out")
            assert stamp(taken.pictures[0].file).camera == camera.frame_stamp

    run(work(), LONG_S)


def test_a_file_says_what_it_shows_and_the_register_knows_it(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as (context, _):
            camera, span = await camera_with(context)
            context.snapshots.set_reason(REASON)
            taken = await context.snapshots.take(Shot(camera, span.start_ms + 2000), tmp_path / "out")
            (picture,) = taken.pictures
            at = moment(picture.picture_ms)
            name = f"{camera.id}02{at:%Y%m%d%H%M%S}{at.microsecond // 1000:03d}01"
            assert (picture.file.stem, len(name)) == (name, 41)
            words = words_of(picture.file)
            assert datetime.fromisoformat(words["Picture-Time-Beijing"]) == at
            assert words["Picture-Time-Beijing"].endswith("+08:00")
            assert datetime.fromisoformat(words["Picture-Time-UTC"]) == at
            assert (words["Camera-ID"], words["Camera-Name"]) == (camera.id, camera.name)
            assert camera.village() in words["Place"]
            assert words["Camera-Clock"] == "未校对"
            assert (words["Retrieval"], words["Reason"]) == ("本单位使用", REASON)
            assert {"Author", "Unit", "Workstation", "Software", "Platform"} <= words.keys()
            (entry,) = await entered(context)
            assert entry.body["sha256"] == picture.sha256 == sha256(picture.file)
            assert len(str(entry.body["sm3"])) == 64
            assert (entry.reason, entry.camera_id) == (REASON, camera.id)
            assert entry.range.start_ms == picture.picture_ms
            (copy,) = await context.copies.list()
            assert copy.folder / copy.files[0] == picture.file
            assert copy.expires_at_ms is not None

    run(work(), LONG_S)


def test_a_live_picture_is_of_now(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as (context, _):
            camera = await live_camera(context)
            context.snapshots.set_reason(REASON)
            pictures: list[Picture] = []
            for _ in range(3):  # the first one waits for the worker to start
                taken = await context.snapshots.take(Shot(camera), tmp_path / "out")
                pictures += taken.pictures
            for picture in pictures:
                seen = stamp(picture.file)
                assert seen.camera == camera.frame_stamp
                assert abs(seen.time_ms - picture.picture_ms) < 5000  # a busy machine is late
            assert "到达" in words_of(pictures[0].file)["Picture-Time-Source"]

    run(work(), LONG_S)


def test_series(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as (context, _):
            camera, span = await camera_with(context)
            context.snapshots.set_reason(REASON)
            heard: list[int] = []
            shot = Shot(camera, span.start_ms, count=4, interval_ms=1500)
            taken = await context.snapshots.take(shot, tmp_path / "out", progress=heard.append)
            assert heard == [1, 2, 3, 4]
            for index, picture in enumerate(taken.pictures):
                assert 0 <= span.start_ms + index * 1500 - stamp(picture.file).time_ms < 250
                assert picture.file.stem.endswith(f"0{index + 1}")
            stop = asyncio.Event()
            live = Shot(camera, count=5, interval_ms=1000)
            cut = await context.snapshots.take(
                live, tmp_path / "out", progress=lambda _: stop.set(), stop=stop
            )
            assert (len(cut.pictures), cut.missing) == (1, 4)
            with pytest.raises(AppError):
                await context.snapshots.take(Shot(camera, count=11), tmp_path / "out")
            with pytest.raises(AppError):
                await context.snapshots.take(Shot(camera, count=2, interval_ms=500), tmp_path / "out")
            assert len(await entered(context)) == 5

    run(work(), LONG_S)


def test_for_a_third_party_a_package_that_proves_itself(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as (context, _):
            camera, span = await camera_with(context)
            entry = await approved(context, wanted(camera, span))
            noted_ms = context.session.clock.now_ms()
            await context.clock_errors.record(camera, OsdReading(noted_ms + 7000, noted_ms))
            shot = Shot(camera, span.start_ms + 1000, count=2)
            taken = await context.snapshots.take(shot, tmp_path / "out", retrieval=entry.number)
            register = tmp_path / "profile" / "register.sqlite3"
            known = Witness(register=register, register_must_know=True)
            verdict = verify(taken.folder, known)
            assert verdict.untouched, verdict.findings
            manifest = json.loads((taken.folder / "manifest.json").read_bytes())
            assert [file["kind_text"] for file in manifest["footage"]] == ["截图", "截图"]
            assert "快 7.000 秒" in manifest["sources"][0]["clock_error"]["text"]
            assert "快 7.000 秒" in words_of(taken.pictures[0].file)["Camera-Clock"]
            assert manifest["footage"][0]["treatment"]["transcoded"] is True
            assert words_of(taken.pictures[0].file)["Retrieval"] == entry.number
            assert taken.folder.name.startswith("截图_")
            (written,) = await entered(context)
            assert written.reason == entry.request.reason
            hashes = [picture["sha256"] for picture in written.body["pictures"]]  # type: ignore[attr-defined]
            assert hashes == [sha256(picture.file) for picture in taken.pictures]
            (copy,) = await context.copies.list()
            assert (copy.folder, copy.retrieval) == (taken.folder, entry.number)
            spoilt = bytearray(taken.pictures[0].file.read_bytes())
            spoilt[len(spoilt) // 2] ^= 1
            taken.pictures[0].file.write_bytes(spoilt)
            assert not verify(taken.folder, known).untouched
            assert (await context.copies.delete(copy)).complete
            assert not taken.folder.exists()

    run(work(), LONG_S)


def test_what_no_entry_allows_is_refused(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        out = tmp_path / "out"
        async with fujing(platform, tmp_path) as (context, settings):
            camera, span = await camera_with(context)
            other, _ = await camera_with(context, skip=[camera.id])
            shot = Shot(camera, span.start_ms)
            await refused(ErrorCode.INCOMPLETE_REQUEST, context, shot, out)
            context.snapshots.set_reason(REASON)
            entry = await approved(context, wanted(camera, span))
            under = {"retrieval": entry.number}
            await refused(ErrorCode.NOT_APPROVED, context, Shot(other, span.start_ms), out, **under)
            await refused(ErrorCode.NOT_APPROVED, context, Shot(camera, span.start_ms - 1), out, **under)
            late = Shot(camera, span.end_ms - 500, count=2)
            await refused(ErrorCode.NOT_APPROVED, context, late, out, **under)
            await refused(ErrorCode.NOT_APPROVED, context, Shot(camera), out, **under)
            look = replace(request_for(wanted(camera, span)), kind=RetrievalKind.VIEW)
            pending = await context.retrievals.submit(look, [SCAN])
            by = await context.retrievals.approver("shenpi", PASSWORD)
            seen = await context.retrievals.decide(pending.number, approved=True, opinion="同意", by=by)
            await refused(ErrorCode.NOT_APPROVED, context, shot, out, retrieval=seen.number)
            settings.set(declared.SNAPSHOT_NEEDS_ENTRY, True)
            await refused(ErrorCode.NOT_APPROVED, context, shot, out)

    run(work(), LONG_S)


def test_no_right_no_camera_no_recording(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        out = tmp_path / "out"
        async with fujing(platform, tmp_path) as (context, _):
            context.snapshots.set_reason(REASON)
            found = await context.directory.cameras_below(TOWN, limit=400)
            away = next(camera for camera in found if not camera.online)
            await refused(ErrorCode.CAMERA_OFFLINE, context, Shot(away), out)
            camera, _, gap = await camera_with_gap(context)
            middle = (gap.start_ms + gap.end_ms) // 2
            await refused(ErrorCode.NO_RECORDING, context, Shot(camera, middle), out)
        async with signed_in(platform, tmp_path / "village", "wantou") as (_, context):
            context.snapshots.set_reason(REASON)
            mine = (await context.directory.cameras_below(context.session.account.scope.code, limit=5))[0]
            entry = {"retrieval": "431321103-20261123-0001"}
            error = await refused(
                ErrorCode.FORBIDDEN, context, Shot(mine, TimeRange(1, 2).start_ms), out, **entry
            )
            assert error.detail["right"] == "export"

    run(work(), LONG_S)


def test_a_disk_without_room_or_a_folder_that_is_none(
    platform: DemoPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as (context, _):
            camera, span = await camera_with(context)
            context.snapshots.set_reason(REASON)
            shot = Shot(camera, span.start_ms)
            blocked = tmp_path / "a file"
            blocked.write_text("no folder")
            await refused(ErrorCode.TARGET_UNWRITABLE, context, shot, blocked)
            assert blocked.read_text() == "no folder"
            monkeypatch.setattr(folders, "free_bytes", lambda _: 1000)
            await refused(ErrorCode.DISK_FULL, context, shot, tmp_path / "out")

    run(work(), LONG_S)
