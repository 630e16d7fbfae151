"""What is known of the archive, camera by camera; loaded as the timeline is looked at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from desktop import log
from desktop.domain.beijing import DAY_MS, day_start
from desktop.domain.camera import CameraId
from desktop.domain.recording import Mark, RecordingDays, RecordingList, Retention
from desktop.domain.spans import Spans
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from desktop.errors import AppError, ErrorCode
from desktop.ports import Archive, Clock
from desktop.services.recording_state import RecordingState, RecordingStatus
from desktop.services.tasks import TaskOwner
from desktop.stores.observable import Signal

_log = log.get("archive")
AT_ONCE = 4
"""Lists that are asked for at the same time."""
AT_ONCE_OF_ONE = 2
"""Those of one camera: a camera whose lists never come must not keep the others waiting."""
LONGEST_MS = 31 * DAY_MS
SETTLED_MS = 15_000
"""Footage younger than this may still be missing from the platform's list."""
REFRESH_S = 10.0
YOUNG_MS = 60_000
"""The last minute of a span that reaches to now does not count when its state is told: it always grows."""
TRY_AGAIN_S = 15.0
"""A part that failed is asked for again by the next `want` after this long, or by `retry`."""
MONTH_KEPT_S = 60.0
MOST_QUEUED = 200


@dataclass(slots=True)
class _Known:
    """One camera."""

    timeline: Timeline = field(default_factory=Timeline)
    marks: tuple[Mark, ...] = ()
    retention: Retention | None = None
    clock_offset_ms: int | None = None
    loaded: Spans = field(default_factory=Spans)
    under_way: Spans = field(default_factory=Spans)
    failed: tuple[tuple[TimeRange, ErrorCode, float], ...] = ()


