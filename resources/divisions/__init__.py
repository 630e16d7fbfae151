"""Divisions of Loudi down to the village (NBS public statistics, 2023), in the order of their codes."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "loudi.csv"
_LEVELS = {"2": "city", "3": "county", "4": "town", "5": "village"}


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `short_name` is the everyday name (湾头村 for 湾头村村民委员会)."""

    level: str
    """city, county, town or village."""
    code: str
    short_name: str
    parent_code: str
    grassroots_code: str
    """GB/T 28181-2022 Annex E.3; "000000" above the town, empty for the city."""


def loudi() -> Iterator[Division]:
    """Yield the city, its counties, towns and villages; parents stand before their children."""
    with _FILE.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield Division(
                _LEVELS[row["level"]],
                row["code"],
                row["short_name"],
                row["parent_code"],
                row["gb28181_grassroots_code"],
            )
