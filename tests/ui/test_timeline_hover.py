"""The small picture over the mouse: asked for late, shown for its own instant only, given up in time."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from tests.support.footage import HOUR_MS, NOW_MS, camera_id, lane, segment, village_lane
from tests.support.mouse import move, park
from ui.playback.timeline import hover_picture
from ui.playback.timeline.view import TimelineView

WAIT_MS = 10_000
START = NOW_MS - DAY_MS


class Pictures:
    """A provider that has what the test gives it."""

    def __init__(self) -> None:
        self.asked: list[tuple[CameraId, int]] = []
        self.kept: dict[tuple[CameraId, int], QImage] = {}

    def __call__(self, camera: CameraId, ms: int) -> QImage | None:
        self.asked.append((camera, ms))
        return self.kept.get((camera, ms))

    def keep(self, camera: CameraId, ms: int) -> None:
        image = QImage(320, 180, QImage.Format.Format_RGB32)
        image.fill(QColor("#336699"))
        self.kept[camera, ms] = image


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture
def view(qtbot: QtBot, pictures: Pictures) -> TimelineView:
    """Two cameras with footage in the first twelve hours of a day in view."""
    park()
    made = TimelineView()
    qtbot.addWidget(made)
    made.set_lanes([lane(number, [segment(START, START + 12 * HOUR_MS)]) for number in (1, 2)])
    made.set_selected(camera_id(1))
    made.set_now(NOW_MS)
    made.set_window(TimeRange(START, NOW_MS))
    made.thumbnail_provider = pictures
    made.move(0, 400)
    made.resize(1200, made.sizeHint().height())
    made.show()
    qtbot.waitExposed(made)
    return made


def _point(view: TimelineView, x: int, number: int = 1) -> tuple[CameraId, int]:
    """Move the mouse over a bar; return the camera and the second that it is on."""
    move(view, QPoint(x, view.bar_rect(camera_id(number)).center().y()))
    return camera_id(number), round(view.ms_at(x)) // 1000 * 1000


def test_a_picture_is_asked_for_once_the_mouse_rests(
    qtbot: QtBot, view: TimelineView, pictures: Pictures
) -> None:
    hovered: list[tuple[str, int]] = []
    view.hovered.connect(lambda camera, ms: hovered.append((camera, ms)))
    for x in range(300, 340, 4):
        spot = _point(view, x)
    assert pictures.asked == [], "a mouse on its way asks for nothing"
    qtbot.waitUntil(lambda: pictures.asked == [spot], timeout=WAIT_MS)
    assert hovered[-1] == spot
    popup = view.hover_picture.popup
    assert popup.isVisible()
    assert popup.picture is None
    assert "载入中…" in popup.words
    assert popup.geometry().bottom() < view.mapToGlobal(QPoint(0, 0)).y()


def test_a_late_picture_is_shown_when_it_comes(qtbot: QtBot, view: TimelineView, pictures: Pictures) -> None:
    spot = _point(view, 300)
    qtbot.waitUntil(lambda: pictures.asked == [spot], timeout=WAIT_MS)
    view.thumbnail_arrived(spot[0], spot[1] + 1000)
    assert len(pictures.asked) == 1, "of another instant"
    pictures.keep(*spot)
    view.thumbnail_arrived(*spot)
    popup = view.hover_picture.popup
    assert popup.picture is not None
    assert "载入中…" not in popup.words
    inside = popup.grab().toImage().pixelColor(160, 60)
    assert inside == QColor("#336699")


def test_a_kept_picture_is_shown_at_once(qtbot: QtBot, view: TimelineView, pictures: Pictures) -> None:
    pictures.keep(camera_id(1), round(view.ms_at(300)) // 1000 * 1000)
    _point(view, 300)
    qtbot.waitUntil(lambda: view.hover_picture.popup.picture is not None, timeout=WAIT_MS)


def test_a_picture_of_the_former_instant_is_never_shown_for_the_next(
    qtbot: QtBot, view: TimelineView, pictures: Pictures
) -> None:
    first = _point(view, 300)
    pictures.keep(*first)
    qtbot.waitUntil(lambda: view.hover_picture.popup.picture is not None, timeout=WAIT_MS)
    second = _point(view, 500)
    popup = view.hover_picture.popup
    assert popup.picture is None, "dimmed at once"
    assert popup.grab().toImage().pixelColor(160, 30) != QColor("#336699")
    view.thumbnail_arrived(*first)
    assert popup.picture is None
    qtbot.waitUntil(lambda: pictures.asked[-1] == second, timeout=WAIT_MS)


def test_when_the_mouse_has_gone_a_picture_comes_too_late(
    qtbot: QtBot, view: TimelineView, pictures: Pictures
) -> None:
    ended: list[bool] = []
    view.hover_ended.connect(lambda: ended.append(True))
    spot = _point(view, 300)
    qtbot.waitUntil(lambda: pictures.asked == [spot], timeout=WAIT_MS)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert ended == [True]
    assert view.hover_picture.waits_for is None
    pictures.keep(*spot)
    view.thumbnail_arrived(*spot)
    assert not view.hover_picture.popup.isVisible()
    assert len(pictures.asked) == 1


def test_a_press_takes_the_picture_away_so_that_it_covers_no_tile(
    qtbot: QtBot, view: TimelineView, pictures: Pictures
) -> None:
    _point(view, 300)
    qtbot.waitUntil(view.hover_picture.popup.isVisible, timeout=WAIT_MS)
    at = QPoint(300, view.bar_rect(camera_id(1)).center().y())
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    assert not view.hover_picture.popup.isVisible()
    move(view, at + QPoint(40, 0), Qt.MouseButton.LeftButton)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at + QPoint(40, 0))
    qtbot.wait(hover_picture.REST_MS * 2)
    assert not view.hover_picture.popup.isVisible()


def test_in_a_gap_it_says_so_and_asks_for_nothing(
    qtbot: QtBot, view: TimelineView, pictures: Pictures
) -> None:
    _point(view, 1100)
    qtbot.waitUntil(view.hover_picture.popup.isVisible, timeout=WAIT_MS)
    assert "此刻无录像" in view.hover_picture.popup.words
    assert pictures.asked == []


def test_a_narrow_bar_shows_its_own_camera(qtbot: QtBot, view: TimelineView, pictures: Pictures) -> None:
    spot = _point(view, 300, 2)
    qtbot.waitUntil(lambda: pictures.asked == [spot], timeout=WAIT_MS)
    assert "摄像机2" in view.hover_picture.popup.words


def test_alarms_and_bookmarks_under_the_mouse_are_named(qtbot: QtBot, view: TimelineView) -> None:
    made = village_lane(0)
    view.set_lanes([made])
    view.set_selected(made.camera_id)
    mark = made.bookmarks[0]
    move(view, QPoint(round(view.x_of(mark.range.start_ms)) + 5, view.bar_rect(made.camera_id).bottom() - 3))
    popup = view.hover_picture.popup
    qtbot.waitUntil(popup.isVisible, timeout=WAIT_MS)
    assert any(mark.name in word for word in popup.words)


def test_it_says_when_no_picture_comes(
    qtbot: QtBot, view: TimelineView, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.hover_picture._patience.setInterval(20)
    spot = _point(view, 300)
    popup = view.hover_picture.popup
    qtbot.waitUntil(lambda: "缩略图尚未到达" in popup.words, timeout=WAIT_MS)
    pictures.keep(*spot)
    view.thumbnail_arrived(*spot)
    assert popup.picture is not None, "late is better than never"


def test_when_the_window_moves_under_a_resting_mouse_the_picture_is_that_of_the_new_instant(
    qtbot: QtBot, view: TimelineView, pictures: Pictures
) -> None:
    first = _point(view, 300)
    pictures.keep(*first)
    popup = view.hover_picture.popup
    qtbot.waitUntil(lambda: popup.picture is not None, timeout=WAIT_MS)
    view.set_window(TimeRange(START - HOUR_MS, NOW_MS - HOUR_MS))
    assert popup.picture is None
    wanted = (camera_id(1), round(view.ms_at(300)) // 1000 * 1000)
    qtbot.waitUntil(lambda: pictures.asked[-1] == wanted, timeout=WAIT_MS)


def test_a_camera_that_leaves_takes_its_picture_along(
    qtbot: QtBot, view: TimelineView, pictures: Pictures
) -> None:
    _point(view, 300, 2)
    qtbot.waitUntil(view.hover_picture.popup.isVisible, timeout=WAIT_MS)
    view.set_lanes([lane(1, [])])
    assert not view.hover_picture.popup.isVisible()
    _point(view, 300)
    qtbot.waitUntil(view.hover_picture.popup.isVisible, timeout=WAIT_MS)
    view.hide()
    assert not view.hover_picture.popup.isVisible()
