"""The check's judgement: a JSON report and one line for a person."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Protocol

from desktop.check.observer import TileWatch
from desktop.check.screen import Rect


class Judgement(Protocol):
    """What a check ends with."""

    @property
    def ok(self) -> bool:
        """True when it passed."""
        ...

    def write(self, path: Path) -> None:
        """Write everything that was seen, as JSON."""
        ...

    def verdict(self, wanted: int) -> str:
        """Return one line for a person; `wanted` is how many things were to be right."""
        ...


@dataclass(frozen=True, slots=True)
class TileReport:
    """One tile: camera numbers as stamped, milliseconds, and the video's rectangle in the screenshot."""

    asked: int
    seen: int | None
    first_picture_ms: float | None
    latency_ms: float | None
    rect: Rect


@dataclass(slots=True)
class Report:
    """The whole report; `problems` is empty exactly when the check passed."""

    tiles: list[TileReport] = field(default_factory=list)
    start_to_all_ms: float | None = None
    ui_lag_ms: dict[str, float] = field(default_factory=dict)
    rss_mb: float | None = None
    versions: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when every tile showed its own camera, live."""
        return not self.problems

    def write(self, path: Path) -> None:
        """Write the report as JSON; folders are made."""
        path.parent.mkdir(parents=True, exist_ok=True)
        document = {"ok": self.ok, **asdict(self)}
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def verdict(self, wanted: int) -> str:
        """Return one line: passed or failed, and the figures or the reasons."""
        right = sum(tile.seen == tile.asked for tile in self.tiles)
        if not self.ok:
            return f"未通过 FAILED · {right}/{wanted} · " + "; ".join(self.problems)
        latencies = [tile.latency_ms for tile in self.tiles if tile.latency_ms is not None]
        firsts = [tile.first_picture_ms for tile in self.tiles if tile.first_picture_ms is not None]
        return (
            f"通过 PASSED · {right}/{wanted} 路画面正确且实时 tiles show their own camera, live"
            f" · 首画 first picture {max(firsts):.0f} ms (max)"
            f" · 延时 latency {median(latencies):.0f} ms (median)"
            f" · 启动至全部 start to all {self.start_to_all_ms or 0:.0f} ms"
            f" · 界面 UI lag p99 {self.ui_lag_ms.get('p99', 0):.1f} ms"
        )


def tile_report(watch: TileWatch, seen: int | None, measured_since: float | None) -> TileReport:
    """Put one tile's figures together."""
    first = watch.first_at
    latency = watch.latency_ms(measured_since) if measured_since is not None else None
    return TileReport(
        asked=watch.target.stamp,
        seen=seen,
        first_picture_ms=None if first is None else round((first - watch.target.opened_at) * 1000, 1),
        latency_ms=None if latency is None else round(latency, 1),
        rect=watch.target.rect,
    )


def tile_problem(watch: TileWatch, now: float, state: str) -> str | None:
    """Say what is wrong with a tile, in words; None when nothing is."""
    name = f"tile {watch.target.cell + 1} (camera {watch.target.stamp}, state {state})"
    if watch.strangers:
        return f"{name} showed camera {', '.join(map(str, sorted(watch.strangers)))}"
    if not watch.pictures:
        return f"{name} never showed its camera"
    if not watch.is_live(now):
        last = watch.pictures[-1]
        return f"{name} is not live: last picture {now - last.at:.1f} s ago, {last.latency_ms:.0f} ms old"
    return None


def placement_problems(rects: Sequence[Rect], width: int, height: int) -> list[str]:
    """Say which tiles lie off the screen or on top of one another."""
    problems = [f"tile rect {list(r)} is not on the screen" for r in rects if not r.inside(width, height)]
    for index, rect in enumerate(rects):
        problems += [
            f"tile rects {list(rect)} and {list(o)} overlap" for o in rects[:index] if rect.overlaps(o)
        ]
    return problems
