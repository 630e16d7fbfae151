"""The list of bookmarks: searched, opened, changed, removed, and written out for a spreadsheet."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from desktop.domain.bookmark import Bookmark, BookmarkId
from desktop.domain.camera import CameraId
from desktop.services.bookmarks import Bookmarks
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.icons import Icon
from ui.playback.bookmark_dialog import range_text, short_range_text
from ui.playback.side_list import Row, SideList
from ui.wall.caption import plain
from ui.widgets.search_field import SearchField


class BookmarksPanel(SideList):
    """A view of the service; UI thread."""

    opened = Signal(object)
    edit_requested = Signal(object)
    remove_requested = Signal(object)
    """Each with its `Bookmark`."""
    footage_requested = Signal(object, bool)
    """A `Bookmark` whose footage is to be exported, or (False) asked for in the register."""
    export_requested = Signal(object)
    """The bookmarks in view (tuple)."""

    def __init__(
        self, bookmarks: Bookmarks, camera_name: Callable[[CameraId], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bookmarks = bookmarks
        self._camera_name = camera_name
        self.search = SearchField(self)
        self.export = QPushButton(self)
        self.tools.addWidget(self.search)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.export)
        self.tools.addLayout(row)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.export.clicked.connect(lambda: self.export_requested.emit(self.shown()))
        self.chosen.connect(self._open)
        self.menu_requested.connect(self._menu)
        self.message.link_clicked.connect(bookmarks.refresh)
        self._set_texts()

    def shown(self) -> tuple[Bookmark, ...]:
        """Return the bookmarks that match the search."""
        return self._bookmarks.search(self.search.text(), self._camera_name)

    def refresh(self) -> None:
        """Show what there is."""
        found = self.shown()
        self.export.setEnabled(bool(found))
        if found:
            self.show_rows([self._row(bookmark) for bookmark in found])
        elif self._bookmarks.error is not None:
            self.say(Icon.WARNING, short_text(self._bookmarks.error), translate("BookmarksPanel", "再试一次"))
        elif not self._bookmarks.loaded:
            self.say(Icon.BOOKMARK, translate("BookmarksPanel", "载入中…"))
        elif self.search.text().strip():
            self.say(Icon.SEARCH, translate("BookmarksPanel", "没有符合的书签"))
        else:
            self.say(Icon.BOOKMARK, translate("BookmarksPanel", "还没有书签。\n回放时按 B 加一个。"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
            self.refresh()

    def _set_texts(self) -> None:
        self.title.setText(translate("BookmarksPanel", "书签"))
        self.search.setPlaceholderText(translate("BookmarksPanel", "搜索名称、备注、摄像机"))
        self.export.setText(translate("BookmarksPanel", "导出列表…"))

    def _row(self, bookmark: Bookmark) -> Row:
        name = plain(self._camera_name(bookmark.camera_id))
        detail = f"{short_range_text(bookmark.range)}\n{name}"
        lines = (bookmark.name, name, range_text(bookmark.range), bookmark.note, bookmark.user)
        tip = "<br>".join(escape(line) for line in lines if line)
        return Row(bookmark.id, plain(bookmark.name), detail, f"<p>{tip}</p>")

    def _of(self, key: object) -> Bookmark | None:
        return next((each for each in self._bookmarks.items if each.id == key), None)

    def _open(self, key: BookmarkId) -> None:
        bookmark = self._of(key)
        if bookmark is not None:
            self.opened.emit(bookmark)

    def _menu(self, key: BookmarkId, place: QPoint) -> None:
        bookmark = self._of(key)
        if bookmark is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(translate("BookmarksPanel", "打开"), lambda: self.opened.emit(bookmark))
        menu.addAction(translate("BookmarksPanel", "修改…"), lambda: self.edit_requested.emit(bookmark))
        menu.addSeparator()
        menu.addAction(
            translate("BookmarksPanel", "导出录像…"), lambda: self.footage_requested.emit(bookmark, True)
        )
        menu.addAction(
            translate("BookmarksPanel", "申请调取…"), lambda: self.footage_requested.emit(bookmark, False)
        )
        menu.addSeparator()
        menu.addAction(translate("BookmarksPanel", "删除"), lambda: self.remove_requested.emit(bookmark))
        menu.popup(place)
