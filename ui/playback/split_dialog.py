"""Asks for 分段回放: which span of one camera, and over how many tiles it is split."""

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.beijing import day_of, day_range
from desktop.domain.time_range import TimeRange
from ui.i18n import translate
from ui.playback.bookmark_dialog import range_text
from ui.playback.time_text import length_text
from ui.theme import SIZES
from ui.widgets.notice import plain_label

PARTS = (4, 9, 16)
_HOUR_MS = 3_600_000
_LEAST_MS = 16_000
"""A span shorter than this cannot be split sensibly."""


def spans_to_offer(media_ms: int, chosen: TimeRange | None, limits: TimeRange) -> list[tuple[str, TimeRange]]:
    """Return the spans that make sense around an instant, the chosen one first; none outside the archive."""
    offers: list[tuple[str, TimeRange]] = []
    if chosen is not None:
        offers.append((translate("SplitDialog", "起点到终点"), chosen))
    hour = media_ms // _HOUR_MS * _HOUR_MS
    offers += [
        (translate("SplitDialog", "这一小时"), TimeRange(hour, hour + _HOUR_MS)),
        (
            translate("SplitDialog", "前后各 2 小时"),
            TimeRange(media_ms - 2 * _HOUR_MS, media_ms + 2 * _HOUR_MS),
        ),
        (translate("SplitDialog", "这一天"), day_range(day_of(media_ms))),
    ]
    inside = ((title, span.intersection(limits)) for title, span in offers)
    return [(title, span) for title, span in inside if span is not None and span.duration_ms >= _LEAST_MS]


class SplitDialog(QDialog):
    """Accepted with a span and a number of parts."""

    def __init__(
        self,
        camera_name: str,
        offers: list[tuple[str, TimeRange]],
        parent: QWidget | None = None,
        *,
        on_device: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("SplitDialog", "分段回放"))
        self.setMinimumWidth(480)
        self._offers = offers
        self.spans = QButtonGroup(self)
        self.parts = QButtonGroup(self)
        self._tell = plain_label(self)
        self._tell.setObjectName("dim")
        self._warning = plain_label(self)
        self._warning.setObjectName("warning")
        self._warning.setText(
            translate("SplitDialog", "这段录像存在设备上，设备一次只能放一路，其他画面会显示被占用。")
        )
        self._warning.setVisible(on_device)
        self._lay_out(camera_name)
        self.spans.idClicked.connect(lambda _id: self._say())
        self.parts.idClicked.connect(lambda _id: self._say())
        self._say()

    @property
    def span(self) -> TimeRange:
        """The span that was chosen."""
        return self._offers[self.spans.checkedId()][1]

    @property
    def number(self) -> int:
        """How many tiles."""
        return self.parts.checkedId()

    def _say(self) -> None:
        each = length_text(self.span.duration_ms // self.number)
        text = translate("SplitDialog", "{n} 个画面同时播放，每个画面 {length}；双击任一画面从那里继续。")
        self._tell.setText(text.format(n=self.number, length=each))

    def _lay_out(self, camera_name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap)
        title = plain_label(self)
        title.setObjectName("heading")
        title.setText(camera_name)
        column.addWidget(title)
        for index, (name, span) in enumerate(self._offers):
            button = QRadioButton(f"{name}　{range_text(span)}", self)
            button.setChecked(index == 0)
            self.spans.addButton(button, index)
            column.addWidget(button)
        column.addSpacing(SIZES.gap)
        row = QHBoxLayout()
        for number in PARTS:
            button = QRadioButton(translate("SplitDialog", "{n} 段").format(n=number), self)
            button.setChecked(number == PARTS[0])
            self.parts.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._tell)
        column.addWidget(self._warning)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = QPushButton(translate("SplitDialog", "取消"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.start = QPushButton(translate("SplitDialog", "开始"), self)
        self.start.setProperty("primary", "true")
        self.start.setDefault(True)
        self.start.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addWidget(self.start)
        column.addLayout(buttons)
