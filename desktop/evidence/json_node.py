"""An object of a manifest with typed access: what is not as we write it is a ManifestError."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from desktop.domain.beijing import milliseconds
from desktop.domain.time_range import TimeRange
from desktop.evidence.reading import ManifestError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Node:
    """One object."""

    values: Mapping[str, object]

    def text(self, key: str) -> str:
        """Return a text."""
        return _one(self.values.get(key), str)

    def number(self, key: str) -> int:
        """Return a whole number."""
        return _one(self.values.get(key), int)

    def yes(self, key: str) -> bool:
        """Return what is true or false."""
        return _one(self.values.get(key), bool)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(_one(value, str) for value in _one(self.values.get(key), list))

    def instant(self, key: str) -> int:
        """Return an instant as UTC milliseconds."""
        try:
            return milliseconds(datetime.fromisoformat(self.text(key)))
        except (ValueError, TypeError) as error:
            raise ManifestError(key) from error

    def degrees(self, key: str) -> float | None:
        """Return a decimal number that stands as text, None where there is none."""
        return None if self.values.get(key) is None else self.decimal(key)

    def decimal(self, key: str) -> float:
        """Return a decimal number that stands as text."""
        try:
            return float(self.text(key))
        except ValueError as error:
            raise ManifestError(key) from error

    def has(self, key: str) -> bool:
        """Tell whether there is a value."""
        return self.values.get(key) is not None

    def node(self, key: str) -> "Node":
        """Return an object."""
        return Node(_one(self.values.get(key), dict))

    def nodes(self, key: str) -> tuple["Node", ...]:
        """Return a list of objects."""
        return tuple(Node(_one(value, dict)) for value in _one(self.values.get(key), list))

    def range(self) -> TimeRange:
        """Return this object as a range."""
        return TimeRange(self.instant("from"), self.instant("to"))


def _one(value: object, kind: type[T]) -> T:
    if type(value) is not kind:
        raise ManifestError(f"{kind.__name__} wanted")
    return value
