"""The queue of exports: one card for each job, in the order in which they are worked off."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.export import ExportId
from desktop.domain.export_job import ExportJob
from desktop.services.exports.service import ExportService
from ui.export.job_card import JobCard
from ui.i18n import translate
from ui.icons import Icon
from ui.theme import SIZES
from ui.widgets.message_page import MessagePage


class QueuePage(QWidget):
    """A view of the service; UI thread."""

    wanted = Signal(object, object)
    """A `JobDeed` and the `ExportJob`."""

    def __init__(self, service: ExportService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self.cards: dict[ExportId, JobCard] = {}
        self.message = MessagePage(self)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
        self._column.setSpacing(SIZES.gap)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(area)
        self._stack.addWidget(self.message)
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._unsubscribe = service.changed.connect(self._changed)
        self._retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show what there is, in its order."""
        jobs = self._service.jobs
        for gone in set(self.cards) - {job.id for job in jobs}:
            card = self.cards.pop(gone)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for index, job in enumerate(jobs):
            card = self.cards.get(job.id) or self._made(job)
            card.show_job(job)
            if self._column.indexOf(card) != index:
                self._column.insertWidget(index, card)
        self._stack.setCurrentWidget(self._area if jobs else self.message)

    def close_page(self) -> None:
        """Stop following."""
        self._unsubscribe()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _changed(self, job: ExportJob) -> None:
        card = self.cards.get(job.id)
        if card is not None and card.job.state is job.state:
            card.show_job(job)
        else:
            self.refresh()

    def _made(self, job: ExportJob) -> JobCard:
        card = JobCard(job, self)
        card.wanted.connect(self.wanted)
        self.cards[job.id] = card
        return card

    def _retranslate(self) -> None:
        words = translate("QueuePage", "没有导出任务。\n回放时用 [ 和 ] 标出起点和终点，再按 E。")
        self.message.say(Icon.EXPORT, words)
