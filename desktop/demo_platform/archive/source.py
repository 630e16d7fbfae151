"""What is peculiar to a camera's recording and stays so: its schedule, its storage, how reliable it is."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Literal

from desktop.demo_platform.archive.beijing import HOUR_MS, MINUTE_MS
from desktop.demo_platform.archive.model import VILLAGE_DIGITS, Recorded, Storage

Schedule = Literal["always", "daytime", "events"]
_CACHED = 4096
_TEN_MINUTES = 10 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Source:
    """One camera as a recorder."""

    number: int
    seed: int
    village: str
    schedule: Schedule
    storage: Storage
    file_ms: int
    """A recording file is closed after this long."""

    file_phase_ms: int
    bytes_per_s: int
    spells_per_day: float
    """How often the camera loses its connection for long."""

    events_per_day: int
    clock_offset_ms: int | None


def source_of(camera: Recorded) -> Source:
    """Return the recorder of a camera; always the same for the same device ID and number."""
    return _source(camera.number, camera.id, camera.kind == "household", camera.region_code[:VILLAGE_DIGITS])


def dice(*numbers: int) -> Random:
    """Return random numbers that depend on these integers only."""
    seed = 0
    for number in numbers:
        seed = seed * 1_000_003 + number
    return Random(seed)  # noqa: S311 - reproducible on purpose


@lru_cache(maxsize=_CACHED)
def _source(number: int, camera_id: str, is_household: bool, village: str) -> Source:
    seed = int(camera_id) if camera_id.isdigit() else number
    random = dice(seed, number)
    schedules: tuple[Schedule, ...] = ("always", "daytime", "events")
    storages: tuple[Storage, ...] = ("platform", "device")
    return Source(
        number=number,
        seed=seed,
        village=village,
        schedule=random.choices(schedules, (55, 25, 20) if is_household else (92, 8, 0))[0],
        storage=random.choices(storages, (12, 88) if is_household else (88, 12))[0],
        file_ms=random.choice((30, 60, 60)) * MINUTE_MS,
        file_phase_ms=random.randrange(0, HOUR_MS, _TEN_MINUTES),
        bytes_per_s=random.randrange(220_000, 520_000),
        spells_per_day=random.choices((0.06, 0.25, 0.9), (70, 25, 5))[0],
        events_per_day=random.randint(4, 12) if is_household else random.randint(8, 22),
        clock_offset_ms=_clock_offset(random),
    )


def _clock_offset(random: Random) -> int | None:
    kind = random.random()
    if kind < 0.06:
        return None
    if kind < 0.09:
        return random.choice((-8, -1, 1, 3, 8)) * HOUR_MS + random.randrange(-90_000, 90_000)
    return random.randrange(-1500, 1500)
