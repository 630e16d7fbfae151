"""Browsing copies of a package from the real demo platform: what they are, and that the original stays."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from desktop.audit.entry import AccessAction, KeptEntry, RegisterQuery
from desktop.contexts import SessionContext
from desktop.domain.browsing import Mask
from desktop.domain.camera import CameraId
from desktop.domain.export_job import ExportJob
from desktop.errors import AppError, ErrorCode
from desktop.evidence.verify import Witness, verify
from desktop.services.browsing.wishes import BrowsingOrder, Watermark, Wish, originals
from desktop.services.clock_errors import OsdReading
from desktop.services.exports import folders
from tests.contract.test_core_on_demo_platform import signed_in
from tests.support.demo_platform import DemoPlatform
from tests.support.exporting import camera_with, item, ordered, proved
from tests.support.loops import run
from tests.support.waiting import until

LONG_S = 180.0
MASK = Mask(0.25, 0.25, 0.5, 0.5, 1.0, 3.0)


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.05) as running:
        yield running


@asynccontextmanager
async def fujing(platform: DemoPlatform, folder: Path) -> AsyncIterator[SessionContext]:
    async with signed_in(platform, folder / "profile", "fujing") as (_, context):
        yield context


def register_of(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "register.sqlite3"


async def exported(context: SessionContext, tmp_path: Path, seconds: int = 10) -> ExportJob:
    camera, span = await camera_with(context, seconds=seconds)
    job = await ordered(context, tmp_path / "out", item(camera, span))
    job = await context.exports.wait(job.id)
    proved(job, register_of(tmp_path))
    return job


def mark() -> Watermark:
    content = io.BytesIO()
    Image.new("RGBA", (640, 360), (255, 255, 255, 60)).save(content, "png")
    return Watermark(content.getvalue(), "梓门桥派出所 胡建国")


async def measured(context: SessionContext, camera_id: CameraId, *, ahead_ms: int) -> None:
    """Let the account measure a camera's clock now."""
    (camera,) = await context.session.directory.cameras_by_id([camera_id])
    noted_ms = context.session.clock.now_ms()
    await context.clock_errors.record(camera, OsdReading(noted_ms + ahead_ms, noted_ms))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def finished(context: SessionContext) -> tuple[KeptEntry, ...]:
    return await context.register.read(RegisterQuery(actions=frozenset({AccessAction.EXPORT_FINISHED})))


