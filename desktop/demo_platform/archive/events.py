"""What a camera noticed on a day: motion, its own alarms, and the 995 calls near it."""

from functools import lru_cache
from random import Random

from desktop.demo_platform.archive.alarms import day_alarm
from desktop.demo_platform.archive.beijing import DAY_MS, HOUR_MS, MINUTE_MS, day_start_ms
from desktop.demo_platform.archive.model import GOP_MS, Mark
from desktop.demo_platform.archive.source import Source, dice
from desktop.demo_platform.archive.spans import Span

_MOTION, _OWN_ALARM = 6, 7
_OWN_ALARMS_PER_DAY = 0.05
_BUSY_HOURS = (1, 1, 1, 1, 1, 3, 6, 9, 8, 6, 5, 6, 5, 4, 5, 6, 8, 9, 8, 6, 5, 4, 2, 1)
_MOTION_LABELS = ("有人经过", "车辆经过", "画面变化", "有人停留", "电动车经过")
_ALARM_LABELS = ("区域入侵", "越界侦测", "镜头遮挡", "物品遗留")
_BEFORE_MS, _AFTER_MS = 10_000, 5 * MINUTE_MS
_LAST_START_MS = DAY_MS - 20 * MINUTE_MS
_HOURS = tuple(range(24))
_EVENTS_ONLY_FACTOR = 3


@lru_cache(maxsize=4096)
def day_marks(source: Source, day: int) -> tuple[Mark, ...]:
    """Return all marks of a day, oldest first; those of one kind do not overlap."""
    found = [*_alarms(source, day), *_motions(source, day)]
    return tuple(sorted(found, key=lambda mark: (mark.start_ms, mark.id)))


def _motions(source: Source, day: int) -> list[Mark]:
    random = dice(source.seed, day, _MOTION)
    factor = _EVENTS_ONLY_FACTOR if source.schedule == "events" else 1
    count = max(1, round(source.events_per_day * factor * random.uniform(0.6, 1.4)))
    hours = random.choices(_HOURS, _BUSY_HOURS, k=count)
    starts = sorted(hour * HOUR_MS + random.randrange(0, HOUR_MS, GOP_MS) for hour in hours)
    found: list[Mark] = []
    free_ms = 0
    for start in starts:
        if start < free_ms or start > _LAST_START_MS:
            continue
        length = random.randrange(8_000, 90_000, GOP_MS)
        if random.random() < 0.06:
            length *= 6
        free_ms = start + length + 20_000
        mark_id = f"{source.number}-{day}-m{len(found)}"
        label = random.choice(_MOTION_LABELS)
        found.append(_mark(mark_id, day, (start, start + length), "motion", label))
    return found


def _alarms(source: Source, day: int) -> list[Mark]:
    found: list[Mark] = []
    call = day_alarm(source.village, day)
    if call is not None and call.concerns(source.number):
        at_ms = (call.time_ms - day_start_ms(day)) // GOP_MS * GOP_MS
        span = (max(0, at_ms - _BEFORE_MS), at_ms + _AFTER_MS)
        found.append(_mark(f"{source.number}-{day}-995", day, span, "alarm", f"995 报警: {call.note}"))
    random = dice(source.seed, day, _OWN_ALARM)
    if not found and random.random() < _OWN_ALARMS_PER_DAY:
        found.append(_own_alarm(source, day, random))
    return found


def _own_alarm(source: Source, day: int, random: Random) -> Mark:
    start = random.randrange(0, _LAST_START_MS, GOP_MS)
    span = (start, start + random.randrange(20_000, 4 * MINUTE_MS, GOP_MS))
    return _mark(f"{source.number}-{day}-a", day, span, "alarm", random.choice(_ALARM_LABELS))


def _mark(mark_id: str, day: int, span: Span, kind: str, label: str) -> Mark:
    begin = day_start_ms(day)
    return Mark(mark_id, begin + span[0], begin + span[1], "alarm" if kind == "alarm" else "motion", label)
