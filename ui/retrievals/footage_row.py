"""One camera and range of a request, with the householder's consent where the camera is a household's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from desktop.domain.camera import Camera, CameraId, CameraKind
from desktop.domain.retrieval import HouseholdConsent, RequestedFootage
from desktop.domain.time_range import TimeRange
from ui.i18n import mark, translate
from ui.icons import Icon, icon
from ui.playback.time_text import length_text
from ui.retrievals.moment_field import MomentField
from ui.theme import COLOURS, SIZES
from ui.wall.caption import plain
from ui.widgets.notice import plain_label, shortened

_WAYS: Final = (
    mark("FootageRow", "当面签字"),
    mark("FootageRow", "电话同意（已录音）"),
    mark("FootageRow", "微信、短信同意（已截图）"),
)


@dataclass(frozen=True, slots=True)
class WantedCamera:
    """A camera as a request names it."""

    id: CameraId
    name: str
    place: str
    household: bool


def wanted(camera: Camera) -> WantedCamera:
    """Return a camera as a request names it."""
    place = " ".join(dict.fromkeys(part for part in (camera.town(), camera.village()) if part))
    return WantedCamera(camera.id, camera.name, place, camera.kind is CameraKind.HOUSEHOLD)


class FootageRow(QFrame):
    """UI thread; `footage` is None while one of the times cannot be understood."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self,
        camera: WantedCamera,
        span: TimeRange | None,
        now: Callable[[], int],
        parent: QWidget | None = None,
        *,
        consent: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._asks_consent = consent and camera.household
        self.camera = camera
        self.name = plain_label(self, wrap=False)
        self.start = MomentField(now, self, ms=None if span is None else span.start_ms)
        self.end = MomentField(now, self, ms=None if span is None else span.end_ms)
        self._to = QLabel("–", self)
        self._length = plain_label(self, wrap=False)
        self._length.setObjectName("small")
        self._problem = plain_label(self)
        self._problem.setObjectName("error")
        self._problem.hide()
        self.remove = QToolButton(self)
        self.remove.setIcon(icon(Icon.CLOSE))
        self.remove.clicked.connect(self.removed)
        self.householder = QLineEdit(self)
        self.householder.setMaxLength(60)
        self.way = QComboBox(self)
        self.way.setEditable(True)
        self.way.addItems([translate("FootageRow", way) for way in _WAYS])
        self.way.setMinimumWidth(150)
        self.consented = MomentField(now, self, ms=now())
        self._consent = QWidget(self)
        self._lay_out()
        for field in (self.start, self.end, self.consented):
            field.changed.connect(self._on_change)
        self.householder.textChanged.connect(lambda _text: self.changed.emit())
        self.way.currentTextChanged.connect(lambda _text: self.changed.emit())
        self._retranslate()
        self._on_change()

    @property
    def problem(self) -> str:
        """What is said to be wrong with this row; empty when nothing is."""
        return self._problem.text()

    def footage(self) -> RequestedFootage | None:
        """Return what is asked for; an end before the start gives an empty range."""
        start, end = self.start.ms, self.end.ms
        if start is None or end is None:
            return None
        camera = self.camera
        span = TimeRange(start, max(start, end))
        return RequestedFootage(camera.id, camera.name, camera.place, camera.household, span)

    def consent(self) -> HouseholdConsent | None:
        """Return the owner's consent as it is typed; None where nothing is."""
        name = self.householder.text().strip()
        if not self.camera.household or not name:
            return None
        way, at = self.way.currentText().strip(), self.consented.ms
        return HouseholdConsent(self.camera.id, name, way, at or 0)

    def set_span(self, span: TimeRange) -> None:
        """Show another range."""
        self.start.set_ms(span.start_ms)
        self.end.set_ms(span.end_ms)
        self.changed.emit()

    def set_consent(self, consent: HouseholdConsent) -> None:
        """Show a consent."""
        self.householder.setText(consent.householder)
        self.way.setEditText(consent.how)
        self.consented.set_ms(consent.at_ms or None)

    def time_problem(self) -> str:
        """Return why the times mean nothing; empty when they do."""
        return self.start.message or self.end.message

    def say(self, problem: str) -> None:
        """Say what is wrong with this row."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_change(self) -> None:
        start, end = self.start.ms, self.end.ms
        if start is not None:
            self.end.set_near(start)
        known = start is not None and end is not None and end > start
        self._length.setText(length_text(end - start) if known and start is not None and end else "")
        self.changed.emit()

    def _lay_out(self) -> None:
        camera = self.camera
        sign = QLabel(self)
        drawn = Icon.CAMERA_HOUSEHOLD if camera.household else Icon.CAMERA_PUBLIC
        tint = COLOURS.frozen if camera.household else COLOURS.text_dim
        sign.setPixmap(icon(drawn, tint).pixmap(SIZES.icon, SIZES.icon))
        self.name.setText(f"{shortened(plain(camera.name), 26)}　{shortened(plain(camera.place), 22)}")
        self.name.setToolTip(f"{plain(camera.name)}\n{plain(camera.place)}\n{camera.id}")
        grid = QGridLayout(self)
        grid.setContentsMargins(SIZES.gap, SIZES.gap_small, SIZES.gap_small, SIZES.gap_small)
        grid.setSpacing(SIZES.gap_small)
        head = QHBoxLayout()
        head.addWidget(sign)
        head.addWidget(self.name, 1)
        head.addWidget(self._length)
        head.addWidget(self.remove)
        grid.addLayout(head, 0, 0, 1, 3)
        grid.addWidget(self.start, 1, 0)
        grid.addWidget(self._to, 1, 1)
        grid.addWidget(self.end, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        line = QHBoxLayout(self._consent)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.gap_small)
        for widget, stretch in ((self.householder, 2), (self.way, 3), (self.consented, 3)):
            line.addWidget(widget, stretch)
        grid.addWidget(self._consent, 2, 0, 1, 3)
        grid.addWidget(self._problem, 3, 0, 1, 3)
        self._consent.setVisible(self._asks_consent)

    def _retranslate(self) -> None:
        self.start.setAccessibleName(translate("FootageRow", "开始时间"))
        self.end.setAccessibleName(translate("FootageRow", "结束时间"))
        self.remove.setToolTip(translate("FootageRow", "去掉这一路"))
        self.remove.setAccessibleName(self.remove.toolTip())
        self.householder.setPlaceholderText(translate("FootageRow", "户主姓名"))
        self.way.setToolTip(translate("FootageRow", "户主怎样同意的"))
        self.consented.setToolTip(translate("FootageRow", "户主何时同意的"))


def camera_of(footage: RequestedFootage) -> WantedCamera:
    """Return the camera of an item of a request."""
    return WantedCamera(footage.camera_id, footage.camera_name, footage.place, footage.household)
