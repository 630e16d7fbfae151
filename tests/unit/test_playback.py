"""Tickets for footage, the register of what was seen, and the history of alarms."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.audit.entry import AccessAction, RegisterEntry
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account
from desktop.domain.alarm import Alarm, AlarmKind
from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.recording import RecordStorage
from desktop.domain.region import RegionCode, RegionLevel, RegionRef
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lanes
from desktop.services.alarm_history import AlarmHistory
from desktop.services.author import Author
from desktop.services.playback import PlaybackService
from desktop.services.viewings import (
    AT_ONCE_S,
    MOST_OPEN,
    OVER_S,
    QUIET_S,
    TICK_S,
    WRITE_EVERY_S,
    Viewings,
)
from desktop.settings import declared
from desktop.settings.store import Settings
from desktop.stores.directory_store import DirectoryStore
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.scripted_archive import FEATURES, HOUR_MS, TICKET_MS, ScriptedArchive
from tests.support.scripted_directory import TOWN, camera
from tests.support.waiting import turns, until

CAMERA = camera(1, "湾头村丁字路口")
ONE, TWO = CAMERA.id, CameraId("43132110001310000002")
HOUR = 1_773_619_200_000 // HOUR_MS * HOUR_MS
SCOPE = RegionRef(RegionCode("431321103"), "梓门桥镇", RegionLevel.TOWN)
ACCOUNT = Account("zimenqiao", "王梓门", "duty_officer", "梓门桥镇综治中心", SCOPE, frozenset())


@dataclass
class Bench:
    service: PlaybackService
    archive: ScriptedArchive
    clock: FakeClock
    settings: Settings
    register: AccessRegister

    async def entered(self) -> list[RegisterEntry]:
        return [kept.entry for kept in reversed(await self.register.entries(1000))]


def over(folder: Path, work: Callable[[Bench], Awaitable[None]], features: frozenset[str] = FEATURES) -> None:
    async def main() -> None:
        lanes, clock = Lanes(), FakeClock(HOUR / 1000 + 600)
        archive, settings, cameras = (
            ScriptedArchive(clock),
            Settings(folder / "settings.json"),
            DirectoryStore(),
        )
        cameras.remember([CAMERA])
        register = AccessRegister(folder / "register.sqlite3", lanes.storage)
        viewings = Viewings(register, Author(ACCOUNT, "测试平台", clock), cameras)
        service = PlaybackService(archive, clock, settings, features, viewings)
        try:
            await work(Bench(service, archive, clock, settings, register))
        finally:
            await service.close()
            await register.close()
            lanes.close()

    run(main())


def recorded(hours_ago: int) -> int:
    """Return the start of an hour that is recorded from its beginning to its end."""
    hour = HOUR // HOUR_MS - hours_ago
    return (hour + (hour % 6 == 0)) * HOUR_MS


def test_a_ticket_is_used_again_while_it_lives_and_covers_the_instant(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(30)
        first = await bench.service.open(ONE, StreamRole.SUB, start)
        assert await bench.service.open(ONE, StreamRole.SUB, start + 60_000) is first
        assert await bench.service.open(ONE, StreamRole.MAIN, start) is not first
        assert await bench.service.open(ONE, StreamRole.SUB, start, storage=RecordStorage.DEVICE) is not first
        assert await bench.service.open(TWO, StreamRole.SUB, start) is not first
        elsewhere = await bench.service.open(ONE, StreamRole.SUB, recorded(300))
        assert elsewhere is not first
        renewed = await bench.service.open(ONE, StreamRole.SUB, recorded(300), fresh=True)
        assert renewed.ticket_id != elsewhere.ticket_id
        await bench.clock.advance(TICKET_MS / 1000 - 59)
        late = await bench.service.open(ONE, StreamRole.SUB, recorded(300))
        assert late.ticket_id != renewed.ticket_id
        bench.service.ended(ONE)
        assert (await bench.service.open(ONE, StreamRole.SUB, recorded(300))).ticket_id != late.ticket_id

    over(tmp_path, work)


def test_a_gap_says_where_there_is_footage(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        gap_hour = next(hour for hour in range(HOUR // HOUR_MS - 20, HOUR // HOUR_MS) if hour % 6 == 0)
        with pytest.raises(AppError) as raised:
            await bench.service.open(ONE, StreamRole.SUB, gap_hour * HOUR_MS + 40 * 60_000)
        assert raised.value.code is ErrorCode.NO_RECORDING
        assert raised.value.detail == {
            "nearest_before_ms": gap_hour * HOUR_MS + HOUR_MS // 2,
            "nearest_after_ms": (gap_hour + 1) * HOUR_MS,
        }

    over(tmp_path, work)


def test_what_stands_in_the_way_is_told(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        bench.archive.failures["open"] = AppError(ErrorCode.DEVICE_BUSY, {"user": "李某", "since_ms": 5})
        with pytest.raises(AppError) as raised:
            await bench.service.open(ONE, StreamRole.SUB, recorded(30))
        assert raised.value.detail["user"] == "李某"
        bench.archive.failures.clear()
        assert await bench.service.open(ONE, StreamRole.SUB, recorded(30))

    over(tmp_path, work)


def test_a_platform_without_an_archive_is_not_asked(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        assert not bench.service.offered
        with pytest.raises(AppError) as raised:
            await bench.service.open(ONE, StreamRole.SUB, recorded(30))
        assert raised.value.code is ErrorCode.NOT_OFFERED
        assert bench.archive.calls == []

    over(tmp_path, work, frozenset())


def test_the_stream_is_chosen_by_size_or_by_the_setting(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        assert bench.service.role_for(270) is StreamRole.SUB
        assert bench.service.role_for(1000) is StreamRole.MAIN
        bench.settings.set(declared.PLAYBACK_ROLE, "sub")
        assert bench.service.role_for(1000) is StreamRole.SUB
        bench.settings.set(declared.PLAYBACK_ROLE, "main")
        assert bench.service.role_for(100) is StreamRole.MAIN

    over(tmp_path, work)


def seconds(start: int, count: int) -> list[TimeRange]:
    return [TimeRange(start + second * 1000, start + (second + 1) * 1000) for second in range(count)]


def test_a_viewing_is_entered_at_its_beginning_and_at_its_end(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(30)
        for span in seconds(start, 20):
            bench.service.note(ONE, span, 2.0)
        begun = await bench.entered()
        assert [entry.range for entry in begun] == [TimeRange(start, start + 1000)]
        entry = begun[0]
        assert (entry.who, entry.unit, entry.account) == ("王梓门", "梓门桥镇综治中心", "zimenqiao")
        assert (entry.platform, entry.action) == ("测试平台", AccessAction.PLAYBACK)
        assert (entry.camera_id, entry.camera_name) == (ONE, "湾头村丁字路口")
        assert entry.at_ms == bench.clock.now_ms()
        assert entry.workstation
        assert entry.detail == "speed=2 seen=1.0s"
        bench.service.ended(ONE)
        entered = await bench.entered()
        assert [entry.range for entry in entered[1:]] == [TimeRange(start + 1000, start + 20_000)]
        bench.service.ended(ONE)
        assert len(await bench.entered()) == 2

    over(tmp_path, work)


def test_another_place_another_camera_and_another_act_are_other_viewings(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(30)

        async def note(
            camera_id: CameraId, offset: int, action: AccessAction = AccessAction.PLAYBACK
        ) -> None:
            await bench.clock.advance(AT_ONCE_S)
            bench.service.note(camera_id, TimeRange(start + offset, start + offset + 1000), 1, action)

        await note(ONE, 0)
        await note(ONE, -30_000)
        await note(TWO, 0)
        await note(ONE, 0, AccessAction.REPLAY)
        await note(ONE, DAY_MS)
        bench.service.ended(ONE)
        entered = [
            (entry.camera_id, entry.action, entry.range.start_ms - start) for entry in await bench.entered()
        ]
        assert entered == [
            (ONE, AccessAction.PLAYBACK, 0),
            (TWO, AccessAction.PLAYBACK, 0),
            (ONE, AccessAction.REPLAY, 0),
            (ONE, AccessAction.PLAYBACK, DAY_MS),
            (ONE, AccessAction.PLAYBACK, -30_000),
        ]

    over(tmp_path, work)


def test_dragging_along_the_timeline_is_a_few_entries(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(700)
        for step in range(1000):
            at = start + step * 2_000_000 % (20 * DAY_MS)
            bench.service.note(ONE, TimeRange(at, at + 40), 0)
            await bench.clock.advance(0.03)
        bench.service.ended(ONE)
        entered = await bench.entered()
        assert 2 <= len(entered) <= 2 * MOST_OPEN
        assert entered[0].range == TimeRange(start, start + 40)
        assert min(entry.range.start_ms for entry in entered) == start
        assert max(entry.range.end_ms for entry in entered) > start + 19 * DAY_MS
        assert seen_s(entered) == pytest.approx(1000 * 0.04, abs=0.1 * len(entered))

    over(tmp_path, work)


def test_a_split_playback_is_one_viewing_for_each_slice(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(100)
        for second in range(60):
            for slice_ in range(16):
                at = start + slice_ * HOUR_MS // 4 + second * 1000
                bench.service.note(ONE, TimeRange(at, at + 1000), 1)
            await bench.clock.advance(1)
        bench.service.ended(ONE)
        entered = await bench.entered()
        assert len(entered) <= 16 * 2 + 1
        ends = {entry.range.end_ms for entry in entered}
        assert {start + slice_ * HOUR_MS // 4 + 60_000 for slice_ in range(16)} <= ends

    over(tmp_path, work)


def seen_s(entries: list[RegisterEntry]) -> float:
    return sum(float(entry.detail.rpartition("seen=")[2].removesuffix("s")) for entry in entries)


def test_instants_noted_while_it_plays_add_up_to_what_was_seen(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(30)
        for tick in range(200):  # ten seconds at 4x, noted twenty times a second
            at = start + tick * 200
            bench.service.note(ONE, TimeRange(at, at + 1), 4)
            await bench.clock.advance(0.05)
        bench.service.ended(ONE)
        entered = await bench.entered()
        assert seen_s(entered) == pytest.approx(39.8, abs=0.3)
        assert entered[-1].range.end_ms == start + 199 * 200 + 1

    over(tmp_path, work)


def test_a_picture_that_stands_all_night_is_one_entry(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(30)
        for _ in range(600):
            bench.service.note(ONE, TimeRange(start, start + 1), 0)
            await bench.clock.advance(5)
        assert len(await bench.entered()) == 1
        bench.service.note(ONE, TimeRange(start + 40, start + 41), 0)
        bench.service.ended(ONE)
        assert [entry.range.start_ms - start for entry in await bench.entered()] == [0, 40]

    over(tmp_path, work)


def test_a_viewing_that_was_left_alone_is_entered_and_the_next_one_is_another(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(30)
        for span in seconds(start, 5):
            bench.service.note(ONE, span, 1)
        await bench.clock.advance(QUIET_S + TICK_S)
        assert len(await bench.entered()) == 2
        await bench.clock.advance(OVER_S + TICK_S)
        bench.service.note(ONE, TimeRange(start, start + 1000), 1)
        assert len(await bench.entered()) == 3

    over(tmp_path, work)


def test_a_long_viewing_is_entered_every_minute_and_nothing_is_lost(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        start = recorded(30)
        for span in seconds(start, 600):
            bench.service.note(ONE, span, 1)
            await bench.clock.advance(1)
        bench.service.ended(ONE)
        entered = await bench.entered()
        assert 600 / (WRITE_EVERY_S * 1.5) <= len(entered) <= 600 / WRITE_EVERY_S + 3
        assert entered[0].range.start_ms == start
        assert entered[-1].range.end_ms == start + 600_000
        spans = [entry.range for entry in entered]
        assert all(one.end_ms == two.start_ms for one, two in pairwise(spans))

    over(tmp_path, work)


def test_what_was_seen_last_is_entered_when_the_session_ends(tmp_path: Path) -> None:
    start = recorded(30)

    async def work(bench: Bench) -> None:
        for span in seconds(start, 5):
            bench.service.note(ONE, span, 1)

    async def look(bench: Bench) -> None:
        assert [entry.range.end_ms - start for entry in await bench.entered()] == [1000, 5000]

    over(tmp_path, work)
    over(tmp_path, look)


def alarm(number: int, at_ms: int, code: str = TOWN.code) -> Alarm:
    path = (TOWN, RegionRef(RegionCode(code), "湾头村", RegionLevel.VILLAGE))
    return Alarm(f"a{number}", at_ms, AlarmKind.CALL_995, ONE, path, "湾头村 3 组", "", None)


def test_alarms_are_loaded_and_the_newest_question_wins() -> None:
    async def main() -> None:
        clock = FakeClock(HOUR / 1000)
        archive = ScriptedArchive(clock)
        history = AlarmHistory(archive, FEATURES)
        archive.alarm_list = [alarm(2, HOUR - 1000, "431321103250"), alarm(1, HOUR - 2000, "431321103271")]
        archive.held["alarms"] = asyncio.Event()
        week = TimeRange(HOUR - 7 * DAY_MS, HOUR)
        history.load(week)
        await turns()
        assert history.state.busy
        history.load(week, RegionCode("431321103250"))
        archive.held["alarms"].set()
        await until(lambda: not history.state.busy)
        assert [item.id for item in history.state.alarms] == ["a2"]
        archive.failures["alarms"] = AppError(ErrorCode.FORBIDDEN)
        history.load(week)
        await until(lambda: history.state.error is ErrorCode.FORBIDDEN)
        await history.close()
        absent = AlarmHistory(archive, frozenset())
        absent.load(week)
        assert absent.state.error is ErrorCode.NOT_OFFERED
        await absent.close()

    run(main())
