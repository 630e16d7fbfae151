"""The order of an export: cameras and ranges, the entry that allows them, the folder, what will lack."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.domain.export import ExportItem, ExportOptions
from desktop.domain.export_job import ExportJob
from desktop.domain.retrieval import RequestedFootage, Retrieval, RetrievalNumber, RetrievalQuery
from desktop.errors import AppError
from desktop.lanes import CallScope
from desktop.services.recording_state import RecordingState
from desktop.services.tasks import TaskOwner
from desktop.settings import declared
from ui.errors.texts import long_text
from ui.export.fitting import Fit, fit
from ui.export.sources import MOST
from ui.export.target import free_bytes, usual_folder
from ui.export.texts import misfit_text
from ui.i18n import translate
from ui.icons import Icon, icon
from ui.playback.bookmark_dialog import range_text
from ui.retrievals.footage_box import FootageBox
from ui.retrievals.services import EvidenceServices
from ui.theme import SIZES
from ui.wall.caption import plain
from ui.widgets.field import Field, at_the_top
from ui.widgets.folder_field import FolderField
from ui.widgets.notice import Notice, Tone, plain_label
from ui.widgets.password_field import PasswordField
from ui.widgets.size_text import size_text

LEAST_PASSWORD: Final = 8
_DISK_DEADLINE_S: Final = 5.0
_SETTLE_MS: Final = 300
_MOST_GAPS: Final = 6


class OrderDialog(QDialog):
    """Accepted once the order is taken; `job` is it then. UI thread."""

    request_wanted = Signal(object)
    """No entry fits: a new request for these cameras and ranges is wanted (tuple of `RequestedFootage`)."""

    def __init__(
        self,
        services: EvidenceServices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        app = self._app = services.app
        self._exports = services.exports
        self._register = services.register
        self._recordings = services.recordings
        self._tasks = TaskOwner()
        self._entries: tuple[Retrieval, ...] = ()
        self._wanted: RetrievalNumber | None = None
        self._fit = Fit(())
        self._tried = False
        self.job: ExportJob | None = None
        self.items = FootageBox(services.search, app.clock.now_ms, self, consents=False)
        self.entry = QComboBox(self)
        self.make_entry = QPushButton(self)
        self.folder = FolderField(self)
        self.folder.set_text(app.settings.get(declared.EXPORT_FOLDER) or str(usual_folder()))
        self.zip = QCheckBox(self)
        self.password, self.again = PasswordField(self), PasswordField(self)
        self.missing = plain_label(self)
        self.room = plain_label(self)
        self.notice = Notice(self)
        self.start = QPushButton(self)
        self.cancel = QPushButton(self)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self._judge_zip()

    def show_items(self, footage: Sequence[RequestedFootage], entry: RetrievalNumber | None = None) -> None:
        """Show what is to be exported, under this entry where it fits."""
        self._wanted = entry
        self.items.set_footage(footage)
        self._tasks.start(self._load(), "load")

    def wanted(self) -> tuple[ExportItem, ...]:
        """Return what is to be exported, as far as its times can be understood."""
        return tuple(
            ExportItem(item.camera_id, item.camera_name, item.place, item.range)
            for item in self.items.footage()
            if not item.range.empty
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter starts; Enter goes on to the next field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.order()
            else:
                self.focusNextChild()
            event.accept()
        else:
            super().keyPressEvent(event)

    def order(self) -> None:
        """Give the order, once, or say what is missing."""
        if self._tasks.running("order"):
            return
        self._tried = True
        problem = self._problem()
        self.items.say(())
        if problem:
            self.notice.say(Tone.WARNING, problem)
            return
        self._set_busy(busy=True)
        self._tasks.start(self._order(), "order")

    # work -----------------------------------------------------------------------------------------

    async def _load(self) -> None:
        try:
            self._entries = await self._register.list(RetrievalQuery())
        except AppError as error:
            text = long_text(error)
            self.notice.say(Tone.ERROR, f"{text.what}\n{text.advice}", text.title)
        self._judge()

    async def _order(self) -> None:
        entry = RetrievalNumber(self.entry.currentData())
        folder = self._folder()
        options = ExportOptions(zip_with_password=self.zip.isChecked())
        password = self.password.text() if self.zip.isChecked() else None
        try:
            self.job = await self._exports.order(entry, self.wanted(), folder, options, password)
        except AppError as error:
            text = long_text(error)
            self.notice.say(Tone.ERROR, f"{text.what}\n{text.advice}", text.title)
            return
        finally:
            if isValid(self):  # whoever leaves meanwhile takes the dialog along
                self._set_busy(busy=False)
        usual = self._app.settings.get(declared.EXPORT_FOLDER) or str(usual_folder())
        if self.folder.text() != usual:
            self._app.settings.set(declared.EXPORT_FOLDER, self.folder.text())
        self.accept()

    async def _weigh(self) -> None:
        """Say how large it will be and how much room there is."""
        folder, items = self._folder(), self.wanted()

        def free(_scope: CallScope) -> int | None:
            return free_bytes(folder)

        try:
            room = await self._app.lanes.storage.run(free, deadline_s=_DISK_DEADLINE_S)
            size = await self._exports.estimate(items) if items else None
        except AppError:
            self.room.setText("")
            return
        parts = []
        if size is not None:
            parts.append(translate("OrderDialog", "约 {size}").format(size=size_text(size)))
        if room is not None:
            parts.append(translate("OrderDialog", "目标磁盘可用 {size}").format(size=size_text(room)))
        self.room.setText("　".join(parts))
        short = size is not None and room is not None and room < size
        self.room.setObjectName("error" if short else "small")
        self.room.style().unpolish(self.room)
        self.room.style().polish(self.room)

    # judging --------------------------------------------------------------------------------------

    def _judge(self) -> None:
        items = self.wanted()
        self._fit = fit(items, self._entries, self._app.clock.now_ms())
        before = self._wanted or self.entry.currentData()
        self.entry.blockSignals(True)
        self.entry.clear()
        for entry in self._fit.entries:
            request = entry.request
            self.entry.addItem(
                f"{entry.number}　{plain(request.unit)}　{plain(request.reason)}", entry.number
            )
        self.entry.setCurrentIndex(max(0, self.entry.findData(before)) if self._fit.entries else -1)
        self.entry.blockSignals(False)
        reason = misfit_text(self._fit)
        self._entry_field.say(reason)
        self.entry.setEnabled(bool(self._fit.entries))
        self.make_entry.setVisible(bool(reason))
        self.start.setEnabled(bool(self._fit.entries))
        for item in items:
            self._recordings.want(item.camera_id, item.range)
        self._show_missing()
        self._settle.start()
        if self._tried and not self._problem():
            self.notice.hide()

    def _problem(self) -> str:
        """Return the first thing that keeps the order from being given."""
        rows = len(self.items.rows)
        reasons = (
            (not rows, translate("OrderDialog", "请加入要导出的摄像机和时段")),
            (rows > MOST, translate("OrderDialog", "一次最多 {n} 项").format(n=MOST)),
            (
                len(self.wanted()) < rows,
                translate("OrderDialog", "有时段看不懂，或结束不晚于开始"),
            ),
            (not self._fit.entries, misfit_text(self._fit)),
            (not self.folder.text(), translate("OrderDialog", "请选择存放的文件夹")),
        )
        found = next((text for holds, text in reasons if holds), "")
        return found or (self._password_problem() if self.zip.isChecked() else "")

    def _password_problem(self) -> str:
        if len(self.password.text()) < LEAST_PASSWORD:
            return translate("OrderDialog", "压缩包密码至少 {n} 位").format(n=LEAST_PASSWORD)
        if self.password.text() != self.again.text():
            return translate("OrderDialog", "两次输入的密码不一样")
        return ""

    def _show_missing(self) -> None:
        """Tell which parts have no recording, before anybody waits for them."""
        lines: list[str] = []
        unknown = False
        for item in self.wanted():
            state = self._recordings.state(item.camera_id, item.range).state
            unknown = unknown or state in {RecordingState.UNKNOWN, RecordingState.LOADING}
            if state is RecordingState.KNOWN:
                gaps = self._recordings.timeline(item.camera_id).gaps(item.range)
                lines += [f"{plain(item.camera_name)}　{range_text(gap)}" for gap in gaps]
        if lines:
            more = len(lines) - _MOST_GAPS
            shown = lines[:_MOST_GAPS]
            if more > 0:
                shown.append(translate("OrderDialog", "还有 {n} 处").format(n=more))
            head = translate("OrderDialog", "以下时段没有录像，证据包里会列明：")
            text = "\n".join([head, *shown])
        elif unknown and self.items.rows:
            text = translate("OrderDialog", "正在核对录像是否完整…")
        else:
            text = translate("OrderDialog", "录像完整，没有缺口。") if self.items.rows else ""
        self.missing.setText(text)
        self.missing.setObjectName("warning" if lines else "small")
        self.missing.style().unpolish(self.missing)
        self.missing.style().polish(self.missing)

    def _folder(self) -> Path:
        return Path(self.folder.text()).expanduser()

    def _judge_zip(self) -> None:
        self._passwords.setVisible(self.zip.isChecked())
        if self.zip.isChecked():
            self.password.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self.start.setEnabled(not busy and bool(self._fit.entries))
        self.items.setEnabled(not busy)

    def _ended(self) -> None:
        self._settle.stop()
        self._unsubscribe()
        self.items.picker.close_picker()
        self._tasks.cancel_all()

    # looks ----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.items.changed.connect(self._judge)
        self.items.from_view.hide()
        self.folder.changed.connect(lambda _text: self._settle.start())
        self.zip.toggled.connect(lambda _on: self._judge_zip())
        self.make_entry.clicked.connect(self._make_entry)
        self.start.clicked.connect(self.order)
        self.cancel.clicked.connect(self.reject)
        self._settle.timeout.connect(lambda: self._tasks.start(self._weigh(), "weigh"))
        self._unsubscribe = self._recordings.changed.connect(lambda _camera: self._show_missing())
        self.finished.connect(lambda _result: self._ended())

    def _make_entry(self) -> None:
        footage = self.items.footage()
        self.reject()
        self.request_wanted.emit(footage)

    def _lay_out(self) -> None:
        self.setWindowTitle(translate("OrderDialog", "导出录像"))
        self.resize(820, 620)
        self._entry_field = _named(self.entry, translate("OrderDialog", "依据哪条调取登记"), self)
        self.make_entry.setText(translate("OrderDialog", "申请调取这些录像…"))
        self.make_entry.setIcon(icon(Icon.REGISTER_ADD))
        self.zip.setText(translate("OrderDialog", "另做一个加密压缩包（AES-256，交付用）"))
        self.start.setText(translate("OrderDialog", "开始导出"))
        self.cancel.setText(translate("OrderDialog", "取消"))
        self.start.setProperty("primary", "true")
        self.missing.setObjectName("small")
        self.room.setObjectName("small")
        for button in (self.make_entry, self.start, self.cancel):
            button.setAutoDefault(False)
        area = QScrollArea(self)
        area.setWidget(
            at_the_top(_named(self.items, translate("OrderDialog", "摄像机和时段（北京时间）"), self))
        )
        area.setWidgetResizable(True)
        self._passwords = QWidget(self)
        passwords = QHBoxLayout(self._passwords)
        passwords.setContentsMargins(0, 0, 0, 0)
        passwords.addWidget(_named(self.password, translate("OrderDialog", "密码"), self))
        passwords.addWidget(_named(self.again, translate("OrderDialog", "再输一次"), self))
        made = QHBoxLayout()
        made.addWidget(self.make_entry)
        made.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(SIZES.gap)
        column.addWidget(area, 1)
        column.addWidget(self.missing)
        column.addWidget(self._entry_field)
        column.addLayout(made)
        column.addWidget(_named(self.folder, translate("OrderDialog", "存放在"), self))
        column.addWidget(self.room)
        column.addWidget(self.zip)
        column.addWidget(self._passwords)
        column.addWidget(self.notice)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        hint = plain_label(self, wrap=False)
        hint.setObjectName("small")
        hint.setText(translate("OrderDialog", "Ctrl+回车：开始　Esc：取消"))
        foot.addWidget(hint)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.start)
        return foot


def _named(editor: QWidget, name: str, parent: QWidget) -> Field:
    field = Field(editor, parent)
    field.set_name(name)
    return field
