"""调取登记表: one entry of the register of retrievals on A4, with what the program knows filled in.

Basis of the fields: Order 799 Art. 16(2)(三) 事由、内容、单位、姓名; the rest as registers of footage handed
out have them. What nobody knows is left to be written by hand: a form must never say more than is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents import page
from desktop.documents.page import pair, text, wide
from desktop.domain.evidence import KeyCard, PackageFacts
from desktop.domain.retrieval import (
    Operator,
    Person,
    RequestedFootage,
    Retrieval,
    RetrievalKind,
    RetrievalRequest,
    RetrievalState,
)
from desktop.domain.retrieval_rules import takes_away
from desktop.evidence import words
from desktop.evidence.signature import shown

_STATES = {
    RetrievalState.PENDING: "待审批",
    RetrievalState.APPROVED: "已批准",
    RetrievalState.REFUSED: "不批准",
    RetrievalState.WITHDRAWN: "已撤回",
    RetrievalState.CLOSED: "已办结",
}
_TICK, _BOX = "☑", "☐"
NOTICE = (
    "保密告知：所查阅、调取的视频图像信息仅限用于登记的事由和用途，不得超出必需的范围和限度，"
    "不得擅自复制、留存、传播或者公开；涉及个人隐私、个人信息的应当保密。违反的，依法承担责任。"
)


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What is known beside the entry itself; None and empty are left to be written by hand."""

    workstation: str = ""
    address: str = ""
    """IP address of the workstation."""
    software: str = ""
    platform: str = ""
    register_hash: str = ""
    """Hash of the register's last entry: the paper is a witness of the chain."""
    package: PackageFacts | None = None
    manifest_sha256: str = ""
    card: KeyCard | None = None
    package_name: str = ""
    files: int = 0
    bytes: int = 0
    """What the register knows of the package where its facts are not at hand."""


def retrieval_form(retrieval: Retrieval, facts: FormFacts, printed_ms: int) -> str:
    """Return the form as HTML."""
    request = retrieval.request
    parts = [
        "<h1>视频图像信息调取登记表</h1>",
        page.table(_head(retrieval)),
        "<h2>一、申请</h2>",
        page.table(_request(request)),
        "<h2>二、点位和时间段</h2>",
        _footage(retrieval, facts.package),
        "<h2>三、审批</h2>",
        page.table(_decision(retrieval)),
        "<h2>四、结果和交接</h2>",
        page.table(_result(request, facts)),
        f'<p class="note">{text(NOTICE)}&nbsp; 保密告知已阅：{_ticked(request.secrecy_read)}</p>',
        "<h2>五、签名</h2>",
        page.signatures("申请人（一）", "申请人（二）", "操作人"),
        page.signatures("复核人", "接收人", "管理单位（盖章）"),
        f'<p class="note">{text(_footer(facts, printed_ms))}</p>',
    ]
    return page.page(f"调取登记表 {retrieval.number}", parts)


def _head(retrieval: Retrieval) -> Sequence[str]:
    request = retrieval.request
    kept = "本机登记" if retrieval.local else "平台登记"
    return (
        pair(
            ("登记编号", f"<b>{text(retrieval.number)}</b>"),
            ("登记时间", text(words.said(retrieval.requested_at_ms))),
        ),
        pair(
            ("类型", _choice([(words.KINDS[kind], kind is request.kind) for kind in RetrievalKind])),
            ("状态", text(f"{_STATES[retrieval.state]}（{kept}）")),
        ),
    )


def _request(request: RetrievalRequest) -> Sequence[str]:
    document = request.legal_document
    scans = () if document is None else document.scans
    attached = "；".join(f"{scan.name}（SHA-256 {scan.sha256[:16]}…）" for scan in scans)
    rows = [
        pair(
            ("申请主体", text(words.REQUESTERS[request.requester_class])),
            ("人数", text(str(len(request.persons)))),
        ),
        wide("单位", text(request.unit)),
        wide("人员", "<br>".join(map(_person, request.persons))),
        pair(
            ("法律文书", text("" if document is None else document.title)),
            ("文书文号", text("" if document is None else document.number)),
        ),
        wide("文书扫描件", text(attached)),
        pair(
            ("批准人（申请方）", text(request.approved_outside_by)),
            ("案（事）件编号", text(request.case_number)),
        ),
        wide("事由、案由", text(request.reason)),
        wide("用途", text(request.purpose)),
        wide("家庭摄像头户主同意", _consents(request)),
    ]
    route = request.resident
    if route is not None:
        rows += [
            pair(("与被查询人关系", text(route.relation)), ("身份核验方式", text(route.identity_check))),
            wide(
                "管理单位同意",
                text(f"{route.consenting_unit}　{route.consented_by}　{words.said(route.consented_at_ms)}"),
            ),
        ]
    return (*rows, wide("备注", text(request.note)))


def _person(person: Person) -> str:
    paper = words.PAPERS[person.document_type]
    phone = f"，电话 {person.phone}" if person.phone else ""
    return text(f"{person.name}，{paper} {person.document_number}{phone}")


