"""The timeline under a real mouse: where it seeks, what it shows, what it leaves alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.beijing import DAY_MS
from desktop.domain.recording import RecordingKind
from desktop.domain.time_range import TimeRange
from desktop.domain.timeline import Timeline
from tests.support.footage import HOUR_MS, MINUTE_MS, NOW_MS, camera_id, lane, segment, village_lane
from tests.support.mouse import move, park, wheel
from ui import i18n
from ui.i18n import Language
from ui.playback.timeline.bars import GAP_COLOUR, UNKNOWN_COLOUR
from ui.playback.timeline.bookmarks import RIBBON
from ui.playback.timeline.lane import Lane
from ui.playback.timeline.scale import MAX_SPAN_MS, MIN_SPAN_MS
from ui.playback.timeline.view import TimelineView
from ui.theme import COLOURS

DAY = TimeRange(NOW_MS - DAY_MS, NOW_MS)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def _chinese_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.install(qapp, Language.ZH_CN)


@pytest.fixture
def view(qtbot: QtBot) -> TimelineView:
    """Four cameras, a day in view, a window wide enough for whole pixels to be minutes."""
    park()
    made = TimelineView()
    qtbot.addWidget(made)
    made.set_lanes([village_lane(number) for number in range(4)])
    made.set_selected(camera_id(1))
    made.set_retention(NOW_MS - 30 * DAY_MS)
    made.set_now(NOW_MS)
    made.set_window(DAY)
    made.resize(1200, made.sizeHint().height())
    made.show()
    qtbot.waitExposed(made)
    return made


class Seeks:
    """Collects what the timeline asks for."""

    def __init__(self, view: TimelineView) -> None:
        self.asked: list[tuple[int, bool]] = []
        self.lanes: list[str] = []
        view.seek_requested.connect(lambda ms, final: self.asked.append((ms, final)))
        view.lane_selected.connect(self.lanes.append)


def _bar(view: TimelineView, number: int) -> QPoint:
    return view.bar_rect(camera_id(number)).center()


def _settle(qtbot: QtBot, view: TimelineView) -> None:
    """Wait until the window stands still where it was wanted."""
    rect = view.time_rect()

    def still() -> bool:
        start, end = view.ms_at(rect.left()), view.ms_at(rect.right() + 1)
        return abs(start - view.time_window.start_ms) < 1 and abs(end - view.time_window.end_ms) < 1

    qtbot.waitUntil(still, timeout=10_000)


def _pixel(view: TimelineView, x: int, y: int) -> QColor:
    return view.grab().toImage().pixelColor(x, y)


# seeking --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("x", [200, 431, 777, 1180])
def test_a_click_on_the_wide_bar_seeks_to_the_instant_under_the_mouse(view: TimelineView, x: int) -> None:
    seeks = Seeks(view)
    QTest.mouseClick(view, LEFT, pos=QPoint(x, _bar(view, 1).y()))
    assert [final for _, final in seeks.asked] == [False, True]
    rect = view.time_rect()
    wanted = DAY.start_ms + (x - rect.left()) * DAY.duration_ms / rect.width()
    assert all(abs(ms - wanted) <= DAY.duration_ms / rect.width() for ms, _ in seeks.asked)


def test_a_drag_scrubs_and_only_letting_go_is_final(view: TimelineView) -> None:
    seeks = Seeks(view)
    y = view.time_rect().center().y()
    QTest.mousePress(view, LEFT, pos=QPoint(400, y))
    for x in (420, 460, 455):
        move(view, QPoint(x, y), LEFT)
    QTest.mouseRelease(view, LEFT, pos=QPoint(455, y))
    assert [final for _, final in seeks.asked] == [False, False, False, False, True]
    assert [ms for ms, _ in seeks.asked] == [round(view.ms_at(x)) for x in (400, 420, 460, 455, 455)]
    assert view.time_window == DAY, "scrubbing moves no window"


def test_a_release_that_went_astray_ends_the_scrub_where_it_was(view: TimelineView) -> None:
    seeks = Seeks(view)
    y = view.time_rect().center().y()
    QTest.mousePress(view, LEFT, pos=QPoint(400, y))
    move(view, QPoint(450, y), LEFT)
    move(view, QPoint(900, y))
    move(view, QPoint(950, y))
    assert seeks.asked[-1] == (round(view.ms_at(450)), True)


def test_nobody_can_seek_into_the_future(view: TimelineView) -> None:
    view.set_window(TimeRange(NOW_MS - HOUR_MS, NOW_MS + HOUR_MS))
    seeks = Seeks(view)
    QTest.mouseClick(view, LEFT, pos=QPoint(1150, _bar(view, 1).y()))
    assert [ms for ms, _ in seeks.asked] == [NOW_MS, NOW_MS]


def test_a_click_on_a_narrow_bar_makes_it_the_wide_one_and_seeks_there(view: TimelineView) -> None:
    seeks = Seeks(view)
    low = view.bar_rect(camera_id(3)).height()
    QTest.mouseClick(view, LEFT, pos=QPoint(600, _bar(view, 3).y()))
    assert seeks.lanes == [camera_id(3)]
    assert seeks.asked == [(round(view.ms_at(600)), True)]
    assert view.bar_rect(camera_id(3)).height() > 2 * low
    assert view.bar_rect(camera_id(1)).height() == low


def test_a_click_on_a_name_selects_and_does_not_seek(view: TimelineView) -> None:
    seeks = Seeks(view)
    QTest.mouseClick(view, LEFT, pos=QPoint(20, _bar(view, 2).y()))
    assert (seeks.lanes, seeks.asked) == ([camera_id(2)], [])


# the window -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("x", [200, 640, 1100])
@pytest.mark.parametrize("notches", [1, 9, -4])
def test_the_wheel_keeps_the_instant_under_the_mouse(
    qtbot: QtBot, view: TimelineView, x: int, notches: int
) -> None:
    before = view.ms_at(x)
    wheel(view, QPoint(x, _bar(view, 1).y()), notches)
    _settle(qtbot, view)
    assert view.x_of(before) == pytest.approx(x, abs=1)
    assert (view.time_window.duration_ms < DAY_MS) == (notches > 0)


def test_zoom_ends_at_a_minute_and_at_31_days(qtbot: QtBot, view: TimelineView) -> None:
    at = QPoint(700, _bar(view, 1).y())
    wheel(view, at, 60)
    assert view.time_window.duration_ms == round(MIN_SPAN_MS)
    wheel(view, at, -90)
    assert view.time_window.duration_ms == round(MAX_SPAN_MS)
    _settle(qtbot, view)


def test_the_way_of_a_zoom_is_painted_and_ends(qtbot: QtBot, view: TimelineView) -> None:
    seen: list[float] = []
    view.window_changed.connect(lambda span: seen.append(span.duration_ms))
    wheel(view, QPoint(700, _bar(view, 1).y()), 1)
    assert len(seen) == 1, "what is to be loaded is told once, not with every frame"
    start = view.ms_at(view.time_rect().left())
    assert start == pytest.approx(DAY.start_ms, abs=1), "it glides"
    _settle(qtbot, view)
    assert view.ms_at(view.time_rect().left()) > start


@pytest.mark.parametrize(("button", "lane_number"), [(LEFT, 3), (Qt.MouseButton.MiddleButton, 1)])
def test_a_drag_pans(view: TimelineView, button: Qt.MouseButton, lane_number: int) -> None:
    seeks, y, before = Seeks(view), _bar(view, lane_number).y(), view.ms_at(900)
    QTest.mousePress(view, button, pos=QPoint(900, y))
    for x in (880, 800, 700):
        move(view, QPoint(x, y), button)
    QTest.mouseRelease(view, button, pos=QPoint(700, y))
    assert view.x_of(before) == pytest.approx(700, abs=1)
    assert view.time_window.duration_ms == DAY.duration_ms
    assert (seeks.asked, seeks.lanes) == ([], [])


def test_shift_and_wheel_pan(qtbot: QtBot, view: TimelineView) -> None:
    wheel(view, QPoint(700, _bar(view, 1).y()), 2, Qt.KeyboardModifier.ShiftModifier)
    _settle(qtbot, view)
    assert view.time_window.duration_ms == DAY.duration_ms
    assert view.time_window.start_ms == pytest.approx(DAY.start_ms - 0.2 * DAY_MS, abs=2)


def test_panning_stops_before_all_of_time_is_out_of_view(view: TimelineView) -> None:
    y = _bar(view, 3).y()
    for _ in range(5):
        QTest.mousePress(view, LEFT, pos=QPoint(1190, y))
        move(view, QPoint(300, y), LEFT)
        QTest.mouseRelease(view, LEFT, pos=QPoint(300, y))
    assert view.time_window.start_ms <= NOW_MS


def test_a_double_click_shows_everything_and_another_goes_back(qtbot: QtBot, view: TimelineView) -> None:
    at = QPoint(600, view.height() - 60)
    QTest.mouseDClick(view, LEFT, pos=at)
    assert view.time_window.duration_ms > 30 * DAY_MS
    assert view.time_window.contains(NOW_MS - 1)
    _settle(qtbot, view)
    QTest.mouseDClick(view, LEFT, pos=at)
    _settle(qtbot, view)
    assert view.time_window == DAY


def test_a_press_in_the_overview_goes_there(view: TimelineView) -> None:
    y = view.height() - 24 - 11
    rect = view.time_rect()
    QTest.mouseClick(view, LEFT, pos=QPoint(rect.center().x(), y))
    middle = (view.time_window.start_ms + view.time_window.end_ms) / 2
    assert middle == pytest.approx(NOW_MS - 15.5 * DAY_MS, abs=0.3 * DAY_MS)


# the playhead ---------------------------------------------------------------------------------------


def test_a_playhead_that_plays_stays_in_view(qtbot: QtBot, view: TimelineView) -> None:
    view.set_playhead(DAY.end_ms - 10 * MINUTE_MS, following=True)
    _settle(qtbot, view)
    assert view.time_window != DAY
    assert view.time_window.contains(DAY.end_ms - 10 * MINUTE_MS)
    assert view.x_of(NOW_MS) > view.time_rect().center().x(), "it does not turn to what is not recorded yet"


def test_it_does_not_take_the_window_away_from_who_looks_elsewhere(qtbot: QtBot, view: TimelineView) -> None:
    view.set_playhead(DAY.start_ms + HOUR_MS)
    wheel(view, QPoint(1100, _bar(view, 1).y()), 12)
    _settle(qtbot, view)
    window = view.time_window
    for second in range(5):
        view.set_playhead(DAY.start_ms + HOUR_MS + second * 1000, following=True)
    assert view.time_window == window
    arrow = QPoint(view.time_rect().left() + 20, 10)
    assert _pixel(view, arrow.x(), arrow.y()) == QColor(COLOURS.text), "an arrow tells where it is"
    QTest.mouseClick(view, LEFT, pos=arrow)
    _settle(qtbot, view)
    assert view.time_window.contains(DAY.start_ms + HOUR_MS)


def test_a_seek_by_key_brings_the_window_back(qtbot: QtBot, view: TimelineView) -> None:
    view.set_playhead(NOW_MS - HOUR_MS)
    view.set_window(TimeRange(NOW_MS - 9 * DAY_MS, NOW_MS - 8 * DAY_MS))
    view.set_playhead(NOW_MS - HOUR_MS - 10_000)
    _settle(qtbot, view)
    assert view.time_window.contains(NOW_MS - HOUR_MS - 10_000)


def test_a_window_that_the_owner_chose_is_not_taken_away(qtbot: QtBot, view: TimelineView) -> None:
    view.set_playhead(NOW_MS - HOUR_MS)
    chosen = TimeRange(NOW_MS - 9 * DAY_MS, NOW_MS - 8 * DAY_MS)
    view.set_window(chosen)
    view.set_playhead(NOW_MS - HOUR_MS + 1000, following=True)
    assert view.time_window == chosen


def test_a_jump_of_the_playhead_is_followed(qtbot: QtBot, view: TimelineView) -> None:
    view.set_playhead(NOW_MS - HOUR_MS)
    view.set_playhead(NOW_MS - 5 * DAY_MS)
    _settle(qtbot, view)
    assert view.time_window.contains(NOW_MS - 5 * DAY_MS)
    assert view.time_window.duration_ms == DAY.duration_ms


def test_moving_the_playhead_paints_only_where_it_was_and_is(qtbot: QtBot, view: TimelineView) -> None:
    view.set_playhead(DAY.start_ms + 6 * HOUR_MS)
    QApplication.processEvents()
    painted = Painted(view)
    areas = []
    for step in range(1, 6):  # a late word from the window manager may have all painted once more
        painted.areas.clear()
        view.set_playhead(DAY.start_ms + 6 * HOUR_MS + 5 * step * MINUTE_MS)
        qtbot.waitUntil(lambda: painted.areas != [], timeout=10_000)
        areas.append(sum(painted.areas))
    assert sorted(areas)[2] < 0.2 * view.width() * view.height()


def test_a_playhead_that_stays_on_its_pixel_and_second_paints_nothing(view: TimelineView) -> None:
    at = DAY.start_ms // 1000 * 1000 + 6 * HOUR_MS
    view.set_playhead(at, following=True)
    QApplication.processEvents()
    painted = Painted(view)
    rounds = []
    for part in range(4):  # a late word from the window manager may have all painted once more
        painted.areas.clear()
        for step in range(1, 7):
            view.set_playhead(at + 40 * (6 * part + step), following=True)
            QApplication.processEvents()
        rounds.append(len(painted.areas))
    assert sorted(rounds)[2] == 0


def test_the_picture_with_damage_equals_the_picture_painted_whole(qtbot: QtBot, view: TimelineView) -> None:
    for minutes in (0, 3, 200, 201):
        view.set_playhead(DAY.start_ms + 6 * HOUR_MS + minutes * MINUTE_MS)
        move(view, QPoint(500 + minutes, _bar(view, 1).y()))
        QTest.qWait(1)
    view.set_now(NOW_MS + 2 * MINUTE_MS)
    QApplication.processEvents()
    store = view.backingStore()
    assert store is not None
    device = store.paintDevice()
    assert isinstance(device, QImage)
    kept = device.convertToFormat(QImage.Format.Format_RGB32).copy()
    assert kept == view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


class Painted:
    """Collects the areas that are painted."""

    def __init__(self, view: TimelineView) -> None:
        self.areas: list[int] = []
        original = view.paintEvent

        def paint(event: object) -> None:
            region = event.region()  # type: ignore[attr-defined]
            self.areas.append(sum(rect.width() * rect.height() for rect in region))
            original(event)  # type: ignore[arg-type]

        view.paintEvent = paint  # type: ignore[method-assign, assignment]


# in and out -----------------------------------------------------------------------------------------


def test_in_and_out_are_dragged_by_their_tabs_and_stay_in_order(view: TimelineView) -> None:
    told: list[tuple[int | None, int | None]] = []
    view.in_out_changed.connect(lambda start, end: told.append((start, end)))
    start, end = DAY.start_ms + 6 * HOUR_MS, DAY.start_ms + 12 * HOUR_MS
    view.set_marks_in_out(start, end)
    assert told == [], "what the owner sets is no news to it"
    y = view.time_rect().center().y()
    x = round(view.x_of(start)) - 4
    QTest.mousePress(view, LEFT, pos=QPoint(x, y))
    move(view, QPoint(x + 100, y), LEFT)
    assert told[-1] == (round(view.ms_at(x + 100)), end)
    move(view, QPoint(1190, y), LEFT)
    QTest.mouseRelease(view, LEFT, pos=QPoint(1190, y))
    assert told[-1] == (end - 1000, end)


# what is painted ------------------------------------------------------------------------------------


def _one_lane(view: TimelineView, made: Lane) -> QImage:
    view.set_lanes([made])
    view.set_selected(made.camera_id)
    return view.grab().toImage()


def test_kinds_differ_in_height_and_gaps_are_dark(view: TimelineView) -> None:
    start = DAY.start_ms + HOUR_MS
    kinds = (RecordingKind.TIMED, RecordingKind.MOTION, RecordingKind.ALARM)
    found = [
        segment(start + index * HOUR_MS, start + (index + 1) * HOUR_MS, kind)
        for index, kind in enumerate(kinds)
    ]
    image = _one_lane(view, lane(1, found))
    bar = view.bar_rect(camera_id(1))
    heights = []
    for index, ink in enumerate((COLOURS.recorded, COLOURS.motion, COLOURS.alarm)):
        x = round(view.x_of(start + index * HOUR_MS + HOUR_MS // 2))
        column = [image.pixelColor(x, y) for y in range(bar.top(), bar.bottom() + 1)]
        heights.append(column.count(QColor(ink)))
    assert heights[0] < heights[1] < heights[2]
    gap = image.pixelColor(round(view.x_of(start + 10 * HOUR_MS)), bar.bottom() - 3)
    assert gap == QColor(GAP_COLOUR)


def test_from_far_away_short_movements_are_a_cap_on_the_footage(view: TimelineView) -> None:
    start = NOW_MS - 20 * DAY_MS
    view.set_window(TimeRange(start, NOW_MS))
    kinds = (RecordingKind.TIMED, RecordingKind.MOTION)
    found = [
        segment(start + n * MINUTE_MS, start + (n + 1) * MINUTE_MS, kinds[n % 7 == 0])
        for n in range(20 * 1440)
    ]
    image = _one_lane(view, lane(1, found))
    bar = view.bar_rect(camera_id(1))
    column = [image.pixelColor(bar.center().x(), y) for y in range(bar.top(), bar.bottom() + 1)]
    assert 0 < column.count(QColor(COLOURS.motion)) < column.count(QColor(COLOURS.recorded))


def test_a_bar_too_low_for_its_name_tells_it_under_the_mouse(view: TimelineView) -> None:
    view.set_lanes([village_lane(number) for number in range(16)])
    view.setMinimumHeight(0)
    view.resize(1200, view.minimumSizeHint().height())
    row = _bar(view, 9).y()
    before = view.grab().toImage()
    move(view, QPoint(700, row))
    assert before.pixelColor(3, row) != QColor(COLOURS.hover)
    assert view.grab().toImage().pixelColor(3, row) == QColor(COLOURS.hover)
    move(view, QPoint(700, _bar(view, 1).y()))
    assert view.grab().toImage().pixelColor(3, row) == before.pixelColor(3, row)


def test_a_span_out_of_view_that_is_not_known_says_nothing(view: TimelineView) -> None:
    footage = [segment(DAY.start_ms - 3 * DAY_MS, NOW_MS)]
    away = (TimeRange(NOW_MS - 20 * DAY_MS, NOW_MS - 10 * DAY_MS),)
    assert _one_lane(view, lane(1, footage, unknown=away, note="载入中…")) != _one_lane(
        view, lane(1, footage)
    )
    bar, ruler = view.bar_rect(camera_id(1)), view.time_rect()
    area = QRect(ruler.left(), bar.top(), ruler.width(), bar.height())
    noted = _one_lane(view, lane(1, footage, unknown=away, note="载入中…")).copy(area)
    assert noted == _one_lane(view, lane(1, footage)).copy(area)


def test_what_is_not_known_is_no_gap(view: TimelineView) -> None:
    image = _one_lane(view, lane(1, [], unknown=(DAY,), note="载入中…"))
    bar = view.bar_rect(camera_id(1))
    assert image.pixelColor(bar.left() + 40, bar.bottom() - 3) == QColor(UNKNOWN_COLOUR)


@pytest.mark.parametrize("span", [MINUTE_MS, HOUR_MS, DAY_MS, 31 * DAY_MS])
def test_a_recording_of_one_millisecond_can_be_seen_at_every_zoom(view: TimelineView, span: int) -> None:
    for offset in range(7):
        at = NOW_MS - 9 * DAY_MS + offset * 8_191_337
        view.set_window(TimeRange(at - span // 3, at - span // 3 + span))
        image = _one_lane(view, lane(1, [segment(at, at + 1, RecordingKind.ALARM)]))
        x, y = round(view.x_of(at)), view.bar_rect(camera_id(1)).bottom() - 3
        assert any(image.pixelColor(x + dx, y) == QColor(COLOURS.alarm) for dx in (-2, -1, 0, 1, 2))


@pytest.mark.parametrize("span", [10 * MINUTE_MS, 3 * HOUR_MS, 2 * DAY_MS, 30 * DAY_MS])
def test_segments_end_on_their_pixel(view: TimelineView, span: int) -> None:
    start = NOW_MS - 29 * DAY_MS
    for percent in (11, 37, 64):
        view.set_window(TimeRange(start, start + span))
        end = start + span * percent // 100
        image = _one_lane(view, lane(1, [segment(start - DAY_MS, end)]))
        y = view.bar_rect(camera_id(1)).bottom() - 3
        x = view.x_of(end)
        assert image.pixelColor(round(x) - 3, y) == QColor(COLOURS.recorded)
        assert image.pixelColor(round(x) + 3, y) == QColor(GAP_COLOUR)


HOSTILE = {
    "nothing": [],
    "one millisecond": [segment(NOW_MS - HOUR_MS, NOW_MS - HOUR_MS + 1)],
    "in the future": [segment(NOW_MS + DAY_MS, NOW_MS + 2 * DAY_MS)],
    "of the year 2100": [segment(4_102_444_800_000, 4_102_444_800_001)],
    "before 1970": [segment(-DAY_MS, -1)],
    "all of time": [segment(0, 4_102_444_800_000, RecordingKind.MOTION)],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_timelines_are_painted_and_can_be_used(qtbot: QtBot, view: TimelineView, name: str) -> None:
    lanes = [lane(1, HOSTILE[name]), Lane(camera_id(2), "\u202e<b>坏\n名字</b>" * 40, Timeline())]
    view.set_lanes(lanes)
    for window in (
        DAY,
        TimeRange(0, 1),
        TimeRange(4_102_444_000_000, 4_102_445_000_000),
        TimeRange(-5, 10**15),
    ):
        view.set_window(window)
        assert not view.grab().isNull()
    view.set_window(DAY)
    view.fit()
    wheel(view, _bar(view, 1), 3)
    QTest.mouseClick(view, LEFT, pos=_bar(view, 2))
    move(view, _bar(view, 2) - QPoint(20, 0))
    _settle(qtbot, view)


def test_it_says_when_there_is_nothing(qtbot: QtBot) -> None:
    empty = TimelineView()
    qtbot.addWidget(empty)
    empty.resize(800, empty.sizeHint().height())
    empty.show()
    before = empty.grab().toImage()
    QTest.mouseClick(empty, LEFT, pos=QPoint(400, 80))
    QTest.mouseDClick(empty, LEFT, pos=QPoint(400, 80))
    wheel(empty, QPoint(400, 80), 2)
    body = [before.pixelColor(x, y) for x in range(300, 600) for y in range(62, 120)]
    assert QColor(COLOURS.text_dim) in body, "a sentence"


def test_tiny_windows_do_not_matter(view: TimelineView) -> None:
    for width, height in ((1, 1), (50, 30), (400, 120)):
        view.resize(width, height)
        assert not view.grab().isNull()


def test_bookmarks_are_ribbons_with_their_names(view: TimelineView) -> None:
    made = village_lane(0)
    image = _one_lane(view, made)
    bar = view.bar_rect(made.camera_id)
    mark = made.bookmarks[0]
    x = round(view.x_of(mark.range.start_ms)) + 1
    assert image.pixelColor(x, bar.bottom() - RIBBON // 2) == QColor(COLOURS.bookmark)


def test_languages_differ_and_switch_while_it_is_shown(view: TimelineView, qapp: QApplication) -> None:
    chinese = view.grab().toImage()
    names = view.accessibleName()
    i18n.install(qapp, Language.EN)
    QApplication.processEvents()
    english = view.grab().toImage()
    assert english != chinese
    assert view.accessibleName() != names
    i18n.install(qapp, Language.ZH_CN)
    QApplication.processEvents()
    assert view.grab().toImage() == chinese


def test_equal_lanes_are_not_made_again(view: TimelineView) -> None:
    QApplication.processEvents()
    painted = Painted(view)
    rounds = []
    for _ in range(5):  # a late word from the window manager may have all painted once more
        painted.areas.clear()
        view.set_lanes([village_lane(number) for number in range(4)])
        view.set_now(NOW_MS + 10)
        view.set_selected(camera_id(1))
        view.set_retention(NOW_MS - 30 * DAY_MS)
        QApplication.processEvents()
        rounds.append(len(painted.areas))
    assert sorted(rounds)[2] == 0
