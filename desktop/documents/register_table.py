"""The register as a table for inspection: one row an entry, as CSV and as XLSX.

Both are for spreadsheet programs, which take a cell that begins like a formula for one: such cells get a sign
before them that makes them text (CSV), or are written as text (XLSX).
"""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from desktop.audit.entry import KeptEntry
from desktop.audit.telling import body_told, detail_told
from desktop.audit.words import ACTIONS
from desktop.domain.beijing import moment

COLUMNS = (
    ("序号", 8),
    ("时间（北京时间）", 20),
    ("事项", 16),
    ("单位", 24),
    ("姓名", 12),
    ("账号", 12),
    ("登记编号、证据包", 34),
    ("事由", 30),
    ("点位", 28),
    ("点位编号", 22),
    ("录像开始", 20),
    ("录像结束", 20),
    ("说明", 30),
    ("详细内容", 40),
    ("平台", 18),
    ("工作站", 14),
    ("校验值", 66),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_TEXT = 32_000
"""A cell of XLSX holds 32,767 characters."""


def cells(kept: KeptEntry) -> tuple[str, ...]:
    """Return one row; times in Beijing time, numbers of documents shortened."""
    entry = kept.entry
    shown = entry.range.end_ms > 0
    return (
        str(kept.sequence),
        _time(entry.at_ms),
        ACTIONS[entry.action],
        entry.unit,
        entry.who,
        entry.account,
        entry.subject,
        entry.reason,
        entry.camera_name,
        entry.camera_id,
        _time(entry.range.start_ms) if shown else "",
        _time(entry.range.end_ms) if shown else "",
        detail_told(entry),
        body_told(entry),
        entry.platform,
        entry.workstation,
        kept.hash,
    )


def csv_table(entries: Iterable[KeptEntry]) -> bytes:
    """Return the table as CSV in UTF-8 with the mark by which spreadsheet programs know it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([title for title, _ in COLUMNS])
    for kept in entries:
        writer.writerow([_harmless(cell) for cell in cells(kept)])
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx_table(entries: Iterable[KeptEntry], note: Sequence[str]) -> bytes:
    """Return the table as a workbook, with lines above it that say what it is."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#EEEEEE", "border": 1, "text_wrap": True})
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
        sheet = book.add_worksheet("调取登记")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, (_, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        for row, line in enumerate(note):
            sheet.write_string(row, 0, line)
        top = len(note)
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 0)
        for column, (title, _) in enumerate(COLUMNS):
            sheet.write_string(top, column, title, head)
        for row, kept in enumerate(entries, top + 1):
            for column, cell in enumerate(cells(kept)):
                sheet.write_string(row, column, cell[:_MOST_TEXT], plain)
    return out.getvalue()


def _time(ms: int) -> str:
    return moment(ms).strftime("%Y-%m-%d %H:%M:%S")


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
