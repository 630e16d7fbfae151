"""Keeps timeline, recordings and clock in step: lanes, playhead, thumbnails, what has to be loaded."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from desktop.contexts import SessionContext
from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.ports import Unsubscribe
from desktop.services.recording_state import RecordingState
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.playback.cautions import cautions
from ui.playback.cell import PlaybackCell
from ui.playback.controller import PlaybackController
from ui.playback.knowledge import Knowledge
from ui.playback.timeline.lane import Lane
from ui.playback.transport_bar import TransportBar
from ui.playback.view import PlaybackView
from ui.wall.caption import plain

PLAYHEAD_MS = 40
FIRST_WINDOW_MS = 4 * 3_600_000
"""What the timeline shows when the first camera is opened."""
LANES_MS = 60
"""Changes of the recordings are collected for so long before lanes are made anew."""
WANT_MS = 150
"""What is in view is asked for once the window has stood still for so long."""


class TimelineLink(QObject):
    """Lives as long as the view; UI thread."""

    def __init__(
        self,
        view: PlaybackView,
        controller: PlaybackController,
        knowledge: Knowledge,
        context: SessionContext,
        bar: TransportBar,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._timeline = view.timeline
        self._controller = controller
        self._knowledge = knowledge
        self._context = context
        self._bar = bar
        self._shown: tuple[CameraId, ...] = ()
        self._wide: CameraId | None = None
        self._computer_off_ms = 0
        self._lanes = _timer(self, LANES_MS, self._show_lanes)
        self._wanting = _timer(self, WANT_MS, self._want)
        self._playhead = _timer(self, PLAYHEAD_MS, self._move_playhead, single_shot=False)
        self._subscriptions: list[Unsubscribe] = []
        self._connect()

    def set_running(self, running: bool) -> None:
        """Follow the clock, or rest while nobody looks."""
        if running:
            self._playhead.start()
            self._changed()
        else:
            self._playhead.stop()
            self._context.recordings.watch(())

    def set_computer_off(self, off_ms: int) -> None:
        """Say beside the time that this computer's clock is off."""
        self._computer_off_ms = off_ms
        self._show_facts()

    def close(self) -> None:
        """Stop following."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        for timer in (self._lanes, self._wanting, self._playhead):
            timer.stop()

    def _connect(self) -> None:
        timeline, context = self._timeline, self._context
        timeline.thumbnail_provider = self._thumbnail
        timeline.seek_requested.connect(lambda ms, final: self._controller.seek(ms, final=final))
        timeline.lane_selected.connect(self._select)
        timeline.window_changed.connect(lambda _window: self._wanting.start())
        timeline.hover_ended.connect(lambda: context.thumbnails.cancel(self))
        self._controller.changed.connect(self._changed)
        self._subscriptions = [
            context.recordings.changed.connect(lambda _camera: self._lanes_later()),
            context.bookmarks.changed.connect(self._lanes_later),
            context.thumbnails.changed.connect(timeline.thumbnail_arrived),
        ]

    # cameras --------------------------------------------------------------------------------------

    def _cameras(self) -> dict[CameraId, PlaybackCell]:
        """Return one cell for each camera (several are one camera's when its span is split)."""
        found: dict[CameraId, PlaybackCell] = {}
        for cell in self._controller.cells.all:
            found.setdefault(cell.camera.id, cell)
        return found

    def _changed(self) -> None:
        cameras = tuple(self._cameras())
        if cameras != self._shown:
            if not self._shown:
                self._look_around(self._controller.media_ms())
            self._shown = cameras
            self._context.recordings.watch(cameras)
            self._show_lanes()
            self._wanting.start()
        selected = self._controller.selected
        if selected is not None and selected.camera.id != self._wide:
            self._wide = selected.camera.id
            self._timeline.set_selected(selected.camera.id)
            self._lanes_later()
        self._show_facts()
        self._move_playhead()

    def _look_around(self, media_ms: int) -> None:
        """Show some hours around an instant, with hardly anything of the future."""
        end = min(media_ms + FIRST_WINDOW_MS // 2, self._controller.now_ms() + FIRST_WINDOW_MS // 10)
        self._timeline.set_window(TimeRange(end - FIRST_WINDOW_MS, end))

    def _select(self, camera_id: CameraId) -> None:
        self._controller.select(self._controller.cells.of_camera(camera_id))

    # lanes ----------------------------------------------------------------------------------------

    def _lanes_later(self) -> None:
        if not self._lanes.isActive():
            self._lanes.start()

    def _show_lanes(self) -> None:
        self._timeline.set_lanes([self._lane(cell) for cell in self._cameras().values()])
        self._view.fit_timeline()
        self._show_facts()

    def _show_facts(self) -> None:
        """Show what is known of the selected camera's recordings as a whole."""
        selected, recordings = self._controller.selected, self._context.recordings
        if selected is None:
            self._timeline.set_retention(None)
            self._bar.show_caution("")
            return
        camera_id = selected.camera.id
        retention = recordings.retention(camera_id)
        self._timeline.set_retention(None if retention is None else retention.from_ms)
        problems, offset_ms = recordings.timeline(camera_id).problems, recordings.clock_offset_ms(camera_id)
        self._bar.show_caution(cautions(offset_ms, problems, self._computer_off_ms))

    def _lane(self, cell: PlaybackCell) -> Lane:
        camera_id, recordings = cell.camera.id, self._context.recordings
        window = self._window()
        unknown = self._knowledge.unknown(camera_id, window)
        wide = self._controller.selected is not None and self._controller.selected.camera.id == camera_id
        unseen = self._knowledge.unknown(camera_id, self._whole(camera_id)) if wide else unknown
        return Lane(
            camera_id,
            plain(cell.camera.name) or camera_id,
            recordings.timeline(camera_id),
            recordings.marks(camera_id),
            self._context.bookmarks.of_camera(camera_id),
            unseen,
            self._why_unknown(camera_id, unknown),
        )

    def _whole(self, camera_id: CameraId) -> TimeRange:
        """Return all that the overview shows of a camera: most of it is seldom asked for, and is no gap."""
        now, window = self._controller.now_ms(), self._window()
        retention = self._context.recordings.retention(camera_id)
        start = now - 31 * DAY_MS if retention is None else max(retention.from_ms, now - 366 * DAY_MS)
        return TimeRange(min(start, window.start_ms), max(now, window.end_ms))

    def _why_unknown(self, camera_id: CameraId, unknown: tuple[TimeRange, ...]) -> str:
        for span in unknown:
            status = self._context.recordings.state(camera_id, span)
            if status.state is RecordingState.FAILED and status.error is not None:
                return short_text(status.error)
        return translate("Playback", "载入中…") if unknown else ""

    def _want(self) -> None:
        """Ask for what is in view; the selected camera's last, because the newest wish comes first."""
        window = self._window()
        selected = self._controller.selected
        order = sorted(
            self._cameras(), key=lambda camera: selected is not None and camera == selected.camera.id
        )
        for camera_id in order:
            self._context.recordings.want(camera_id, window)
        self._lanes_later()

    def _window(self) -> TimeRange:
        """Return what is in view of the past, at most 31 days of it."""
        window, now = self._timeline.time_window, self._controller.now_ms()
        end = max(window.start_ms + 1, min(window.end_ms, now))
        return TimeRange(max(window.start_ms, end - 31 * DAY_MS), end)

    # time -----------------------------------------------------------------------------------------

    def _move_playhead(self) -> None:
        controller = self._controller
        media_ms = controller.media_ms() if len(controller.cells) else controller.now_ms()
        self._timeline.set_now(controller.now_ms())
        self._timeline.set_playhead(media_ms, following=controller.motion.playing)
        self._bar.show_instant(media_ms)

    def _thumbnail(self, camera_id: CameraId, at_ms: int) -> QImage | None:
        data = self._context.thumbnails.request(camera_id, at_ms, self)
        if data is None:
            return None
        image = QImage.fromData(data)
        return None if image.isNull() else image


def _timer(
    parent: QObject, interval_ms: int, slot: Callable[[], object], *, single_shot: bool = True
) -> QTimer:
    timer = QTimer(parent, interval=interval_ms, singleShot=single_shot)
    timer.timeout.connect(slot)
    return timer
