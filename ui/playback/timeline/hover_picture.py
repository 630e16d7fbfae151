"""The little picture over the mouse: what the camera saw at the instant under it.

It is asked for when the mouse rests, comes when it comes, and is never shown for another instant than the one
it stands for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.domain.camera import CameraId
from ui.i18n import translate
from ui.playback.timeline import texts
from ui.playback.timeline.scene import LaneParts
from ui.playback.timeline.thumbnail_popup import ThumbnailPopup
from ui.wall.caption import plain

REST_MS: Final = 90
"""The mouse must stay this long before a picture is asked for: a pass over the line asks for none."""
PATIENCE_MS: Final = 8000
"""After so long without an answer it says so; a late picture is still shown."""

ThumbnailProvider = Callable[[CameraId, int], QImage | None]
"""Returns the picture of an instant if it is there; else fetches it and calls `thumbnail_arrived` then."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What the mouse is on."""

    camera_id: CameraId
    ms: int
    """A whole second."""
    title: str
    lines: tuple[str, ...]
    has_footage: bool


def spot_at(part: LaneParts, ms: int, reach_ms: float) -> Spot:
    """Return what the mouse is on; an alarm or a bookmark within reach is named."""
    lane = part.lane
    unknown = any(span.contains(ms) for span in lane.unknown)
    segment = lane.timeline.at(ms)
    lines = [texts.instant_text(ms), lane.note if unknown else texts.segment_text(segment)]
    alarm, bookmark = part.signs.alarm_at(ms, reach_ms), part.signs.bookmark_at(ms, reach_ms)
    if alarm is not None:
        lines.append(texts.alarm_text(alarm))
    if bookmark is not None:
        lines.append(texts.bookmark_text(bookmark))
    return Spot(lane.camera_id, ms // 1000 * 1000, plain(lane.name), tuple(lines), segment is not None)


class HoverPicture(QObject):
    """Shows the popup for a spot and asks for its picture; UI thread, owned by the timeline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.provider: ThumbnailProvider | None = None
        self.popup = ThumbnailPopup(parent)
        self._spot: Spot | None = None
        self._anchor = QPoint()
        self._asked = False
        self._has_picture = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._lost_patience)

    @property
    def waits_for(self) -> tuple[CameraId, int] | None:
        """The camera and instant whose picture was asked for and is still welcome."""
        spot = self._spot
        return (spot.camera_id, spot.ms) if spot is not None and self._asked else None

    def point(self, spot: Spot, anchor: QPoint) -> None:
        """The mouse is on a spot; `anchor` is where it touches the timeline's top, on the screen."""
        self._anchor = anchor
        if spot != self._spot:
            other = self._spot is None or (spot.camera_id, spot.ms) != (self._spot.camera_id, self._spot.ms)
            self._spot = spot
            if other:
                self._asked = self._has_picture = False
                self._patience.stop()
                self._rest.start()
        if self.popup.isVisible():
            self._present()

    def leave(self) -> None:
        """The mouse has gone, or a button went down: what was asked for is not wanted any more."""
        self._rest.stop()
        self._patience.stop()
        self._spot = None
        self._asked = self._has_picture = False
        self.popup.hide()
        self.popup.clear()

    def arrived(self, camera_id: CameraId, ms: int) -> None:
        """Take the picture of an instant from the provider, if it is still the one that is wanted."""
        if self.waits_for == (camera_id, ms):
            self._take()

    def _rested(self) -> None:
        self._asked = True
        self._present()
        self.popup.show()
        if self._spot is not None and self._spot.has_footage and self.provider is not None:
            self._patience.start()
            self._take()

    def _take(self) -> None:
        spot, provider = self._spot, self.provider
        if spot is None or provider is None:
            return
        image = provider(spot.camera_id, spot.ms)
        if image is not None and not image.isNull():
            self._patience.stop()
            self._has_picture = True
            self.popup.show_picture(image)

    def _present(self) -> None:
        spot = self._spot
        if spot is None:
            return
        waiting = spot.has_footage and self.provider is not None
        if not self._has_picture:
            self.popup.stale(translate("Timeline", "载入中…") if waiting else "", room=waiting)
        self.popup.describe(spot.title, spot.lines)
        self.popup.stand_over(self._anchor)

    def _lost_patience(self) -> None:
        self.popup.stale(translate("Timeline", "缩略图尚未到达"), room=True)