class RecordingService:
    """Loads lists of recordings; lives with one sign-in, used on the loop's thread.

    `changed` comes for a camera whenever its timeline, its marks or the state of its loading changed.
    """

    def __init__(self, archive: Archive, clock: Clock, features: frozenset[str]) -> None:
        self.changed: Signal[[CameraId]] = Signal()
        self._archive = archive
        self._clock = clock
        self._offered = "playback" in features
        self._known: dict[CameraId, _Known] = {}
        self._queue: list[tuple[CameraId, TimeRange]] = []
        self._busy: Counter[CameraId] = Counter()
        self._watched: frozenset[CameraId] = frozenset()
        self._months: dict[tuple[CameraId, int, int], tuple[float, RecordingDays]] = {}
        self._tasks = TaskOwner()

    def timeline(self, camera_id: CameraId) -> Timeline:
        """Return what is known of a camera's footage."""
        return self._of(camera_id).timeline

    def marks(self, camera_id: CameraId) -> tuple[Mark, ...]:
        """Return the known marks of a camera in order."""
        return self._of(camera_id).marks

    def retention(self, camera_id: CameraId) -> Retention | None:
        """Return how long the platform keeps a camera's footage, None while that is unknown."""
        return self._of(camera_id).retention

    def clock_offset_ms(self, camera_id: CameraId) -> int | None:
        """Return how far the camera's own clock is ahead, None where nobody knows."""
        return self._of(camera_id).clock_offset_ms

    def want(self, camera_id: CameraId, span: TimeRange) -> None:
        """Load what is missing of a span; returns at once, what was wanted last is loaded first."""
        known = self._known.setdefault(camera_id, _Known())
        missing = [
            piece
            for part in known.loaded.missing(self._whole_days(span))
            for piece in known.under_way.missing(part)
            for piece in self._worth_asking(known, piece)
        ]
        if not missing:
            return
        known.under_way = known.under_way.with_spans(missing)
        known.failed = tuple(
            entry for entry in known.failed if not any(entry[0].overlaps(piece) for piece in missing)
        )
        self._queue.extend((camera_id, piece) for piece in reversed(missing))
        self._drop_oldest()
        self.changed.emit(camera_id)
        self._start_some()

    def state(self, camera_id: CameraId, span: TimeRange) -> RecordingStatus:
        """Tell how much of a span is known."""
        known = self._of(camera_id)
        wanted = self._before_now(span, YOUNG_MS)
        if known.under_way.overlaps(wanted):
            return RecordingStatus(RecordingState.LOADING)
        code = next((code for part, code, _ in known.failed if part.overlaps(wanted)), None)
        if code is not None:
            return RecordingStatus(RecordingState.FAILED, code)
        complete = not known.loaded.missing(wanted)
        return RecordingStatus(RecordingState.KNOWN if complete else RecordingState.UNKNOWN)

    def retry(self, camera_id: CameraId) -> None:
        """Ask again for what failed."""
        known = self._of(camera_id)
        parts = [part for part, _, _ in known.failed]
        known.failed = ()
        for part in parts:
            self.want(camera_id, part)

    def watch(self, cameras: Iterable[CameraId]) -> None:
        """Say which cameras are shown: the growing end of their timelines is kept up to date."""
        self._watched = frozenset(cameras)
        if not self._watched:
            self._tasks.cancel("watch")
        elif not self._tasks.running("watch"):
            self._tasks.start(self._watch(), "watch")

    async def days(self, camera_id: CameraId, year: int, month: int) -> RecordingDays:
        """Return which days of a month have recordings; kept for a minute."""
        key = (camera_id, year, month)
        kept = self._months.get(key)
        if kept is not None and self._clock.monotonic() - kept[0] < MONTH_KEPT_S:
            return kept[1]
        self._require_archive()
        days = await self._archive.recording_days(camera_id, year, month)
        self._months[key] = (self._clock.monotonic(), days)
        if days.retention is not None and camera_id in self._known:
            self._known[camera_id].retention = days.retention
        return days

    def forget(self, camera_id: CameraId) -> None:
        """Drop what is known of a camera that is no longer shown."""
        self._known.pop(camera_id, None)
        self._queue = [entry for entry in self._queue if entry[0] != camera_id]
        self._months = {key: value for key, value in self._months.items() if key[0] != camera_id}

    async def close(self) -> None:
        """Stop everything."""
        await self._tasks.close()

    def _of(self, camera_id: CameraId) -> _Known:
        return self._known.get(camera_id) or _Known()

    def _require_archive(self) -> None:
        if not self._offered:
            raise AppError(ErrorCode.NOT_OFFERED)

    def _before_now(self, span: TimeRange, distance_ms: int) -> TimeRange:
        """Return the part of a span that is older than so many milliseconds."""
        end = min(span.end_ms, self._clock.now_ms() - distance_ms)
        return TimeRange(min(span.start_ms, end), end)

    def _whole_days(self, span: TimeRange) -> TimeRange:
        """Return a span grown to whole days, so that panning does not ask for slivers; never beyond now."""
        if span.empty:
            return span
        end = min(day_start(span.end_ms - 1) + DAY_MS, self._clock.now_ms())
        return TimeRange(min(max(day_start(span.start_ms), 0), end), end)

    def _worth_asking(self, known: _Known, piece: TimeRange) -> list[TimeRange]:
        now, monotonic = self._clock.now_ms(), self._clock.monotonic()
        if piece.end_ms > now - SETTLED_MS and piece.duration_ms < SETTLED_MS + REFRESH_S * 1000:
            return []  # the growing end, asked for a moment ago
        if any(part.overlaps(piece) and monotonic < again for part, _, again in known.failed):
            return []
        starts = range(piece.start_ms, piece.end_ms, LONGEST_MS)
        return [TimeRange(start, min(start + LONGEST_MS, piece.end_ms)) for start in starts]

    def _drop_oldest(self) -> None:
        for camera_id, piece in self._queue[:-MOST_QUEUED]:
            known = self._known[camera_id]
            known.under_way = known.under_way.without(piece)
        del self._queue[:-MOST_QUEUED]

    def _start_some(self) -> None:
        while self._busy.total() < AT_ONCE:
            indexes = range(len(self._queue) - 1, -1, -1)
            index = next((i for i in indexes if self._busy[self._queue[i][0]] < AT_ONCE_OF_ONE), None)
            if index is None:
                return
            camera_id, piece = self._queue.pop(index)
            self._busy[camera_id] += 1
            self._tasks.start(self._load(camera_id, piece))

    async def _load(self, camera_id: CameraId, piece: TimeRange) -> None:
        try:
            self._require_archive()
            answer = await self._archive.recordings(camera_id, piece)
        except AppError as error:
            self._fail(camera_id, piece, error.code)
        else:
            self._take(camera_id, piece, answer)
            await self._load_marks(camera_id, piece)
        finally:
            self._busy -= Counter([camera_id])
            self._start_some()

    async def _load_marks(self, camera_id: CameraId, piece: TimeRange) -> None:
        try:
            marks = await self._archive.marks(camera_id, piece)
        except AppError as error:
            _log.info("no marks of %s: %s", camera_id, error.code.value)
            return
        known = self._known.get(camera_id)
        if known is not None and marks:
            together = {mark.id: mark for mark in (*known.marks, *marks)}
            known.marks = tuple(sorted(together.values(), key=lambda mark: mark.range))
            self.changed.emit(camera_id)

    def _take(self, camera_id: CameraId, piece: TimeRange, answer: RecordingList) -> None:
        known = self._known.get(camera_id)
        if known is None:
            return
        news = Timeline.of(answer.items, piece)
        news = replace(news, problems=news.problems + answer.dropped)
        known.timeline = known.timeline.with_part(piece, news)
        known.retention = answer.retention or known.retention
        known.clock_offset_ms = answer.clock_offset_ms
        known.under_way = known.under_way.without(piece)
        known.loaded = known.loaded.with_spans([self._before_now(piece, SETTLED_MS)])
        self.changed.emit(camera_id)

    def _fail(self, camera_id: CameraId, piece: TimeRange, code: ErrorCode) -> None:
        _log.info("recordings of %s: %s", camera_id, code.value)
        known = self._known.get(camera_id)
        if known is None:
            return
        known.under_way = known.under_way.without(piece)
        known.failed = (*known.failed, (piece, code, self._clock.monotonic() + TRY_AGAIN_S))
        self.changed.emit(camera_id)

    async def _watch(self) -> None:
        while True:
            await self._clock.sleep(REFRESH_S)
            now = self._clock.now_ms()
            for camera_id in self._watched & self._known.keys():
                if self._known[camera_id].loaded.overlaps(TimeRange(now - DAY_MS, now)):
                    self.want(camera_id, TimeRange(now - 1, now))
