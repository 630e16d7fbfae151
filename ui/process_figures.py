"""Memory of this process and its children, and when it started; Linux only, zero elsewhere."""

import os
import time
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


def resident_mb() -> float:
    """Return the resident memory of this process and of all processes below it, in MiB."""
    return round(sum(_resident(pid) for pid in _family(os.getpid())) / 1024, 1)


def _family(pid: int) -> list[int]:
    found, queue = [], [pid]
    while queue:
        current = queue.pop()
        found.append(current)
        for children in (_PROC / str(current) / "task").glob("*/children"):
            try:
                queue.extend(int(child) for child in children.read_text().split())
            except (OSError, ValueError):
                continue
    return found


def _resident(pid: int) -> int:
    """Return the resident memory of a process in KiB; 0 when it is gone."""
    try:
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    except (OSError, ValueError, IndexError):
        pass
    return 0
