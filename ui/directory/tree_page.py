"""The tab 全部: the tree, or what it says while there is none."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.errors import AppError
from desktop.services.directory import DirectoryService
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.tree_node import LoadState, TreeNode
from ui.directory.tree_view import DirectoryTree
from ui.errors.texts import long_text
from ui.i18n import translate
from ui.icons import Icon
from ui.models.directory_model import DirectoryModel
from ui.models.visible_regions import VisibleRegions
from ui.theme import COLOURS
from ui.widgets.message_page import MessagePage


class TreePage(QStackedWidget):
    """Follows the root's state; lives with one sign-in."""

    def __init__(
        self, store: DirectoryStore, directory: DirectoryService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._directory = directory
        self._model = DirectoryModel(store, directory.fetch, self)
        self.regions = VisibleRegions(self._model)
        self.tree = DirectoryTree(self.regions, self)
        self.message = MessagePage(self)
        self.addWidget(self.tree)
        self.addWidget(self.message)
        self.tree.retry_requested.connect(directory.retry)
        self.message.link_clicked.connect(lambda: directory.retry(store.root))
        self._subscription = store.node_changed.connect(self._on_node)
        self._model.rowsInserted.connect(self._show)
        self._model.rowsRemoved.connect(self._show)
        self._model.modelReset.connect(self._show)
        self._opened_first = False
        self._show()

    def detach(self) -> None:
        """Stop following the store."""
        self._subscription()
        self._model.detach()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _on_node(self, node: TreeNode) -> None:
        if node is self._store.root:
            self._show()

    def _show(self, *_: object) -> None:
        root = self._store.root
        if root.children:
            self.setCurrentWidget(self.tree)
            self._open_only_top()
            return
        self.setCurrentWidget(self.message)
        if root.load is LoadState.FAILED and root.error is not None:
            text = long_text(AppError(root.error))
            retry = translate("directory", "重试")
            self.message.say(Icon.UNREACHABLE, f"{text.title}\n{text.advice}", retry, tint=COLOURS.error)
        elif root.load in {LoadState.LOADING, LoadState.UNLOADED}:
            self.message.say(Icon.CONNECTING, translate("directory", "正在读取目录…"))
        elif root.members:
            self.message.say(Icon.FILTER, translate("directory", "没有在线的摄像机"))
        else:
            self.message.say(Icon.INFO, translate("directory", "这个账号名下没有区域"))

    def _open_only_top(self) -> None:
        """Open the one top node of an account at once: it would only be a click in the way."""
        root = self._store.root
        if not self._opened_first and len(root.members) == 1:
            self._opened_first = True
            self.tree.expand(self.regions.index_of(root.members[0]))
