"""The Range header of HTTP (RFC 9110, 14): which bytes of a file are wanted."""

import re

_RANGE = re.compile(r"bytes=(?P<first>[0-9]*)-(?P<last>[0-9]*)")
_MAX_DIGITS = 15


class UnsatisfiableRangeError(Exception):
    """The file has no such bytes."""


def wanted(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the bytes [start, end) that a header asks for; None for the whole file.

    Several ranges at once, other units and nonsense are answered with the whole file, as the RFC permits.
    UnsatisfiableRangeError when the range begins behind the file's end.
    """
    match = _RANGE.fullmatch(header.replace(" ", "")) if header else None
    if match is None or max(len(match["first"]), len(match["last"])) > _MAX_DIGITS:
        return None
    first, last = match["first"], match["last"]
    if first and last and int(last) < int(first):
        return None
    if not first and not last:
        return None
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if start >= end:
        raise UnsatisfiableRangeError
    return start, end
