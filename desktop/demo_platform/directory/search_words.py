"""How texts become words of the search index, the same way for cameras and for questions.

A camera's record in the index holds, for each of its labels: every Chinese character and run of letters or
digits as a word (a phrase of them finds any part of a text), and every tail of its pinyin and of its initials
as a word (the beginning of such a word finds any part of the pinyin). Marked words tell where a label begins.
"""

import re
import unicodedata
from collections.abc import Sequence

START = "▸"
"""Before a label's whole text, whole pinyin and initials: what begins with the question stands first."""
FIRST = "▹"
"""Before a label's first character and first letter: a question of one character finds only beginnings."""
PUBLIC_WORD = "▪p"
HOUSEHOLD_WORD = "▪h"

_UNIT = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]")


def fold(text: str) -> str:
    """Return the text in the form that is indexed: full-width and capital forms folded."""
    return unicodedata.normalize("NFKC", text).lower()


def units(text: str) -> list[str]:
    """Divide a folded text: each Chinese character alone, letters and digits in runs, the rest dropped."""
    return _UNIT.findall(text)


def label_words(characters: Sequence[str], syllables: Sequence[str], weak: int = -1) -> list[str]:
    """Return the words of one label.

    Args:
        characters: its units.
        syllables: the pinyin of each unit (letters and digits stand for themselves).
        weak: index of the unit that says only 村 or 镇; nobody begins to type there.
    """
    initials = [s if s[0].isdigit() else s[0] for s in syllables]
    words = list(characters)
    for index in range(len(syllables)):
        if index != weak:
            words += ("".join(syllables[index:]), "".join(initials[index:]))
    whole = (f"{START}{''.join(part)}" for part in (characters, syllables, initials))
    return [*words, *whole, FIRST + characters[0], FIRST + initials[0][0]]
