"""Who looked at which footage: many small movements of a playhead become few entries of the register."""

from dataclasses import dataclass
from itertools import pairwise

from desktop.audit.entry import AccessAction
from desktop.audit.register import AccessRegister
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.services.author import Author, Footage
from desktop.services.tasks import TaskOwner
from desktop.stores.directory_store import DirectoryStore

NEAR_MS = 60_000
"""Footage seen within this distance of what was seen before is the same viewing."""
WRITE_EVERY_S = 60.0
"""A long viewing is entered at least this often, so that a crash loses no more than that."""
QUIET_S = 30.0
"""What was not gone on with for so long is entered."""
OVER_S = 120.0
AT_ONCE_S = 5.0
"""The first picture of a viewing is entered at once, but not more often than this for one camera."""
MOST_OPEN = 16
"""Viewings of one camera at the same time: a split playback has so many."""
TICK_S = 15.0
SLACK_MS = 1000
"""Footage between two notes counts as seen when it could have been played meanwhile, and a second more."""

_Key = tuple[CameraId, AccessAction]


@dataclass(slots=True)
class _Viewing:
    """One stretch of a camera's footage that somebody looks at."""

    range: TimeRange
    last: TimeRange
    noted_at: float
    unwritten: TimeRange | None
    """What was seen since the last entry, from first to last."""
    unwritten_since: float
    seen_ms: int
    """How much of it was really shown: dragging over a day shows few pictures of it."""
    fastest: float

    def add(self, span: TimeRange, speed: float, now: float) -> None:
        """Take in what was shown now; a picture that merely stands is nothing new."""
        elapsed_s, self.noted_at = now - self.noted_at, now
        if self.last.covers(span):
            return
        step = _gap_ms(self.last, span)
        if step > SLACK_MS + elapsed_s * 1000 * max(1.0, abs(speed)) * 1.5:
            step = 0  # jumped there: what lies between was not shown
        seen = span.duration_ms if step else span.duration_ms - _overlap_ms(self.last, span)
        self.last = span
        if self.unwritten is None:
            self.unwritten, self.unwritten_since, self.seen_ms, self.fastest = span, now, 0, 0.0
        self.range = _union(self.range, span)
        self.unwritten = _union(self.unwritten, span)
        self.seen_ms += step + seen
        self.fastest = max(self.fastest, abs(speed))


class Viewings:
    """Enters what was looked at; lives with one sign-in, used on the loop's thread.

    The first picture of a viewing is entered at once, what follows when it is over, has moved elsewhere, or
    has lasted a minute. Dragging along the timeline, with its thousand places, becomes a few entries.
    """

    def __init__(self, register: AccessRegister, author: Author, cameras: DirectoryStore) -> None:
        self._register = register
        self._author = author
        self._cameras = cameras
        self._clock = author.clock
        self._open: dict[_Key, list[_Viewing]] = {}
        self._entered_at: dict[_Key, float] = {}
        self._tasks = TaskOwner()
        self._under = ""

    def note(
        self, camera_id: CameraId, span: TimeRange, speed: float, action: AccessAction = AccessAction.PLAYBACK
    ) -> None:
        """Say that footage of a camera was shown; returns at once."""
        key, now = (camera_id, action), self._clock.monotonic()
        viewings = self._open.setdefault(key, [])
        viewing = next((viewing for viewing in viewings if _near(viewing.range, span)), None)
        if viewing is not None:
            viewing.add(span, speed, now)
        else:
            viewing = _Viewing(span, span, now, span, now, span.duration_ms, abs(speed))
            viewings.append(viewing)
            if now - self._entered_at.get(key, -AT_ONCE_S) >= AT_ONCE_S:
                self._enter(key, viewing)
            if len(viewings) > MOST_OPEN:
                _join_the_closest(viewings)
        if not self._tasks.running("write"):
            self._tasks.start(self._write_now_and_then(), "write")

    def under(self, number: str) -> None:
        """Say under which entry of the register of retrievals footage is shown from now on, "" for none."""
        if number != self._under:
            self.end_all()
            self._under = number

    def ended(self, camera_id: CameraId) -> None:
        """Say that a camera is no longer played; what was seen of it is entered."""
        for key in [key for key in self._open if key[0] == camera_id]:
            for viewing in self._open.pop(key):
                self._enter(key, viewing)

    def end_all(self) -> None:
        """Enter everything that was seen."""
        for camera_id in {key[0] for key in self._open}:
            self.ended(camera_id)

    async def close(self) -> None:
        """Enter everything that was seen, and stop."""
        self.end_all()
        await self._tasks.close()

    def _enter(self, key: _Key, viewing: _Viewing) -> None:
        """Write down what of a viewing is not written yet."""
        if viewing.unwritten is None:
            return
        camera_id, action = key
        camera = self._cameras.camera(camera_id)
        self._register.enter(
            self._author.entry(
                action,
                Footage(camera_id, "" if camera is None else camera.name, viewing.unwritten),
                reason=self._under,
                subject=self._under,
                detail=f"speed={viewing.fastest:g} seen={viewing.seen_ms / 1000:.1f}s",
            )
        )
        viewing.unwritten = None
        self._entered_at[key] = self._clock.monotonic()

    async def _write_now_and_then(self) -> None:
        while self._open:
            await self._clock.sleep(TICK_S)
            now = self._clock.monotonic()
            for key, viewings in list(self._open.items()):
                for viewing in viewings:
                    quiet = now - viewing.noted_at >= QUIET_S
                    if quiet or now - viewing.unwritten_since >= WRITE_EVERY_S:
                        self._enter(key, viewing)
                self._open[key] = [viewing for viewing in viewings if now - viewing.noted_at < OVER_S]
                if not self._open[key]:
                    del self._open[key]


def _join_the_closest(viewings: list[_Viewing]) -> None:
    """Make one of the two viewings with the least footage between them."""
    viewings.sort(key=lambda viewing: viewing.range)
    gaps = [two.range.start_ms - one.range.end_ms for one, two in pairwise(viewings)]
    index = gaps.index(min(gaps))
    other, one = viewings.pop(index + 1), viewings[index]
    one.range = _union(one.range, other.range)
    if other.unwritten is not None:
        seen = one.seen_ms if one.unwritten is not None else 0
        since = one.unwritten_since if one.unwritten is not None else other.unwritten_since
        one.unwritten = other.unwritten if one.unwritten is None else _union(one.unwritten, other.unwritten)
        one.unwritten_since = min(since, other.unwritten_since)
        one.seen_ms = seen + other.seen_ms
        one.fastest = max(one.fastest, other.fastest)
    one.noted_at = max(one.noted_at, other.noted_at)


def _near(seen: TimeRange, span: TimeRange) -> bool:
    return span.start_ms <= seen.end_ms + NEAR_MS and seen.start_ms <= span.end_ms + NEAR_MS


def _gap_ms(one: TimeRange, other: TimeRange) -> int:
    return max(0, other.start_ms - one.end_ms, one.start_ms - other.end_ms)


def _overlap_ms(one: TimeRange, other: TimeRange) -> int:
    common = one.intersection(other)
    return 0 if common is None else common.duration_ms


def _union(one: TimeRange, other: TimeRange) -> TimeRange:
    return TimeRange(min(one.start_ms, other.start_ms), max(one.end_ms, other.end_ms))
