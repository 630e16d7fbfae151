"""The look: contrast, completeness of style sheet and icons, sharpness."""

import re

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

import resources
from ui import theme
from ui.icons import Icon, app_icon, icon, pixmap
from ui.theme import COLOURS, contrast

SURFACES = ("wall", "window", "panel", "raised")


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(
    "ink", ["text", "text_dim", "accent", "live", "frozen", "offline", "error", "favourite", "replay"]
)
def test_text_can_be_read_on_every_surface(surface: str, ink: str) -> None:
    assert contrast(getattr(COLOURS, ink), getattr(COLOURS, surface)) >= 4.5


@pytest.mark.parametrize("surface", ["selected", "hover", "pressed"])
def test_text_can_be_read_on_what_the_pointer_touches(surface: str) -> None:
    assert contrast(COLOURS.text, getattr(COLOURS, surface)) >= 4.5


def test_buttons_and_field_outlines_can_be_seen() -> None:
    for accent in (COLOURS.accent, COLOURS.accent_hover, COLOURS.accent_pressed):
        assert contrast(COLOURS.on_accent, accent) >= 4.5
    for surface in (COLOURS.window, COLOURS.panel, COLOURS.raised):
        assert contrast(COLOURS.border_strong, surface) >= 3.0


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_style_sheet_has_every_value_and_every_picture() -> None:
    sheet = theme.style_sheet()
    assert "${" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    folder = resources.styles_folder()
    assert all((folder / picture).is_file() for picture in pictures)


def test_the_font_has_chinese(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() in theme.CJK_FAMILIES


def test_captions_are_readable_from_three_metres_at_sixteen_tiles() -> None:
    assert theme.caption_pixels(270) >= 22
    assert theme.caption_pixels(90) == 12
    assert theme.caption_pixels(4000) == 40


def test_every_icon_has_a_drawing_and_every_drawing_a_name() -> None:
    assert {name.value for name in Icon} == set(resources.icon_names())


@pytest.mark.parametrize("name", list(Icon))
def test_icons_draw_something_sharp_at_every_scale(name: Icon, qapp: QApplication) -> None:
    for scale in (1.0, 1.5, 2.0):
        drawn = pixmap(name, 18, COLOURS.text, scale)
        assert drawn.width() == round(18 * scale)
        assert drawn.deviceIndependentSize().width() == pytest.approx(18)
        image = drawn.toImage()
        inked = sum(
            image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height())
        )
        assert 4 <= inked < image.width() * image.height() or name is Icon.LOGO


def test_an_offline_icon_is_struck_through(qapp: QApplication) -> None:
    plain = pixmap(Icon.CAMERA_PUBLIC, 18, COLOURS.offline)
    struck = pixmap(Icon.CAMERA_PUBLIC, 18, COLOURS.offline, slashed=True)
    assert plain.toImage() != struck.toImage()
    assert not icon(Icon.CAMERA_PUBLIC).isNull()
    assert not app_icon().isNull()
