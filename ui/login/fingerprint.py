"""A certificate's fingerprint as two people compare it over the telephone."""

from typing import Final

_PAIRS_PER_GROUP: Final = 2
_GROUPS_PER_LINE: Final = 4


def grouped(sha256: str) -> str:
    """Return a fingerprint in groups of four digits, four groups a line: `AB12 CD34 …`."""
    digits = sha256.replace(":", "").upper()
    size = 2 * _PAIRS_PER_GROUP
    groups = [digits[start : start + size] for start in range(0, len(digits), size)]
    lines = [
        "  ".join(groups[start : start + _GROUPS_PER_LINE])
        for start in range(0, len(groups), _GROUPS_PER_LINE)
    ]
    return "\n".join(lines)
