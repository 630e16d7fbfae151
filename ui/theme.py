"""The look of the product: colours, sizes, fonts and the style sheet, all named here and nowhere else.

Made for a wall that people watch at three in the morning: near-black blue-grey surfaces, one accent, and
state colours that differ in hue and in lightness. Text keeps a contrast of at least 4.5 : 1 (WCAG 2 AA) on
every surface that it stands on; a test holds that.
"""

from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

import resources


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the product as `#rrggbb`."""

    wall: str = "#080b0e"
    """Behind the tiles: darker than any panel, so that pictures are the brightest thing."""
    window: str = "#0f1419"
    panel: str = "#151c23"
    raised: str = "#1d2730"
    """Fields, buttons and menus."""
    hover: str = "#25323d"
    pressed: str = "#2c3c49"
    selected: str = "#1f3d57"
    border: str = "#2b3843"
    border_strong: str = "#5d7284"
    """Outlines of fields that must be found: 3 : 1 on the surfaces they stand on."""
    text: str = "#dbe3ea"
    text_dim: str = "#9fadba"
    text_disabled: str = "#6b7a87"
    accent: str = "#5aa9e6"
    accent_hover: str = "#7abcf0"
    accent_pressed: str = "#4593d0"
    on_accent: str = "#06131f"
    live: str = "#62c584"
    """Used sparingly: the wall is normally all live."""
    frozen: str = "#e3aa45"
    offline: str = "#8e9ba8"
    error: str = "#f2877e"
    favourite: str = "#e8c15a"
    replay: str = "#f293d6"
    """Instant replay: must never be taken for the present, so nothing else has this hue."""
    replay_margin: str = "#3b1634"
    recorded: str = "#3d9188"
    """Footage by timetable. The three kinds of footage differ in height as well as in colour."""
    motion: str = "#c79540"
    alarm: str = "#e2635a"
    bookmark: str = "#b9a1f2"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in device-independent pixels."""

    text: int = 14
    text_small: int = 12
    text_large: int = 16
    title: int = 24
    icon: int = 18
    icon_large: int = 28
    row: int = 30
    control: int = 34
    gap: int = 8
    gap_small: int = 4
    gap_large: int = 16
    radius: int = 5
    panel_width: int = 320


COLOURS = Colours()
SIZES = Sizes()

CJK_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Chinese sans-serif families, best first, on Debian, Windows and macOS."""

MONO_FAMILIES = ("Noto Sans Mono CJK SC", "Consolas", "DejaVu Sans Mono", "monospace")


def colour(value: str) -> QColor:
    """Return the colour of a `Colours` field."""
    return QColor(value)


def with_alpha(value: str, alpha: int) -> QColor:
    """Return a colour at an opacity of 0..255."""
    made = QColor(value)
    made.setAlpha(alpha)
    return made


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours by WCAG 2: 1 (equal) to 21 (black on white)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: str) -> float:
    made = QColor(value)
    channels = (made.redF(), made.greenF(), made.blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def font_families() -> tuple[str, ...]:
    """Return the installed Chinese families, best first; empty where the machine has none."""
    installed = set(QFontDatabase.families())
    return tuple(name for name in CJK_FAMILIES if name in installed)


def font(pixels: int = SIZES.text, *, bold: bool = False) -> QFont:
    """Return the interface font at a size in device-independent pixels."""
    made = QFont()
    made.setFamilies([*font_families(), "sans-serif"])
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def mono_font(pixels: int = SIZES.text_small) -> QFont:
    """Return a font in which fingerprints and device numbers line up."""
    made = QFont()
    made.setFamilies(list(MONO_FAMILIES))
    made.setStyleHint(QFont.StyleHint.Monospace)
    made.setPixelSize(pixels)
    return made


def caption_pixels(tile_height: int) -> int:
    """Return the caption size of a tile, in pixels.

    A twelfth of the tile: on a 55-inch screen with 16 tiles a character is about 14 mm high, which is read
    from 3 m without effort. Never below what can be read at a desk.
    """
    return max(12, min(40, round(tile_height / 12)))


def style_sheet() -> str:
    """Return the application's style sheet with the colours and sizes filled in."""
    sizes = {name: f"{value}px" for name, value in asdict(SIZES).items()}
    files = {"images": resources.styles_folder().as_posix()}
    return Template(resources.style_text("dark.qss")).substitute(asdict(COLOURS), **_prefixed(sizes), **files)


def _prefixed(sizes: dict[str, str]) -> dict[str, str]:
    return {f"size_{name}": value for name, value in sizes.items()}


def palette() -> QPalette:
    """Return the palette for what a style sheet does not reach (delegates, native parts)."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, value in (
        (role.Window, COLOURS.window),
        (role.WindowText, COLOURS.text),
        (role.Base, COLOURS.panel),
        (role.AlternateBase, COLOURS.raised),
        (role.Text, COLOURS.text),
        (role.Button, COLOURS.raised),
        (role.ButtonText, COLOURS.text),
        (role.BrightText, COLOURS.error),
        (role.PlaceholderText, COLOURS.text_dim),
        (role.ToolTipBase, COLOURS.raised),
        (role.ToolTipText, COLOURS.text),
        (role.Highlight, COLOURS.selected),
        (role.HighlightedText, COLOURS.text),
        (role.Accent, COLOURS.accent),
        (role.Link, COLOURS.accent),
        (role.LinkVisited, COLOURS.accent),
        (role.Light, COLOURS.hover),
        (role.Midlight, COLOURS.raised),
        (role.Mid, COLOURS.border),
        (role.Dark, COLOURS.wall),
        (role.Shadow, COLOURS.wall),
    ):
        made.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(COLOURS.text_disabled))
    return made


def apply(app: QApplication) -> None:
    """Give the whole application the product's look; called once, before the first window."""
    style = QStyleFactory.create("Fusion")
    if style is not None:
        app.setStyle(style)
    app.setPalette(palette())
    app.setFont(font())
    app.setStyleSheet(style_sheet())
