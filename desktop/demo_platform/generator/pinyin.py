"""Pinyin of the labels, from a table made beforehand: a whole dictionary would delay the first start."""

import csv
from functools import cache
from pathlib import Path

from desktop.demo_platform.directory.search_words import fold, units

TABLE = Path(__file__).resolve().parents[3] / "resources" / "divisions" / "pinyin.csv"


@cache
def spelled(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a text's units and their pinyin (ü written v); letters and digits stand for themselves.

    Raises:
        LookupError: the table does not know the text (make it anew: see pinyin_table.py).
    """
    characters = units(fold(text))
    readings = iter(_table()[chinese_of(text)] if chinese_of(text) else ())
    return tuple(characters), tuple(c if c.isascii() else next(readings) for c in characters)


def chinese_of(text: str) -> str:
    """Return only the Chinese characters of a text: what the table is asked for."""
    return "".join(c for c in units(fold(text)) if not c.isascii())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {text: tuple(pinyin.split()) for text, pinyin in csv.reader(stream)}
