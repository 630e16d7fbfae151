"""Our wall against bare libVLC on the same streams: `python -m tests.benchmarks.wall`.

Every variant runs several times, in turn, so that a busy minute of the machine hits all alike.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from desktop.check.screen import Rect
from tests.benchmarks.table import HEAD, Row, machine
from tests.benchmarks.variant import Figures, Run, Variant, start_server

TILES = 16
ONE = Rect(320, 40, 1600, 900)
BARE_ONE = Variant("bare, 1 tile", bare=True, tiles=1, steady=False)
WALL_ONE = Variant("wall, 1 tile", bare=False, tiles=1, steady=False)
BARE = Variant("bare, default caching", bare=True, tiles=TILES)
BARE_100 = Variant("bare, 100 ms caching", bare=True, tiles=TILES, caching_ms=100)
WALL = Variant("wall", bare=False, tiles=TILES)
WALL_AT_START = Variant("wall, at start", bare=False, tiles=TILES, at_start=True, steady=False)
VARIANTS = (WALL_ONE, BARE_ONE, WALL, BARE, BARE_100, WALL_AT_START)

Results = dict[str, list[Figures]]


def grid_rects(count: int) -> list[Rect]:
    """Return places for the bare player's windows when it is run alone."""
    return [Rect(320 + index % 4 * 400, 40 + index // 4 * 250, 400, 225) for index in range(count)]


def measure(folder: Path, clips: Path, repeats: int, names: Sequence[str]) -> Results:
    """Run the variants in turn; the bare player's windows stand where our wall had its pictures."""
    results: Results = {}
    places = {1: [ONE], TILES: grid_rects(TILES)}
    server = ["tests.benchmarks.clip_server", "--folder", str(clips), "--cameras", str(TILES)]
    child, ready = start_server(server, folder / "clips.log")
    with child:
        for repeat in range(repeats):
            for variant in VARIANTS:
                if names and variant.name not in names:
                    continue
                run = Run(variant, places[variant.tiles], folder / f"{repeat}-{variant.name}")
                figures = run.measure(str(ready["url"]), float(ready["t0_ms"]))
                places[variant.tiles] = run.rects
                results.setdefault(variant.name, []).append(figures)
                shown = {key: round(value, 2) for key, value in asdict(figures).items() if value is not None}
                print(repeat, variant.name, shown, file=sys.stderr, flush=True)
    return results


def rows(results: Results) -> list[Row]:
    """Return the table's rows."""

    def series(variant: Variant, figure: str) -> list[float]:
        values = (getattr(figures, figure) for figures in results[variant.name])
        return [value for value in values if value is not None]

    def against(what: str, figure: str, unit: str, baseline: Variant | None = None, **bounds: float) -> Row:
        base = series(baseline, figure) if baseline else None
        return Row(what, series(WALL, figure), base, unit, **bounds)

    one, bare_one = series(WALL_ONE, "last_first_ms"), series(BARE_ONE, "last_first_ms")
    return [
        Row("first picture, 1 tile", one, bare_one, "ms", ratio_bound=1.0),
        against(f"last first picture of {TILES}", "last_first_ms", "ms", BARE, ratio_bound=1.0),
        Row(
            "the same, opened while the program starts",
            series(WALL_AT_START, "last_first_ms"),
            series(BARE, "last_first_ms"),
            "ms",
        ),
        against("latency; baseline: default caching", "latency_ms", "ms", BARE, ratio_bound=0.3, bound=300),
        against("latency; baseline: 100 ms cache", "latency_ms", "ms", BARE_100, ratio_bound=0.3, bound=300),
        against("CPU of the client", "cpu", "cores", BARE, ratio_bound=1.15),
        against("CPU of the X server", "cpu_display", "cores", BARE),
        against("UI lag p99 while 16 tiles open", "lag_p99_ms", "ms", bound=16),
        against("UI lag max while 16 tiles open", "lag_max_ms", "ms"),
        against("memory (proportional set)", "pss_mb", "MB", BARE),
    ]


def section(results: Results) -> str:
    """Return the section of `docs/benchmarks.md`."""
    return "\n".join([HEAD, *(row.markdown() for row in rows(results))]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], help="names of variants; no table then")
    parser.add_argument("--clips", type=Path, help="folder for the encoded clips (kept)")
    parser.add_argument("--results", type=Path, help="write every run's figures as JSON")
    values = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xueliang-bench-") as name:
        folder = Path(name)
        results = measure(folder, values.clips or folder / "clips", values.repeats, values.only)
    if values.results:
        plain = {name: [asdict(one) for one in figures] for name, figures in results.items()}
        values.results.write_text(json.dumps(plain, indent=1))
    if not values.only:
        print(machine(), section(results), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
