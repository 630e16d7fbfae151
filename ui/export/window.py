"""The window of requests and exports: the register, the queue, and the copies on this machine, in tabs."""

from enum import IntEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.domain.account import Right
from ui.export.copies_page import CopiesPage
from ui.export.queue_page import QueuePage
from ui.i18n import translate
from ui.icons import Icon, app_icon, icon
from ui.retrievals.register_page import RegisterPage
from ui.retrievals.services import EvidenceServices


class Tab(IntEnum):
    """The tabs in order."""

    REGISTER = 0
    EXPORTS = 1
    COPIES = 2


class EvidenceWindow(QWidget):
    """Stands beside the wall and blocks nothing; closing hides it."""

    shown_changed = Signal()

    def __init__(self, services: EvidenceServices, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(app_icon())
        self.register = RegisterPage(services.register, services.account, services.app.clock.now_ms, self)
        self.queue = QueuePage(services.exports, self)
        self.copies = CopiesPage(services.copies, self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.register, icon(Icon.REGISTER), "")
        self.tabs.addTab(self.queue, icon(Icon.EXPORT), "")
        self.tabs.addTab(self.copies, icon(Icon.FOLDER), "")
        for tab in (Tab.EXPORTS, Tab.COPIES):
            self.tabs.setTabVisible(tab, services.account.may(Right.EXPORT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._find)
        self.resize(1160, 680)
        self.setMinimumSize(900, 480)
        self._retranslate()

    def open_tab(self, tab: Tab) -> None:
        """Come to the front with a tab."""
        self.tabs.setCurrentIndex(tab)
        self.show()
        self.raise_()
        self.activateWindow()
        tables = {Tab.REGISTER: self.register.table, Tab.COPIES: self.copies.table}
        if tab in tables:
            tables[tab].setFocus()

    def close_pages(self) -> None:
        """End with the sign-in."""
        self.register.close_page()
        self.queue.close_page()
        self.copies.close_page()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _find(self) -> None:
        self.tabs.setCurrentIndex(Tab.REGISTER)
        self.register.search.setFocus()

    def _retranslate(self) -> None:
        self.setWindowTitle(translate("EvidenceWindow", "调取与导出"))
        self.tabs.setTabText(Tab.REGISTER, translate("EvidenceWindow", "调取登记"))
        self.tabs.setTabText(Tab.EXPORTS, translate("EvidenceWindow", "导出任务"))
        self.tabs.setTabText(Tab.COPIES, translate("EvidenceWindow", "本机副本"))
