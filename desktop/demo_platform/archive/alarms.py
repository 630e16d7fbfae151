"""The history of 995 calls: one village, one day, the same for everybody who asks."""

from dataclasses import dataclass
from functools import lru_cache

from desktop.demo_platform.archive.beijing import DAY_MS, MINUTE_MS, day_of, day_start_ms
from desktop.demo_platform.archive.source import dice

_ALARM = 5
_CALLS_PER_DAY = 0.03
PICKS = 16
"""An alarm concerns the cameras of its village whose number has the alarm's `pick` as remainder by this."""
HISTORY_DAYS = 365
_UNHANDLED_SHARE = 0.06
_MIX = 0x9E3779B97F4A7C15
_SURNAMES = "彭王李朱刘曾肖周谢贺欧陈"
_CALLERS = ("{}先生 (户主)", "{}女士 (户主)", "{}大爷", "{}嫂", "{}老师", "{}组长 (十户联防)")
_NOTES = (
    "家中老人摔倒, 请求帮助",
    "院内有陌生人走动",
    "邻里纠纷, 有人推搡",
    "门口摩托车被盗",
    "鱼塘边有小孩戏水",
    "国道边车辆剐蹭",
    "山边冒烟, 疑似火情",
    "店内有人闹事",
    "误按, 已电话核实",
    "夜间有人砸棚",
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One call; which camera of the village it concerns follows from `pick`."""

    id: str
    time_ms: int
    village: str
    pick: int
    caller: str
    note: str
    handled_ms: int | None

    def concerns(self, number: int) -> bool:
        """Tell whether a camera of the village saw it."""
        return number % PICKS == self.pick


def village_alarms(village: str, from_ms: int, to_ms: int, *, now_ms: int) -> list[Alarm]:
    """Return the calls of a village (12-digit code) in a range, oldest first; at most a year back."""
    start = max(from_ms, now_ms - HISTORY_DAYS * DAY_MS)
    end = min(to_ms, now_ms)
    if start >= end or not village.isdigit():
        return []
    code = int(village)
    found = []
    for day in range(day_of(start), day_of(end - 1) + 1):
        if not _is_called(code, day):
            continue
        alarm = day_alarm(village, day)
        if alarm is not None and start <= alarm.time_ms < end:
            found.append(_as_known(alarm, now_ms))
    return found


@lru_cache(maxsize=4096)
def day_alarm(village: str, day: int) -> Alarm | None:
    """Return the call of a village on a day as it will have ended, None on most days."""
    code = int(village) if village.isdigit() else 0
    if not _is_called(code, day):
        return None
    random = dice(code, day, _ALARM)
    time_ms = day_start_ms(day) + random.randrange(0, DAY_MS - 10 * MINUTE_MS, 1000)
    caller = random.choice(_CALLERS).format(random.choice(_SURNAMES))
    is_handled = random.random() >= _UNHANDLED_SHARE
    after_ms = random.randrange(2 * MINUTE_MS, 90 * MINUTE_MS, 1000)
    return Alarm(
        id=f"995-{village}-{day}",
        time_ms=time_ms,
        village=village,
        pick=random.randrange(PICKS),
        caller=caller,
        note=random.choice(_NOTES),
        handled_ms=time_ms + after_ms if is_handled else None,
    )


def _is_called(code: int, day: int) -> bool:
    """Decide quickly: the history of a whole city asks this tens of thousands of times."""
    mixed = ((code * 31_337 + day) * _MIX) & 0xFFFF_FFFF_FFFF_FFFF
    mixed = ((mixed ^ (mixed >> 29)) * _MIX) & 0xFFFF_FFFF_FFFF_FFFF
    return (mixed >> 40) < _CALLS_PER_DAY * 2**24


def _as_known(alarm: Alarm, now_ms: int) -> Alarm:
    if alarm.handled_ms is None or alarm.handled_ms <= now_ms:
        return alarm
    return Alarm(alarm.id, alarm.time_ms, alarm.village, alarm.pick, alarm.caller, alarm.note, None)
