"""The chosen span: in and out mark, set by keys or by dragging on the timeline."""

from PySide6.QtCore import QObject

from desktop.domain.time_range import TimeRange
from ui.playback.controller import PlaybackController
from ui.playback.timeline.view import TimelineView


class SpanMarks(QObject):
    """Holds both marks in order; UI thread."""

    def __init__(self, timeline: TimelineView, controller: PlaybackController) -> None:
        super().__init__(timeline)
        self._timeline = timeline
        self._controller = controller
        self.start_ms: int | None = None
        self.end_ms: int | None = None
        timeline.in_out_changed.connect(self._dragged)

    @property
    def span(self) -> TimeRange | None:
        """The chosen span; None until both marks are set."""
        if self.start_ms is None or self.end_ms is None or self.start_ms >= self.end_ms:
            return None
        return TimeRange(self.start_ms, self.end_ms)

    def mark_in(self) -> None:
        """Let the span begin at the playhead; an end that would lie before it is dropped."""
        self.start_ms = self._controller.media_ms()
        if self.end_ms is not None and self.end_ms <= self.start_ms:
            self.end_ms = None
        self._show()

    def mark_out(self) -> None:
        """Let the span end at the playhead; a beginning that would lie after it is dropped."""
        self.end_ms = self._controller.media_ms()
        if self.start_ms is not None and self.start_ms >= self.end_ms:
            self.start_ms = None
        self._show()

    def clear(self) -> None:
        """Choose nothing."""
        self.start_ms = self.end_ms = None
        self._show()

    def _dragged(self, start_ms: int | None, end_ms: int | None) -> None:
        self.start_ms, self.end_ms = start_ms, end_ms

    def _show(self) -> None:
        self._timeline.set_marks_in_out(self.start_ms, self.end_ms)
