"""Makes the search index's record of a camera from its labels."""

from collections.abc import Sequence
from functools import cache

from desktop.demo_platform.directory.search_words import HOUSEHOLD_WORD, PUBLIC_WORD, fold, label_words, units
from desktop.demo_platform.generator.pinyin import spelled


def search_text(
    town: str, name_parts: Sequence[str], common_name: str | None, road: str | None, *, public: bool
) -> str:
    """Return the words of one camera; its name is the parts joined, the village first."""
    words = [_label(town, is_region=True), _name(name_parts)]
    if common_name:
        words.append(_label(common_name, is_region=False))
    if road:
        words.extend(units(fold(road)))
    words.append(PUBLIC_WORD if public else HOUSEHOLD_WORD)
    return " ".join(words)


@cache
def _label(name: str, *, is_region: bool) -> str:
    characters, syllables = spelled(name)
    return " ".join(label_words(characters, syllables, weak=len(characters) - 1 if is_region else -1))


def _name(parts: Sequence[str]) -> str:
    characters: list[str] = []
    syllables: list[str] = []
    for part in parts:
        spelled_part = spelled(part)
        characters += spelled_part[0]
        syllables += spelled_part[1]
    return " ".join(label_words(characters, syllables, weak=len(spelled(parts[0])[0]) - 1))
