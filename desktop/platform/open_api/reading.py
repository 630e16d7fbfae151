"""Reading values that a platform sent: bounded and plain, whatever came.

`Bad` means that the thing as a whole cannot be used; what is merely odd becomes the nearest sensible value.
"""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from desktop.domain.text import NAME_LIMIT, plain_text
from desktop.errors import AppError, ErrorCode

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,8192}")
MOST_ITEMS = 100_000


class BadValueError(Exception):
    """The value cannot be used."""


class Fields:
    """An object of the answer, read field by field."""

    __slots__ = ("_values",)

    def __init__(self, value: object) -> None:
        if not isinstance(value, Mapping):
            raise BadValueError("not an object")
        self._values = value

    def raw(self, key: str) -> object:
        """Return a field as it came, None when it is missing."""
        return self._values.get(key)

    def identifier(self, key: str) -> str:
        """Return an id or code: a short word of letters, digits and a few signs."""
        value = self._values.get(key)
        if not isinstance(value, str) or _IDENTIFIER.fullmatch(value) is None:
            raise BadValueError(key)
        return value

    def token(self, key: str) -> str:
        """Return a secret word that may stand in a header."""
        value = self._values.get(key)
        if not isinstance(value, str) or _TOKEN.fullmatch(value) is None:
            raise BadValueError(key)
        return value

    def name(self, key: str, limit: int = NAME_LIMIT) -> str:
        """Return a text that must be there and show something."""
        text = self.text(key, limit)
        if not text:
            raise BadValueError(key)
        return text

    def text(self, key: str, limit: int = NAME_LIMIT) -> str:
        """Return a text made plain; empty when it is missing or no text."""
        value = self._values.get(key)
        return plain_text(value, limit) if isinstance(value, str) else ""

    def optional_text(self, key: str, limit: int = NAME_LIMIT) -> str | None:
        """Return a text made plain, None when it is missing or shows nothing."""
        return self.text(key, limit) or None

    def flag(self, key: str) -> bool:
        """Return True only for true."""
        return self._values.get(key) is True

    def whole(self, key: str, low: int, high: int, default: int) -> int:
        """Return a whole number pulled into its bounds; the default when it is none."""
        value = self._values.get(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            return default
        return min(max(value, low), high)

    def number(self, key: str, low: float, high: float) -> float | None:
        """Return a number within its bounds, None otherwise."""
        value = self._values.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return None
        return float(value) if low <= value <= high else None

    def choice(self, key: str, kind: type[E], default: E) -> E:
        """Return a member of an enumeration, the default for anything else."""
        value = self._values.get(key)
        try:
            return kind(value) if isinstance(value, str | int) and not isinstance(value, bool) else default
        except ValueError:
            return default


def members(value: object, kind: type[E]) -> frozenset[E]:
    """Return those entries of a list that an enumeration knows."""
    entries = value[:100] if isinstance(value, list) else []
    return _members(kind, tuple(entry for entry in entries if isinstance(entry, str)))


@lru_cache(maxsize=1000)
def _members(kind: type[E], entries: tuple[str, ...]) -> frozenset[E]:
    return frozenset(member for member in kind if member.value in entries)


def each(value: object, decode: Callable[[object], T]) -> tuple[tuple[T, ...], int]:
    """Return the entries of a list that can be used, and how many were dropped."""
    if not isinstance(value, list):
        raise BadValueError("not a list")
    good: list[T] = []
    for entry in value[:MOST_ITEMS]:
        try:
            good.append(decode(entry))
        except BadValueError:
            continue
    return tuple(good), len(value) - len(good)


def whole_answer(decode: Callable[[object], T]) -> Callable[[object], T]:
    """Return a decoder for an answer as a whole: BAD_ANSWER where it cannot be used."""

    def decoder(value: object) -> T:
        try:
            return decode(value)
        except BadValueError as error:
            raise AppError(ErrorCode.BAD_ANSWER, {"field": str(error)}) from error

    return decoder