def test_a_package_of_its_own_beside_the_original(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            job = await exported(context, tmp_path)
            assert job.package is not None
            assert job.summary is not None
            before = contents(job.package)
            (original,) = originals(job)
            shares: list[float] = []
            order = BrowsingOrder(job, (Wish(original, (MASK,)),), mark())
            await measured(context, original.status.piece.camera_id, ahead_ms=-3000)
            folder = await context.browsing.make(order, shares.append)
            assert folder == job.package.parent / f"浏览件_{job.package.name}"
            assert shares == sorted(shares)
            assert shares[-1] == 1.0
            for package in (folder, job.package):
                verdict = verify(package, Witness(register=register_of(tmp_path), register_must_know=True))
                assert verdict.untouched, verdict.findings
            assert contents(job.package) == before
            said = json.loads((folder / "manifest.json").read_bytes())
            for told in (
                said["sources"][0]["clock_error"]["text"],
                (folder / "manifest.html").read_text("utf-8"),
            ):
                assert "慢 3.000 秒" in told
                assert "校时距制作不足 1 天" in told
            before_that = json.loads(before["manifest.json"])["sources"][0]["clock_error"]
            assert before_that == {"measured": False, "text": "未校对"}
            (file,) = said["footage"]
            assert file["kind"] == "browsing_copy"
            assert file["name"] == f"浏览件_{original.facts.file_name}"
            assert file["made_from"] == original.facts.file_name
            treatment = file["treatment"]
            assert all(treatment[key] for key in ("transcoded", "watermarked", "masked"))
            assert original.facts.sha256 in treatment["note"]
            assert job.summary.manifest_sha256 in treatment["note"]
            assert mark().text in treatment["note"]
            with av.open(str(folder / file["name"])) as container:
                keys = sum(packet.is_keyframe for packet in container.demux(video=0))
            assert file["key_frames"] == keys > 0
            entry = (await finished(context))[-1].entry
            assert (entry.subject, entry.body["made_from"]) == (folder.name, job.package.name)
            kept = {copy.folder: copy for copy in await context.copies.list()}
            expires_ms, original_ms = kept[folder].expires_at_ms, kept[job.package].expires_at_ms
            assert expires_ms is not None
            assert original_ms is not None
            assert original_ms <= expires_ms <= original_ms + 60_000
            again = await context.browsing.make(BrowsingOrder(job, (Wish(original),)))
            assert again.name == f"{folder.name}-2"
            assert verify(folder).untouched
            (file,) = json.loads((again / "manifest.json").read_bytes())["footage"]
            assert not any(file["treatment"][key] for key in ("watermarked", "masked"))

    run(work(), timeout_s=LONG_S)


def test_a_preview_is_the_picture_of_its_time(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            job = await exported(context, tmp_path)
            assert job.package is not None
            (original,) = originals(job)
            file = job.package / original.facts.file_name
            shown = [await context.browsing.preview(file, at_ms) for at_ms in (0, 4000)]
            sizes = {Image.open(io.BytesIO(png)).size for png in shown}
            assert sizes == {(original.facts.width, original.facts.height)}
            with av.open(str(file)) as container:
                frames = [
                    (frame.time or 0.0, frame.to_ndarray(format="rgb24"))
                    for frame in container.decode(video=0)
                ]
            for png, at_s in zip(shown, (0.0, 4.0), strict=True):
                wanted = [image for time, image in frames if time <= at_s][-1]
                assert np.array_equal(np.asarray(Image.open(io.BytesIO(png))), wanted), at_s

    run(work(), timeout_s=LONG_S)


def test_stopped_or_refused_nothing_is_left(platform: DemoPlatform, tmp_path: Path) -> None:
    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            job = await exported(context, tmp_path, seconds=60)
            assert job.package is not None
            (original,) = originals(job)
            order = BrowsingOrder(job, (Wish(original, (MASK,)),), mark())
            entries = len(await finished(context))
            shares: list[float] = []
            task = asyncio.ensure_future(context.browsing.make(order, shares.append))
            await until(lambda: shares or task.done())
            assert not task.done()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert list((tmp_path / "out").iterdir()) == [job.package]
            assert verify(job.package).untouched
            file = job.package / original.facts.file_name
            with file.open("r+b") as stream:
                stream.seek(5000)
                byte = stream.read(1)
                stream.seek(5000)
                stream.write(bytes([byte[0] ^ 1]))
            with pytest.raises(AppError) as raised:
                await context.browsing.make(order)
            assert raised.value.code is ErrorCode.PACKAGE_CHANGED
            assert raised.value.detail["file"] == original.facts.file_name
            assert list((tmp_path / "out").iterdir()) == [job.package]
            assert len(await finished(context)) == entries

    run(work(), timeout_s=LONG_S)


def test_stopped_while_its_folder_is_made_nothing_is_left(
    platform: DemoPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = folders.create

    def slowly(base: Path, name: str) -> Path:
        made = create(base, name)
        time.sleep(0.3)  # a disk that takes its time to answer
        return made

    async def work() -> None:
        async with fujing(platform, tmp_path) as context:
            job = await exported(context, tmp_path)
            assert job.package is not None
            monkeypatch.setattr(folders, "create", slowly)
            order = BrowsingOrder(job, (Wish(originals(job)[0], ()),), None)
            task = asyncio.ensure_future(context.browsing.make(order))
            await until(lambda: len(list((tmp_path / "out").iterdir())) == 2)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert list((tmp_path / "out").iterdir()) == [job.package]

    run(work(), timeout_s=LONG_S)
