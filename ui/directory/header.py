"""The head of the directory panel: search box, tabs, and the two filters."""

from enum import IntEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QToolButton, QVBoxLayout, QWidget

from desktop.settings import declared
from desktop.settings.store import Settings
from ui.directory.search_box import SearchBox
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.theme import COLOURS, SIZES


class Section(IntEnum):
    """The tabs, in their order."""

    ALL = 0
    FAVOURITES = 1
    RECENTS = 2


class PanelHeader(QWidget):
    """Search, sections, filters; the filters are settings and stay."""

    section_changed = Signal(object)
    """Section that was chosen."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(self)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        for _ in Section:
            self.tabs.addTab("")
        self.online_only = _toggle(self, Icon.ONLINE)
        self.hide_empty = _toggle(self, Icon.HIDE_EMPTY)
        self._lay_out()
        self.retranslate()
        self.tabs.currentChanged.connect(lambda row: self.section_changed.emit(Section(row)))
        self.online_only.setChecked(settings.get(declared.ONLINE_ONLY))
        self.hide_empty.setChecked(settings.get(declared.HIDE_EMPTY_REGIONS))
        self.online_only.toggled.connect(lambda on: settings.set(declared.ONLINE_ONLY, on))
        self.hide_empty.toggled.connect(lambda on: settings.set(declared.HIDE_EMPTY_REGIONS, on))
        self._subscriptions = (
            settings.observe(declared.ONLINE_ONLY, self.online_only.setChecked),
            settings.observe(declared.HIDE_EMPTY_REGIONS, self.hide_empty.setChecked),
        )

    @property
    def section(self) -> Section:
        """Return the section that is chosen."""
        return Section(self.tabs.currentIndex())

    def show_section(self, section: Section) -> None:
        """Choose a section."""
        self.tabs.setCurrentIndex(section)

    def detach(self) -> None:
        """Stop following the settings."""
        for unsubscribe in self._subscriptions:
            unsubscribe()

    def retranslate(self) -> None:
        """Set all texts in the current language."""
        self.tabs.setTabText(Section.ALL, translate("PanelHeader", "全部"))
        self.tabs.setTabText(Section.FAVOURITES, translate("PanelHeader", "收藏"))
        self.tabs.setTabText(Section.RECENTS, translate("PanelHeader", "最近"))
        self.online_only.setToolTip(translate("PanelHeader", "只显示在线"))
        self.hide_empty.setToolTip(translate("PanelHeader", "隐藏没有摄像机的区域"))
        for button in (self.online_only, self.hide_empty):
            button.setAccessibleName(button.toolTip())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.online_only)
        row.addWidget(self.hide_empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.gap, 0, SIZES.gap, SIZES.gap_small)
        column.setSpacing(SIZES.gap_small)
        column.addWidget(self.search)
        column.addLayout(row)


def _toggle(parent: QWidget, drawn: Icon) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(drawn, COLOURS.text))
    button.setIconSize(QSize(SIZES.icon, SIZES.icon))
    button.setCheckable(True)
    return button
