"""Measured clock errors: understood, kept with history, entered; a bad file invents nothing."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desktop.audit.entry import AccessAction, RegisterQuery
from desktop.audit.register import AccessRegister
from desktop.domain.account import Account, Right
from desktop.domain.beijing import BEIJING, DAY_MS, milliseconds
from desktop.domain.camera import Camera, CameraId
from desktop.domain.region import RegionCode, RegionLevel, RegionRef
from desktop.errors import AppError, ErrorCode
from desktop.evidence import words
from desktop.lanes import Lanes
from desktop.services.author import Author
from desktop.services.clock_errors import MOST_KEPT, ClockErrors, OsdReading, osd_reading
from desktop.stores.json_file import JsonFile
from tests.support.fake_clock import FakeClock
from tests.support.loops import run
from tests.support.wall_parts import camera

NOON_MS = milliseconds(datetime(2026, 11, 22, 12, 0, 0, tzinfo=BEIJING))
TOWN = RegionRef(RegionCode("431321103"), "梓门桥镇", RegionLevel.TOWN)
ACCOUNT = Account("fujing", "胡建国", "police", "梓门桥派出所", TOWN, frozenset({Right.EXPORT}))
ONE: Camera = camera(1)
Work = Callable[[Callable[[Account], ClockErrors], AccessRegister, FakeClock], Awaitable[None]]


def over(folder: Path, work: Work) -> None:
    async def main() -> None:
        lanes, clock = Lanes(), FakeClock(1_790_000_000.0)
        register = AccessRegister(folder / "register.sqlite3", lanes.storage)

        def opened(account: Account) -> ClockErrors:
            file = JsonFile(folder / "clock_errors.json")
            return ClockErrors(
                file,
                register,
                Author(account, "演示平台", clock),
                lane=lanes.storage,
                source=lambda: "",
            )

        try:
            await work(opened, register, clock)
            assert await register.verify() is None
        finally:
            await register.close()
            lanes.close()

    run(main())


@pytest.mark.parametrize(
    ("text", "noted_ms", "offset_s"),
    [
        ("12:00:07", NOON_MS + 800, 7),
        ("11:58:00", NOON_MS, -120),
        ("12:00:00", NOON_MS + 999, 0),
        ("12：00：03", NOON_MS, 3),
        (" 23:59:58 ", NOON_MS + 12 * 3_600_000 + 2000, -4),
        ("0:00:05", NOON_MS + 12 * 3_600_000 - 5000, 10),
        ("2026-11-20 12:00:00", NOON_MS, -2 * 86_400),
        ("2000/1/1 12:00:00", NOON_MS, -(NOON_MS // 1000 - 946_699_200)),
    ],
)
def test_a_typed_time_is_understood(text: str, noted_ms: int, offset_s: int) -> None:
    reading = osd_reading(text, noted_ms)
    assert reading is not None
    assert reading.offset_ms == offset_s * 1000


@pytest.mark.parametrize(
    "text",
    ["", "12:00", "24:00:00", "12:60:00", "12:00:61", "２:0:0", "2026-02-30 1:2:3", "9999-1-1 1:1:1"],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert osd_reading(text, NOON_MS) is None


def test_measurements_are_kept_with_history_and_entered(tmp_path: Path) -> None:
    async def work(
        opened: Callable[[Account], ClockErrors], register: AccessRegister, clock: FakeClock
    ) -> None:
        errors, now = opened(ACCOUNT), clock.now_ms()
        assert errors.newest(ONE.id) is None
        assert words.clock(errors.printed(ONE.id)) == "未校对"
        await errors.record(ONE, OsdReading(now - 9 * DAY_MS + 4000, now - 9 * DAY_MS))
        old = words.clock(opened(ACCOUNT).printed(ONE.id))
        assert "快 4.000 秒" in old
        assert "校时距制作 9 天" in old, "an old measurement is printed with its age"
        await errors.record(ONE, OsdReading(now - 3000, now))
        again = opened(ACCOUNT)
        assert [error.offset_ms for error in again.history(ONE.id)] == [4000, -3000]
        newest = again.newest(ONE.id)
        assert newest is not None
        assert (newest.offset_ms, newest.measured_by, newest.measured_at_ms) == (-3000, "胡建国", now)
        assert "不详" in newest.note
        assert "±1 秒" in newest.note
        assert again.newest(camera(2).id) is None
        kept = await register.read(RegisterQuery(actions=frozenset({AccessAction.OPERATION_CLOCK_ERROR})))
        assert [entry.entry.body["offset_ms"] for entry in kept] == [4000, -3000]
        assert {entry.entry.camera_id for entry in kept} == {ONE.id}

    over(tmp_path, work)


def test_nobody_measures_without_the_right(tmp_path: Path) -> None:
    async def work(
        opened: Callable[[Account], ClockErrors], register: AccessRegister, clock: FakeClock
    ) -> None:
        errors = opened(replace(ACCOUNT, rights=frozenset({Right.LIVE})))
        with pytest.raises(AppError) as raised:
            await errors.record(ONE, OsdReading(clock.now_ms(), clock.now_ms()))
        assert raised.value.code is ErrorCode.FORBIDDEN
        assert errors.newest(ONE.id) is None
        assert not await register.read(RegisterQuery())

    over(tmp_path, work)


def test_bad_files_invent_nothing(tmp_path: Path) -> None:
    async def work(
        opened: Callable[[Account], ClockErrors], register: AccessRegister, clock: FakeClock
    ) -> None:
        file, now = tmp_path / "clock_errors.json", clock.now_ms()
        good = {"offset_ms": 2000, "method": "osd_by_eye", "by": "胡建国", "at_ms": now, "note": ""}
        bad: list[object] = [
            None,
            7,
            [],
            {},
            {**good, "offset_ms": True},
            {**good, "offset_ms": "0"},
            {**good, "offset_ms": 10**30},
            {**good, "offset_ms": 1.5},
            {**good, "at_ms": -1},
            {**good, "at_ms": 10**20},
            {**good, "method": "guess"},
            {**good, "method": []},
            {**good, "by": ""},
            {**good, "note": None},
        ]
        for content in ("{", "[]", "null", "3", json.dumps({ONE.id: bad, "": [good], "x" * 99: [good]})):
            file.write_text(content, encoding="utf-8")
            assert opened(ACCOUNT).newest(ONE.id) is None, content
        future = {**good, "offset_ms": 9000, "at_ms": now + DAY_MS}
        file.write_text(json.dumps({ONE.id: [*bad, good, future]}), encoding="utf-8")
        newest = opened(ACCOUNT).newest(CameraId(ONE.id))
        assert newest is not None
        assert newest.offset_ms == 2000, "a measurement of tomorrow is none"
        file.write_text(json.dumps({ONE.id: [good] * 500}), encoding="utf-8")
        assert len(opened(ACCOUNT).history(ONE.id)) == MOST_KEPT

    over(tmp_path, work)
