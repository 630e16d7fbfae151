"""Which marks of motion and alarm count: shown on the timeline, and stopped at by jumps to the next."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from desktop.domain.camera import CameraId
from desktop.domain.recording import Mark, MarkKind
from desktop.errors import AppError, ErrorCode
from desktop.ports import Unsubscribe
from desktop.services.mark_search import MarkSearch
from desktop.services.tasks import TaskOwner
from desktop.settings import declared
from desktop.settings.store import Settings
from ui.actions.registry import ActionRegistry
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.playback.clock_rules import just_passed_ms
from ui.playback.controller import PlaybackController
from ui.playback.time_text import near_text
from ui.playback.timeline.view import TimelineView
from ui.wall.caption import plain

_SETTINGS: Final = {MarkKind.MOTION: declared.MOTION_MARKS, MarkKind.ALARM: declared.ALARM_MARKS}
_ACTIONS: Final = {MarkKind.MOTION: "playback.motion_marks", MarkKind.ALARM: "playback.alarm_marks"}


class MarkFilter(QObject):
    """Lives as long as the view; UI thread."""

    def __init__(
        self,
        settings: Settings,
        search: MarkSearch,
        timeline: TimelineView,
        controller: PlaybackController,
        *,
        actions: ActionRegistry,
        say: Callable[[str], None],
    ) -> None:
        super().__init__(timeline)
        self._settings, self._timeline, self._controller = settings, timeline, controller
        self._actions, self._say = actions, say
        self._search = search
        self._tasks = TaskOwner()
        self._unsubscribe: list[Unsubscribe] = [
            settings.observe(setting, lambda _on: self._show()) for setting in _SETTINGS.values()
        ]
        timeline.kind_toggled.connect(self.toggle)
        self._show()

    def close(self) -> None:
        """Stop following."""
        self._tasks.cancel("jump")
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    @property
    def kinds(self) -> frozenset[MarkKind]:
        """The kinds that count."""
        return frozenset(kind for kind, setting in _SETTINGS.items() if self._settings.get(setting))

    def toggle(self, kind: MarkKind) -> None:
        """Let marks of a kind count, or leave them out."""
        setting = _SETTINGS[kind]
        self._settings.set(setting, not self._settings.get(setting))

    def jump(self, direction: int) -> None:
        """Go to the next or the previous mark that counts, of the selected camera."""
        cell = self._controller.selected
        if cell is None:
            return
        if not self.kinds:
            self._say(translate("Playback", "移动侦测和报警都已隐藏：按 M 显示移动侦测，按 A 显示报警"))
            return
        self._tasks.start(self._jump(cell.camera.id, direction), "jump")

    async def _jump(self, camera_id: CameraId, direction: int) -> None:
        here, limits = self._controller.media_ms(), self._controller.limits()
        try:
            if direction > 0:
                mark = await self._search.after(camera_id, here, limits.end_ms, self.kinds)
            else:
                before = here - round(just_passed_ms(self._controller.motion))
                mark = await self._search.before(camera_id, before, limits.start_ms, self.kinds)
        except AppError as error:
            if error.code is not ErrorCode.CANCELLED:
                self._say(short_text(error.code))
            return
        selected = self._controller.selected
        if selected is None or selected.camera.id != camera_id:
            return
        if mark is None:
            self._say(_nothing(direction, self.kinds))
            return
        self._controller.seek(mark.range.start_ms)
        self._say(_words(mark, here))

    def _show(self) -> None:
        hidden = frozenset(MarkKind) - self.kinds
        self._timeline.set_hidden(hidden)
        for kind, action in _ACTIONS.items():
            self._actions.set_checked(action, kind not in hidden)


def _nothing(direction: int, kinds: frozenset[MarkKind]) -> str:
    if kinds == {MarkKind.MOTION}:
        after, before = translate("Playback", "此后没有移动侦测"), translate("Playback", "此前没有移动侦测")
    elif kinds == {MarkKind.ALARM}:
        after, before = translate("Playback", "此后没有报警"), translate("Playback", "此前没有报警")
    else:
        after = translate("Playback", "此后没有移动侦测和报警")
        before = translate("Playback", "此前没有移动侦测和报警")
    return after if direction > 0 else before


def _words(mark: Mark, near_ms: int) -> str:
    time = near_text(mark.range.start_ms, near_ms)
    if mark.kind is MarkKind.MOTION:
        words = translate("Playback", "移动侦测 {time}").format(time=time)
    else:
        words = translate("Playback", "报警 {time}").format(time=time)
    return f"{words} · {plain(mark.label)}" if mark.label else words
