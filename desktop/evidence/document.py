"""manifest.html: the manifest for people, in Chinese, on A4; printed as manifest.pdf.

Plain tables without style sheets of any depth, so that a browser and Qt's printer show the same. Nothing in
it is trusted to be plain: every text is escaped.
"""

import html
from collections.abc import Iterable, Sequence

from desktop.domain.evidence import KeyCard, PackagedFile, PackageFacts, SourceFacts, Treatment
from desktop.domain.export import Gap
from desktop.domain.retrieval import Operator
from desktop.domain.time_range import TimeRange
from desktop.error_words import error_word
from desktop.evidence import names, words
from desktop.evidence.retrieval_part import shortened
from desktop.evidence.signature import shown

Row = tuple[str, str]
_STYLE = (
    "body{font-family:'Noto Sans CJK SC','Microsoft YaHei','SimSun',sans-serif;font-size:10.5pt;color:#000;"
    "background:#fff}h1{font-size:18pt;text-align:center}h2{font-size:12.5pt}"
    "th{text-align:left;font-weight:normal;background-color:#eeeeee}code{font-family:monospace;font-size:9pt}"
    "p.note{font-size:9.5pt}@media screen{body{max-width:190mm;margin:12mm auto;padding:0 6mm}}"
)
_GROUP = 8
_GROUPS = 4


