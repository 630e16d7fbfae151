"""What a setting is: declared once, and the dialog, the documentation and the check come from that."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T", str, int, bool)
Value = str | int | bool


class Scope(StrEnum):
    """Where a setting is shown."""

    PREFERENCES = "preferences"
    HIDDEN = "hidden"
    """Kept by the program itself."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a setting may take, and its name on screen."""

    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting; its type is that of its default. Numbers have bounds, texts choices where they are few."""

    key: str
    default: T
    zh: str
    en: str
    help_zh: str
    help_en: str
    scope: Scope = Scope.PREFERENCES
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 0
    unit_zh: str = ""
    unit_en: str = ""
    folder: bool = False
    """A text that names a folder; empty for the usual one."""

    def accepts(self, value: object) -> bool:
        """True for a value of the right type within the bounds."""
        if type(value) is not type(self.default):
            return False
        if isinstance(value, str):
            return len(value) <= 4096 and (
                not self.choices or value in {choice.value for choice in self.choices}
            )
        if isinstance(value, bool):
            return True
        return isinstance(value, int) and self.minimum <= value <= self.maximum
