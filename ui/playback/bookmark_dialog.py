"""Asks for a bookmark's name and note; its camera and range are shown, so that nobody marks the wrong one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.bookmark import NAME_LENGTH, NOTE_LENGTH
from desktop.domain.time_range import TimeRange
from ui.i18n import translate
from ui.playback.time_text import full_text, length_text, near_text
from ui.theme import SIZES
from ui.widgets.notice import plain_label

_NOTE_HEIGHT = 90


class BookmarkDialog(QDialog):
    """Accepted with a name; the dialog keeps nothing itself."""

    def __init__(
        self,
        camera_name: str,
        span: TimeRange,
        parent: QWidget | None = None,
        *,
        name: str = "",
        note: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("BookmarkDialog", "书签"))
        self.setMinimumWidth(440)
        self.name = QLineEdit(name, self)
        self.name.setMaxLength(NAME_LENGTH)
        self.name.setPlaceholderText(translate("BookmarkDialog", "例如：白色面包车停在路口"))
        self.note = QPlainTextEdit(note, self)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.save = QPushButton(translate("BookmarkDialog", "保存"), self)
        self.save.setProperty("primary", "true")
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        self.save.setToolTip("Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # in the note Enter begins a new line
            QShortcut(QKeySequence(keys), self).activated.connect(self.save.click)
        self.name.textChanged.connect(self._judge)
        self._lay_out(camera_name, span)
        self._judge()
        self.name.setFocus()

    @property
    def note_text(self) -> str:
        """The note, cut to what can be kept."""
        return self.note.toPlainText().strip()[:NOTE_LENGTH]

    @property
    def name_text(self) -> str:
        """The name."""
        return self.name.text().strip()

    def _judge(self) -> None:
        self.save.setEnabled(bool(self.name_text))

    def _lay_out(self, camera_name: str, span: TimeRange) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(SIZES.gap_large)
        form.setVerticalSpacing(SIZES.gap)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        rows: list[tuple[str, QWidget]] = [
            (translate("BookmarkDialog", "摄像机"), _value(camera_name)),
            (translate("BookmarkDialog", "时间"), _value(range_text(span))),
            (translate("BookmarkDialog", "名称"), self.name),
            (translate("BookmarkDialog", "备注"), self.note),
        ]
        for title, field in rows:
            label = plain_label(wrap=False)
            label.setObjectName("dim")
            label.setText(title)
            form.addRow(label, field)
        cancel = QPushButton(translate("BookmarkDialog", "取消"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap_large)
        column.addLayout(form)
        column.addLayout(buttons)


def short_range_text(span: TimeRange) -> str:
    """Return a range in as few signs as can be, with every second; an instant where it has no length."""
    if span.empty:
        return full_text(span.start_ms)
    return f"{full_text(span.start_ms)} – {near_text(span.end_ms, span.start_ms)}"


def range_text(span: TimeRange) -> str:
    """Return a range as people read it; an instant where it has no length."""
    if span.empty:
        return full_text(span.start_ms)
    end = near_text(span.end_ms, span.start_ms)
    return f"{full_text(span.start_ms)} – {end}（{length_text(span.duration_ms)}）"


def _value(text: str) -> QWidget:
    label = plain_label()
    label.setText(text)
    return label
