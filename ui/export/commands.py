"""What the commands of evidence do: one handler for each entry of their table."""

from typing import TYPE_CHECKING

from desktop.domain.snapshot import Shot
from ui.actions.registry import Handler
from ui.export.sources import just_now
from ui.snapshots.sources import on_show

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class EvidenceCommands:
    """Handlers for one window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def handlers(self) -> dict[str, Handler]:
        """Return a handler for every command of evidence."""
        hub, pictures = self._window.evidence, self._window.evidence.snapshots
        return {
            "snapshot.take": lambda: pictures.take(self._on_show()),
            "snapshot.series": lambda: pictures.series(self._on_show()),
            "snapshot.reason": pictures.ask_reason,
            "evidence.register": hub.open_register,
            "evidence.request": hub.requests.request,
            "evidence.exports": hub.open_exports,
            "evidence.verify": hub.verify,
            "evidence.copies": hub.open_copies,
            "evidence.leave": hub.requests.leave_entry,
            "evidence.export": hub.export_span,
            "evidence.request_span": hub.request_span,
            "evidence.request_tile": self._request_tile,
            "camera.clock_error": self._measure_clock,
        }

    def _on_show(self) -> Shot | None:
        window = self._window
        return on_show(window.playback, window.wall, window.wall_view)

    def _request_tile(self) -> None:
        """Begin a request with the selected live tile's camera."""
        window = self._window
        camera = window.wall.controller(window.wall_view.selected).camera
        if camera is not None:
            window.evidence.requests.request(just_now(camera, window.app.clock.now_ms()))

    def _measure_clock(self) -> None:
        """Measure the clock of the selected live tile's camera; a tile that is rewound shows the past."""
        window = self._window
        tile = window.wall.controller(window.wall_view.selected)
        if tile.camera is not None:
            window.clock_errors.measure(tile.camera, live=tile.past is None)
