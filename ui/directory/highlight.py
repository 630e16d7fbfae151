"""Which part of a name matched a search: literally, or by pinyin as people type it.

Only for showing: the platform decides what matches. Initials come from the order of GB 2312, whose common
characters are sorted by pinyin; a character outside of them fits any letter.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

Mark = tuple[int, int]
"""Start and length of a part of the name."""

_LETTERS: Final = "abcdefghjklmnopqrstwxyz"
# fmt: off
_STARTS: Final = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)
# fmt: on
_LAST: Final = 0xD7F9
_ANY: Final = "?"
_FINALS: Final = (
    "iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|vn|"
    "a|e|i|o|u|v"
)
_SYLLABLE: Final = re.compile(
    rf"(?:(zh|ch|sh|[bcdfghjklmnpqrstwxyz])({_FINALS})?|(ang|ai|an|ao|ei|en|er|ou|a|e|o))"
)


@lru_cache(4096)
def marks_of(query: str, name: str) -> tuple[Mark, ...]:
    """Return the parts of a name that the words of a query match, in order; empty if none does."""
    found = (_mark(word, name) for word in query.lower().split())
    return tuple(sorted({mark for mark in found if mark is not None}))


def _mark(word: str, name: str) -> Mark | None:
    lower = name.lower()
    if len(lower) != len(name):
        return None
    at = lower.find(word)
    if at >= 0:
        return at, len(word)
    if not (word.isascii() and word.isalpha()):
        return None
    initials = [_initial(char) for char in lower]
    return _find(initials, word) or _find(initials, _syllable_initials(word))


def _find(initials: list[str], wanted: str) -> Mark | None:
    """Return where letters fit a run of initials; a run that knows at least one of its letters."""
    if not wanted:
        return None
    for start in range(len(initials) - len(wanted) + 1):
        run = initials[start : start + len(wanted)]
        pairs = list(zip(run, wanted, strict=True))
        if all(have in {want, _ANY} for have, want in pairs) and any(have == want for have, want in pairs):
            return start, len(wanted)
    return None


def _syllable_initials(word: str) -> str:
    """Return the first letters of the syllables of a word in full pinyin, or nothing if it is not."""
    letters, at = "", 0
    while at < len(word):
        match = _SYLLABLE.match(word, at)
        if match is None:
            return ""
        letters += match.group(0)[0]
        at = match.end()
    return letters


def _initial(char: str) -> str:
    if char.isascii():
        return char
    try:
        code = int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return _ANY
    if not _STARTS[0] <= code <= _LAST:
        return _ANY if code > _LAST else ""
    return _LETTERS[bisect_right(_STARTS, code) - 1]
