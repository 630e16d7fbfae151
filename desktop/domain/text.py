"""Text that came from outside, made fit to be shown: plain, on one line, of bounded length."""

import re
import unicodedata

NAME_LIMIT = 120
_MOST_MARKS = 3
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = frozenset({"Zl", "Zp", "Zs"})
_WORD = "[!-~·\u3001-\u3020\u4e00-\u9fff\uff01-\uff5e]+"
_PLAIN = re.compile(f"{_WORD}(?: {_WORD})*")
"""What nearly all names are made of, recognised at once: tens of thousands come in a minute."""


def plain_text(text: str, limit: int = NAME_LIMIT) -> str:
    """Return a text without control, format and bidirectional-override characters, cut at `limit`.

    Line breaks and runs of space become one space; more than three combining marks in a row are dropped.
    Markup is left as it is: whoever shows the text shows it as plain text.
    """
    if len(text) <= limit and _PLAIN.fullmatch(text):
        return text
    kept: list[str] = []
    marks = 0
    for char in text[: limit * 8]:
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > _MOST_MARKS:
            continue
        if category in _SPACES or char in "\t\n\r\v\f\x85":
            kept.append(" ")
        elif category not in _DROPPED:
            kept.append(char)
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
