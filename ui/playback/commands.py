"""What the commands of playback do: one handler for each entry of their table."""

from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.recording import MarkKind
from desktop.settings import declared
from ui.actions.registry import Handler

if TYPE_CHECKING:
    from ui.main_window import MainWindow

BEFORE_LIVE_MS = 30_000
ZOOM = 2.0


class PlaybackCommands:
    """Handlers for one window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._mode = window.playback

    def handlers(self) -> dict[str, Handler]:
        """Return a handler for every command of playback."""
        mode, controller = self._mode, self._mode.controller
        return {
            "mode.live": partial(mode.set_on, False),
            "mode.playback": partial(mode.set_on, True),
            "tile.playback": self._play_tile,
            "playback.play": controller.toggle_play,
            "playback.reverse": controller.play_backwards,
            "playback.slower": partial(controller.change_speed, -1),
            "playback.faster": partial(controller.change_speed, 1),
            "playback.back": lambda: controller.jump(-self._jump_ms()),
            "playback.forward": lambda: controller.jump(self._jump_ms()),
            "playback.step_back": partial(controller.step, -1),
            "playback.step_forward": partial(controller.step, 1),
            "playback.previous_segment": partial(controller.to_segment, -1),
            "playback.next_segment": partial(controller.to_segment, 1),
            "playback.previous_mark": partial(mode.marks.jump, -1),
            "playback.next_mark": partial(mode.marks.jump, 1),
            "playback.motion_marks": partial(mode.marks.toggle, MarkKind.MOTION),
            "playback.alarm_marks": partial(mode.marks.toggle, MarkKind.ALARM),
            "playback.oldest": partial(controller.to_end, -1),
            "playback.newest": partial(controller.to_end, 1),
            "playback.mark_in": mode.extras.marks.mark_in,
            "playback.mark_out": mode.extras.marks.mark_out,
            "playback.bookmark": mode.extras.add_bookmark,
            "playback.bookmarks": mode.extras.toggle_bookmarks,
            "playback.alarms": mode.extras.toggle_alarms,
            "playback.changes": mode.changes.toggle,
            "playback.go_to": mode.going_to.type_time,
            "playback.calendar": mode.going_to.open_calendar,
            "playback.clear_marks": mode.extras.marks.clear,
            "playback.zoom_in": partial(mode.view.timeline.zoom, 1 / ZOOM),
            "playback.zoom_out": partial(mode.view.timeline.zoom, ZOOM),
            "playback.fit": mode.view.timeline.fit,
            "playback.split": mode.extras.split,
            "playback.maximise": controller.toggle_maximised,
            "playback.tie": controller.toggle_tied,
            "playback.previous_tile": partial(controller.select_next, -1),
            "playback.next_tile": partial(controller.select_next, 1),
            "playback.remove": self._remove,
            "playback.clear": controller.clear,
            "playback.live": partial(mode.set_on, False),
        }

    def _jump_ms(self) -> int:
        return self._window.app.settings.get(declared.JUMP_S) * 1000

    def _play_tile(self) -> None:
        """Play the selected live tile's camera back from a moment ago."""
        camera = self._window.wall.controller(self._window.wall_view.selected).camera
        if camera is not None:
            self._mode.open_cameras([camera], self._mode.controller.now_ms() - BEFORE_LIVE_MS)

    def _remove(self) -> None:
        selected = self._mode.controller.selected
        if selected is not None:
            self._mode.controller.remove(selected)
