"""A browsing copy by mouse and by keyboard: a mosaic on the picture and in the copy; what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import psutil
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from desktop.evidence.verify import verify
from desktop.services.browsing.wishes import originals
from tests.support.exporting import camera_with, item, ordered, proved
from tests.support.waiting import until
from tests.ui.evidence_scenes import PATIENCE_S, SHIFT, Scene
from tests.ui.window_bench import LEFT, NONE, WindowBench
from ui.browsing.dialog import BrowsingDialog
from ui.browsing.mask_book import MaskBook
from ui.export.job_card import JobDeed


async def opened(bench: WindowBench, tmp_path: Path) -> tuple[BrowsingDialog, Path]:
    """Return the dialog of a package that was just exported, its first picture on show."""
    camera, span = await camera_with(bench.context)
    job = await ordered(bench.context, tmp_path / "out", item(camera, span))
    job = await bench.context.exports.wait(job.id)
    package = proved(job)
    hub = bench.window.evidence
    hub.open_exports()
    card = hub.window.queue.cards[job.id]
    await until(card.buttons[JobDeed.BROWSING].isVisible)
    QTest.mouseClick(card.buttons[JobDeed.BROWSING], LEFT)
    await until(lambda: hub.window.findChildren(BrowsingDialog))
    (dialog,) = hub.window.findChildren(BrowsingDialog)
    await until(lambda: dialog.canvas.has_picture, PATIENCE_S)
    return dialog, package


def drag(dialog: BrowsingDialog, shares: tuple[float, float, float, float]) -> None:
    canvas, whole = dialog.canvas, dialog.canvas.picture_rect()

    def at(x: float, y: float) -> QPoint:
        return (whole.topLeft() + QPointF(x * whole.width(), y * whole.height())).toPoint()

    left, top, right, bottom = shares
    QTest.mousePress(canvas, LEFT, NONE, at(left, top))
    QTest.mouseMove(canvas, at((left + right) / 2, (top + bottom) / 2))
    QTest.mouseMove(canvas, at(right, bottom))
    QTest.mouseRelease(canvas, LEFT, NONE, at(right, bottom))


def contrast(picture: np.ndarray) -> float:
    """Return how much neighbouring pixels differ in the middle of the picture."""
    height, width = picture.shape
    part = picture[round(height * 0.35) : round(height * 0.65), round(width * 0.35) : round(width * 0.65)]
    return float(np.abs(np.diff(part.astype(float), axis=1)).mean())


def pictures(file: Path) -> list[np.ndarray]:
    with av.open(str(file)) as container:
        return [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]


def test_a_rectangle_drawn_becomes_a_mosaic(as_auxiliary: Callable[[Scene], None], tmp_path: Path) -> None:
    async def scene(bench: WindowBench) -> None:
        dialog, package = await opened(bench, tmp_path)
        drag(dialog, (0.3, 0.3, 0.7, 0.7))
        (mask,) = dialog.book.masks
        assert (mask.x, mask.y) == pytest.approx((0.3, 0.3), abs=0.01)
        assert (mask.width, mask.height) == pytest.approx((0.4, 0.4), abs=0.01)
        assert mask.from_s == 0.0
        assert mask.to_s > dialog.book.length_s, "up to the end unless somebody says otherwise"
        dialog.slider.setValue(2000)
        QTest.mouseClick(dialog.from_here, LEFT)
        assert dialog.book.masks[0].from_s == 2.0
        QTest.mouseClick(dialog.undo, LEFT)
        assert dialog.book.masks == (mask,)
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Left)
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Right, SHIFT)
        assert dialog.book.masks[0].x == pytest.approx(mask.x - 0.01)
        assert dialog.book.masks[0].width == pytest.approx(mask.width + 0.01)
        assert dialog.marked.isChecked()
        dialog.marked.setChecked(False)  # so that only the mosaic is measured
        (original,) = originals(dialog.order.job)
        QTest.mouseClick(dialog.go, LEFT)
        folder = package.parent / f"浏览件_{package.name}"
        await until(folder.exists, PATIENCE_S)
        assert verify(folder).untouched
        assert verify(package).untouched
        (file,) = json.loads((folder / "manifest.json").read_bytes())["footage"]
        assert file["treatment"]["masked"]
        shown, clear = pictures(folder / file["name"]), pictures(package / original.facts.file_name)
        assert len(shown) == len(clear)
        for copy, picture in zip(shown, clear, strict=True):
            assert contrast(copy) < contrast(picture) / 2
        await until(lambda: "浏览件做好了" in bench.window.toast.words, PATIENCE_S)

    as_auxiliary(scene)


def test_a_mosaic_is_begun_moved_and_resized_by_keyboard_alone(
    as_auxiliary: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        dialog, package = await opened(bench, tmp_path)
        dialog.activateWindow()
        await until(dialog.isActiveWindow)
        QTest.keyClick(dialog.slider, Qt.Key.Key_Insert)
        (mask,) = dialog.book.masks
        assert (mask.x, mask.y, mask.width, mask.height) == pytest.approx((0.4, 0.4, 0.2, 0.2))
        assert (mask.from_s, mask.to_s) == (0.0, dialog.book.end_s), "all over the file, like a drawn one"
        assert dialog.canvas.hasFocus()
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            QTest.keyClick(dialog.focusWidget(), key)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
            QTest.keyClick(dialog.focusWidget(), key, SHIFT)
        (mask,) = dialog.book.masks
        assert (mask.x, mask.y, mask.width, mask.height) == pytest.approx((0.39, 0.39, 0.21, 0.22))
        dialog.add.setFocus()
        QTest.keyClick(dialog.add, Qt.Key.Key_Space)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
        first, second = dialog.book.masks
        assert first == mask
        assert (second.x, second.y) == pytest.approx((0.41, 0.4)), "the new one is the chosen one"
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Delete)
        assert dialog.book.masks == (mask,)
        assert dialog.order.wishes[0].masks == (mask,)
        QTest.keyClick(dialog.go, Qt.Key.Key_Space)
        QTest.keyClick(dialog, Qt.Key.Key_Insert)
        assert dialog.book.masks == (mask,), "what is being made does not change"
        await until((package.parent / f"浏览件_{package.name}").exists, PATIENCE_S)

    as_auxiliary(scene)


def workers() -> list[psutil.Process]:
    """Return the export workers of this process."""
    return [one for one in psutil.Process().children() if "desktop.exporter" in one.cmdline()]


def test_stopped_it_leaves_nothing_and_without_files_it_does_not_begin(
    as_auxiliary: Callable[[Scene], None], tmp_path: Path
) -> None:
    async def scene(bench: WindowBench) -> None:
        dialog, package = await opened(bench, tmp_path)
        row = dialog.files.item(0)
        row.setCheckState(Qt.CheckState.Unchecked)
        assert not dialog.go.isEnabled()
        row.setCheckState(Qt.CheckState.Checked)
        order = dialog.order
        assert order.watermark is not None
        assert order.watermark.text.startswith(bench.context.session.account.unit)
        QTest.mouseClick(dialog.go, LEFT)
        await until(lambda: list(package.parent.glob("浏览件_*.partial")) and workers(), PATIENCE_S)
        for worker in workers():
            worker.suspend()  # a short film is copied before a key can be pressed
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: list(package.parent.iterdir()) == [package], PATIENCE_S)
        assert verify(package).untouched

    as_auxiliary(scene)


def test_a_mosaic_never_leaves_the_picture_nor_ends_before_it_begins() -> None:
    book = MaskBook(10.0)
    assert not book.add(0.5, 0.5, 0.001, 0.4), "a click"
    assert book.add(-0.2, 0.8, 0.5, 0.5)
    (mask,) = book.masks
    assert (mask.x, mask.y, mask.width, mask.height) == pytest.approx((0.0, 0.8, 0.3, 0.2))
    assert (mask.from_s, mask.to_s) == (0.0, 11.0)
    book.end_at(0, 4.0)
    book.begin_at(0, 6.0)
    assert (book.masks[0].from_s, book.masks[0].to_s) == (6.0, 11.0)
    assert book.at(5.0) == ()
    assert book.at(7.0) == (0,)
    for _ in range(200):
        book.move(0, 0.01, 0.01)
        book.grow(0, 0.01, 0.01)
    book.remove(0)
    assert not book.masks
    book.undo()
    assert len(book.masks) == 1


def test_mosaics_that_were_not_drawn_never_hide_each_other() -> None:
    book = MaskBook(10.0)
    for _ in range(9):
        book.add_in_the_middle()
    corners = {(mask.x, mask.y) for mask in book.masks}
    assert len(corners) == 9
    assert max(corners) < (0.81, 0.81)
    book.add_in_the_middle()
    assert len(book.masks) == 10
