"""Memory of this process and its workers, and when it started; Linux only, zero elsewhere."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

_PROC = Path("/proc")


def started_monotonic() -> float:
    """Return when this process started, on the clock of `time.monotonic`; 0.0 where it cannot be known."""
    try:
        fields = (_PROC / "self/stat").read_text().rsplit(")", 1)[1].split()
        ticks = int(fields[19])
        uptime = float((_PROC / "uptime").read_text().split()[0])
        age = uptime - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0.0
    return time.monotonic() - max(0.0, age)


def resident_mb(others: Iterable[int]) -> float:
    """Return the resident memory of this process and of the others named, in MiB."""
    return round(sum(_resident(pid) for pid in (os.getpid(), *others)) / 1024, 1)


def _resident(pid: int) -> int:
    """Return the resident memory of a process in KiB; 0 when it is gone."""
    try:
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    except (OSError, ValueError, IndexError):
        pass
    return 0
