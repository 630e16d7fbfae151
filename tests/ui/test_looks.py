"""Every state of a tile has a look of its own, and nothing covers the frame stamp."""

from time import monotonic

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.domain.tile_state import TileHelp, TilePhase, TileState
from player.api import Frame
from tests.support.wall_parts import camera
from ui.wall.caption import Caption, caption_of, fitted_name, plain
from ui.wall.lettering import text_width
from ui.wall.looks import dot_colour, help_text, look_of, phase_text
from ui.wall.tile import Behind, Face, Tile

SPOKEN = [phase for phase in TilePhase if phase not in {TilePhase.EMPTY, TilePhase.LIVE}]
SIZES = [QSize(200, 118), QSize(320, 190), QSize(480, 270), QSize(1600, 940)]


def _frame(width: int, height: int, luma: int = 110) -> Frame:
    row = bytes((luma, luma, luma, 0)) * width
    return Frame(1, monotonic(), width, height, width * 4, memoryview(row * height))


def _tile(qtbot: QtBot, size: QSize, phase: TilePhase, behind: Behind = Behind.NOTHING) -> Tile:
    tile = Tile()
    qtbot.addWidget(tile)
    tile.resize(size)
    tile.show()
    state = TileState(phase, camera().id, picture_at=monotonic() - 5 if behind is Behind.OWN else None)
    tile.set_face(Face(phase, Caption("湾头村路口"), look_of(state, monotonic()), behind))
    if behind is not Behind.NOTHING:
        wanted = tile.wanted_size()
        height = min(wanted.height, wanted.width * 9 // 16)
        tile.show_frame(_frame(height * 16 // 9, height))
    return tile


def test_words_and_signs_are_distinct() -> None:
    looks = [look_of(TileState(phase, camera().id), 0.0) for phase in SPOKEN]
    assert len({look.words for look in looks if look}) == len(SPOKEN)
    assert len({(look.icon, look.slashed) for look in looks if look}) == len(SPOKEN)
    assert look_of(TileState(TilePhase.LIVE, camera().id), 0.0) is None
    assert all(phase_text(phase) and dot_colour(phase) for phase in TilePhase)
    assert all(help_text(offer) for offer in TileHelp)


@pytest.mark.parametrize("room", [90, 110, 140, 200, 400])
def test_two_cameras_of_a_village_never_bear_the_same_name_on_a_small_tile(qapp: object, room: int) -> None:
    names = [
        "子母桥社区320国道超市旁",
        "子母桥社区320国道弯道",
        "子母桥社区320国道弯道02",
        "子母桥社区卫生室门前",
    ]
    shown = [fitted_name(name, 16, room) for name in names]
    assert len({name for name, _ in shown}) == len(names)
    assert all(text_width(name, pixels, bold=True) <= room for name, pixels in shown)
    assert all(13 <= pixels <= 16 for _, pixels in shown)
    assert fitted_name(names[0], 16, 400) == (names[0], 16)


@pytest.mark.parametrize("size", SIZES)
def test_every_state_looks_different(qtbot: QtBot, size: QSize) -> None:
    pictures: dict[bytes, TilePhase] = {}
    for phase in SPOKEN:
        image = _tile(qtbot, size, phase).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = bytes(image.constBits())
        assert pixels not in pictures, f"{phase} looks like {pictures.get(pixels)}"
        pictures[pixels] = phase


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("phase", SPOKEN)
def test_an_overlay_never_reaches_the_stamp_of_the_cameras_own_picture(
    qtbot: QtBot, size: QSize, phase: TilePhase
) -> None:
    tile = _tile(qtbot, size, phase, Behind.OWN)
    picture = tile.picture_rect()
    strip = QRect(
        picture.left(), picture.bottom() + 1 - picture.height() // 18, picture.width(), picture.height() // 18
    )
    image = tile.grab().toImage()
    for x in range(strip.left(), strip.right() + 1, 3):
        for y in range(strip.top(), strip.bottom() + 1):
            assert image.pixelColor(x, y).red() == 110
    button = tile.help_button
    assert not button.isVisible() or not button.geometry().intersects(strip)


def test_a_picture_of_another_camera_cannot_be_taken_for_this_ones(qtbot: QtBot) -> None:
    tile = _tile(qtbot, QSize(480, 270), TilePhase.CONNECTING, Behind.ANOTHER)
    picture = tile.picture_rect()
    image = tile.grab().toImage()
    assert image.pixelColor(picture.left() + 2, picture.bottom() - 2).red() < 40


def test_a_stopped_picture_is_dated_and_darkened(qtbot: QtBot) -> None:
    tile = _tile(qtbot, QSize(480, 270), TilePhase.FROZEN, Behind.OWN)
    look = tile.face.look
    assert look is not None
    assert look.words == "画面停止 5 秒"
    assert tile.help_button.isVisible()
    assert tile.help_button.text() == "立即重试"
    centre = tile.picture_rect().center()
    assert tile.grab().toImage().pixelColor(centre).red() < 90


def test_a_retry_is_counted_down() -> None:
    state = TileState(TilePhase.RECONNECTING, camera().id, failures=1, next_try_at=107.2)
    look = look_of(state, 100.0, reason="视频流中断")
    assert look is not None
    assert look.words == "视频流中断"
    assert look.detail == "8 秒后重试"


def test_the_button_tells_what_is_asked_for(qtbot: QtBot) -> None:
    tile = _tile(qtbot, QSize(480, 270), TilePhase.NO_SIGNAL)
    asked: list[TileHelp] = []
    tile.help_requested.connect(asked.append)
    tile.help_button.click()
    assert asked == [TileHelp.RETRY_NOW]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("村口\u202e口村", "村口口村"),
        ("a\x00b\nc", "abc"),
        ("<b>粗</b>&amp;", "<b>粗</b>&amp;"),
        ("\u200b", ""),
    ],
)
def test_names_are_shown_as_one_line_of_plain_text(name: str, shown: str) -> None:
    assert plain(name) == shown
    assert caption_of(camera(name=name)).name in {shown, camera().id}


def test_a_live_picture_is_painted_pixel_by_pixel(qtbot: QtBot) -> None:
    tile = Tile()
    qtbot.addWidget(tile)
    tile.resize(482, 300)
    tile.show()
    tile.set_face(Face(TilePhase.LIVE, Caption("湾头村路口")))
    wanted = tile.wanted_size()
    height = min(wanted.height, wanted.width * 9 // 16)
    width = height * 16 // 9
    pixels = bytearray(width * height * 4)
    for y in range(height):
        for x in range(0, width, 2):  # stripes one pixel wide: scaling would blur them
            pixels[(y * width + x) * 4 : (y * width + x) * 4 + 3] = b"\xff\xff\xff"
    tile.show_frame(Frame(1, monotonic(), width, height, width * 4, memoryview(pixels)))
    rect = tile.picture_rect()
    assert (rect.width(), rect.height()) == (width, height)
    image = tile.grab().toImage()
    row = [image.pixelColor(rect.left() + x, rect.center().y()).red() for x in range(width)]
    assert row == [255 if x % 2 == 0 else 0 for x in range(width)]
