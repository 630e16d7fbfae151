"""The fields of the sign-in window, without any behaviour of their own but moving from one to the next."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import ErrorCode
from desktop.session.platforms import RememberedPlatform
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.login.state import Fields, Gap, SignInState
from ui.theme import SIZES
from ui.widgets.notice import plain_label
from ui.widgets.password_field import PasswordField

_ABOUT_ADDRESS: Final = frozenset({ErrorCode.BAD_ADDRESS, ErrorCode.UNKNOWN_HOST, ErrorCode.NOT_A_PLATFORM})


class SignInForm(QWidget):
    """Address, user, password and 记住密码; tells of every edit."""

    edited = Signal()
    submitted = Signal()
    forget_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address = _editable(self)
        self.user = _editable(self)
        self.password = PasswordField(self)
        self.remember = QCheckBox(self)
        self.forget = QToolButton(self)
        self.forget.setIcon(icon(Icon.TRASH))
        self.forget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._labels = {gap: plain_label(self, wrap=False) for gap in Gap}
        self.hints = {gap: _hint(self) for gap in Gap}
        self.keeping = _small(self)
        self._platforms: Sequence[RememberedPlatform] = ()
        self._lay_out()
        self._connect()
        self.retranslate()

    def fields(self) -> Fields:
        """Return what is typed."""
        return Fields(
            self.address.currentText(),
            self.user.currentText(),
            self.password.text(),
            self.remember.isChecked(),
        )

    def fill(self, platforms: Sequence[RememberedPlatform], address: str, user: str) -> None:
        """Offer the remembered platforms and start with an address and a user."""
        self._platforms = platforms
        self.address.clear()
        for platform in platforms:
            self.address.addItem(platform.address.url)
            tip = Qt.ItemDataRole.ToolTipRole
            self.address.setItemData(self.address.count() - 1, f"{platform.name} {platform.address.url}", tip)
        self.address.setCurrentText(address)
        self._offer_users(address)
        self.user.setCurrentText(user)

    def focus_first_gap(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        fields = self.fields()
        if not fields.address.strip():
            self.address.setFocus()
        elif not fields.user.strip():
            self.user.setFocus()
        else:
            self.password.setFocus()

    def focus_gap(self, gap: Gap | None) -> None:
        """Put the cursor into the field that is missing."""
        fields = {Gap.ADDRESS: self.address, Gap.USER: self.user, Gap.PASSWORD: self.password}
        if gap is not None:
            fields[gap].setFocus()

    def focus_after(self, code: ErrorCode) -> None:
        """Put the cursor where a failed try is mended: in the password or the address."""
        if code in _ABOUT_ADDRESS:
            self.address.setFocus()
            _line(self.address).selectAll()
        else:
            self.password.setFocus()
            self.password.selectAll()

    def show_state(self, state: SignInState) -> None:
        """Show the state."""
        for widget in (self.address, self.user, self.password):
            widget.setEnabled(not state.busy)
        for gap, hint in self.hints.items():
            hint.setVisible(state.gap is gap)
        known = {platform.address.url for platform in self._platforms}
        self.forget.setVisible(self.address.currentText() in known)
        self.forget.setEnabled(not state.busy)
        can_keep = state.keeps_passwords is not False
        self.remember.setEnabled(can_keep and not state.busy)
        if not can_keep:
            self.remember.setChecked(False)
        self.keeping.setVisible(not can_keep)
        kept, empty = translate("SignInForm", "已保存，可直接登录"), translate("SignInForm", "请输入密码")
        self.password.setPlaceholderText(kept if state.has_kept_password else empty)

    def retranslate(self) -> None:
        """Set all texts in the current language."""
        self._labels[Gap.ADDRESS].setText(translate("SignInForm", "平台地址"))
        self._labels[Gap.USER].setText(translate("SignInForm", "用户名"))
        self._labels[Gap.PASSWORD].setText(translate("SignInForm", "密码"))
        _line(self.address).setPlaceholderText(translate("SignInForm", "例如 10.1.2.3:8080"))
        _line(self.user).setPlaceholderText(translate("SignInForm", "请输入用户名"))
        self.remember.setText(translate("SignInForm", "记住密码"))
        self.forget.setToolTip(translate("SignInForm", "从列表中删除这个平台，连同保存的密码"))
        self.forget.setAccessibleName(self.forget.toolTip())
        self.hints[Gap.ADDRESS].setText(translate("SignInForm", "请填写平台地址"))
        self.hints[Gap.USER].setText(translate("SignInForm", "请填写用户名"))
        self.hints[Gap.PASSWORD].setText(translate("SignInForm", "请填写密码"))
        self.caps.setText(translate("SignInForm", "大写锁定已打开"))
        self.keeping.setText(
            translate("SignInForm", "本机没有可用的系统密钥环，密码不会保存，下次需重新输入。")
        )

    def _lay_out(self) -> None:
        self.caps = _small(self)
        self.caps.setObjectName("warning")
        self.caps.setWordWrap(False)
        self.caps.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap_small)
        self._add_field(column, Gap.ADDRESS, self.address, beside=self.forget)
        self._add_field(column, Gap.USER, self.user)
        self._add_field(column, Gap.PASSWORD, self.password, above=self.caps)
        column.addWidget(self.remember)
        column.addWidget(self.keeping)

    def _add_field(
        self,
        column: QVBoxLayout,
        gap: Gap,
        field: QWidget,
        *,
        beside: QWidget | None = None,
        above: QWidget | None = None,
    ) -> None:
        """Add a label, its field and the word for when it is empty."""
        label = self._labels[gap]
        label.setObjectName("dim")
        label.setBuddy(field)
        head, row = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label, 1)
        row.addWidget(field, 1)
        if above is not None:
            head.addWidget(above)
        if beside is not None:
            row.addWidget(beside)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.hints[gap])
        column.addSpacing(SIZES.gap)

    def _connect(self) -> None:
        self.address.currentTextChanged.connect(self._offer_users)
        for box in (self.address, self.user):
            box.currentTextChanged.connect(lambda _: self.edited.emit())
            _line(box).returnPressed.connect(self.submitted)
        self.password.textChanged.connect(lambda _: self.edited.emit())
        self.password.returnPressed.connect(self.submitted)
        self.password.caps_lock_changed.connect(self.caps.setVisible)
        self.remember.toggled.connect(lambda _: self.edited.emit())
        self.forget.clicked.connect(self.forget_requested)

    def _offer_users(self, address: str) -> None:
        """Offer those who signed in at this platform; a user name typed by hand stays."""
        users = next((p.users for p in self._platforms if p.address.url == address), ())
        offered = [self.user.itemText(row) for row in range(self.user.count())]
        if list(users) == offered:
            return
        typed = self.user.currentText()
        keep = typed if typed and typed not in offered else (users[0] if users else typed)
        self.user.clear()
        self.user.addItems(list(users))
        self.user.setCurrentText(keep)


def _editable(parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setCompleter(None)  # type: ignore[arg-type]  # it would finish "admin" as "administrator"
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _line(box: QComboBox) -> QLineEdit:
    line = box.lineEdit()
    assert line is not None, "an editable combo box has a line"
    return line


def _hint(parent: QWidget) -> QLabel:
    label = plain_label(parent)
    label.setObjectName("error")
    label.hide()
    return label


def _small(parent: QWidget) -> QLabel:
    label = plain_label(parent)
    label.setObjectName("small")
    return label
