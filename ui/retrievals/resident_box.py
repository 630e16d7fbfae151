"""What a resident's viewing needs (Order 799 Art. 21): relation, checked identity, the unit's consent."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop.domain.retrieval import ResidentRoute
from ui.i18n import translate
from ui.retrievals.moment_field import MomentField
from ui.retrievals.persons_box import Completions
from ui.theme import SIZES
from ui.widgets.completing_line import CompletingLine
from ui.widgets.field import Field


class ResidentBox(QWidget):
    """Five fields; UI thread."""

    changed = Signal()

    def __init__(
        self, completions: Completions, now: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.relation = QComboBox(self)
        self.relation.setEditable(True)
        self.identity = CompletingLine(lambda text: completions("resident.identity_check", text), self)
        self.unit = CompletingLine(lambda text: completions("resident.consenting_unit", text), self)
        self.person = CompletingLine(lambda text: completions("resident.consented_by", text), self)
        self.at = MomentField(now, self, ms=now())
        self.fields = {
            "resident.relation": Field(self.relation, self),
            "resident.identity_check": Field(self.identity, self),
            "resident.consenting_unit": Field(self.unit, self),
            "resident.consented_by": Field(self.person, self),
            "resident.consented_at_ms": Field(self.at, self),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZES.gap)
        for index, field in enumerate(self.fields.values()):
            grid.addWidget(field, index // 2, index % 2)
        for line in (self.identity, self.unit, self.person):
            line.textChanged.connect(lambda _text: self.changed.emit())
        self.relation.currentTextChanged.connect(lambda _text: self.changed.emit())
        self.at.changed.connect(self.changed)
        self._retranslate()
        self.relation.setEditText("")

    def route(self) -> ResidentRoute:
        """Return what is typed."""
        return ResidentRoute(
            relation=self.relation.currentText().strip(),
            identity_check=self.identity.text().strip(),
            consenting_unit=self.unit.text().strip(),
            consented_by=self.person.text().strip(),
            consented_at_ms=self.at.ms or 0,
        )

    def set_route(self, route: ResidentRoute | None) -> None:
        """Show a route, or nothing."""
        self.relation.setEditText("" if route is None else route.relation)
        self.identity.setText("" if route is None else route.identity_check)
        self.unit.setText("" if route is None else route.consenting_unit)
        self.person.setText("" if route is None else route.consented_by)
        if route is not None and route.consented_at_ms > 0:
            self.at.set_ms(route.consented_at_ms)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        typed = self.relation.currentText()
        self.relation.clear()
        self.relation.addItems(
            [
                translate("ResidentBox", "本人"),
                translate("ResidentBox", "近亲属"),
                translate("ResidentBox", "监护人"),
                translate("ResidentBox", "看护、代管人"),
            ]
        )
        self.relation.setEditText(typed)
        names = (
            translate("ResidentBox", "与画面中人或物的关系"),
            translate("ResidentBox", "身份怎样核验"),
            translate("ResidentBox", "同意查阅的管理单位"),
            translate("ResidentBox", "单位同意人"),
            translate("ResidentBox", "同意时间"),
        )
        for field, name in zip(self.fields.values(), names, strict=True):
            field.set_name(name)
        self.identity.setPlaceholderText(translate("ResidentBox", "例如：核对身份证原件"))
