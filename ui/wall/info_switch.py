"""Switches the figures over the pictures on and off, and draws them anew once a second."""

from PySide6.QtCore import QObject, QTimer

from ui.wall.info_overlay import info_lines, info_pixmap
from ui.wall.wall_controller import WallController

REFRESH_MS = 1000


class InfoSwitch(QObject):
    """Lives with the wall; UI thread."""

    def __init__(self, wall: WallController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wall = wall
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._draw)

    @property
    def on(self) -> bool:
        """True while figures are shown."""
        return self._timer.isActive()

    def set_on(self, on: bool) -> None:
        """Show figures or take them away."""
        if on == self.on:
            return
        if on:
            self._timer.start()
            self._draw()
        else:
            self._timer.stop()
            for controller in self._wall.controllers():
                controller.tile.set_info(None)

    def _draw(self) -> None:
        for controller in self._wall.controllers():
            showing = controller.showing()
            if showing is None or not controller.tile.isVisible():
                controller.tile.set_info(None)
            else:
                scale = controller.tile.devicePixelRatioF()
                controller.tile.set_info(info_pixmap(info_lines(showing), scale))
