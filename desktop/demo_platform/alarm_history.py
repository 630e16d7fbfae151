"""The history of 995 calls as one account may see it: which village, which camera saw it."""

from dataclasses import dataclass

from desktop.demo_platform import archive
from desktop.demo_platform.archive.alarms import PICKS
from desktop.demo_platform.directory.directory import Directory
from desktop.demo_platform.directory.records import RegionStep


@dataclass(frozen=True, slots=True)
class PlacedAlarm:
    """A call with its place; without a camera where none saw it that the reader may see."""

    alarm: archive.Alarm
    camera_id: str | None
    region_path: tuple[RegionStep, ...]


def alarm_page(
    directory: Directory,
    code: str,
    span: tuple[int, int],
    *,
    limit: int,
    remaining: int | None,
    now_ms: int,
) -> tuple[tuple[PlacedAlarm, ...], int | None]:
    """Return calls in a region inside the scope, newest first, and how many older ones remain.

    `remaining` is what the page before gave: newer calls that came meanwhile do not shift the pages.
    """
    found = [
        alarm
        for village in directory.regions.villages(code)
        for alarm in archive.village_alarms(village, *span, now_ms=now_ms)
    ]
    found.sort(key=lambda alarm: (alarm.time_ms, alarm.id))
    if "-" in code:  # a ten-household group: only the calls that its own cameras saw
        found = [alarm for alarm in found if _place(directory, alarm).region_path[-1].code == code]
    end = len(found) if remaining is None else min(remaining, len(found))
    begin = max(0, end - limit)
    return tuple(_place(directory, alarm) for alarm in reversed(found[begin:end])), begin or None


def _place(directory: Directory, alarm: archive.Alarm) -> PlacedAlarm:
    camera = directory.cameras.concerned(alarm.village, PICKS, alarm.pick)
    if camera is None:
        return PlacedAlarm(alarm, None, directory.regions.path(alarm.village))
    return PlacedAlarm(alarm, camera.id, camera.region_path)