def _consents(request: RetrievalRequest) -> str:
    names = {item.camera_id: item.camera_name for item in request.footage}
    lines = [
        text(
            f"{names.get(consent.camera_id, consent.camera_id)}：{consent.householder}，{consent.how}，"
            f"{words.said(consent.at_ms)}　户主签名："
        )
        for consent in request.household_consents
    ]
    if not lines and not any(item.household for item in request.footage):
        return "不涉及"
    return "<br>".join(lines)


def _footage(retrieval: Retrieval, package: PackageFacts | None) -> str:
    decision = retrieval.decision
    granted = () if decision is None else decision.footage
    columns = (("序号", 7), ("点位", 37), ("申请的时间段", 28), ("批准的时间段", 28))
    rows = [page.head_row(columns)]
    for number, item in enumerate(retrieval.request.footage, 1):
        allowed = [
            words.span(one.range)
            for one in granted
            if one.camera_id == item.camera_id and one.range.overlaps(item.range)
        ]
        rows += [
            page.row(
                (
                    str(number),
                    text(f"{item.camera_name}（{'家庭' if item.household else '公共'}）\n{item.place}"),
                    text(words.span(item.range)),
                    text("\n".join(allowed)),
                )
            ),
            page.spanning(len(columns), text(_source(item, package))),
        ]
    return page.table(rows)


def _source(item: RequestedFootage, package: PackageFacts | None) -> str:
    """Return what is known of a camera: its number; from a package, whose it is, and its clock."""
    parts = [f"国标编号 {item.camera_id}"]
    source = next(
        (one for one in (package.sources if package else ()) if one.camera_id == item.camera_id), None
    )
    if source is not None:
        parts += [
            f"俗称 {source.common_name}" if source.common_name else "",
            f"管理单位 {source.management_unit}" if source.management_unit else "",
        ]
    parts.append(f"校时误差 {words.UNMEASURED if source is None else words.clock(source.clock_error)}")
    return "　".join(part for part in parts if part)


def _decision(retrieval: Retrieval) -> Sequence[str]:
    decision = retrieval.decision
    if decision is None:
        return (
            pair(("审批人", ""), ("审批时间", "")),
            wide("审批意见", _choice([("同意", False), ("不同意", False)]) + "<br><br>"),
            pair(("有效期至", ""), ("审批人签名", "")),
        )
    until = "" if decision.valid_until_ms is None else words.said(decision.valid_until_ms)
    return (
        pair(("审批人", _operator(decision.by)), ("审批时间", text(words.said(decision.at_ms)))),
        wide(
            "审批意见",
            _choice([("同意", decision.approved), ("不同意", not decision.approved)])
            + f"&nbsp; {text(decision.opinion)}",
        ),
        pair(("有效期至", text(until or "未另设期限")), ("审批人签名", "")),
    )


def _operator(who: Operator) -> str:
    return text(f"{who.name}（账号 {who.account}）\n{who.unit}")


def _result(request: RetrievalRequest, facts: FormFacts) -> Sequence[str]:
    package = facts.package
    rows = [
        wide("内容摘要", "<br><br>"),
        wide("结果", _choice([("有价值", False), ("无价值", False), ("未找到", False)])),
        pair(
            ("操作人", "" if package is None else _operator(package.made_by)),
            (
                "复核人",
                "" if package is None or package.checked_by is None else _operator(package.checked_by),
            ),
        ),
        pair(
            ("工作站", text("　".join(part for part in (facts.workstation, facts.address) if part))),
            ("软件、平台", text("\n".join(part for part in (facts.software, facts.platform) if part))),
        ),
        pair(("进入时间", ""), ("离开时间", "")),
        pair(("陪同人", text(request.companion)), ("去向、回执", "")),
    ]
    if takes_away(request.kind):
        rows += _copy(request, facts)
    return rows


def _copy(request: RetrievalRequest, facts: FormFacts) -> Sequence[str]:
    package, card = facts.package, facts.card
    files = ""
    if package is not None:
        total = sum(file.facts.bytes for file in package.files)
        files = f"{len(package.files)} 个，{total:,} 字节"
    elif facts.files:
        files = f"{facts.files} 个，{facts.bytes:,} 字节"
    medium = "" if package is None else f"{package.copies} 份 {package.medium}".strip()
    expires = request.copy_expires_at_ms if package is None else package.copy_expires_at_ms
    return (
        pair(
            ("文件数、总大小", text(files)),
            ("份数、介质编号", text(medium) + "<br>是否封存：☐ 是&nbsp; ☐ 否"),
        ),
        wide("证据包", text(facts.package_name if package is None else package.name)),
        wide("清单校验值 SHA-256", page.code(facts.manifest_sha256) if facts.manifest_sha256 else ""),
        wide(
            "签名公钥指纹",
            "" if card is None else f"<code>{text(shown(card.fingerprint))}</code>",
        ),
        wide("本机副本到期删除", text("" if expires is None else words.said(expires))),
    )


def _choice(options: Sequence[tuple[str, bool]]) -> str:
    return "&nbsp; ".join(f"{_TICK if chosen else _BOX} {text(name)}" for name, chosen in options)


def _ticked(value: bool) -> str:
    return f"{_TICK} 是" if value else f"{_BOX} 是"


def _footer(facts: FormFacts, printed_ms: int) -> str:
    chain = f"　登记簿校验值 {facts.register_hash[:32]}" if facts.register_hash else ""
    return f"打印时间 {words.said(printed_ms)}（北京时间）{chain}"
