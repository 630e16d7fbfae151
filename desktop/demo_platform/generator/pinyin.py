"""Pinyin of the labels, each looked up once."""

from functools import cache

from pypinyin import lazy_pinyin

from desktop.demo_platform.directory.search_words import fold, units


@cache
def spelled(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a text's units and their pinyin (ü written v)."""
    characters = units(fold(text))
    syllables = [c if c.isascii() else "" for c in characters]
    chinese = "".join(c for c in characters if not c.isascii())
    readings = iter(lazy_pinyin(chinese))
    return tuple(characters), tuple(s or next(readings) for s in syllables)
