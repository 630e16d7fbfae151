"""What a series of kills gave: who was hit, in the midst of what, and what it cost."""

import sys
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.services.exports.runner import JOB_SEGMENT_BYTES


class Phase(StrEnum):
    """What the process was about with the job when the kill came; the last three make up PACKAGING."""

    AWAY = "not at the job (starting, signing in)"
    FETCHING = "fetching"
    SEALING = "making manifest, print and signature"
    REGISTERING = "sealed, the register not yet told"
    NAMING = "registered, not yet under its name and done"


@dataclass
class Figures:
    """What a run gave."""

    by_window: int = 0
    by_command: int = 0
    whole: int = 0
    """Kills that hit the workers too."""
    packages: int = 0
    phases: Counter[Phase] = field(default_factory=Counter)
    lost_bytes: list[int] = field(default_factory=list)
    """One for each kill with the workers: fetched and not committed. Left alone, they keep what has come."""
    committed_bytes: int = 0
    """What stood committed at the kills, counted once at each."""
    again_bytes: int = 0
    """What was committed at a kill and was fetched once more after it."""
    faults: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """Return how often a process was hit that had a job to finish."""
        return self.by_window + self.by_command

    def fault(self, text: str) -> None:
        """Note a fault, and say it at once."""
        self.faults.append(text)
        print(f"after {self.kills} kills: {text}", file=sys.stderr, flush=True)

    def hit(self, phase: Phase, *, window: bool) -> None:
        """Count a kill."""
        self.phases[phase] += 1
        if window:
            self.by_window += 1
        else:
            self.by_command += 1

    def table(self) -> str:
        """Return the figures as a table of Markdown."""
        lost = sorted(self.lost_bytes) or [0]
        most = f"{lost[-1] / 1e6:.2f} MB = {lost[-1] / JOB_SEGMENT_BYTES:.2f} segments"
        rows = [
            ("kills", f"{self.kills}"),
            ("- of the real window, of the command line", f"{self.by_window}, {self.by_command}"),
            ("- with the workers", f"{self.whole}"),
            *((f"- {phase.value}", f"{self.phases[phase]}") for phase in Phase),
            ("packages judged", f"{self.packages}"),
            ("fetched and not committed at a kill, median", f"{lost[len(lost) // 2] / 1e6:.2f} MB"),
            (f"- largest (a job's segment is {JOB_SEGMENT_BYTES >> 20} MiB)", most),
            ("committed at the kills, added up", f"{self.committed_bytes / 1e6:.1f} MB"),
            ("- of that fetched again", f"{self.again_bytes / 1e6:.2f} MB"),
            ("faults", f"{len(self.faults)}"),
        ]
        return "\n".join(
            ["| what | figure |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)]
        )
