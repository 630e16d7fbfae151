"""From the contract's JSON about the archive to the values of the domain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.domain.alarm import Alarm, AlarmKind
from desktop.domain.beijing import EARLIEST_MS, LATEST_MS
from desktop.domain.bookmark import NAME_LENGTH, NOTE_LENGTH, Bookmark, BookmarkId
from desktop.domain.camera import CameraId
from desktop.domain.recording import (
    Mark,
    MarkKind,
    Recording,
    RecordingDays,
    RecordingKind,
    RecordStorage,
    Retention,
)
from desktop.domain.time_range import TimeRange
from desktop.platform.open_api.decoders import next_cursor, region_path
from desktop.platform.open_api.reading import BadValueError, Fields, each, members
from desktop.ports import Page

LARGEST_BYTES = 1 << 45
MOST_KEPT_DAYS = 36_500
MOST_OFFSET_MS = 366 * 86_400_000


@dataclass(frozen=True, slots=True)
class RecordingPage:
    """One page of recordings with what the answer says beside them."""

    page: Page[Recording]
    retention: Retention | None
    clock_offset_ms: int | None


def recording_page(value: object) -> RecordingPage:
    """Decode GET /cameras/{id}/recordings.

    A page of nothing but nonsense is an empty page here, not a bad answer: the camera's other pages and the
    retention are still of use, and what was dropped is counted.
    """
    fields = Fields(value)
    items, dropped = each(fields.raw("items"), _recording)
    cursor = next_cursor(fields)
    offset = fields.raw("clock_offset_ms")
    offset_ms = (
        None if offset is None else fields.whole("clock_offset_ms", -MOST_OFFSET_MS, MOST_OFFSET_MS, 0)
    )
    return RecordingPage(Page(items, cursor, dropped), retention(fields.raw("retention")), offset_ms)


def recording_days(year: int, month: int) -> Callable[[object], RecordingDays]:
    """Return the decoder of GET /cameras/{id}/recording-days for the month that was asked for."""

    def decoder(value: object) -> RecordingDays:
        fields = Fields(value)
        said = fields.raw("month")
        if said is not None and said != f"{year:04d}-{month:02d}":
            raise BadValueError("month")
        entries, _ = each(fields.raw("days"), _day)
        days: dict[int, frozenset[RecordingKind]] = {}
        for day, kinds in entries:
            days[day] = days.get(day, frozenset()) | kinds
        return RecordingDays(days, retention(fields.raw("retention")))

    return decoder


def mark(value: object) -> Mark:
    """Decode a mark; one without length is an instant and stays."""
    fields = Fields(value)
    return Mark(
        id=fields.identifier("id"),
        range=span(fields),
        kind=fields.choice("kind", MarkKind, MarkKind.MOTION),
        label=fields.text("label"),
    )


def alarm(value: object) -> Alarm:
    """Decode an alarm."""
    fields = Fields(value)
    return Alarm(
        id=fields.identifier("id"),
        time_ms=instant(fields, "time_ms"),
        kind=fields.choice("kind", AlarmKind, AlarmKind.OTHER),
        camera_id=None if fields.raw("camera_id") is None else CameraId(fields.identifier("camera_id")),
        region_path=region_path(fields.raw("region_path")),
        caller=fields.text("caller"),
        note=fields.text("note", NOTE_LENGTH),
        handled_ms=None if fields.raw("handled_ms") is None else instant(fields, "handled_ms"),
    )


def bookmark(value: object) -> Bookmark:
    """Decode a bookmark."""
    fields = Fields(value)
    return Bookmark(
        id=BookmarkId(fields.identifier("id")),
        camera_id=CameraId(fields.identifier("camera_id")),
        range=span(fields),
        name=fields.text("name", NAME_LENGTH),
        note=fields.text("note", NOTE_LENGTH),
        user=fields.text("user"),
        created_ms=fields.whole("created_ms", EARLIEST_MS, LATEST_MS, 0),
    )


def retention(value: object) -> Retention | None:
    """Decode what a platform says about how long it keeps footage; None when it says nothing usable."""
    if not isinstance(value, Mapping):
        return None
    fields = Fields(value)
    days = fields.whole("days", 0, MOST_KEPT_DAYS, 0)
    try:
        return Retention(instant(fields, "from_ms"), days)
    except BadValueError:
        return None


def instant(fields: Fields, key: str) -> int:
    """Return an instant between 1970 and 2100; nothing else is one."""
    value = fields.whole(key, EARLIEST_MS - 1, LATEST_MS + 1, EARLIEST_MS - 1)
    if not EARLIEST_MS <= value <= LATEST_MS:
        raise BadValueError(key)
    return value


def span(fields: Fields) -> TimeRange:
    """Return the range from start_ms to end_ms, which may be empty but not the wrong way round."""
    start, end = instant(fields, "start_ms"), instant(fields, "end_ms")
    if end < start:
        raise BadValueError("end_ms")
    return TimeRange(start, end)


def _recording(value: object) -> Recording:
    fields = Fields(value)
    covered = span(fields)
    if covered.empty:
        raise BadValueError("end_ms")
    size = fields.number("size_bytes", 0, LARGEST_BYTES)
    return Recording(
        range=covered,
        kind=fields.choice("kind", RecordingKind, RecordingKind.TIMED),
        storage=fields.choice("storage", RecordStorage, RecordStorage.PLATFORM),
        size_bytes=None if size is None else int(size),
    )


def _day(value: object) -> tuple[int, frozenset[RecordingKind]]:
    fields = Fields(value)
    day = fields.whole("day", 0, 32, 0)
    if not 1 <= day <= 31:
        raise BadValueError("day")
    return day, members(fields.raw("kinds"), RecordingKind) or frozenset({RecordingKind.TIMED})
