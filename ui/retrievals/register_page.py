"""The register of retrievals: entries at the left, the chosen one and its commands at the right."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.account import Account
from desktop.domain.retrieval import Retrieval, RetrievalNumber, RetrievalQuery, RetrievalState
from desktop.errors import AppError
from desktop.services.retrievals import RetrievalService
from desktop.services.tasks import TaskOwner
from ui.errors.texts import short_text
from ui.i18n import mark, translate
from ui.icons import Icon, icon
from ui.retrievals.detail_html import SCAN, detail_html
from ui.retrievals.possible import Deed, possible
from ui.retrievals.register_model import RegisterModel
from ui.retrievals.texts import state_name
from ui.theme import SIZES
from ui.widgets.message_page import MessagePage
from ui.widgets.search_field import SearchField

SETTLE_MS: Final = 250
REFRESH_MS: Final = 10_000
_DEEDS: Final = {
    Deed.DECIDE: (mark("RegisterPage", "审批…"), Icon.STAMP),
    Deed.DECIDE_HERE: (mark("RegisterPage", "在本机审批…"), Icon.STAMP),
    Deed.EXPORT: (mark("RegisterPage", "导出…"), Icon.EXPORT),
    Deed.LOOK: (mark("RegisterPage", "在回放中查看"), Icon.PLAYBACK),
    Deed.PRINT: (mark("RegisterPage", "打印登记表…"), Icon.PRINT),
    Deed.REPEAT: (mark("RegisterPage", "照此再登记"), Icon.COPY),
    Deed.WITHDRAW: (mark("RegisterPage", "撤回"), Icon.UNDO),
    Deed.CLOSE: (mark("RegisterPage", "办结"), Icon.CHECK),
}
_MAIN: Final = (Deed.DECIDE, Deed.DECIDE_HERE, Deed.EXPORT, Deed.LOOK)


class RegisterPage(QWidget):
    """A view of the service; UI thread. It refreshes itself while it is on show."""

    new_wanted = Signal()
    deed_wanted = Signal(object, object)
    """A `Deed` and the `Retrieval` to do it with."""
    scan_wanted = Signal(object, str)
    """A `Retrieval` and the SHA-256 of the scan to look at."""

    def __init__(
        self,
        service: RetrievalService,
        account: Account,
        now: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._account = account
        self._now = now
        self._tasks = TaskOwner()
        self._wanted: RetrievalNumber | None = None
        self._loaded = False
        self.search = SearchField(self)
        self.states = QComboBox(self)
        self.states.addItem("", None)
        for state in RetrievalState:
            self.states.addItem("", state)
        self.new_button = QPushButton(self)
        self.new_button.setIcon(icon(Icon.REGISTER_ADD))
        self.model = RegisterModel(self)
        self.table = QTableView(self)
        self.message = MessagePage(self)
        self._lists = QStackedWidget(self)
        self.detail = QTextBrowser(self)
        self.detail.setOpenLinks(False)
        self.detail.anchorClicked.connect(self._link)
        self.buttons = {deed: QPushButton(self) for deed in _DEEDS}
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._again = QTimer(self, interval=REFRESH_MS)
        self._lay_out()
        self._connect()
        self._retranslate()

    @property
    def chosen(self) -> Retrieval | None:
        """The entry that is selected."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def load(self, show: RetrievalNumber | None = None) -> None:
        """Ask for the entries again; select one when it comes."""
        self._wanted = show or self._wanted
        self._tasks.start(self._load(), "load")

    def show_entry(self, number: RetrievalNumber) -> None:
        """Select an entry, whatever was searched for before."""
        self.search.clear()
        self.states.setCurrentIndex(0)
        self.load(number)

    def close_page(self) -> None:
        """Stop following."""
        self._again.stop()
        self._settle.stop()
        self._tasks.cancel("load")
        self._unsubscribe()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_chosen()
        super().changeEvent(event)

    # work -----------------------------------------------------------------------------------------

    async def _load(self) -> None:
        chosen = self.states.currentData()
        states = frozenset({RetrievalState(chosen)} if chosen is not None else ())
        try:
            entries = await self._service.list(RetrievalQuery(states, self.search.text().strip()))
        except AppError as error:
            self._loaded = True
            if not self.model.rows:
                again = translate("RegisterPage", "再试一次")
                self.message.say(Icon.WARNING, short_text(error.code), again)
                self._lists.setCurrentWidget(self.message)
            return
        self._loaded = True
        before = self._wanted or (self.chosen.number if self.chosen else None)
        self.model.show_rows(entries)
        row = self.model.row_of(before)
        if row >= 0:
            self._wanted = None
        if entries:
            self._lists.setCurrentWidget(self.table)
            self.table.selectRow(max(0, row))
        else:
            self._say_empty()
        self._show_chosen()

    def _say_empty(self) -> None:
        if self.search.text().strip() or self.states.currentIndex() > 0:
            self.message.say(Icon.SEARCH, translate("RegisterPage", "没有符合的登记"))
        else:
            words = translate("RegisterPage", "还没有调取登记。\n为他人查看、复制录像前先登记。")
            self.message.say(Icon.REGISTER, words)
        self._lists.setCurrentWidget(self.message)

    def _entry_changed(self, retrieval: Retrieval) -> None:
        if self.isVisible():
            self._settle.start()
        elif self.model.row_of(retrieval.number) >= 0:
            self._loaded = False

    def _show_chosen(self) -> None:
        entry = self.chosen
        self.detail.setVisible(entry is not None)
        deeds = frozenset() if entry is None else self._possible(entry)
        for deed, button in self.buttons.items():
            button.setVisible(deed in deeds)
        if entry is None:
            return
        place = self.detail.verticalScrollBar().value()
        html = detail_html(entry)
        if self.detail.property("shown") != html:
            self.detail.setProperty("shown", html)
            self.detail.setHtml(html)
            self.detail.verticalScrollBar().setValue(place)

    def _possible(self, entry: Retrieval) -> frozenset[Deed]:
        decides = self._service.may_decide(entry)
        return possible(entry, self._account, self._now(), decides=decides)

    def _emit(self, deed: Deed) -> None:
        if self.chosen is not None:
            self.deed_wanted.emit(deed, self.chosen)

    def _link(self, url: QUrl) -> None:
        if self.chosen is not None and url.toString().startswith(SCAN):
            self.scan_wanted.emit(self.chosen, url.toString().removeprefix(SCAN))

    def _entered(self, _index: QModelIndex) -> None:
        """Do the most likely thing with an entry that was double-clicked or entered."""
        deed = next((deed for deed in _MAIN if not self.buttons[deed].isHidden()), None)
        if deed is not None:
            self._emit(deed)

    def _visible_changed(self) -> None:
        if self.isVisible():
            self._again.start()
            self.load()
        else:
            self._again.stop()

    # looks ----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._settle.start())
        self.states.currentIndexChanged.connect(lambda _index: self.load())
        self._settle.timeout.connect(self.load)
        self._again.timeout.connect(self.load)
        self.new_button.clicked.connect(self.new_wanted)
        self.message.link_clicked.connect(self.load)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show_chosen())
        self.table.activated.connect(self._entered)
        for deed, button in self.buttons.items():
            button.clicked.connect(self._doing(deed))
        self._unsubscribe = self._service.changed.connect(self._entry_changed)

    def _doing(self, deed: Deed) -> Callable[[], None]:
        return lambda: self._emit(deed)

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh from now on."""
        super().showEvent(event)
        self._visible_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._again.stop()

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
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
        for column in range(self.model.columnCount()):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((100, 104, 54, 112, 122)):
            head.resizeSection(column, width)
        head.setStretchLastSection(True)
        self._lists.addWidget(table)
        self._lists.addWidget(self.message)
        tools = QHBoxLayout()
        tools.addWidget(self.search, 1)
        tools.addWidget(self.states)
        tools.addWidget(self.new_button)
        left = QWidget(self)
        column_left = QVBoxLayout(left)
        column_left.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
        column_left.addLayout(tools)
        column_left.addWidget(self._lists, 1)
        right = QWidget(self)
        column_right = QVBoxLayout(right)
        column_right.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
        column_right.addWidget(self.detail, 1)
        column_right.addStretch(0)
        main, rest = QHBoxLayout(), QHBoxLayout()
        for deed, button in self.buttons.items():
            button.setIcon(icon(_DEEDS[deed][1]))
            button.setAutoDefault(False)
            if deed in {Deed.DECIDE, Deed.DECIDE_HERE, Deed.EXPORT}:
                button.setProperty("primary", "true")
                button.setIcon(icon(_DEEDS[deed][1], "#06131f"))
            (main if deed in _MAIN else rest).addWidget(button)
        for row in (main, rest):
            row.addStretch(1)
            column_right.addLayout(row)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([710, 450])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(translate("RegisterPage", "编号、单位、人员、事由、案件、摄像机"))
        self.states.setItemText(0, translate("RegisterPage", "全部状态"))
        for index, state in enumerate(RetrievalState, start=1):
            self.states.setItemText(index, state_name(state))
        self.new_button.setText(translate("RegisterPage", "新登记"))
        for deed, button in self.buttons.items():
            button.setText(translate("RegisterPage", _DEEDS[deed][0]))
