"""The widgets of the request form and what they hold, without any behaviour but showing what applies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from desktop.domain.beijing import DAY_MS
from desktop.domain.retrieval import (
    LegalDocument,
    RequestedFootage,
    RequesterClass,
    RetrievalKind,
    RetrievalRequest,
)
from desktop.domain.retrieval_rules import RetrievalRules
from desktop.services.search import SearchService
from ui.i18n import translate
from ui.retrievals.footage_box import FootageBox
from ui.retrievals.persons_box import Completions, KnownPerson, PersonsBox
from ui.retrievals.resident_box import ResidentBox
from ui.retrievals.scans_box import ScansBox
from ui.retrievals.shown_fields import shown_fields, usual_document
from ui.retrievals.texts import class_name, kind_help, kind_name
from ui.widgets.completing_line import CompletingLine
from ui.widgets.field import Field

_NOTE_HEIGHT = 58


@dataclass(frozen=True, slots=True)
class FormParts:
    """What the fields need from outside."""

    completions: Completions
    person: KnownPerson
    search: SearchService
    now: Callable[[], int]
    rules: Callable[[], RetrievalRules]


class FormFields(QWidget):
    """Hidden owner of all fields; the form lays them out. `changed` comes with every edit."""

    changed = Signal()

    def __init__(self, parts: FormParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self._parts = parts
        self._kind_before: int | None = None
        ask = parts.completions
        # Made in reading order: that is the way Tab goes.
        self.kind = QComboBox(parent)
        for kind in RetrievalKind:
            self.kind.addItem("", kind)
        self.requester = QComboBox(parent)
        for requester in RequesterClass:
            self.requester.addItem("", requester)
        self.unit = CompletingLine(lambda text: ask("unit", text), parent)
        self.persons = PersonsBox(ask, parts.person, parent)
        self.reason = CompletingLine(lambda text: ask("reason", text), parent, longest=500)
        self.purpose = CompletingLine(lambda text: ask("purpose", text), parent, longest=500)
        self.case_number = CompletingLine(lambda text: ask("case_number", text), parent, longest=100)
        self.approved_by = CompletingLine(lambda text: ask("approved_outside_by", text), parent, longest=60)
        self.title = CompletingLine(lambda text: ask("legal_document.title", text), parent)
        self.number = CompletingLine(lambda text: ask("legal_document.number", text), parent, longest=100)
        self.scans = ScansBox(parent)
        self.resident = ResidentBox(ask, parts.now, parent)
        self.footage = FootageBox(parts.search, parts.now, parent)
        self.companion = CompletingLine(lambda text: ask("companion", text), parent, longest=60)
        self.copy_days = QSpinBox(parent)
        self.copy_days.lineEdit().setTextMargins(6, 0, 0, 0)
        self.note = QPlainTextEdit(parent)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.secrecy = QCheckBox(parent)
        self.fields: Mapping[str, Field] = {
            "kind": Field(self.kind, parent),
            "requester_class": Field(self.requester, parent),
            "unit": Field(self.unit, parent),
            "persons": Field(self.persons, parent),
            "reason": Field(self.reason, parent),
            "purpose": Field(self.purpose, parent),
            "case_number": Field(self.case_number, parent),
            "legal_document.title": Field(self.title, parent),
            "legal_document.number": Field(self.number, parent),
            "legal_document.scans": Field(self.scans, parent),
            "approved_outside_by": Field(self.approved_by, parent),
            "footage": Field(self.footage, parent),
            **self.resident.fields,
            "companion": Field(self.companion, parent),
            "copy_expires_at_ms": Field(self.copy_days, parent),
            "note": Field(self.note, parent),
            "secrecy_read": Field(self.secrecy, parent),
        }
        self._connect()
        self.retranslate()
        self.kind.setCurrentIndex(self.kind.findData(RetrievalKind.COPY))
        self._requester_changed()

    def request(self) -> RetrievalRequest:
        """Return what is typed; what does not apply is left out."""
        kind = RetrievalKind(self.kind.currentData())
        requester = RequesterClass(self.requester.currentData())
        shown = self.shown()
        days = self.copy_days.value()
        document = LegalDocument(_text(self.title), _text(self.number))
        return RetrievalRequest(
            kind=kind,
            requester_class=requester,
            unit=_text(self.unit),
            persons=self.persons.persons(),
            reason=_text(self.reason),
            purpose=_text(self.purpose),
            case_number=_text(self.case_number) if "case_number" in shown else "",
            footage=self.footage.footage(),
            legal_document=document if "legal_document.title" in shown else None,
            approved_outside_by=_text(self.approved_by) if "approved_outside_by" in shown else "",
            household_consents=self.footage.consents(),
            resident=self.resident.route() if "resident" in shown else None,
            secrecy_read=self.secrecy.isChecked(),
            copy_expires_at_ms=self._parts.now() + days * DAY_MS if "copy_expires_at_ms" in shown else None,
            companion=_text(self.companion) if "companion" in shown else "",
            note=self.note.toPlainText().strip()[:2000],
        )

    def fill(self, request: RetrievalRequest) -> None:
        """Show a request; scans are not part of it, nor is what was read and agreed to before."""
        self.kind.setCurrentIndex(self.kind.findData(request.kind))
        self.requester.setCurrentIndex(self.requester.findData(request.requester_class))
        document = request.legal_document
        for line, text in (
            (self.unit, request.unit),
            (self.reason, request.reason),
            (self.purpose, request.purpose),
            (self.case_number, request.case_number),
            (self.title, "" if document is None else document.title),
            (self.number, "" if document is None else document.number),
            (self.approved_by, request.approved_outside_by),
            (self.companion, request.companion),
        ):
            line.setText(text)
        self.persons.set_persons(request.persons)
        self.persons.need(self._parts.rules().persons(request.requester_class))
        self.footage.set_footage(request.footage, request.household_consents)
        self.resident.set_route(request.resident)
        self.note.setPlainText(request.note)
        self.scans.set_scans(())
        self.secrecy.setChecked(False)

    def shown(self) -> frozenset[str]:
        """Return the fields that apply to what is chosen."""
        kind, requester = RetrievalKind(self.kind.currentData()), RequesterClass(self.requester.currentData())
        return shown_fields(kind, requester, self._parts.rules())

    def add_footage(self, items: tuple[RequestedFootage, ...]) -> None:
        """Add cameras and ranges to those that are there."""
        self.footage.set_footage((*self.footage.footage(), *items), self.footage.consents())

    def retranslate(self) -> None:
        """Set all texts in the current language."""
        names = {
            "kind": translate("RequestForm", "类型"),
            "requester_class": translate("RequestForm", "申请主体"),
            "persons": translate("RequestForm", "到场人员"),
            "reason": translate("RequestForm", "事由、案由"),
            "purpose": translate("RequestForm", "用途"),
            "case_number": translate("RequestForm", "案（事）件编号"),
            "legal_document.title": translate("RequestForm", "法律文书名称"),
            "legal_document.number": translate("RequestForm", "文号"),
            "legal_document.scans": translate("RequestForm", "法律文书扫描件"),
            "approved_outside_by": translate("RequestForm", "申请方批准人"),
            "footage": translate("RequestForm", "摄像机和时段（北京时间）"),
            "companion": translate("RequestForm", "陪同人"),
            "copy_expires_at_ms": translate("RequestForm", "本机副本多少天后删除"),
            "note": translate("RequestForm", "备注"),
            "secrecy_read": translate("RequestForm", "保密告知"),
        }
        for path, name in names.items():
            self.fields[path].set_name(name)
        self._name_unit()
        for index, kind in enumerate(RetrievalKind):
            self.kind.setItemText(index, kind_name(kind))
            self.kind.setItemData(index, kind_help(kind), Qt.ItemDataRole.ToolTipRole)
        for index, requester in enumerate(RequesterClass):
            self.requester.setItemText(index, class_name(requester))
        self.copy_days.setSuffix(translate("RequestForm", " 天"))
        self.reason.setPlaceholderText(translate("RequestForm", "例如：货车撞坏商店铁棚后逃逸"))
        self.purpose.setPlaceholderText(translate("RequestForm", "例如：查找肇事车辆"))
        self.title.setPlaceholderText(translate("RequestForm", "例如：调取证据通知书"))
        self.secrecy.setText(translate("RequestForm", "已向申请人宣读，申请人知悉"))

    def _connect(self) -> None:
        lines: list[QLineEdit] = [self.unit, self.reason, self.purpose, self.case_number]
        lines += [self.title, self.number, self.approved_by, self.companion]
        for line in lines:
            line.textChanged.connect(lambda _text: self.changed.emit())
        for box in (self.kind, self.requester):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        for part in (self.persons, self.scans, self.footage, self.resident):
            part.changed.connect(self.changed)
        self.copy_days.valueChanged.connect(lambda _days: self.changed.emit())
        self.note.textChanged.connect(self.changed)
        self.secrecy.toggled.connect(lambda _on: self.changed.emit())
        self.requester.currentIndexChanged.connect(lambda _index: self._requester_changed())

    def _requester_changed(self) -> None:
        requester = RequesterClass(self.requester.currentData())
        self.persons.set_document(usual_document(requester))
        self.persons.need(self._parts.rules().persons(requester))
        self._choose_kind(requester)
        self._name_unit()

    def _choose_kind(self, requester: RequesterClass) -> None:
        """To residents nothing but viewing is open; whoever only passed them in the list keeps the kind."""
        kind = self.kind.currentIndex()
        view = self.kind.findData(RetrievalKind.VIEW)
        if requester is RequesterClass.RESIDENT:
            self._kind_before = kind
            self.kind.setCurrentIndex(view)
        elif self._kind_before is not None:
            if kind == view:
                self.kind.setCurrentIndex(self._kind_before)
            self._kind_before = None

    def _name_unit(self) -> None:
        resident = RequesterClass(self.requester.currentData()) is RequesterClass.RESIDENT
        name = translate("RequestForm", "住址（村、组）") if resident else translate("RequestForm", "单位")
        self.fields["unit"].set_name(name)


def _text(line: QLineEdit) -> str:
    return line.text().strip()
