"""How fast the demo platform's archive is worked out: `python -m tests.benchmarks.bench_archive`.

A month of one camera must cost less than the 20 ms that a list of recordings may take at most; the media node
asks for the recording of an instant with every group of pictures.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from desktop.demo_platform import archive

CAMERAS = 60
DAY_MS = 86_400_000
NOW_MS = 1_795_449_600_000
SPAN_MS = 31 * DAY_MS
BUDGET_MS = 20.0


@dataclass(frozen=True, slots=True)
class Recorder:
    """A camera as the archive wants it."""

    number: int
    id: str
    kind: str
    region_code: str
    record_save_days: int = 60


def _recorders() -> list[Recorder]:
    return [
        Recorder(
            index + 1,
            str(43132100041328000874 + index),
            "public" if index % 2 else "household",
            f"43132110325{index % 3}",
        )
        for index in range(CAMERAS)
    ]


def _times(work: Callable[[Recorder], object]) -> list[float]:
    """Return milliseconds of processor time per camera, sorted: other processes do not count."""
    taken = []
    for camera in _recorders():
        begun = time.thread_time()
        work(camera)
        taken.append((time.thread_time() - begun) * 1000)
    return sorted(taken)


def _month(camera: Recorder) -> object:
    return archive.segments(camera, NOW_MS - SPAN_MS, NOW_MS, now_ms=NOW_MS)


def _instants(camera: Recorder) -> None:
    for at_ms in range(NOW_MS - DAY_MS, NOW_MS, DAY_MS // 1000):
        archive.segment_at(camera, at_ms, now_ms=NOW_MS)


def _calls(_camera: Recorder) -> None:
    for village in range(10):
        archive.village_alarms(f"4313211032{village:02d}", NOW_MS - SPAN_MS, NOW_MS, now_ms=NOW_MS)


def main() -> int:
    """Print the figures; status 1 when a month takes too long at the 95th percentile."""
    rows = {
        "31 days, first time": _times(_month),
        "31 days, again": _times(_month),
        "1000 instants of a day": _times(_instants),
        "995 calls, 10 villages x 31 days": _times(_calls),
    }
    print(f"{'per camera, CPU ms':<34}{'median':>9}{'p95':>9}{'max':>9}")
    for name, taken in rows.items():
        p95 = taken[int(len(taken) * 0.95)]
        print(f"{name:<34}{median(taken):>9.2f}{p95:>9.2f}{taken[-1]:>9.2f}")
    first = rows["31 days, first time"]
    return 0 if first[int(len(first) * 0.95)] < BUDGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
