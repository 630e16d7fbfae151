"""The tabs 收藏 and 最近: a person's own list of cameras."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.camera import Camera
from desktop.errors import AppError
from desktop.services.camera_lists import CameraList
from desktop.services.directory import DirectoryService
from desktop.services.tasks import TaskOwner
from ui.directory.camera_list import CameraListView
from ui.errors.texts import long_text
from ui.i18n import translate
from ui.icons import Icon
from ui.theme import COLOURS
from ui.widgets.message_page import MessagePage


class KeptPage(QStackedWidget):
    """Follows a `CameraList`; asks for its cameras when it is looked at. Lives with one sign-in."""

    def __init__(
        self,
        kept: CameraList,
        directory: DirectoryService,
        empty: Callable[[], tuple[Icon, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._directory = directory
        self._empty = empty
        self._tasks = TaskOwner()
        self._online_only = False
        self._found: tuple[Camera, ...] = ()
        self._error: AppError | None = None
        self.cameras = CameraListView(self)
        self.message = MessagePage(self)
        self.message.link_clicked.connect(self.refresh)
        self.addWidget(self.cameras)
        self.addWidget(self.message)
        self._subscription = kept.changed.connect(self.refresh)
        self._show()

    def detach(self) -> None:
        """Stop following."""
        self._subscription()
        self._tasks.cancel("cameras")

    def set_online_only(self, *, online_only: bool) -> None:
        """Leave cameras out that are offline, or show them."""
        self._online_only = online_only
        self._show()

    def update_camera(self, camera: Camera) -> None:
        """Take a camera's newest state."""
        if any(known.id == camera.id for known in self._found):
            self._found = tuple(camera if known.id == camera.id else known for known in self._found)
            self._show()

    def refresh(self) -> None:
        """Ask for the cameras of the list; those that are known come at once."""
        self._tasks.start(self._read(), "cameras")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    async def _read(self) -> None:
        ids = self._kept.ids
        try:
            found = await self._directory.cameras(ids)
        except AppError as error:
            self._error = error
        else:
            self._error = None
            self._found = tuple(found[camera_id] for camera_id in ids if camera_id in found)
        self._show()

    def _show(self) -> None:
        shown = tuple(camera for camera in self._found if camera.online or not self._online_only)
        self.cameras.show_cameras(shown)
        self.setCurrentWidget(self.cameras if shown else self.message)
        if self._error is not None and not shown:
            text = long_text(self._error)
            retry = translate("directory", "重试")
            self.message.say(Icon.UNREACHABLE, f"{text.title}\n{text.advice}", retry, tint=COLOURS.error)
        elif self._found:
            self.message.say(Icon.FILTER, translate("directory", "没有在线的摄像机"))
        else:
            self.message.say(*self._empty())
