"""提取清单: the files of a package on A4, with 类别, 格式 and 完整性校验值 (刑诉法解释 Art. 112)."""

from collections.abc import Sequence

from desktop.documents import page
from desktop.documents.page import code, pair, text, wide
from desktop.domain.evidence import KeyCard, PackagedFile, PackageFacts, SourceFacts, Treatment
from desktop.evidence import words
from desktop.evidence.signature import shown

_COLUMNS = (("序号", 7), ("文件名", 35), ("类别、格式", 20), ("时间范围、时长", 24), ("字节数", 14))


def extraction_list(
    package: PackageFacts, card: KeyCard | None, manifest_sha256: str, printed_ms: int
) -> str:
    """Return the list as HTML."""
    rows = [page.head_row(_COLUMNS)]
    for number, file in enumerate(package.files, 1):
        source = package.sources[file.source] if file.source < len(package.sources) else None
        rows += [*_file(number, file, source)]
    parts = [
        "<h1>视频图像信息提取清单</h1>",
        page.table(_head(package, card, manifest_sha256)),
        "<h2>文件</h2>",
        page.table(rows),
        *_gaps(package),
        f'<p class="note">{text(words.STATEMENT)}</p>',
        "<h2>签名</h2>",
        page.signatures("提取人（一）", "提取人（二）", "提供人（持有人）"),
        page.signatures("接收人（一）", "接收人（二）", "见证人"),
        f'<p class="note">打印时间 {text(words.said(printed_ms))}（北京时间）</p>',
    ]
    return page.page(f"提取清单 {package.name}", parts)


def _head(package: PackageFacts, card: KeyCard | None, manifest_sha256: str) -> Sequence[str]:
    request = package.retrieval.request
    document = request.legal_document
    paper = "" if document is None else f"{document.title} {document.number}".strip()
    total = sum(file.facts.bytes for file in package.files)
    made = f"{package.made_by.name}（{package.made_by.unit}）"
    return (
        pair(("登记编号", f"<b>{text(package.retrieval.number)}</b>"), ("法律文书", text(paper))),
        pair(("提供单位", text(package.providing_unit)), ("接收单位", text(request.unit))),
        pair(("案由", text(request.reason)), ("案（事）件编号", text(request.case_number))),
        pair(("提取人", text(made)), ("提取时间", text(words.said(package.made_at_ms)))),
        pair(
            ("文件数、总大小", text(f"{len(package.files)} 个，{total:,} 字节")),
            ("份数、介质", text(f"{package.copies} 份 {package.medium}".strip())),
        ),
        wide("证据包", text(package.name)),
        wide("清单校验值 SHA-256", code(manifest_sha256) if manifest_sha256 else ""),
        wide(
            "签名公钥指纹",
            ""
            if card is None
            else f"{text(words.ALGORITHMS[card.algorithm])}<br><code>{text(shown(card.fingerprint))}</code>",
        ),
    )


def _file(number: int, file: PackagedFile, source: SourceFacts | None) -> Sequence[str]:
    facts = file.facts
    looks = f"{facts.container} {facts.codec}\n{facts.width}×{facts.height} {facts.fps:g} 帧/秒"
    where = "" if source is None else f"{source.camera_name}（{source.address}）国标编号 {source.gb_id}"
    clock = words.UNMEASURED if source is None else words.clock(source.clock_error)
    about = [
        text(f"来源：{where}"),
        text(f"提取方法：{words.METHODS[facts.method]}　{_treated(file.treatment)}　校时误差：{clock}"),
        f"SHA-256&nbsp; {code(facts.sha256)}",
        f"SM3&nbsp; {code(facts.sm3)}",
    ]
    return (
        page.row(
            (
                str(number),
                text(facts.file_name),
                text(f"{words.FILE_KINDS[file.kind]}\n{looks}"),
                text(f"{words.span(file.range)}\n{words.duration(facts.duration_ms)}"),
                f"{facts.bytes:,}",
            )
        ),
        page.spanning(len(_COLUMNS), "<br>".join(about)),
    )


def _treated(treatment: Treatment) -> str:
    done = (
        ("转码", treatment.transcoded),
        ("裁剪", treatment.cropped),
        ("水印", treatment.watermarked),
        ("打码", treatment.masked),
    )
    named = "、".join(name for name, was in done if was)
    return f"已{named}" if named else "未转码、未裁剪、无水印、未打码"


def _gaps(package: PackageFacts) -> Sequence[str]:
    """Return what is missing: a list that hides a gap would not be true."""
    rows = [
        page.row((text(source.camera_name), text(words.span(gap.range)), text(words.GAP_CAUSES[gap.cause])))
        for source in package.sources
        for gap in source.gaps
    ]
    if not rows:
        return ('<p class="note">所要的时间段没有缺口。</p>',)
    head = page.head_row((("点位", 40), ("缺少的时间段", 36), ("原因", 24)))
    return ("<h2>缺口</h2>", page.table([head, *rows]))
