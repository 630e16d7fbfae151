"""The verdict on paper: one A4 page in Chinese; what was checked, when, by which program, and the result."""

import html
from collections.abc import Iterable

from desktop import VERSION
from desktop.domain.text import plain_text
from desktop.evidence import words
from desktop.evidence.signature import shown
from desktop.evidence.verdict import Verdict
from desktop.evidence.verdict_words import MATCHES, STATES, TOUCHED, UNTOUCHED, told

_STYLE = (
    "body{font-family:'Noto Sans CJK SC','Microsoft YaHei','SimSun',sans-serif;font-size:10.5pt;color:#000;"
    "background:#fff}h1{font-size:18pt;text-align:center}h2{font-size:12.5pt}p.verdict{font-size:15pt}"
    "th{text-align:left;font-weight:normal;background-color:#eeeeee}code{font-family:monospace;font-size:9pt}"
)
Row = tuple[str, ...]


def verdict_document(verdict: Verdict, at_ms: int, workstation: str) -> str:
    """Return the HTML text of a verdict that was reached at an instant."""
    found = "".join(f"<li>{_text(told(finding))}</li>" for finding in verdict.findings)
    algorithm = words.ALGORITHMS[verdict.algorithm] if verdict.algorithm else words.UNKNOWN
    facts = (
        ("登记编号", _text(verdict.retrieval)),
        ("证据包", _text(verdict.package)),
        ("文件夹", _text(verdict.folder)),
        ("清单的 SHA-256", f"<code>{shown(verdict.manifest_sha256)}</code>"),
        ("签名算法", _text(algorithm)),
        ("公钥指纹", f"<code>{shown(verdict.fingerprint)}</code>"),
        ("登记核对", _text(MATCHES[verdict.register])),
        ("核验时间（北京时间）", words.said(at_ms)),
        ("核验软件、工作站", _text(f"雪亮视墙 {VERSION}，{workstation}")),
    )
    files = ((str(file.number or ""), STATES[file.state], _text(file.name)) for file in verdict.files)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>证据包核验结论</title><style>{_STYLE}</style></head><body>\n<h1>证据包核验结论</h1>\n"
        f'<p class="verdict"><b>{UNTOUCHED if verdict.untouched else TOUCHED}</b></p><ul>{found}</ul>\n'
        f"{_table(facts, (24, 76))}\n<h2>文件</h2>\n"
        f"{_table([('序号', '状态', '文件'), *files], (10, 14, 76))}\n"
        f"<p>{_text(words.STATEMENT)}</p>\n<p><br>核验人（签名）：<br><br></p></body></html>\n"
    )


def _text(value: str) -> str:
    return html.escape(plain_text(value, 400), quote=True)


def _table(rows: Iterable[Row], widths: tuple[int, ...]) -> str:
    cells = "\n".join(
        "<tr>"
        + "".join(f'<td width="{width}%">{cell}</td>' for cell, width in zip(row, widths, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        '<table border="1" cellspacing="0" cellpadding="4" width="100%" style="border-collapse:collapse">\n'
        f"{cells}\n</table>"
    )