def document(package: PackageFacts, card: KeyCard) -> str:
    """Return the whole HTML text."""
    parts = (
        "<h1>随片清单</h1>",
        _table(_head(package)),
        "<h2>一、调取登记</h2>",
        _table(_retrieval(package)),
        "<h2>二、来源</h2>",
        *(_table(_source(number, source), wide=True) for number, source in enumerate(package.sources, 1)),
        "<h2>三、文件</h2>",
        *(_table(_file(number, file), wide=True) for number, file in enumerate(package.files, 1)),
        "<h2>四、制作环境</h2>",
        _table(_environment(package)),
        "<h2>五、校验与签名</h2>",
        _table(_signature(package, card)),
        f'<p class="note">{_text(words.STATEMENT)}</p>',
        "<h2>六、签名</h2>",
        _table(_lines(package)),
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>随片清单 {_text(package.name)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _text(value: str) -> str:
    return html.escape(value, quote=True).replace("\n", "<br>")


def _code(value: str) -> str:
    groups = [value[at : at + _GROUP] for at in range(0, len(value), _GROUP)]
    lines = (" ".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS))
    return f"<code>{'<br>'.join(_text(line) for line in lines)}</code>"


def _table(rows: Iterable[Row], *, wide: bool = False) -> str:
    """Return rows of a name and a content that is HTML already."""
    cells = "\n".join(
        f'<tr><th width="24%">{_text(name)}</th><td width="76%">{content or "—"}</td></tr>'
        for name, content in rows
    )
    gap = "<br>" if wide else ""
    return (
        f'<table border="1" cellspacing="0" cellpadding="4" width="100%" '
        f'style="border-collapse:collapse">\n{cells}\n</table>{gap}'
    )


def _head(package: PackageFacts) -> Sequence[Row]:
    total = sum(file.facts.bytes for file in package.files)
    return (
        ("登记编号", _text(package.retrieval.number)),
        ("证据包名称", _text(package.name)),
        ("提供单位（盖章）", f"{_text(package.providing_unit)}<br><br>"),
        ("文件数、总大小", f"{len(package.files)} 个，{total:,} 字节"),
        ("制作人", _operator(package.made_by)),
        ("复核人", _operator(package.checked_by) if package.checked_by else ""),
        ("制作时间（北京时间）", _text(words.said(package.made_at_ms))),
        ("份数、介质", _text(f"{package.copies} 份 {package.medium}".strip())),
        ("本机副本到期删除", _text(words.said(package.copy_expires_at_ms))),
        ("备注", _text(package.note)),
    )


def _operator(person: Operator) -> str:
    return _text(f"{person.name}（账号 {person.account}，{person.unit}）")


def _retrieval(package: PackageFacts) -> Sequence[Row]:
    retrieval, request = package.retrieval, package.retrieval.request
    paper = request.legal_document
    decision = retrieval.decision
    persons = "<br>".join(
        _text(f"{person.name}，{words.PAPERS[person.document_type]} {shortened(person.document_number)}")
        for person in request.persons
    )
    approved = ""
    if decision is not None:
        approved = (
            f"{_operator(decision.by)}<br>{_text(words.said(decision.at_ms))}，{_text(decision.opinion)}"
        )
    return (
        ("类型", _text(words.KINDS[request.kind])),
        ("调取单位", _text(f"{request.unit}（{words.REQUESTERS[request.requester_class]}）")),
        ("调取人员", persons),
        ("事由、用途", _text("；".join(part for part in (request.reason, request.purpose) if part))),
        ("案（事）件编号", _text(request.case_number)),
        ("法律文书", _text(f"{paper.title} {paper.number}") if paper else ""),
        ("调取单位批准人", _text(request.approved_outside_by)),
        ("登记人、时间", f"{_operator(retrieval.requested_by)}<br>{words.said(retrieval.requested_at_ms)}"),
        ("审批人、意见", approved),
    )


def _source(number: int, source: SourceFacts) -> Sequence[Row]:
    place = source.address
    if source.longitude is not None and source.latitude is not None:
        place += f"（经度 {source.longitude:.6f}，纬度 {source.latitude:.6f}）"
    locked = {None: "是否锁定未知", True: "已锁定", False: "未锁定"}[source.original_locked]
    offset = source.platform_clock_offset_ms
    told = words.UNKNOWN if offset is None else f"{words.offset(offset)}（平台所报，未经校对）"
    return (
        (f"来源 {number}", f"<b>{_text(source.camera_name)}</b> {_text(source.common_name)}"),
        ("国标编码", _text(source.gb_id or source.camera_id)),
        ("地址", _text(place)),
        ("管理单位", _text(source.management_unit)),
        ("类别", "家庭摄像机" if source.household else "公共摄像机"),
        ("申请时段", words.span(source.requested)),
        ("取得时段", _spans(source.obtained)),
        ("缺口", _gaps(source.gaps)),
        ("校时误差", _text(words.clock(source.clock_error))),
        ("平台所报时钟偏差", told),
        ("原件存放地点", _text(source.original_place)),
        ("预计覆盖日期", f"{words.said(source.original_kept_until_ms)}（{locked}）"),
    )


def _spans(parts: Sequence[TimeRange]) -> str:
    return "<br>".join(words.span(part) for part in parts) or "无"


def _gaps(gaps: Sequence[Gap]) -> str:
    told = []
    for gap in gaps:
        detail = _text(f"（{error_word(gap.detail)}）") if gap.detail else ""
        told.append(f"{words.span(gap.range)}：{words.GAP_CAUSES[gap.cause]}{detail}")
    return "<br>".join(told) or "无"


def _file(number: int, file: PackagedFile) -> Sequence[Row]:
    facts = file.facts
    picture = f"{facts.codec}，{facts.width}×{facts.height}，{facts.fps:.3f} 帧/秒，{facts.bit_rate} 比特/秒"
    sound = "有" if facts.audio else "无"
    if facts.sound_left_out:
        sound += f"（来源另有 {facts.sound_left_out} 声音，MP4 容不下，未保留）"
    found = f"{words.duration(facts.duration_ms)}，关键帧 {facts.key_frames} 个，音轨{sound}"
    counted = (f"{error_word(code)} {count} 次" for code, count in sorted(facts.errors.items()))
    errors = "，".join(counted) or "无"
    stream = words.STREAMS.get(file.stream, file.stream)
    storage = words.STORAGES[file.storage] if file.storage else words.UNKNOWN
    return (
        (f"文件 {number}", f"<b>{_text(facts.file_name)}</b>"),
        ("类别", _text(words.FILE_KINDS[file.kind] + (f"，制自 {file.made_from}" if file.made_from else ""))),
        (
            "来源、录像位置",
            _text(f"来源 {file.source + 1}，{storage}，{stream}"),
        ),
        ("格式", _text(f"{facts.container}，{picture}")),
        ("时长", _text(found)),
        ("首末画面时间", f"{words.instant(facts.first_ms)}<br>{words.instant(facts.last_ms)}"),
        ("缺口", _gaps(facts.gaps)),
        ("无法解码的部分", _spans(facts.undecodable)),
        (
            "制作过程",
            _text(f"{words.METHODS[facts.method]}；重试 {facts.retries} 次；错误：{errors or '无'}"),
        ),
        ("处理情况", _text(_treatment(file.treatment))),
        ("字节数", f"{facts.bytes:,}"),
        ("SHA-256", _code(facts.sha256)),
        ("SM3", _code(facts.sm3)),
        ("校验值计算时间", words.said(facts.hashed_at_ms)),
    )


def _treatment(done: Treatment) -> str:
    flags = (
        ("转码", done.transcoded),
        ("裁剪", done.cropped),
        ("水印", done.watermarked),
        ("打码", done.masked),
    )
    told = "，".join(f"{name}：{words.yes(value)}" for name, value in flags)
    return f"{told}。{done.note}" if done.note else told


def _environment(package: PackageFacts) -> Sequence[Row]:
    made = package.environment
    offset = words.UNKNOWN if made.clock_offset_ms is None else words.offset(made.clock_offset_ms)
    return (
        ("制作软件", _text(f"{made.software} {made.version}（{made.build}）")),
        ("操作系统、工作站", _text(f"{made.os}，{made.workstation}")),
        ("视频平台", _text(f"{made.platform_name} {made.platform_version}")),
        ("本机时钟", _text(f"{made.clock_source or words.UNKNOWN}，与平台相比：{offset}")),
        ("开始、完成时间", f"{words.said(package.started_at_ms)} — {words.said(package.made_at_ms)}"),
        ("播放方法", _text(words.PLAYER)),
    )


def _signature(package: PackageFacts, card: KeyCard) -> Sequence[Row]:
    kept = "" if card.kept else f"<br><b>{_text(words.MEMORY_KEY)}</b>"
    how = (
        f"在本文件夹内运行 <code>python {names.SCRIPT}</code>，"
        f"或 <code>sha256sum -c {names.SHA256_SUMS}</code> 与<br>"
        f"<code>{_text(words.COMMANDS[card.algorithm])}</code><br>"
        "并将公钥指纹与调取登记表上打印的指纹核对。"
    )
    return (
        ("签名算法", _text(words.ALGORITHMS[card.algorithm])),
        ("公钥指纹（SHA-256）", f"<b><code>{shown(card.fingerprint)}</code></b>{kept}"),
        ("登记链上一条校验值", _code(package.previous_record_hash)),
        ("全部文件的校验值", f"见 {names.MANIFEST}、{names.SHA256_SUMS}、{names.SM3_SUMS}"),
        ("核验方法", how),
    )


def _lines(package: PackageFacts) -> Sequence[Row]:
    blank = "&nbsp;" * 36 + "年&nbsp;&nbsp;&nbsp;&nbsp;月&nbsp;&nbsp;&nbsp;&nbsp;日<br><br>"
    witnesses = "、".join(package.witnesses)
    return (
        ("提供人（签名）", blank),
        ("接收人一（签名）", blank),
        ("接收人二（签名）", blank),
        ("见证人（签名）", f"{_text(witnesses)}{blank}"),
    )
