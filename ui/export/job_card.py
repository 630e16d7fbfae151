"""One export in the queue: what it takes, how far it is, what is missing, and what can be done with it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.export import ExportState
from desktop.domain.export_job import ExportJob
from ui.export.piece_rows import PieceRows
from ui.export.texts import LOOKS, cause_name, figures_text, hold_text, share_done, state_name
from ui.i18n import mark, translate
from ui.icons import icon
from ui.playback.bookmark_dialog import range_text
from ui.theme import SIZES
from ui.wall.caption import plain
from ui.widgets.notice import plain_label, shortened

_STEPS = 1000
_NAMES = 3
_MOST_GAPS = 8


class JobDeed(StrEnum):
    """Something to do with a job."""

    OPEN = "open"
    VERIFY = "verify"
    REFETCH = "refetch"
    ZIP = "zip"
    BROWSING = "browsing"
    LIST = "list"
    PAUSE = "pause"
    RESUME = "resume"
    RETRY = "retry"
    FIRST = "first"
    CANCEL = "cancel"
    DISMISS = "dismiss"


_NAMED: Final = {
    JobDeed.OPEN: mark("JobCard", "打开文件夹"),
    JobDeed.VERIFY: mark("JobCard", "验证"),
    JobDeed.REFETCH: mark("JobCard", "补取缺失部分"),
    JobDeed.ZIP: mark("JobCard", "做加密压缩包…"),
    JobDeed.BROWSING: mark("JobCard", "制作浏览件…"),
    JobDeed.LIST: mark("JobCard", "打印提取清单…"),
    JobDeed.PAUSE: mark("JobCard", "暂停"),
    JobDeed.RESUME: mark("JobCard", "继续"),
    JobDeed.RETRY: mark("JobCard", "重试"),
    JobDeed.FIRST: mark("JobCard", "优先"),
    JobDeed.CANCEL: mark("JobCard", "取消任务"),
    JobDeed.DISMISS: mark("JobCard", "从列表移除"),
}
_BY_STATE: Final = {
    ExportState.WAITING: (JobDeed.FIRST, JobDeed.PAUSE, JobDeed.CANCEL),
    ExportState.RUNNING: (JobDeed.PAUSE, JobDeed.CANCEL),
    ExportState.PAUSED: (JobDeed.RESUME, JobDeed.CANCEL),
    ExportState.PACKAGING: (),
    ExportState.DONE: (JobDeed.OPEN, JobDeed.VERIFY, JobDeed.BROWSING, JobDeed.LIST, JobDeed.DISMISS),
    ExportState.FAILED: (JobDeed.RETRY, JobDeed.CANCEL, JobDeed.DISMISS),
    ExportState.CANCELLED: (JobDeed.DISMISS,),
}


def deeds_of(job: ExportJob) -> frozenset[JobDeed]:
    """Return what makes sense for a job as it stands; pure."""
    deeds = set(_BY_STATE[job.state])
    if job.can_refetch:
        deeds.add(JobDeed.REFETCH)
    if job.state is ExportState.DONE and job.zip_file is None:
        deeds.add(JobDeed.ZIP)
    return frozenset(deeds)


class JobCard(QFrame):
    """UI thread; shows the job that it was given last."""

    wanted = Signal(object, object)
    """A `JobDeed` and the `ExportJob`."""

    def __init__(self, job: ExportJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.job = job
        self._sign = QLabel(self)
        self.title = plain_label(self, wrap=False)
        self.title.setObjectName("heading")
        self.state = plain_label(self, wrap=False)
        self.entry = plain_label(self, wrap=False)
        self.entry.setObjectName("small")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.figures = plain_label(self)
        self.figures.setObjectName("dim")
        self.trouble = plain_label(self)
        self.trouble.setObjectName("warning")
        self.gaps = plain_label(self)
        self.gaps.setObjectName("small")
        self.more = QToolButton(self)
        self.more.setCheckable(True)
        self.pieces = PieceRows(self)
        self.pieces.hide()
        self.buttons = {deed: QPushButton(self) for deed in JobDeed}
        self._lay_out()
        self.more.toggled.connect(self._show_more)
        for deed, button in self.buttons.items():
            button.clicked.connect(self._asking(deed))
        self._retranslate()
        self.show_job(job)

    def show_job(self, job: ExportJob) -> None:
        """Show a job as it stands now."""
        self.job = job
        items = job.order.items
        names = "、".join(dict.fromkeys(plain(item.camera_name) for item in items[:_NAMES]))
        if len(items) > _NAMES:
            names = translate("JobCard", "{names} 等 {n} 项").format(names=names, n=len(items))
        self.title.setText(shortened(names, 60))
        self.title.setToolTip("\n".join(f"{plain(i.camera_name)}　{range_text(i.range)}" for i in items))
        self.entry.setText(translate("JobCard", "登记 {number}").format(number=job.order.retrieval))
        drawn, tint = LOOKS[job.state]
        self._sign.setPixmap(icon(drawn, tint).pixmap(SIZES.icon, SIZES.icon))
        self.state.setText(state_name(job.state))
        self.state.setStyleSheet(f"color: {tint};")
        self.bar.setValue(round(share_done(job) * _STEPS))
        self.bar.setVisible(not job.over)
        self.figures.setText(self._figures())
        self._show_trouble()
        if self.more.isChecked():
            self.pieces.show_pieces(job.pieces)
        deeds = deeds_of(job)
        for deed, button in self.buttons.items():
            button.setVisible(deed in deeds)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.show_job(self.job)
        super().changeEvent(event)

    def _figures(self) -> str:
        job = self.job
        if job.state is ExportState.DONE and job.package is not None:
            zipped = "" if job.zip_file is None else f"\n{job.zip_file}"
            return f"{job.package}{zipped}"
        return "" if job.state in {ExportState.FAILED, ExportState.CANCELLED} else figures_text(job)

    def _show_trouble(self) -> None:
        job = self.job
        trouble = hold_text(job.hold)
        if job.zip_missing and job.state is ExportState.DONE:
            trouble = translate("JobCard", "加密压缩包还没有做：程序重启后不再知道密码，请重新输入。")
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        lines = []
        for entry in job.gaps[:_MOST_GAPS]:
            name = plain(job.order.items[entry.item].camera_name)
            lines.append(f"{name}　{range_text(entry.gap.range)}　{cause_name(entry.gap.cause)}")
        if len(job.gaps) > _MOST_GAPS:
            lines.append(translate("JobCard", "还有 {n} 处").format(n=len(job.gaps) - _MOST_GAPS))
        if lines:
            lines.insert(0, translate("JobCard", "缺少 {n} 处：").format(n=len(job.gaps)))
        self.gaps.setText("\n".join(lines))
        self.gaps.setVisible(bool(lines))

    def _show_more(self, shown: bool) -> None:
        self.pieces.setVisible(shown)
        self.more.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        if shown:
            self.pieces.show_pieces(self.job.pieces)

    def _asking(self, deed: JobDeed) -> Callable[[], None]:
        return lambda: self.wanted.emit(deed, self.job)

    def _lay_out(self) -> None:
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        head = QHBoxLayout()
        head.addWidget(self.more)
        head.addWidget(self._sign)
        head.addWidget(self.title)
        head.addWidget(self.entry)
        head.addStretch(1)
        head.addWidget(self.state)
        foot = QHBoxLayout()
        foot.addWidget(self.figures, 1)
        for deed, button in self.buttons.items():
            button.setAutoDefault(False)
            if deed is JobDeed.CANCEL:
                button.setProperty("danger", "true")
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(SIZES.gap_small)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.trouble)
        column.addWidget(self.gaps)
        column.addLayout(foot)
        column.addWidget(self.pieces)

    def _retranslate(self) -> None:
        for deed, button in self.buttons.items():
            button.setText(translate("JobCard", _NAMED[deed]))
        self.more.setToolTip(translate("JobCard", "各个文件"))
        self.more.setAccessibleName(self.more.toolTip())
