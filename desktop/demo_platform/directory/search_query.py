"""Turns what somebody types into questions for the search index."""

import re
from dataclasses import dataclass

from desktop.demo_platform.directory.search_words import FIRST, START, fold, units

MAX_WORDS = 8
_LONG_DIGITS = 8
_APOSTROPHES = str.maketrans("", "", "'’`")
_WORD = re.compile(r"[a-z][a-z0-9]*|[^a-z]+")
"""Letters beside Chinese characters are a word of their own: 湾头g320, but 320国道 is one."""


@dataclass(frozen=True, slots=True)
class Question:
    """Questions in the language of FTS5; digits are sought in the device IDs as well."""

    beginnings: str | None
    """Cameras with a label that begins with one of the words."""
    anywhere: str | None
    """All other cameras that hold all words."""
    id_parts: tuple[str, ...]
    """Long digits beside other words: parts of the device ID."""
    id_alone: str | None
    """Digits that are all that was typed: the beginning of the ID or of its serial number."""


def understand(text: str) -> Question | None:
    """Return the questions for a text; None when it holds nothing to search for."""
    chunks = fold(text).translate(_APOSTROPHES).split()
    words = [word for chunk in chunks for word in _WORD.findall(chunk) if units(word)][:MAX_WORDS]
    if not words:
        return None
    alone = words[0] if len(words) == 1 and words[0].isascii() and words[0].isdigit() else None
    long_digits = [w for w in words if w.isascii() and w.isdigit() and len(w) >= _LONG_DIGITS]
    texts = [word for word in words if word not in long_digits]
    if not texts:
        return Question(None, None, tuple(long_digits), alone)
    everything = " AND ".join(_part(word) for word in texts)
    first = " OR ".join(_beginning(word) for word in texts)
    return Question(
        f"({everything}) AND ({first})", f"({everything}) NOT ({first})", tuple(long_digits), alone
    )


def _part(word: str) -> str:
    """A word anywhere in a label: its characters in a row, the last letters or digits perhaps unfinished."""
    pieces = units(word)
    if len(pieces) == 1 and len(word) == 1 and word.isalpha() and word.isascii():
        return f'"{FIRST}{word}"'
    is_finished = not pieces[-1].isascii()  # one character is one word of the index: nothing to complete
    return f'"{" ".join(pieces)}"' + ("" if is_finished else " *")


def _beginning(word: str) -> str:
    whole = "".join(units(word))
    return f'"{FIRST}{whole}"' if len(whole) == 1 else f'"{START}{whole}" *'
