"""The judgement on playback: a JSON report and one line for a person."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from desktop.check.playback_footage import Footage
from desktop.check.playback_seek import SeekWatch, TileSeek


@dataclass(frozen=True, slots=True)
class SeekTileReport:
    """One tile after one seek; `right_ms` counts from the press of the button."""

    camera: int
    footage: str
    state: str
    seen_ms: int | None
    right_ms: float | None
    black_looks: int
    unreadable_looks: int


@dataclass(slots=True)
class SeekReport:
    """One seek; instants in UTC milliseconds, lengths in milliseconds."""

    asked_ms: int
    ms_per_px: float
    time_ms: float | None
    """From the press of the button until the right picture was on every tile: at most a key frame before."""
    exact_ms: float | None
    """The same until every tile had come to the asked instant itself."""
    tiles: list[SeekTileReport]
    skew_ms: dict[str, float]
    problems: list[str]

    @property
    def black(self) -> bool:
        """True when a tile was empty on the way."""
        return any(tile.black_looks for tile in self.tiles)


@dataclass(slots=True)
class PlaybackReport:
    """The whole report; `problems` is empty exactly when the check passed."""

    cameras: int
    seed: int
    """Repeats the same choice of places with `--seed`, as far as the timeline lies at the same hour."""
    seeks: list[SeekReport] = field(default_factory=list)
    seek_ms: dict[str, float] = field(default_factory=dict)
    exact_ms: dict[str, float] = field(default_factory=dict)
    skew_ms: dict[str, float] = field(default_factory=dict)
    look_ms: dict[str, float] = field(default_factory=dict)
    """How far apart the looks at the screen were: the measuring error of the times above."""
    ui_lag_ms: dict[str, float] = field(default_factory=dict)
    rss_mb: float | None = None
    versions: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when every seek was right and no tile was ever empty."""
        return not self.problems

    def write(self, path: Path) -> None:
        """Write the report as JSON; folders are made."""
        path.parent.mkdir(parents=True, exist_ok=True)
        document = {"ok": self.ok, **asdict(self)}
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def verdict(self, wanted: int) -> str:
        """Return one line: passed or failed, and the figures."""
        right = sum(not seek.problems for seek in self.seeks)
        black = sum(seek.black for seek in self.seeks)
        words = "通过 PASSED" if self.ok else "未通过 FAILED"
        line = (
            f"{words} · {self.cameras} 路回放 cameras · {right}/{wanted} 次定位正确 seeks right"
            f" · 定位 seek p50 {_figure(self.seek_ms, 'p50')} p95 {_figure(self.seek_ms, 'p95')} ms"
            f" · 到准确画面 exact p50 {_figure(self.exact_ms, 'p50')} p95 {_figure(self.exact_ms, 'p95')} ms"
            f" · 黑屏 black {black}"
            f" · 各路时差 skew p50 {_figure(self.skew_ms, 'p50')} p95 {_figure(self.skew_ms, 'p95')} ms"
        )
        return line if self.ok else f"{line} · " + "; ".join(self.problems)


def figures(values: Sequence[float]) -> dict[str, float]:
    """Return the figures of a list of milliseconds; empty for an empty list. Percentiles by nearest rank."""
    if not values:
        return {}
    ordered = sorted(values)
    ranks = {"p50": 0.5, "p95": 0.95}
    found = {name: ordered[max(0, math.ceil(share * len(ordered)) - 1)] for name, share in ranks.items()}
    return {name: round(value, 1) for name, value in {**found, "max": ordered[-1]}.items()}


def seek_report(number: int, watch: SeekWatch, states: dict[int, str], ms_per_px: float) -> SeekReport:
    """Put one seek's figures and faults together; `states` is what the application says of its tiles."""
    found = [problem for tile in watch.tiles for problem in _problems(tile, states.get(tile.cell, "gone"))]
    return SeekReport(
        asked_ms=watch.asked_ms,
        ms_per_px=round(ms_per_px, 1),
        time_ms=_since(watch, watch.all_right_at),
        exact_ms=_since(watch, watch.all_exact_at),
        tiles=[_tile(watch, tile, states.get(tile.cell, "gone")) for tile in watch.tiles],
        skew_ms=figures(watch.skews),
        problems=[f"seek {number} to {watch.asked_ms}: {problem}" for problem in found],
    )


def summed_up(report: PlaybackReport, skews: Sequence[float], wanted: int) -> PlaybackReport:
    """Fill in what follows from the seeks."""
    report.seek_ms = figures([seek.time_ms for seek in report.seeks if seek.time_ms is not None])
    report.exact_ms = figures([seek.exact_ms for seek in report.seeks if seek.exact_ms is not None])
    report.skew_ms = figures(skews)
    report.problems += [problem for seek in report.seeks for problem in seek.problems]
    if len(report.seeks) < wanted:
        report.problems.append(f"{len(report.seeks)} seeks instead of {wanted}")
    return report


def _problems(tile: TileSeek, state: str) -> list[str]:
    name = f"tile {tile.cell + 1} (camera {tile.camera}, state {state})"
    found = []
    if tile.strangers:
        found.append(f"{name} showed camera {', '.join(map(str, sorted(tile.strangers)))}")
    if tile.blank and tile.footage is not Footage.NONE:
        found.append(f"{name} was empty in {tile.blank} looks")
    if tile.footage is Footage.NONE and state not in {"gap", "overwritten"}:
        found.append(f"{name} does not say that there is no recording")
    if not tile.demanded:
        return found
    if tile.right_at is None:
        found.append(f"{name} never showed the instant, last {tile.last_ms}")
    elif tile.strayed_to is not None:
        found.append(f"{name} left the instant for {tile.strayed_to}")
    elif not tile.plays:
        found.append(f"{name} stands still")
    return found


def _tile(watch: SeekWatch, tile: TileSeek, state: str) -> SeekTileReport:
    return SeekTileReport(
        camera=tile.camera,
        footage=tile.footage.value,
        state=state,
        seen_ms=tile.seen_ms,
        right_ms=_since(watch, tile.right_at),
        black_looks=tile.blank,
        unreadable_looks=tile.unreadable,
    )


def _since(watch: SeekWatch, at: float | None) -> float | None:
    return None if at is None else round((at - watch.pressed_at) * 1000, 1)


def _figure(figures_of: dict[str, float], name: str) -> str:
    return f"{figures_of[name]:.0f}" if name in figures_of else "–"
