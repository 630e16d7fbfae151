"""What is granted of a request: each camera can be left out, each range made shorter, none longer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from desktop.domain.retrieval import RequestedFootage
from desktop.domain.time_range import TimeRange
from ui.i18n import translate
from ui.retrievals.moment_field import MomentField
from ui.theme import SIZES
from ui.wall.caption import plain
from ui.widgets.notice import plain_label, shortened


class GrantedRow:
    """One camera; the grid owns the widgets."""

    def __init__(self, asked: RequestedFootage, now: Callable[[], int], parent: QWidget) -> None:
        self.asked = asked
        self.granted = QCheckBox(shortened(plain(asked.camera_name), 24), parent)
        self.granted.setChecked(True)
        self.granted.setToolTip(f"{plain(asked.camera_name)}\n{plain(asked.place)}")
        self.start = MomentField(now, parent, ms=asked.range.start_ms)
        self.end = MomentField(now, parent, ms=asked.range.end_ms)
        self.problem: QLabel = plain_label(parent)
        self.problem.setObjectName("error")
        self.problem.hide()

    def footage(self) -> RequestedFootage | None:
        """Return what is granted; None where nothing is, or where the times are no part of what was asked."""
        start, end = self.start.ms, self.end.ms
        if not self.granted.isChecked() or start is None or end is None or start >= end:
            return None
        span = TimeRange(start, end)
        return replace(self.asked, range=span) if self.asked.range.covers(span) else None

    def judge(self) -> bool:
        """Say what is wrong with the times; return whether nothing is."""
        text = ""
        if self.granted.isChecked() and self.footage() is None:
            text = self.start.message or self.end.message
            text = text or translate("GrantedRows", "须在申请的时段之内，结束晚于开始")
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        return not text


class GrantedRows(QWidget):
    """UI thread."""

    changed = Signal()

    def __init__(
        self, footage: Sequence[RequestedFootage], now: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = [GrantedRow(item, now, self) for item in footage]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SIZES.gap_small)
        for index, row in enumerate(self.rows):
            grid.addWidget(row.granted, 2 * index, 0)
            grid.addWidget(row.start, 2 * index, 1)
            grid.addWidget(row.end, 2 * index, 2)
            grid.addWidget(row.problem, 2 * index + 1, 0, 1, 3)
            row.granted.toggled.connect(row.start.setEnabled)
            row.granted.toggled.connect(row.end.setEnabled)
            row.granted.toggled.connect(lambda _on: self._judge())
            row.start.changed.connect(self._judge)
            row.end.changed.connect(self._judge)
        grid.setColumnStretch(0, 1)

    @property
    def right(self) -> bool:
        """True when at least one camera is granted and no row is wrong."""
        judged = [row.judge() for row in self.rows]
        return all(judged) and bool(self.footage())

    def footage(self) -> tuple[RequestedFootage, ...]:
        """Return what is granted."""
        return tuple(item for item in (row.footage() for row in self.rows) if item is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._judge()
        super().changeEvent(event)

    def _judge(self) -> None:
        for row in self.rows:
            row.judge()
        self.changed.emit()
