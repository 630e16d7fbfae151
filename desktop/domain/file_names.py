"""Names that people and platforms gave, as parts of file names that every system takes.

A camera may be called `../../etc`, `CON`, 300 characters or an emoji; Windows, Linux, macOS and the FAT of a
USB stick must all accept what comes out, and it must not lead out of its folder.
"""

import re
import unicodedata

_FORBIDDEN = frozenset("<>:\"/\\|?*%$`'")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Invisible, of no meaning, or turning the direction of writing: nobody could type or see them."""
_PICTURES = frozenset({"So", "Sk"})


def safe_name(text: str, most_bytes: int = 60) -> str:
    """Return a text as a part of a file name of at most so many bytes in UTF-8; never empty."""
    letters = (_safe(letter) for letter in unicodedata.normalize("NFC", text[:2000]))
    name = re.sub(r"[_\s]{2,}", "_", "".join(letters))
    name = _cut(name.strip(" ._-"), most_bytes).rstrip(" ._-")
    if not name:
        return "_"
    return f"_{_cut(name, most_bytes - 1)}" if _RESERVED.fullmatch(name) else name


def _safe(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter.isspace():
        return " "
    if kind in _DROPPED:
        return ""
    return "_" if letter in _FORBIDDEN or kind in _PICTURES else letter


def _cut(text: str, most_bytes: int) -> str:
    """Return the beginning of a text that fits, without half a letter at its end."""
    return text.encode()[:most_bytes].decode(errors="ignore")
