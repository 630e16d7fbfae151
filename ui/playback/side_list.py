"""A list at the side of playback: a title line, rows of some lines, and words when there is nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Icon, icon
from ui.playback.own_keys import OwnKeys
from ui.playback.row_delegate import RowDelegate
from ui.theme import SIZES
from ui.widgets.message_page import MessagePage
from ui.widgets.notice import plain_label

_OWN_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Delete,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: a line that stands out, those below it, a longer text as tooltip, what it stands for."""

    key: object
    words: str
    detail: str
    tip: str = ""
    enabled: bool = True


class _Rows(QListWidget):
    """A click or Enter opens a row, on every desktop: Qt's activation is a double click on most of them."""

    entered_row = Signal(QListWidgetItem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row."""
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self.entered_row.emit(item)
        else:
            super().keyPressEvent(event)


class SideList(QWidget):
    """UI thread; what the rows mean is its owner's business."""

    chosen = Signal(object)
    """The key of a row that was clicked or entered."""
    menu_requested = Signal(object, QPoint)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title: QLabel = plain_label(self, wrap=False)
        self.title.setObjectName("heading")
        close = QToolButton(self)
        close.setIcon(icon(Icon.CLOSE))
        close.clicked.connect(self.closed)
        self.head = QHBoxLayout()
        self.head.addWidget(self.title, 1)
        self.head.addWidget(close)
        self.tools = QVBoxLayout()
        self.list = _Rows(self)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.itemClicked.connect(self._choose)
        self.list.entered_row.connect(self._choose)
        self.list.customContextMenuRequested.connect(self._ask_menu)
        OwnKeys(self.list, _OWN_KEYS)
        self.message = MessagePage(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
        column.setSpacing(SIZES.gap)
        column.addLayout(self.head)
        column.addLayout(self.tools)
        column.addWidget(self._stack, 1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the current one stays current if it is still there."""
        current = self.list.currentItem()
        before = None if current is None else current.data(Qt.ItemDataRole.UserRole)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.words}\n{row.detail}")
            item.setData(Qt.ItemDataRole.UserRole, row.key)
            item.setToolTip(row.tip)
            if not row.enabled:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
            if row.key == before:
                self.list.setCurrentItem(item)
        self._stack.setCurrentWidget(self.list)

    def say(self, drawn: Icon, text: str, link: str = "") -> None:
        """Show words in the list's place."""
        self.list.clear()
        self.message.say(drawn, text, link)
        self._stack.setCurrentWidget(self.message)

    def row_texts(self) -> list[str]:
        """Return what the rows say, for whoever reads them out."""
        return [self.list.item(index).text() for index in range(self.list.count())]

    def _choose(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _ask_menu(self, point: QPoint) -> None:
        item = self.list.itemAt(point)
        if item is not None:
            place = self.list.viewport().mapToGlobal(point)
            self.menu_requested.emit(item.data(Qt.ItemDataRole.UserRole), place)
