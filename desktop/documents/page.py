"""A4 pages as HTML that a browser and Qt's printer show alike: tables, no style sheets of any depth.

Every text is escaped by whoever puts it in: `text` does it, and the cells here take HTML that was made so.
"""

import html
from collections.abc import Iterable, Sequence

_STYLE = (
    "body{font-family:'Noto Sans CJK SC','Microsoft YaHei','SimSun',sans-serif;font-size:10pt;color:#000;"
    "background:#fff}h1{font-size:18pt;text-align:center}h2{font-size:11.5pt}"
    "th{text-align:left;font-weight:normal;background-color:#eeeeee}p.note{font-size:9pt}"
    "code{font-family:monospace;font-size:9pt}"
    "@media screen{body{max-width:190mm;margin:12mm auto;padding:0 6mm}}"
)
_GROUP = 8
_GAP = "&nbsp;&nbsp;"
"""A wide space; as such it would be taken together with others."""
_DATE = f"{_GAP * 6}年{_GAP * 3}月{_GAP * 3}日"
_LABEL, _VALUE = 18, 32
"""Per cent of the width of a label and of a value where two pairs share a row."""


def text(value: str) -> str:
    """Return a plain text as HTML."""
    return html.escape(value, quote=True).replace("\n", "<br>").replace("　", _GAP)


def code(value: str) -> str:
    """Return a hash or a fingerprint in groups that can be read out."""
    groups = (value[at : at + _GROUP] for at in range(0, len(value), _GROUP))
    return f"<code>{text(' '.join(groups))}</code>"


def page(title: str, parts: Iterable[str]) -> str:
    """Return a whole document."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{text(title)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def table(rows: Iterable[str]) -> str:
    """Return a table of rows."""
    return (
        '<table border="1" cellspacing="0" cellpadding="4" width="100%" '
        f'style="border-collapse:collapse">\n{chr(10).join(rows)}\n</table>'
    )


def wide(label: str, value: str) -> str:
    """Return a row of one label and one value of HTML; an empty one is left to be written on."""
    return f'<tr><th width="{_LABEL}%">{text(label)}</th><td colspan="3">{value or "&nbsp;"}</td></tr>'


def pair(one: tuple[str, str], other: tuple[str, str]) -> str:
    """Return a row of two labels with their values."""
    cells = (
        f'<th width="{_LABEL}%">{text(label)}</th><td width="{_VALUE}%">{value or "&nbsp;"}</td>'
        for label, value in (one, other)
    )
    return f"<tr>{''.join(cells)}</tr>"


def head_row(cells: Sequence[tuple[str, int]]) -> str:
    """Return the head of a list, repeated on every page: titles and widths in per cent."""
    made = "".join(f'<th width="{width}%">{text(title)}</th>' for title, width in cells)
    return f"<thead><tr>{made}</tr></thead>"


def row(cells: Iterable[str]) -> str:
    """Return a row of a list; the cells are HTML."""
    made = "".join(f"<td>{cell or '&nbsp;'}</td>" for cell in cells)
    return f"<tr>{made}</tr>"


def spanning(columns: int, value: str) -> str:
    """Return a row of a list that takes its whole width."""
    return f'<tr><td colspan="{columns}">{value}</td></tr>'


def signatures(*labels: str) -> str:
    """Return boxes to sign in, with the date."""
    cells = "".join(
        f'<td width="{100 // len(labels)}%">{text(label)}：<br><br><br>{_DATE}</td>' for label in labels
    )
    return (
        '<table border="1" cellspacing="0" cellpadding="4" width="100%" '
        f'style="border-collapse:collapse"><tr>{cells}</tr></table>'
    )
