"""Making a browsing copy: which files, what is hidden in them, whose name lies over them, how far it is."""

import math

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.beijing import moment
from desktop.domain.export_job import ExportJob
from desktop.services.browsing.wishes import BrowsingOrder, Watermark, Wish, originals
from ui.browsing.canvas import MaskCanvas
from ui.browsing.mask_book import MaskBook
from ui.browsing.side import SidePanel
from ui.browsing.watermark import png_of, watermark_image
from ui.i18n import translate
from ui.theme import SIZES
from ui.widgets.notice import plain_label

_STEP_MS = 200
_PAGE_MS = 5000
_SETTLE_MS = 150
"""The slider rests for so long before a picture is asked for."""
_STEPS = 1000
_TENTHS = 10


class BrowsingDialog(QDialog):
    """Says what is wanted; whoever opened it gives pictures and makes the copies. UI thread."""

    picture_wanted = Signal(str, int)
    """Name of a file and milliseconds from its beginning."""
    begun = Signal(object)
    """The `BrowsingOrder`."""
    stopped = Signal()

    def __init__(self, job: ExportJob, mark_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Browsing", "制作浏览件"))
        self._job, self._originals = job, originals(job)
        self._books = [MaskBook(entry.facts.duration_ms / 1000) for entry in self._originals]
        self._mark_text, self._mark = mark_text, watermark_image(mark_text)
        self._running = False
        self._current = -1
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._ask_picture)
        self._side = side = SidePanel(mark_text, self)
        self.files, self.masks, self.marked = side.files, side.masks, side.marked
        self.add, self.remove, self.undo = side.add, side.remove, side.undo
        self.from_here, self.to_here = side.from_here, side.to_here
        self.canvas = MaskCanvas(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setSingleStep(_STEP_MS)
        self.slider.setPageStep(_PAGE_MS)
        self.time = QLabel(self)
        self.problem = plain_label(self)
        self.problem.setObjectName("error")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _STEPS)
        self.bar.hide()
        self.go = QPushButton(translate("Browsing", "开始制作"), self)
        self.go.setProperty("primary", "true")
        self.leave = QPushButton(translate("Browsing", "取消"), self)
        for button in (self.leave, self.go):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._list_files()

    # pictures -------------------------------------------------------------------------------------

    def show_picture(self, picture: QImage) -> None:
        """Show what was asked for."""
        self.canvas.show_picture(picture)
        self._refresh()

    def show_no_picture(self, words: str) -> None:
        """Say why it cannot be shown."""
        self.canvas.say(words)
        self._refresh()

    def _ask_picture(self) -> None:
        if self._originals:
            self.picture_wanted.emit(self._originals[self._row].facts.file_name, self.slider.value())

    def _moved(self) -> None:
        self._settling.start()
        self._refresh()

    # making ---------------------------------------------------------------------------------------

    @property
    def order(self) -> BrowsingOrder:
        """What is wanted."""
        wishes = tuple(
            Wish(entry, book.masks)
            for row, (entry, book) in enumerate(zip(self._originals, self._books, strict=True))
            if self.files.item(row).checkState() is Qt.CheckState.Checked
        )
        mark = Watermark(png_of(self._mark), self._mark_text) if self.marked.isChecked() else None
        return BrowsingOrder(self._job, wishes, mark)

    def show_progress(self, share: float) -> None:
        """Show how far it is."""
        self.bar.setValue(round(share * _STEPS))

    def fail(self, words: str) -> None:
        """Say why nothing came of it; it may be tried again."""
        self._run(on=False)
        self.problem.setText(words)

    def reject(self) -> None:
        """Close it; what runs is stopped and leaves nothing."""
        if self._running:
            self.stopped.emit()
        super().reject()

    def _begin(self) -> None:
        order = self.order
        self.problem.setText("")
        self._run(on=True)
        self.begun.emit(order)

    def _run(self, *, on: bool) -> None:
        self._running = on
        self.bar.setValue(0)
        self.bar.setVisible(on)
        for part in (self._side, self.canvas, self.slider, self.go):
            part.setEnabled(not on)
        words = translate("Browsing", "停止制作") if on else translate("Browsing", "取消")
        self.leave.setText(words)

    # mosaics --------------------------------------------------------------------------------------

    @property
    def _row(self) -> int:
        return max(0, self.files.currentRow())

    @property
    def book(self) -> MaskBook:
        """The mosaics of the file on show."""
        return self._books[self._row]

    def _drawn(self, shares: QRectF) -> None:
        if self.book.add(shares.x(), shares.y(), shares.width(), shares.height()):
            self._current = len(self.book.masks) - 1
        self._refresh()

    def _add(self) -> None:
        """Begin a mosaic without a mouse: the arrows go on with it."""
        if self.add.isEnabled():
            self.book.add_in_the_middle()
            self._current = len(self.book.masks) - 1
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            self._refresh()

    def _choose(self, index: int) -> None:
        self._current = index
        self._refresh()

    def _from_here(self) -> None:
        if self._current >= 0:
            self.book.begin_at(self._current, self.slider.value() / 1000)
            self._refresh()

    def _to_here(self) -> None:
        if self._current >= 0:
            self.book.end_at(self._current, self.slider.value() / 1000)
            self._refresh()

    def _remove(self) -> None:
        if self._current >= 0:
            self.book.remove(self._current)
            self._refresh()

    def _undo(self) -> None:
        self.book.undo()
        self._refresh()

    def _nudge(self, dx: float, dy: float, grows: bool) -> None:
        if self._current >= 0:
            (self.book.grow if grows else self.book.move)(self._current, dx, dy)
            self._refresh()

    def _refresh(self) -> None:
        if not self._originals:
            return
        book, at_s = self.book, self.slider.value() / 1000
        self._current = min(self._current, len(book.masks) - 1)
        self.masks.blockSignals(True)
        self.masks.clear()
        for number, mask in enumerate(book.masks, 1):
            end = translate("Browsing", "结尾") if mask.to_s > book.length_s else _clock(mask.to_s)
            self.masks.addItem(f"{number}　{_clock(mask.from_s)} – {end}")
        self.masks.setCurrentRow(self._current)
        self.masks.blockSignals(False)
        self.canvas.show_masks([(i, book.masks[i]) for i in book.at(at_s)], self._current)
        self.canvas.show_mark(self._mark if self.marked.isChecked() else QImage())
        facts = self._originals[self._row].facts
        shown = f"{moment(facts.first_ms + self.slider.value()):%Y-%m-%d %H:%M:%S}"
        self.time.setText(f"{_clock(at_s)} / {_clock(book.length_s)}　{shown}")
        for button in (self.from_here, self.to_here, self.remove):
            button.setEnabled(self._current >= 0)
        self.add.setEnabled(self.canvas.has_picture)
        self.undo.setEnabled(book.can_undo)
        self._judge()

    def _judge(self) -> None:
        rows = range(self.files.count())
        some = any(self.files.item(row).checkState() is Qt.CheckState.Checked for row in rows)
        self.go.setEnabled(some and not self._running)

    # files ----------------------------------------------------------------------------------------

    def _list_files(self) -> None:
        for entry in self._originals:
            row = QListWidgetItem(entry.facts.file_name)
            row.setToolTip(entry.facts.file_name)
            row.setCheckState(Qt.CheckState.Checked)
            self.files.addItem(row)
        if self._originals:
            self.files.setCurrentRow(0)

    def _show_file(self) -> None:
        self._current = -1
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, self._originals[self._row].facts.duration_ms - 1))
        self.slider.setValue(0)
        self.slider.blockSignals(False)
        self.canvas.say(translate("Browsing", "正在取画面…"))
        self._refresh()
        self._ask_picture()

    # parts ----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.files.currentRowChanged.connect(lambda _row: self._show_file())
        self.files.itemChanged.connect(lambda _item: self._judge())
        self.masks.currentRowChanged.connect(self._choose)
        self.slider.valueChanged.connect(lambda _value: self._moved())
        self.canvas.drawn.connect(self._drawn)
        self.canvas.chosen.connect(self._choose)
        self.canvas.nudged.connect(self._nudge)
        self.canvas.removed.connect(self._remove)
        self.add.clicked.connect(self._add)
        self.from_here.clicked.connect(self._from_here)
        self.to_here.clicked.connect(self._to_here)
        self.remove.clicked.connect(self._remove)
        self.undo.clicked.connect(self._undo)
        QShortcut(QKeySequence.StandardKey.Undo, self, self._undo)
        QShortcut(QKeySequence(Qt.Key.Key_Insert), self, self._add)
        self.marked.toggled.connect(lambda _on: self._refresh())
        self.go.clicked.connect(self._begin)
        self.leave.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        warning = plain_label(self)
        warning.setObjectName("warning")
        warning.setText(
            translate("Browsing", "浏览件不是原始录像：重新编码，不含声音，只供观看或发布，不能代替原件。")
        )
        hint = plain_label(self)
        hint.setObjectName("dim")
        hint.setText(
            translate(
                "Browsing",
                "在画面上拖出要打码的部分，或按 Insert 在正中放一块。"
                "方向键移动，Shift+方向键改大小，Delete 删除。",
            )
        )
        self.slider.setAccessibleName(translate("Browsing", "时间"))
        self.canvas.setAccessibleName(translate("Browsing", "画面"))
        pictures = QVBoxLayout()
        pictures.addWidget(self.canvas, 1)
        pictures.addWidget(self.slider)
        pictures.addWidget(self.time)
        pictures.addWidget(hint)
        middle, buttons, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        middle.setSpacing(SIZES.gap_large)
        middle.addLayout(pictures, 1)
        middle.addWidget(self._side)
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(SIZES.gap)
        column.addWidget(warning)
        column.addLayout(middle, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)


def _clock(seconds: float) -> str:
    """Return a time in a file, to the tenth of a second."""
    tenths = math.floor(seconds * _TENTHS + 0.5)
    return f"{tenths // 600:02d}:{tenths // _TENTHS % 60:02d}.{tenths % _TENTHS}"
