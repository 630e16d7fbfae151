"""Ties the drawn rectangle, the search and the list together; the search's own rules are in the core."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF

from desktop.audit.entry import AccessAction
from desktop.contexts import SessionContext
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.ports import Unsubscribe
from desktop.services.change_search import Change, ChangeSearch
from desktop.services.recording_state import RecordingState
from desktop.settings import declared
from desktop.settings.store import Settings
from ui.playback.changes.area_picker import AreaPicker
from ui.playback.changes.area_reader import AreaReader
from ui.playback.changes.panel import ChangesPanel
from ui.playback.controller import PlaybackController
from ui.playback.span_marks import SpanMarks
from ui.playback.view import PlaybackView

LEAD_MS = 2_000
"""A change is shown from a little before it."""


class ChangeFinder(QObject):
    """Lives as long as the view; UI thread."""

    def __init__(
        self,
        context: SessionContext,
        view: PlaybackView,
        controller: PlaybackController,
        marks: SpanMarks,
        settings: Settings,
        *,
        open_at: Callable[[CameraId, int], object],
        side_changed: Callable[[], None],
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._controller = context, view, controller
        self._marks, self._open_at, self._side_changed = marks, open_at, side_changed
        self._picker: AreaPicker | None = None
        self._wanted: tuple[CameraId, TimeRange, QRectF] | None = None
        self._searched: tuple[CameraId, TimeRange] | None = None
        self.search = ChangeSearch(context.thumbnails.fetch)
        self.panel = ChangesPanel(lasting_only=settings.get(declared.LASTING_CHANGES), parent=view)
        self.panel.lasting_only_chosen.connect(lambda on: settings.set(declared.LASTING_CHANGES, on))
        self.panel.opened.connect(self._show_change)
        self.panel.again_requested.connect(self._ask)
        self.panel.cancel_requested.connect(self.search.cancel)
        self.panel.closed.connect(self.close_list)
        view.side.addWidget(self.panel)
        view.side.currentChanged.connect(self._side_moved)
        self._unsubscribe: list[Unsubscribe] = [
            self.search.changed.connect(lambda _state: self._show_state()),
            context.recordings.changed.connect(lambda _camera: self._begin()),
        ]

    @property
    def on(self) -> bool:
        """True while the list is on show."""
        return self._view.side.currentWidget() is self.panel and not self._view.side.isHidden()

    @property
    def picker(self) -> AreaPicker | None:
        """What lies over the tile that is searched."""
        return self._picker

    def toggle(self) -> None:
        """Ask for a rectangle, or end all of it."""
        if self.on:
            self.close_list()
        elif self._controller.selected is not None:
            self._view.show_side(self.panel)
            self._ask()
            self._side_changed()

    def close_list(self) -> None:
        """End the search and hide its list."""
        self._end()
        if self.on:
            self._view.show_side(None)
            self._view.setFocus()
        self._side_changed()

    def close(self) -> None:
        """Stop following."""
        self._end()
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def _ask(self) -> None:
        """Let a rectangle be drawn on the selected tile."""
        self._end()
        self.panel.ask_for_area()
        cell = self._controller.selected
        if cell is None:
            return
        if not self._context.thumbnails.offered:
            self.panel.show_failure(ErrorCode.NOT_OFFERED)
            return
        camera_id = cell.camera.id
        picker = self._picker = AreaPicker(cell.tile)
        picker.picked.connect(lambda area: self._picked(camera_id, area))
        picker.destroyed.connect(lambda: self._forget(picker))

    def _picked(self, camera_id: CameraId, area: QRectF) -> None:
        span = self._marks.span or self._view.timeline.time_window
        span = span.intersection(self._controller.limits()) or span
        self._wanted = camera_id, span, area
        self._context.recordings.want(camera_id, span)
        self._begin()

    def _begin(self) -> None:
        """Begin once the recordings of the span are known."""
        if self._wanted is None:
            return
        camera_id, span, area = self._wanted
        status = self._context.recordings.state(camera_id, span)
        if status.state is RecordingState.FAILED and status.error is not None:
            self._wanted = None
            self.panel.show_failure(status.error)
        elif status.state is RecordingState.KNOWN:
            self._wanted = None
            self._searched = camera_id, span
            self._context.playback.note(camera_id, span, 0.0, AccessAction.STILLS)
            timeline = self._context.recordings.timeline(camera_id)
            self.search.start(camera_id, timeline, span, AreaReader(area))

    def _show_state(self) -> None:
        if self._searched is not None:
            self.panel.show_search(self._searched[1], self.search.state)

    def _show_change(self, change: Change) -> None:
        if self._searched is None:
            return
        camera_id, at = self._searched[0], change.range.start_ms - LEAD_MS
        selected = self._controller.selected
        if selected is not None and selected.camera.id == camera_id:
            self._controller.seek(at)
        else:
            self._open_at(camera_id, at)

    def _side_moved(self, _index: int) -> None:
        if self._view.side.currentWidget() is not self.panel:
            self._end()

    def _end(self) -> None:
        self._wanted = None
        self.search.cancel()
        if self._picker is not None:
            self._drop_picker(self._picker)

    def _drop_picker(self, picker: AreaPicker) -> None:
        if picker is self._picker:
            self._picker = None
            picker.hide()
            picker.deleteLater()

    def _forget(self, picker: AreaPicker) -> None:
        if picker is self._picker:
            self._picker = None
