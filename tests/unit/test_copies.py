"""The deletion duty: copies are known from the register, go for real, and nothing else goes with them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from desktop.audit.entry import AccessAction, RegisterEntry, RegisterQuery
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account
from desktop.domain.camera import CameraId
from desktop.domain.region import RegionCode, RegionLevel, RegionRef
from desktop.domain.time_range import TimeRange
from desktop.lanes import Lanes
from desktop.services import copy_files
from desktop.services.author import Author
from desktop.services.copies import CopyState, LocalCopies, LocalCopy
from tests.support.evidence_package import NAMES, sealed
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.waiting import turns, until

DAY_MS = 86_400_000
ACCOUNT = Account(
    "fujing",
    "胡建国",
    "police_auxiliary",
    "梓门桥派出所",
    RegionRef(RegionCode("431321103"), "梓门桥镇", RegionLevel.TOWN),
    frozenset(),
)


def made(folder: Path, expires_at_ms: int | None, at_ms: int) -> RegisterEntry:
    return RegisterEntry(
        at_ms=at_ms,
        who="胡建国",
        unit="梓门桥派出所",
        account="fujing",
        platform="演示平台",
        action=AccessAction.EXPORT_FINISHED,
        camera_id=CameraId("43132110001310000001"),
        camera_name="湾头村丁字路口",
        range=TimeRange(0, 1000),
        workstation="值班室-1",
        reason="货车撞坏铁棚",
        subject=folder.name,
        body={"retrieval": "R-1", "folder": str(folder), "copy_expires_at_ms": expires_at_ms, "files": 2},
    )


def over(folder: Path, work: Callable[[LocalCopies, AccessRegister, FakeClock], Awaitable[None]]) -> None:
    async def main() -> None:
        lanes, clock = Lanes(), FakeClock()
        register = AccessRegister(folder / "register.sqlite3", lanes.storage)
        copies = LocalCopies(register, Author(ACCOUNT, "演示平台", clock), lanes.bulk)
        try:
            await work(copies, register, clock)
            assert await register.verify() is None
        finally:
            await copies.close()
            await register.close()
            lanes.close()

    run(main())


def test_a_package_goes_with_its_archive_and_stands_in_the_register(tmp_path: Path) -> None:
    folder = tmp_path / "取证" / "证据_R-1"
    sealed(folder)
    archive = folder.with_name("证据_R-1.zip")
    others = [folder.with_name("证据_R-10.zip"), folder.with_name("证据_R-1.zip.txt")]
    for path in (archive, *others):
        path.write_bytes(b"x")

    async def work(copies: LocalCopies, register: AccessRegister, clock: FakeClock) -> None:
        register.enter(made(folder, clock.now_ms() - 1, clock.now_ms() - DAY_MS))
        (copy,) = await copies.list()
        assert (copy.state, copy.retrieval, copy.folder) == (CopyState.OVERDUE, "R-1", folder)
        removal = await copies.delete(copy)
        assert removal.complete
        assert removal.found
        assert not folder.exists()
        assert not archive.exists()
        assert all(path.exists() for path in others)
        assert await copies.list() == ()
        (kept,) = await register.read(RegisterQuery(actions=frozenset({AccessAction.COPY_DELETED})))
        assert (kept.entry.subject, kept.entry.account) == ("证据_R-1", "fujing")
        assert kept.entry.body["complete"] is True
        assert kept.entry.body["removed"] == removal.removed

    over(tmp_path, work)


def test_a_deletion_that_has_begun_is_entered_even_when_its_window_goes_away(tmp_path: Path) -> None:
    folder = tmp_path / "证据_R-1"
    sealed(folder)

    async def work(copies: LocalCopies, register: AccessRegister, clock: FakeClock) -> None:
        register.enter(made(folder, clock.now_ms() - 1, clock.now_ms() - DAY_MS))
        (copy,) = await copies.list()
        asked = asyncio.ensure_future(copies.delete(copy))
        await turns(2)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        assert asked.cancelled()
        await copies.close()
        assert not folder.exists()
        (kept,) = await register.read(RegisterQuery(actions=frozenset({AccessAction.COPY_DELETED})))
        assert kept.entry.subject == "证据_R-1"

    over(tmp_path, work)


def test_the_same_copy_deleted_twice_is_entered_truly(tmp_path: Path) -> None:
    folder = tmp_path / "证据_R-1"
    sealed(folder)

    async def work(copies: LocalCopies, register: AccessRegister, clock: FakeClock) -> None:
        register.enter(made(folder, clock.now_ms() - 1, clock.now_ms() - DAY_MS))
        (copy,) = await copies.list()
        first, second = await asyncio.gather(copies.delete(copy), copies.delete(copy))
        assert (first.found, first.complete) == (True, True)
        assert (second.found, second.left) == (False, ())
        kept = await register.read(RegisterQuery(actions=frozenset({AccessAction.COPY_DELETED})))
        assert [each.entry.body["complete"] for each in kept] == [True, True]

    over(tmp_path, work)


def test_what_is_not_the_packages_stays_and_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "证据_R-1"
    sealed(folder)
    (folder / "办案笔记.txt").write_text("mine", encoding="utf-8")
    (folder / "sub").mkdir()

    async def work(copies: LocalCopies, register: AccessRegister, clock: FakeClock) -> None:
        register.enter(made(folder, clock.now_ms() + DAY_MS, clock.now_ms()))
        (copy,) = await copies.list()
        assert copy.state is CopyState.SOON
        removal = await copies.delete(copy)
        assert set(removal.left) == {"办案笔记.txt", "sub"}
        assert not (folder / NAMES[0]).exists()
        assert (folder / "办案笔记.txt").read_text("utf-8") == "mine"
        (still,) = await copies.list()  # the duty is not done
        (folder / "办案笔记.txt").unlink()
        (folder / "sub").rmdir()
        assert (await copies.delete(still)).complete
        assert not folder.exists()
        assert await copies.list() == ()

    over(tmp_path, work)


def test_a_manifest_leads_to_no_other_folder(tmp_path: Path) -> None:
    outside = tmp_path / "mine.txt"
    outside.write_text("mine", encoding="utf-8")
    folder = tmp_path / "证据_R-1"
    sealed(folder)
    manifest = folder / "manifest.json"
    data = json.loads(manifest.read_bytes())
    data["files"] += [{"name": name} for name in ("../mine.txt", str(outside), "..", ".", "", 7)]
    manifest.write_text(json.dumps(data), encoding="utf-8")
    with (folder / "SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write(f"{'0' * 64}  ../mine.txt\n")
    linked = folder / "02_link.mp4"
    linked.symlink_to(outside)
    removal = copy_files.remove_package(folder)
    assert outside.read_text("utf-8") == "mine"
    assert removal.left == ("02_link.mp4",)
    link = tmp_path / "证据_link"
    link.symlink_to(tmp_path)
    assert copy_files.remove_package(link).left == ("证据_link",)
    assert outside.exists()


def test_a_package_without_a_readable_manifest_still_goes_by_its_sums(tmp_path: Path) -> None:
    folder = tmp_path / "证据_R-1"
    sealed(folder)
    (folder / "manifest.json").write_bytes(b"[" * 100_000)
    assert copy_files.remove_package(folder).complete
    assert not folder.exists()


def test_what_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    async def work(copies: LocalCopies, register: AccessRegister, clock: FakeClock) -> None:
        register.enter(made(tmp_path / "nowhere", clock.now_ms() - 1, clock.now_ms()))
        (copy,) = await copies.list()
        assert copy.state is CopyState.GONE
        removal = await copies.delete(copy)
        assert (removal.found, removal.removed) == (False, 0)
        assert await copies.list() == ()

    over(tmp_path, work)


def test_a_picture_goes_alone(tmp_path: Path) -> None:
    folder = tmp_path / "图片"
    folder.mkdir()
    for name in ("01.png", "02.png", "family.png"):
        (folder / name).write_bytes(b"x")

    async def work(copies: LocalCopies, register: AccessRegister, clock: FakeClock) -> None:
        entry = replace(made(folder, clock.now_ms() - 1, clock.now_ms()), action=AccessAction.SNAPSHOT)
        register.enter(replace(entry, subject="01", body={**entry.body, "files": ["01.png", "02.png"]}))
        register.enter(replace(entry, subject="none", body={**entry.body, "files": []}))
        (copy,) = await copies.list()
        assert (await copies.delete(copy)).removed == 2
        assert [path.name for path in folder.iterdir()] == ["family.png"]

    over(tmp_path, work)


def test_reminders_come_when_something_becomes_due_and_not_again(tmp_path: Path) -> None:
    folder = tmp_path / "证据_R-1"
    sealed(folder)

    async def work(copies: LocalCopies, register: AccessRegister, clock: FakeClock) -> None:
        told: list[tuple[LocalCopy, ...]] = []
        copies.due.connect(told.append)
        register.enter(made(folder, clock.now_ms() + 4 * DAY_MS, clock.now_ms()))
        await register.flush()
        copies.start()
        for _ in range(5):
            await until(lambda: clock.next_wake is not None, 10)
            await clock.advance(86_400.0)
        await until(lambda: clock.next_wake is not None, 10)
        states = [[copy.state for copy in due] for due in told]
        assert states == [[CopyState.SOON], [CopyState.OVERDUE]]
        await copies.delete(copies.waiting[0])
        assert told[-1] == ()

    over(tmp_path, work)
