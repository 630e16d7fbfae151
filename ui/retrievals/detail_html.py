"""One entry of the register as a page to read; every value is escaped, so that none is read as markup."""

from collections.abc import Iterable
from html import escape

from desktop.domain.retrieval import RequestedFootage, ResidentRoute, Retrieval, RetrievalRequest
from ui.i18n import translate
from ui.playback.bookmark_dialog import range_text
from ui.playback.time_text import full_text
from ui.retrievals.texts import STATE_LOOKS, class_name, document_name, kind_name, state_name
from ui.theme import COLOURS
from ui.wall.caption import plain

SCAN = "scan:"
"""What the address of a scan's link begins with; its SHA-256 follows."""
_Row = tuple[str, str]
_NAME = f"color:{COLOURS.text_dim};padding:3px 14px 3px 0;white-space:nowrap"


def detail_html(retrieval: Retrieval) -> str:
    """Return number and state, what was asked for, and what was decided."""
    request = retrieval.request
    tint = STATE_LOOKS[retrieval.state][1]
    head = (
        f"<p style='font-size:18px'><b>{_safe(retrieval.number)}</b>&nbsp;&nbsp;"
        f"<span style='color:{tint}'>{_safe(state_name(retrieval.state))}</span></p>"
    )
    if retrieval.local:
        words = translate("RetrievalDetail", "平台没有登记功能，此条登记在本机。")
        head += f"<p style='color:{COLOURS.text_dim}'>{_safe(words)}</p>"
    parts = [head, _table(_decision(retrieval)), _table(_request(retrieval)), _scans(request)]
    parts += [footage_html(request.footage)]
    parts += [_table(_circumstances(request))]
    return "".join(parts)


def footage_html(footage: Iterable[RequestedFootage]) -> str:
    """Return cameras and ranges as a list."""
    items = "".join(
        f"<tr><td style='padding:3px 12px 3px 0'><b>{_safe(item.camera_name)}</b>{_household(item)}<br>"
        f"<span style='color:{COLOURS.text_dim}'>{_safe(item.place)}</span></td>"
        f"<td style='padding:3px 0'>{_safe(range_text(item.range))}</td></tr>"
        for item in footage
    )
    return f"<table style='margin-top:8px'>{items}</table>"


def _household(item: RequestedFootage) -> str:
    if not item.household:
        return ""
    return f" <span style='color:{COLOURS.frozen}'>{_safe(translate('RetrievalDetail', '家庭'))}</span>"


def _decision(retrieval: Retrieval) -> list[_Row]:
    decision = retrieval.decision
    if decision is None:
        return []
    until = decision.valid_until_ms
    less = decision.approved and decision.footage != retrieval.request.footage
    return [
        (translate("RetrievalDetail", "审批人"), f"{decision.by.name} {decision.by.unit}"),
        (translate("RetrievalDetail", "审批时间"), full_text(decision.at_ms)),
        (translate("RetrievalDetail", "审批意见"), decision.opinion),
        (translate("RetrievalDetail", "有效期至"), "" if until is None else full_text(until)),
        (
            translate("RetrievalDetail", "批准范围"),
            "\n".join(f"{i.camera_name}　{range_text(i.range)}" for i in decision.footage) if less else "",
        ),
    ]


def _request(retrieval: Retrieval) -> list[_Row]:
    request = retrieval.request
    document, by = request.legal_document, retrieval.requested_by
    people = "\n".join(
        f"{p.name}　{document_name(p.document_type)} {p.document_number}　{p.phone}".rstrip()
        for p in request.persons
    )
    return [
        (translate("RetrievalDetail", "类型"), kind_name(request.kind)),
        (translate("RetrievalDetail", "申请主体"), f"{class_name(request.requester_class)}　{request.unit}"),
        (translate("RetrievalDetail", "到场人员"), people),
        (translate("RetrievalDetail", "事由、案由"), request.reason),
        (translate("RetrievalDetail", "用途"), request.purpose),
        (translate("RetrievalDetail", "案（事）件编号"), request.case_number),
        (translate("RetrievalDetail", "法律文书"), f"{document.title} {document.number}" if document else ""),
        (translate("RetrievalDetail", "申请方批准人"), request.approved_outside_by),
        (
            translate("RetrievalDetail", "登记人"),
            f"{by.name} {by.unit}　{full_text(retrieval.requested_at_ms)}",
        ),
    ]


def _scans(request: RetrievalRequest) -> str:
    """Return the scans as links: whoever decides has to look at them."""
    document = request.legal_document
    if document is None or not document.scans:
        return ""
    links = "<br>".join(f"<a href='{SCAN}{scan.sha256}'>{_safe(scan.name)}</a>" for scan in document.scans)
    name = _safe(translate("RetrievalDetail", "扫描件（点开查看）"))
    return f"<table><tr><td style='{_NAME}'>{name}</td><td style='padding:3px 0'>{links}</td></tr></table>"


def _circumstances(request: RetrievalRequest) -> list[_Row]:
    names = {item.camera_id: item.camera_name for item in request.footage}
    consents = "\n".join(
        f"{names.get(c.camera_id, c.camera_id)}：{c.householder}　{c.how}　{full_text(c.at_ms)}"
        for c in request.household_consents
    )
    expires = request.copy_expires_at_ms
    return [
        (translate("RetrievalDetail", "户主同意"), consents),
        *_resident(request.resident),
        (translate("RetrievalDetail", "陪同人"), request.companion),
        (translate("RetrievalDetail", "本机副本删除期限"), "" if expires is None else full_text(expires)),
        (translate("RetrievalDetail", "备注"), request.note),
    ]


def _resident(route: ResidentRoute | None) -> list[_Row]:
    if route is None:
        return []
    agreed = f"{route.consenting_unit} {route.consented_by}　{full_text(route.consented_at_ms)}"
    return [
        (translate("RetrievalDetail", "关系"), route.relation),
        (translate("RetrievalDetail", "身份核验"), route.identity_check),
        (translate("RetrievalDetail", "管理单位同意"), agreed),
    ]


def _table(rows: Iterable[_Row]) -> str:
    body = "".join(
        f"<tr><td style='{_NAME}'>{_safe(name)}</td><td style='padding:3px 0'>{_safe(value)}</td></tr>"
        for name, value in rows
        if value.strip()
    )
    return f"<table>{body}</table>" if body else ""


def _safe(text: str) -> str:
    return "<br>".join(escape(plain(line)) for line in text.split("\n"))
