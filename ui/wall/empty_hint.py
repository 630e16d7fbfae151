"""What an empty wall says: how cameras come onto it, or why none can."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.i18n import translate
from ui.icons import Icon, pixmap
from ui.theme import COLOURS, SIZES, font


class EmptyHint(QWidget):
    """A sentence in the middle of the wall; does not take the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._may_watch = True
        self._may_play_back = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        frame = f"background: {COLOURS.panel}; border: 1px solid {COLOURS.border}; border-radius: 10px;"
        self.setStyleSheet(f"EmptyHint {{ {frame} }}")
        sign = QLabel(self)
        sign.setPixmap(pixmap(Icon.WALL, 48, COLOURS.accent, self.devicePixelRatioF()))
        self._title = QLabel(self)
        self._title.setFont(font(SIZES.text_large + 2, bold=True))
        self._more = QLabel(self)
        self._more.setObjectName("dim")
        box = QVBoxLayout(self)
        box.setContentsMargins(40, 28, 40, 28)
        box.setSpacing(10)
        for part in (sign, self._title, self._more):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(part)
        self._set_texts()
        self.hide()

    def tell_no_right(self, *, playback: bool) -> None:
        """Say that this account may not watch live pictures, and whether it may watch recordings."""
        self._may_watch, self._may_play_back = False, playback
        self._set_texts()

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self._title.text()}\n{self._more.text()}"

    def set_wanted(self, wanted: bool) -> None:
        """Show or hide."""
        self.setVisible(wanted)
        if wanted:
            self.raise_()

    def place(self, wall: QRect) -> None:
        """Stand in the middle of the wall."""
        self.adjustSize()
        self.move(wall.center() - self.rect().center())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()

    def _set_texts(self) -> None:
        if not self._may_watch:
            self._title.setText(translate("EmptyHint", "当前账号不能查看实时画面"))
            self._more.setText(
                translate("EmptyHint", "左侧目录里可以查看摄像机和在线情况；录像在“回放”（F3）里看")
                if self._may_play_back
                else translate("EmptyHint", "左侧目录里可以查看摄像机和在线情况；需要看画面请联系平台管理员")
            )
            return
        self._title.setText(translate("EmptyHint", "视墙上还没有画面"))
        self._more.setText(
            translate(
                "EmptyHint",
                "在左侧目录双击摄像机或按回车打开，也可以拖到任意格子\n"
                "Ctrl+F 查找（支持拼音首字母） · Alt+数字 切换画面数",
            )
        )
