"""What exports leave on the disk, read from outside: how far a job is, what of it is committed, what not."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.evidence.names import SIGNATURE
from tests.benchmarks.kill_figures import Figures, Phase

Record = dict[str, Any]


class Traces:
    """One profile's jobs and the folder they work in; remembers what was committed when it last looked."""

    def __init__(self, profile: Path, out: Path) -> None:
        self._profile = profile
        self._out = out
        self._committed: dict[Path, tuple[int, int]] = {}

    def jobs(self) -> dict[Path, Record]:
        """Return the journal."""
        found = {}
        for path in self._profile.glob("accounts/*/exports/*.json"):
            with suppress(ValueError, FileNotFoundError):
                found[path] = json.loads(path.read_bytes())
        return found

    def unfinished(self) -> dict[Path, Record]:
        """Return the jobs that are not done."""
        return {path: record for path, record in self.jobs().items() if record["state"] != "done"}

    def to_package(self) -> bool:
        """Tell whether some job has all its pieces and is no package yet."""
        return any(not _left(record) for record in self.unfinished().values())

    def signed(self) -> bool:
        """Tell whether some package is signed and not done yet."""
        return any(record["summary"] is not None for record in self.unfinished().values())

    def at_work(self, pid: int) -> set[Path]:
        """Return the jobs that a process has taken over: their locks are held by it."""
        own = {int(row[5].split(":")[2]) for row in _locks() if row[4] == str(pid)}
        return {path for path in self.jobs() if _inode(path.with_suffix(".lock")) in own}

    def phase(self, job: Path, record: Record, at_work: set[Path]) -> Phase:
        """Return what a process was about that was killed; `at_work` from before the kill, the rest after."""
        if job not in at_work:
            return Phase.AWAY
        if record["summary"] is not None:
            return Phase.NAMING if record["registered"] else Phase.REGISTERING
        return Phase.FETCHING if _left(record) else Phase.SEALING

    def fetched(self) -> int:
        """Return how many bytes lie in the folders in work."""
        total = 0
        for path in self._found("*.partial/.work/*/*"):
            with suppress(FileNotFoundError):
                total += path.stat().st_size
        return total

    def lost(self) -> int:
        """Return how many fetched bytes lie behind the last records of all pieces in work."""
        return sum(_lost(work) for work in self._found("*.partial/.work/*"))

    def look(self, figures: Figures) -> None:
        """Count what is committed now, and what was committed at the last look and was fetched again."""
        now = self._records()
        for path, (written, length) in self._committed.items():
            if now.get(path, (0, 0))[0] == written or _done_with(path):
                continue
            figures.again_bytes += length
            what = "was written again" if path in now else "is gone"
            figures.fault(f"{path.parent.name}: {path.name} of {length} bytes {what}")
        figures.committed_bytes += sum(length for _, length in now.values())
        self._committed = now

    def _found(self, pattern: str) -> list[Path]:
        while True:
            with suppress(FileNotFoundError):  # a folder got its final name meanwhile
                return list(self._out.glob(pattern))

    def _records(self) -> dict[Path, tuple[int, int]]:
        """Return when each record was written, and how many bytes it stands for."""
        found = {}
        for pattern, key in (("seg-*.json", "length"), ("slice-*.json", "bytes"), ("facts.json", "bytes")):
            for path in self._found(f"*.partial/.work/*/{pattern}"):
                with suppress(FileNotFoundError):  # a worker that is still ending has finished the piece
                    found[path] = (path.stat().st_mtime_ns, int(_read(path)[key]))
        return found


def _done_with(path: Path) -> bool:
    """Tell whether a record has served: its piece is finished, or its package signed and `.work` going."""
    finished = path.name != "facts.json" and (path.parent / "facts.json").exists()
    return finished or not path.parent.exists() or (path.parents[2] / SIGNATURE).exists()


def _left(record: Record) -> bool:
    return len(record["outcomes"]) < len(record["pieces"])


def _locks() -> list[list[str]]:
    rows = [line.split() for line in Path("/proc/locks").read_text(encoding="ascii").splitlines()]
    return [row for row in rows if len(row) == 8 and row[1] == "FLOCK"]


def _inode(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_ino
    return 0


def _lost(work: Path) -> int:
    """Return how many bytes of a piece lie behind its last record, slices in work included."""
    if not work.is_dir() or (work / "facts.json").exists():
        return 0
    lost = 0
    with suppress(FileNotFoundError):
        ends = [record["start"] + record["length"] for record in map(_read, work.glob("seg-*.json"))]
        lost += max(0, (work / "footage.part").stat().st_size - max(ends, default=0))
    for other in work.glob("slice-*.part"):
        with suppress(FileNotFoundError):
            lost += other.stat().st_size
    return lost


def _read(path: Path) -> Record:
    record: Record = json.loads(path.read_bytes())
    return record
