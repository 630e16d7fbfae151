"""Printing: a form becomes pages of A4, nothing is loaded, and what cannot be written is said."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QTextDocument, QTextTable

from desktop.documents.extraction_list import extraction_list
from desktop.documents.printer import ProcessPrinter
from desktop.documents.retrieval_form import FormFacts, retrieval_form
from desktop.domain.camera import CameraId
from desktop.domain.retrieval import Operator, Retrieval, RetrievalNumber, RetrievalState
from desktop.errors import AppError, ErrorCode
from desktop.lanes import Lane
from tests.support import evidence_package
from tests.support.loops import run
from tests.support.requests_for_footage import NOW_MS, footage, police
from ui.documents.page_breaks import broken_well

PAGE = QSizeF(720, 1000)


@pytest.fixture(name="lane")
def _lane() -> Iterator[Lane]:
    lane = Lane("print", 1)
    yield lane
    lane.close()


def entry(count: int = 1, name: str = "湾头村丁字路口") -> Retrieval:
    wanted = tuple(
        replace(footage(), camera_id=CameraId(f"4313211000131{number:07d}"), camera_name=name)
        for number in range(count)
    )
    who = Operator("fujing", "胡建国", "梓门桥派出所")
    return Retrieval(
        RetrievalNumber("431321103-20261123-0007"), police(*wanted), who, NOW_MS, RetrievalState.PENDING
    )


def test_a_form_becomes_a_pdf_with_its_fonts(tmp_path: Path, lane: Lane) -> None:
    target = tmp_path / "调取登记表.pdf"
    html = retrieval_form(entry(), FormFacts(), NOW_MS)
    run(ProcessPrinter(lane).print(html, target))
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/FontFile" in content
    assert b"595" in content  # points across A4
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_target_that_is_not_there_is_told(tmp_path: Path, lane: Lane) -> None:
    with pytest.raises(AppError) as raised:
        run(ProcessPrinter(lane).print("<p>x</p>", tmp_path / "nowhere" / "a.pdf"))
    assert raised.value.code is ErrorCode.TARGET_UNWRITABLE


def test_giving_up_ends_the_process_and_leaves_nothing(
    tmp_path: Path, lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.documents.printer._MODULE", "tests.support.never_ends")
    monkeypatch.setattr("desktop.documents.printer.PRINT_S", 1.0)

    with pytest.raises(AppError) as raised:
        run(ProcessPrinter(lane).print("<p>x</p>", tmp_path / "a.pdf"))
    assert raised.value.code is ErrorCode.TIMED_OUT
    ended = time.monotonic() + 10  # the lane's thread sweeps up after the answer
    while list(tmp_path.iterdir()) and time.monotonic() < ended:
        time.sleep(0.02)
    assert not list(tmp_path.iterdir())


def laid_out(html: str) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(html)
    document.setPageSize(PAGE)
    return document


def tables(document: QTextDocument) -> list[QTextTable]:
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def rows_of(document: QTextDocument) -> Iterator[QRectF]:
    layout = document.documentLayout()
    for table in tables(document):
        for row in range(table.rows()):
            area = QRectF()
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                area = area.united(layout.blockBoundingRect(cell.firstCursorPosition().block()))
                area = area.united(layout.blockBoundingRect(cell.lastCursorPosition().block()))
            yield area


@pytest.mark.parametrize("count", [1, 5, 16])
@pytest.mark.usefixtures("qapp")
def test_no_short_row_lies_on_two_pages(count: int) -> None:
    long = retrieval_form(entry(count, "很长的名字" * 20), FormFacts(), NOW_MS)
    document = broken_well(long, laid_out, PAGE)
    assert document.pageCount() > 1
    for area in rows_of(document):
        same = int(area.top() // PAGE.height()) == int((area.bottom() - 1) // PAGE.height())
        assert same or area.height() > PAGE.height() / 2


@pytest.mark.usefixtures("qapp")
def test_breaking_loses_no_text() -> None:
    package = evidence_package.facts()
    files = tuple(replace(package.files[0], treatment=package.files[0].treatment) for _ in range(40))
    html = extraction_list(replace(package, files=files), evidence_package.ED25519.card, "ab" * 32, NOW_MS)
    plain, broken = laid_out(html), broken_well(html, laid_out, PAGE)
    heads = len(tables(broken)) - len(tables(plain))
    assert heads > 0
    words = [word for word in broken.toPlainText().split() if word]
    expected = [word for word in plain.toPlainText().split() if word]
    assert sorted(set(words)) == sorted(set(expected))
    assert words.count(files[0].facts.file_name) == 40


@pytest.mark.usefixtures("qapp")
def test_nothing_in_a_form_is_markup() -> None:
    hostile = '<b>甲</b><img src="file:///etc/passwd"><script>1</script>&"'
    retrieval = entry(1, hostile)
    request = replace(retrieval.request, unit=hostile, reason=hostile, note=hostile)
    html = retrieval_form(replace(retrieval, request=request), FormFacts(workstation=hostile), NOW_MS)
    assert "<img" not in html
    assert "<script" not in html
    assert laid_out(html).toPlainText().count(hostile) >= 4
