"""`python -m ui.documents.print_pdf IN.html OUT.pdf`: A4 pages with their numbers, fonts embedded.

A process of its own, without a window and without a display: the command line prints as well, and laying out
a hundred pages does not hold up the wall. The HTML is that of `desktop.documents` and `desktop.evidence`;
nothing that it might refer to is loaded.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextFrame,
    QTextFrameFormat,
    QTextOption,
    QTextTable,
)

from ui.documents.page_breaks import broken_well
from ui.theme import font_families

MARGIN_MM = 15.0
FOOTER_MM = 8.0
TEXT_PT = 10
FOOTER_PT = 8
_CREATOR = "雪亮视墙"  # each in its own language
_PAGE = "第 {page} 页，共 {pages} 页"  # each in its own language: forms and lists are Chinese documents
DPI = 300
RULE_PX = 1
EXIT_USAGE = 2
EXIT_UNREADABLE = 3
EXIT_UNWRITABLE = 4


class PlainDocument(QTextDocument):
    """A document that loads nothing: no picture, no style sheet, no file."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Return nothing."""
        return None


def print_pdf(html: str, target: Path) -> bool:
    """Write a PDF file; return False when that is not possible."""
    writer = QPdfWriter(str(target))
    writer.setResolution(DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    area = QRectF(writer.pageLayout().paintRectPixels(DPI))
    body = QSizeF(area.width(), area.height() - FOOTER_MM * DPI / 25.4)
    document = broken_well(html, lambda text: _laid_out(text, writer, body), body)
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    writer.setCreator(_CREATOR)
    painter = QPainter()
    if not painter.begin(writer):
        return False
    _draw(document, painter, writer, body)
    return painter.end() and target.exists() and target.stat().st_size > 0


def _font(points: int) -> QFont:
    made = QFont()
    made.setFamilies([*font_families(), "sans-serif"])
    made.setPointSize(points)
    return made


def _laid_out(html: str, writer: QPdfWriter, body: QSizeF) -> QTextDocument:
    document = PlainDocument()
    document.setUndoRedoEnabled(False)
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(_font(TEXT_PT))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setDocumentMargin(0)
    document.setMetaInformation(QTextDocument.MetaInformation.CssMedia, "print")
    document.setHtml(html)
    _rule(document.rootFrame())
    document.setPageSize(body)
    return document


def _rule(frame: QTextFrame) -> None:
    """Draw all tables with the same thin black lines, whatever their HTML says."""
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            looks = child.format()
            if looks.border() > 0:
                looks.setBorder(RULE_PX)
                looks.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                looks.setBorderBrush(QColor(Qt.GlobalColor.black))
                looks.setBorderCollapse(True)
                child.setFormat(looks)
        _rule(child)


def _draw(document: QTextDocument, painter: QPainter, writer: QPdfWriter, body: QSizeF) -> None:
    pages = document.pageCount()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    for page in range(pages):
        if page:
            writer.newPage()
        view = QRectF(0, page * body.height(), body.width(), body.height())
        painter.save()
        painter.translate(0, -view.top())
        painter.setClipRect(view)
        context.clip = view
        document.documentLayout().draw(painter, context)
        painter.restore()
        painter.setFont(_font(FOOTER_PT))
        footer = QRectF(0, body.height(), body.width(), FOOTER_MM * DPI / 25.4)
        painter.drawText(
            footer,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom,
            _PAGE.format(page=page + 1, pages=pages),
        )


def main(argv: list[str]) -> int:
    """Print one file; return 0, or say by the exit code what was wrong."""
    if len(argv) != 2:
        return EXIT_USAGE
    source, target = Path(argv[0]), Path(argv[1])
    try:
        html = source.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return EXIT_UNREADABLE
    if sys.platform not in {
        "win32",
        "darwin",
    }:  # there the plain platform finds the fonts and needs no window
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["print_pdf"])
    try:
        return 0 if print_pdf(html, target) else EXIT_UNWRITABLE
    finally:
        application.quit()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
