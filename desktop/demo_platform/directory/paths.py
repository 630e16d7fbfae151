"""Paths of regions from the top of a scope, cached: names of regions never change while the platform runs."""

from functools import lru_cache

from desktop.demo_platform.directory.records import RegionStep
from desktop.demo_platform.storage.database import Database

_CACHED_PATHS = 20_000


class Paths:
    """Looks up the steps from the city down to a region."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cached = lru_cache(maxsize=_CACHED_PATHS)(self._load)

    def below(self, top_code: str, code: str) -> tuple[RegionStep, ...]:
        """Return the steps from `top_code` to `code`, both included."""
        return tuple(step for step in self._cached(code) if step.code.startswith(top_code))

    def _load(self, code: str) -> tuple[RegionStep, ...]:
        steps: list[RegionStep] = []
        parent: str | None = code
        while parent is not None:
            row = (
                self._database.reader()
                .execute("SELECT code, name, level, parent_code FROM region WHERE code = ?", (parent,))
                .fetchone()
            )
            if row is None:
                break
            steps.append(RegionStep(row["code"], row["name"], row["level"]))
            parent = row["parent_code"]
        return tuple(reversed(steps))
