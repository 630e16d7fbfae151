"""What is known of the recordings, as tiles and clocks need it; asks for more where it is wanted."""

from collections.abc import Callable

from desktop.domain.beijing import DAY_MS, day_start
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from desktop.services.recording_state import RecordingState
from desktop.services.recordings import RecordingService
from ui.playback.cell import PlaybackCell
from ui.playback.clock_rules import Standing
from ui.playback.states import UNKNOWN, Coverage, Known

YOUNG_MS = 90_000
"""Nothing is said about gaps in the last minute and a half: the list of recordings lags behind."""
_AHEAD_MS = DAY_MS // 4


class Knowledge:
    """Lives with one sign-in; UI thread."""

    def __init__(self, recordings: RecordingService, now_ms: Callable[[], int]) -> None:
        self._recordings = recordings
        self._now_ms = now_ms

    def timeline(self, camera_id: CameraId) -> Timeline:
        """Return what is known of a camera's recordings."""
        return self._recordings.timeline(camera_id)

    def oldest_ms(self, camera_id: CameraId) -> int:
        """Return the oldest instant of which there can be footage; a month back while nobody knows."""
        retention = self._recordings.retention(camera_id)
        return self._now_ms() - 31 * DAY_MS if retention is None else retention.from_ms

    def coverage(self, camera_id: CameraId, media_ms: float) -> Coverage:
        """Return what is known of an instant."""
        timeline = self._recordings.timeline(camera_id)
        retention = self._recordings.retention(camera_id)
        if retention is not None and retention.overwritten(media_ms):
            return Coverage(Known.OVERWRITTEN, timeline.next_start(media_ms))
        if timeline.at(media_ms) is not None:
            return Coverage(Known.FOOTAGE)
        if self._gap_known(camera_id, media_ms):
            after = timeline.next_start(media_ms)
            nothing_after = after is None and self._known_to_end(camera_id, media_ms)
            before = timeline.previous_end(media_ms)
            if before is not None and not self.known(camera_id, TimeRange(before, round(media_ms) + 1)):
                before = None  # there may be footage in between that nobody has heard of
            return Coverage(Known.GAP, after, before, nothing_after)
        return UNKNOWN

    def standing(self, cell: PlaybackCell, now: float) -> Standing:
        """Return where a cell stands for the rules of gaps; asks for what lies ahead."""
        media_ms, camera_id = cell.media_at(now), cell.camera.id
        self._want_around(camera_id, round(media_ms))
        covered = self.coverage(camera_id, media_ms)
        if covered.known is Known.UNKNOWN:
            return Standing(None, media_ms)
        if covered.known is not Known.FOOTAGE and not self._neighbours_known(camera_id, round(media_ms)):
            return Standing(None, media_ms)
        return Standing(self._recordings.timeline(camera_id), media_ms)

    def known(self, camera_id: CameraId, span: TimeRange) -> bool:
        """Tell whether everything in a span is known."""
        return self._recordings.state(camera_id, span).state is RecordingState.KNOWN

    def unknown(self, camera_id: CameraId, window: TimeRange) -> tuple[TimeRange, ...]:
        """Return the days of a window, cut to it, of which not everything is known."""
        end = min(window.end_ms, self._now_ms() - YOUNG_MS)
        window = TimeRange(min(window.start_ms, end), end)
        if self.known(camera_id, window):
            return ()
        found = []
        start = window.start_ms
        while start < window.end_ms:
            end = min(day_start(start) + DAY_MS, window.end_ms)
            if not self.known(camera_id, TimeRange(start, end)):
                found.append(TimeRange(start, end))
            start = end
        return tuple(found)

    def _gap_known(self, camera_id: CameraId, media_ms: float) -> bool:
        if media_ms > self._now_ms() - YOUNG_MS:
            return False
        here = round(media_ms)
        return self.known(camera_id, TimeRange(here, here + 1))

    def _known_to_end(self, camera_id: CameraId, media_ms: float) -> bool:
        end = self._now_ms() - YOUNG_MS
        return self.known(camera_id, TimeRange(min(round(media_ms), end), end))

    def _neighbours_known(self, camera_id: CameraId, media_ms: int) -> bool:
        """True when nothing unknown lies between here and the next footage, in either direction."""
        timeline = self._recordings.timeline(camera_id)
        after = timeline.next_start(media_ms)
        span = TimeRange(media_ms, max(media_ms + 1, self._now_ms() - YOUNG_MS if after is None else after))
        if self.known(camera_id, span):
            return True
        self._recordings.want(camera_id, span)
        return False

    def _want_around(self, camera_id: CameraId, media_ms: int) -> None:
        end = max(media_ms + 1, min(media_ms + _AHEAD_MS, self._now_ms()))
        span = TimeRange(max(0, min(media_ms, end) - _AHEAD_MS), end)
        if not self.known(camera_id, span):
            self._recordings.want(camera_id, span)

    def watch(self, camera_id: CameraId) -> None:
        """Ask for a camera's newest day, so that its first tile knows where it stands."""
        now = self._now_ms()
        self._recordings.want(camera_id, TimeRange(now - DAY_MS, now))
