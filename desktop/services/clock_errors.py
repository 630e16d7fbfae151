"""How far cameras' clocks were found to be off (校时误差): measured by a person, kept with history.

Where nobody measured there is nothing, which packages print as 未校对: never a difference of nought.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.audit.entry import AccessAction
from desktop.audit.register import AccessRegister
from desktop.domain.account import Right
from desktop.domain.beijing import BEIJING, DAY_MS, LATEST_MS, milliseconds, moment
from desktop.domain.camera import Camera, CameraId
from desktop.domain.evidence import ClockError, ClockMethod
from desktop.domain.text import plain_text
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.evidence.clock_source import clock_source
from desktop.lanes import Lane
from desktop.services.author import Author, Footage
from desktop.services.tasks import TaskOwner
from desktop.stores.json_file import Json, JsonFile

MOST_CAMERAS = 20_000
MOST_KEPT = 50
"""Measurements of one camera; the oldest go, the register keeps them all."""
LARGEST_MS = 40 * 366 * DAY_MS
"""A camera without a battery begins in 1970 or 2000."""
SAVE_S = 10.0
_LONGEST_ID = 64
_AHEAD_MS = 60_000
"""A measurement of the future by more than this is none: some clock was wrong."""
_HALF_DAY_S = 43_200
_TIME = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2}) +)?(\d{1,2}):(\d{1,2}):(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class OsdReading:
    """What a person read, and the platform's time of that moment in whole seconds."""

    osd_ms: int
    noted_ms: int

    @property
    def offset_ms(self) -> int:
        """The picture's time less the platform's; ahead (快) is positive."""
        return self.osd_ms - self.noted_ms


def osd_reading(text: str, noted_ms: int) -> OsdReading | None:
    """Understand a typed time of the picture; None when it is none.

    Without a date it is the time nearest to the platform's; with one (yyyy-mm-dd) it is that day's.
    """
    found = _TIME.fullmatch(" ".join(text.replace("：", ":").replace("/", "-").split()))
    if found is None:
        return None
    year, month, day, hour, minute, second = (None if part is None else int(part) for part in found.groups())
    noted = moment(noted_ms).replace(microsecond=0)
    try:
        osd = datetime(
            year or noted.year,
            month or noted.month,
            day or noted.day,
            hour or 0,
            minute or 0,
            second or 0,
            tzinfo=BEIJING,
        )
    except ValueError:
        return None
    osd_ms, whole_ms = milliseconds(osd), milliseconds(noted)
    if year is None:
        seconds = (osd_ms - whole_ms) // 1000
        osd_ms = whole_ms + ((seconds + _HALF_DAY_S) % (2 * _HALF_DAY_S) - _HALF_DAY_S) * 1000
    reading = OsdReading(osd_ms, whole_ms)
    return reading if abs(reading.offset_ms) <= LARGEST_MS else None


