"""The table of ratios, as Markdown, and the machine it was made on."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

import psutil


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ours, the baseline's (None where there is none), the bound, and whether it is kept."""

    what: str
    ours: Sequence[float]
    baseline: Sequence[float] | None
    unit: str
    ratio_bound: float | None = None
    bound: float | None = None

    @property
    def ratio(self) -> float | None:
        """Median of ours over median of the baseline."""
        return median(self.ours) / median(self.baseline) if self.baseline else None

    @property
    def kept(self) -> bool:
        """True when the bounds are kept."""
        by_ratio = self.ratio_bound is None or (self.ratio is not None and self.ratio <= self.ratio_bound)
        return by_ratio and (self.bound is None or median(self.ours) <= self.bound)

    def markdown(self) -> str:
        """Return the table's row."""
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}×"
        bounds = [f"≤ {self.ratio_bound:g}×"] if self.ratio_bound is not None else []
        bounds += [f"≤ {self.bound:g} {self.unit}"] if self.bound is not None else []
        cells = [self.what, _spread(self.ours, self.unit), _spread(self.baseline or [], self.unit), ratio]
        return "| " + " | ".join([*cells, ", ".join(bounds) or "–", "yes" if self.kept else "**no**"]) + " |"


HEAD = """| what | ours | bare libVLC | ratio | bound | kept |
|---|---|---|---|---|---|"""


def _spread(values: Sequence[float], unit: str) -> str:
    if not values:
        return "–"
    digits = 0 if unit == "ms" and median(values) >= 20 else 2
    middle = f"{median(values):.{digits}f} {unit}"
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f}, n={len(values)})"


def machine() -> str:
    """Describe the machine and the libraries in one line."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    release = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    libraries = ", ".join(f"{name} {version(name)}" for name in ("PySide6-Essentials", "av", "python-vlc"))
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GB, {release}, Python {platform.python_version()},"
        f" {libraries}, Xvfb 1920×1080, no GPU"
    )
