"""`python -m desktop.demo_platform.generator.pinyin_table`: make the table of pinyin anew (needs pypinyin).

Run it after a change of the divisions or of the vocabulary; a test tells when the table is out of date.
"""

import csv
import io
from collections.abc import Iterator

from pypinyin import lazy_pinyin

from desktop.demo_platform.generator import vocabulary
from desktop.demo_platform.generator.pinyin import TABLE, chinese_of
from resources.divisions import loudi

IN_NAMES = {"长": "chang", "曾": "zeng", "杉": "shan", "朝": "chao", "都": "du"}
"""Characters that are read in names of villages and families as the dictionary does not expect."""


def table_text() -> str:
    """Return the table: one line for each text, its pinyin divided by spaces."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    texts = dict.fromkeys(chinese_of(text) for text in _texts())
    writer.writerows((text, " ".join(_readings(text))) for text in texts if text)
    return lines.getvalue()


def _readings(text: str) -> Iterator[str]:
    for character, reading in zip(text, lazy_pinyin(text), strict=True):
        yield IN_NAMES.get(character, reading)


def _texts() -> Iterator[str]:
    yield from (division.short_name for division in loudi())
    spots = (*vocabulary.VILLAGE_SPOTS, *vocabulary.NATIONAL_ROAD_SPOTS)
    yield from (spot.name for spot in spots)
    yield from vocabulary.COMMON_NAMES
    yield vocabulary.GROUP.format(1)
    yield from (family + spot.name for family in vocabulary.SURNAMES for spot in vocabulary.HOUSEHOLD_SPOTS)
    for spot, common_name in vocabulary.KNOWN_SPOTS.values():
        yield from (spot.name, common_name)


if __name__ == "__main__":
    TABLE.write_text(table_text(), encoding="utf-8")
