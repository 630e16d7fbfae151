"""Copies of footage on this machine: how long each may stay, and deleting it (Order 799 Art. 17)."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.services.copies import CopyState, LocalCopies, LocalCopy
from desktop.services.tasks import TaskOwner
from ui.dialogs import async_dialog
from ui.errors.dialog import show_error
from ui.errors.texts import short_text
from ui.export.delete_dialog import DeleteDialog
from ui.i18n import mark, translate
from ui.icons import Icon, icon
from ui.playback.time_text import full_text
from ui.theme import COLOURS, SIZES
from ui.wall.caption import plain
from ui.widgets.message_page import MessagePage
from ui.widgets.notice import Notice, Tone

_STATES: Final = {
    CopyState.KEPT: (mark("CopiesPage", "保存中"), Icon.FOLDER, COLOURS.text_dim),
    CopyState.SOON: (mark("CopiesPage", "即将到期"), Icon.CLOCK, COLOURS.frozen),
    CopyState.OVERDUE: (mark("CopiesPage", "已到期，应删除"), Icon.WARNING, COLOURS.error),
    CopyState.GONE: (mark("CopiesPage", "不在原处"), Icon.BAN, COLOURS.text_dim),
}
_HEADS: Final = (
    mark("CopiesPage", "状态"),
    mark("CopiesPage", "删除期限"),
    mark("CopiesPage", "名称"),
    mark("CopiesPage", "登记编号"),
    mark("CopiesPage", "导出人"),
    mark("CopiesPage", "位置"),
)


class CopiesPage(QWidget):
    """A view of the service; UI thread. It reads anew whenever it comes on show."""

    deleted = Signal()

    def __init__(self, copies: LocalCopies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies = copies
        self._tasks = TaskOwner()
        self.shown: tuple[LocalCopy, ...] = ()
        self.table = QTableWidget(0, len(_HEADS), self)
        self.message = MessagePage(self)
        self.notice = Notice(self)
        self.delete = QPushButton(self)
        self.delete.setProperty("danger", "true")
        self.delete.setIcon(icon(Icon.TRASH, COLOURS.error))
        self.open = QPushButton(self)
        self.open.setIcon(icon(Icon.FOLDER))
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._judge)
        self.delete.clicked.connect(self._ask_delete)
        self.open.clicked.connect(self._open)
        self.message.link_clicked.connect(self.load)
        self._unsubscribe = copies.due.connect(lambda _due: self.load() if self.isVisible() else None)
        self._retranslate()
        self._judge()

    @property
    def chosen(self) -> LocalCopy | None:
        """The copy that is selected."""
        row = self.table.currentRow()
        return self.shown[row] if 0 <= row < len(self.shown) else None

    def load(self) -> None:
        """Read anew which copies there are."""
        self._tasks.start(self._load(), "load")

    def close_page(self) -> None:
        """Stop following."""
        self._unsubscribe()
        self._tasks.cancel_all()

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew."""
        super().showEvent(event)
        self.load()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was said."""
        super().hideEvent(event)
        self.notice.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_rows()
        super().changeEvent(event)

    async def _load(self) -> None:
        try:
            self.shown = await self._copies.list()
        except AppError as error:
            again = translate("CopiesPage", "再试一次")
            self.message.say(Icon.WARNING, short_text(error.code), again)
            self._stack.setCurrentWidget(self.message)
            return
        self._show_rows()

    async def _ask(self, copy: LocalCopy) -> None:
        answer = await async_dialog.run(DeleteDialog(copy, self.window()))
        if answer == QDialog.DialogCode.Accepted:
            self._tasks.start(self._delete(copy))

    async def _delete(self, copy: LocalCopy) -> None:
        try:
            removal = await self._copies.delete(copy)
        except AppError as error:
            await show_error(self.window(), error)
            return
        if removal.complete:
            text = translate("CopiesPage", "已删除并记入登记：{name}").format(name=copy.subject)
            self.notice.say(Tone.INFO, text)
        else:
            text = translate("CopiesPage", "有 {n} 个文件没能删除，请关闭正在使用它们的程序再试。")
            self.notice.say(Tone.WARNING, text.format(n=len(removal.left)))
        self.deleted.emit()
        await self._load()

    def _ask_delete(self) -> None:
        if self.chosen is not None:
            self._tasks.start(self._ask(self.chosen), "dialog")

    def _open(self) -> None:
        if self.chosen is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.chosen.folder)))

    def _judge(self) -> None:
        copy = self.chosen
        self.delete.setEnabled(copy is not None)
        self.open.setEnabled(copy is not None and copy.state is not CopyState.GONE)

    def _show_rows(self) -> None:
        before = self.table.currentRow()
        self.table.setRowCount(len(self.shown))
        for row, copy in enumerate(self.shown):
            for column, text in enumerate(_texts(copy)):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(text)
                if column == 0:
                    item.setIcon(icon(*_STATES[copy.state][1:]))
                self.table.setItem(row, column, item)
        if self.shown:
            self._stack.setCurrentWidget(self.table)
            self.table.selectRow(min(max(0, before), len(self.shown) - 1))
        else:
            words = translate("CopiesPage", "本机没有导出的副本。")
            self.message.say(Icon.FOLDER, words)
            self._stack.setCurrentWidget(self.message)
        self._judge()

    def _lay_out(self) -> None:
        table = self.table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(SIZES.row + 4)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((110, 140, 390, 200, 160)):
            head.resizeSection(column, width)
        head.setStretchLastSection(True)
        self._stack.addWidget(table)
        self._stack.addWidget(self.message)
        foot = QHBoxLayout()
        foot.addWidget(self.open)
        foot.addStretch(1)
        foot.addWidget(self.delete)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
        column_box.addWidget(self._stack, 1)
        column_box.addWidget(self.notice)
        column_box.addLayout(foot)

    def _retranslate(self) -> None:
        self.table.setHorizontalHeaderLabels([translate("CopiesPage", head) for head in _HEADS])
        self.delete.setText(translate("CopiesPage", "删除…"))
        self.open.setText(translate("CopiesPage", "打开文件夹"))


def _texts(copy: LocalCopy) -> tuple[str, ...]:
    until = "" if copy.expires_at_ms is None else full_text(copy.expires_at_ms)[:16]
    state = translate("CopiesPage", _STATES[copy.state][0])
    return (
        state,
        until,
        plain(copy.subject),
        copy.retrieval,
        plain(copy.made_by),
        str(Path(copy.folder).parent),
    )