class ClockErrors:
    """The measurements of one account on this machine; used on the loop's thread."""

    def __init__(
        self,
        file: JsonFile,
        register: AccessRegister,
        author: Author,
        *,
        lane: Lane,
        source: Callable[[], str] = clock_source,
    ) -> None:
        self._file = file
        self._register = register
        self._author = author
        self._account = author.account
        self._clock = author.clock
        self._lane = lane
        self._source = source
        self._kept = _read_all(file.load().data)
        self._tasks = TaskOwner()
        self._keeping = asyncio.Lock()

    def history(self, camera_id: CameraId) -> tuple[ClockError, ...]:
        """Return a camera's measurements, the oldest first."""
        return self._kept.get(camera_id, ())

    def newest(self, camera_id: CameraId) -> ClockError | None:
        """Return the last measurement, however old; None stands for 未校对."""
        latest = self._clock.now_ms() + _AHEAD_MS
        past = [error for error in self.history(camera_id) if error.measured_at_ms <= latest]
        return max(past, key=lambda error: error.measured_at_ms, default=None)

    def printed(self, camera_id: CameraId) -> ClockError | None:
        """Return the last measurement as a package made now prints it: with its age."""
        error = self.newest(camera_id)
        if error is None:
            return None
        days = max(self._clock.now_ms() - error.measured_at_ms, 0) // DAY_MS
        age = f"校时距制作 {days} 天" if days else "校时距制作不足 1 天"
        return error.with_note("，".join(filter(None, (error.note, age))))

    def reference(self) -> str:
        """Return in words what a reading is compared with, and how exact that is."""
        source = self._source()
        synced = "不详" if not source else "否" if "未与" in source else "是"
        return f"本机时钟是否与 NTP 同步：{synced}；实时画面有约 1 秒以内的延迟，精度 ±1 秒"

    async def record(self, camera: Camera, reading: OsdReading) -> ClockError:
        """Enter a measurement and keep it; FORBIDDEN without the right to export, STORAGE_FAILED."""
        if not self._account.may(Right.EXPORT):
            raise AppError(ErrorCode.FORBIDDEN)
        error = ClockError(
            offset_ms=reading.offset_ms,
            method=ClockMethod.OSD_BY_EYE,
            measured_by=plain_text(self._account.display_name),
            measured_at_ms=reading.noted_ms,
            note=self.reference(),
        )
        await self._tasks.finish(self._keep(camera, reading, error))
        return error

    async def close(self) -> None:
        """Finish what is being entered."""
        await self._tasks.close()

    async def _keep(self, camera: Camera, reading: OsdReading, error: ClockError) -> None:
        async with self._keeping:
            await self._enter(camera, reading, error)
            kept = {**self._kept, camera.id: (*self.history(camera.id), error)[-MOST_KEPT:]}
            data = _written(kept)
            await self._lane.run(lambda _: self._file.save(data), deadline_s=SAVE_S)
            self._kept = kept

    async def _enter(self, camera: Camera, reading: OsdReading, error: ClockError) -> None:
        seen = TimeRange(reading.noted_ms, reading.noted_ms + 1000)
        body = {
            "osd_ms": reading.osd_ms,
            "noted_ms": reading.noted_ms,
            "offset_ms": error.offset_ms,
            "method": error.method.value,
        }
        await self._register.enter_now(
            self._author.entry(
                AccessAction.OPERATION_CLOCK_ERROR,
                Footage(camera.id, camera.name, seen),
                detail=error.note,
                body=body,
            )
        )


def _written(kept: Mapping[CameraId, tuple[ClockError, ...]]) -> Json:
    return {
        camera_id: [
            {
                "offset_ms": error.offset_ms,
                "method": error.method.value,
                "by": error.measured_by,
                "at_ms": error.measured_at_ms,
                "note": error.note,
            }
            for error in errors
        ]
        for camera_id, errors in kept.items()
    }


def _read_all(data: Json) -> dict[CameraId, tuple[ClockError, ...]]:
    if not isinstance(data, dict):
        return {}
    kept = {}
    for camera_id, entries in list(data.items())[:MOST_CAMERAS]:
        if 0 < len(camera_id) <= _LONGEST_ID and isinstance(entries, list):
            read = [error for entry in entries[-MOST_KEPT:] if (error := _read(entry)) is not None]
            if read:
                kept[CameraId(camera_id)] = tuple(read)
    return kept


def _read(entry: object) -> ClockError | None:
    """Return the measurement that an entry of the file describes, None when it describes none."""
    if not isinstance(entry, dict):
        return None
    offset, at, by, note = (entry.get(key) for key in ("offset_ms", "at_ms", "by", "note"))
    if type(offset) is not int or type(at) is not int or not isinstance(by, str) or not isinstance(note, str):
        return None
    if abs(offset) > LARGEST_MS or not 0 < at < LATEST_MS or not by:
        return None
    try:
        method = ClockMethod(str(entry.get("method")))
    except ValueError:
        return None
    return ClockError(offset, method, plain_text(by), at, plain_text(note))
