"""Where a page of tables ends: between two rows, never through a short one, and never after a heading.

Qt breaks tables between lines of text, so that a row may lose its lower border to the next page. The rows
that would are found in the laid out document, and the HTML is taken apart before them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPaintDevice, QTextBlock, QTextDocument, QTextTable

LONGEST_ROW = 0.5
"""A row that is taller than this part of a page may be broken: there is no good place for it."""
MOST_BREAKS = 400
CSS_DPI = 96
"""Lengths of a format count pixels of a screen."""
_TABLE = re.compile(r"<table[^>]*>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_HEADING = re.compile(r"<h2(?=>)")
_NEW_PAGE = "page-break-before:always"


@dataclass(frozen=True, slots=True)
class Break:
    """A page has to end before a row of a table; with the heading above it where that is row 0."""

    table: int
    row: int


def broken_well(html: str, lay_out: Callable[[str], QTextDocument], page: QSizeF) -> QTextDocument:
    """Return the document with its pages ending where they should."""
    document = lay_out(html)
    done: set[Break] = set()
    while len(done) < MOST_BREAKS:
        found = next((one for one in _bad(document, page.height()) if one not in done), None)
        if found is None:
            break
        done.add(found)
        html = _apart(html, found)
        document = lay_out(html)
    return document


def _bad(document: QTextDocument, height: float) -> Iterator[Break]:
    """Find the rows that lie on two pages, and the tables that stand alone below their heading."""
    heading: QTextBlock | None = None
    number = -1
    item = document.rootFrame().begin()
    while not item.atEnd():
        frame, block = item.currentFrame(), item.currentBlock()
        if isinstance(frame, QTextTable):
            number += 1
            above = None if heading is None else document.documentLayout().blockBoundingRect(heading).top()
            yield from _bad_rows(frame, number, above, height)
            heading = None
        elif block.isValid() and block.text().strip():
            heading = block if block.blockFormat().headingLevel() else None
        item += 1


def _bad_rows(table: QTextTable, number: int, above: float | None, height: float) -> Iterator[Break]:
    headers = table.format().headerRowCount()
    before: float | None = None
    for row in range(table.rows()):
        top, bottom = _extent(table, row)
        if row == 0 and above is not None:
            top = above
        parted = int(top // height) != int(bottom // height) and bottom - top < LONGEST_ROW * height
        apart = before is not None and int(before // height) != int(top // height)
        if parted or apart:  # where Qt ends a page between two rows, the upper one has no lower border
            yield Break(number, 0 if row <= headers else row)
        before = bottom


def _extent(table: QTextTable, row: int) -> tuple[float, float]:
    """Return where a row begins and ends, its padding and border included."""
    layout = table.document().documentLayout()
    device: QPaintDevice | None = layout.paintDevice()
    scale = 1.0 if device is None else device.logicalDpiY() / CSS_DPI
    edge = (table.format().cellPadding() + 2 * table.format().border()) * scale
    tops, bottoms = [], []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        tops.append(layout.blockBoundingRect(cell.firstCursorPosition().block()).top())
        bottoms.append(layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom())
    return min(tops) - edge, max(bottoms) + edge


def _apart(html: str, wanted: Break) -> str:
    """Return the HTML with a new page before a row."""
    table = list(_TABLE.finditer(html))[wanted.table]
    if wanted.row == 0:
        heading = next((one for one in reversed(list(_HEADING.finditer(html, 0, table.start())))), None)
        if heading is not None and not _TABLE.search(html, heading.start(), table.start()):
            return f'{html[: heading.end()]} style="{_NEW_PAGE}"{html[heading.end() :]}'
        return html[: table.start()] + _on_new_page(table[0]) + html[table.end() :]
    opening = table[0][: table[0].index(">") + 1]
    repeated = _HEAD.search(table[0])
    rows = list(_ROW.finditer(table[0]))
    cut = rows[wanted.row].start()
    rest = opening + (repeated[0] if repeated else "") + table[0][cut:]
    return f"{html[: table.start()]}{table[0][:cut]}</table>{_on_new_page(rest)}{html[table.end() :]}"


def _on_new_page(table: str) -> str:
    return table.replace('style="', f'style="{_NEW_PAGE};', 1)
