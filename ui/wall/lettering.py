"""Fonts and text widths of the wall, made once: a tile must not look up families while it is painted."""

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontMetrics

from ui import theme


@cache
def tile_font(pixels: int, *, bold: bool = False) -> QFont:
    """Return the interface font at a size."""
    return theme.font(pixels, bold=bold)


@cache
def tile_metrics(pixels: int, *, bold: bool = False) -> QFontMetrics:
    """Return the measures of that font."""
    return QFontMetrics(tile_font(pixels, bold=bold))


@lru_cache(maxsize=4096)
def text_width(text: str, pixels: int, *, bold: bool = False) -> int:
    """Return a text's width in pixels."""
    return tile_metrics(pixels, bold=bold).horizontalAdvance(text)
