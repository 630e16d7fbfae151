"""One wall under watch: from the start of the application to the judgement."""

import sys
import time
from collections.abc import Sequence
from time import monotonic

from desktop.check.application import Metrics, MetricsFile, TileMetrics
from desktop.check.demo import TOWN, CameraFact, PlatformClient
from desktop.check.observer import MOVING_S, Observer, Target
from desktop.check.processes import Child
from desktop.check.report import Report, placement_problems, tile_problem, tile_report
from desktop.check.screen import Pixels, Screen

PERIOD_S = 1 / 30
"""The screen is looked at so often; a first picture is seen at most this late."""
MEASURE_S = 2.5
"""Latency is measured for so long after every tile is live."""
FINAL_S = 1.0
"""Within this time there must be one picture of the screen on which every tile is readable and right."""


class WatchedWall:
    """Follows the application's metrics and the screen until every tile is live, or time is up."""

    def __init__(
        self,
        *,
        wanted: int,
        timeout: float,
        child: Child,
        metrics: MetricsFile,
        observer: Observer,
        screen: Screen,
        client: PlatformClient,
    ) -> None:
        self._wanted = wanted
        self._deadline = child.started_at + timeout
        self._child = child
        self._metrics = metrics
        self._observer = observer
        self._screen = screen
        self._client = client
        self._facts: dict[str, CameraFact] = {}

    def watch(self) -> tuple[Report, Pixels]:
        """Watch until judgement; return it with the picture of the screen that it stands on.

        All tiles have to be live before the measurement, and each has to show a new picture after it; after a
        hiccup in between (a busy machine) it begins anew, as long as there is time.
        """
        measured_since: float | None = None
        while self._wait_until_live():
            measured_since = monotonic()
            self._look_until(measured_since + MEASURE_S)
            if self._all_move_on():
                break
            measured_since = None
        # The states of the last moment, not those of a picture taken later, decide what is live.
        now = monotonic()
        problems = [*self._application_problems(), *self._tile_problems(now)]
        pixels, seen = self._final_picture()
        return self._report(problems, measured_since, seen), pixels

    def _wait_until_live(self) -> bool:
        while monotonic() < self._deadline and self._child.exit_code() is None:
            self._look()
            if self._all_live():
                return True
        return False

    def _all_live(self) -> bool:
        tiles = self._observer.tiles.values()
        return len(tiles) >= self._wanted and all(tile.is_live(monotonic()) for tile in tiles)

    def _all_move_on(self) -> bool:
        """Wait until every tile has shown a picture later than now; False when one does not in time."""
        now = monotonic()
        while monotonic() < now + MOVING_S:
            self._look()
            if all(tile.pictures and tile.pictures[-1].at > now for tile in self._observer.tiles.values()):
                return self._all_live()
        return False

    def _look_until(self, end: float) -> None:
        while monotonic() < end:
            self._look()

    def _look(self) -> None:
        """Look once, and wait for what is left of the period."""
        begin = monotonic()
        if self._metrics.changed():
            self._observer.aim(self._targets())
        self._observer.look()
        time.sleep(max(0.0, PERIOD_S - (monotonic() - begin)))

    def _targets(self) -> list[Target]:
        """Say what each tile has to show, by the platform's word, not the application's."""
        tiles = self._tiles()
        unknown = {tile.camera_id for tile in tiles} - self._facts.keys()
        if unknown:
            self._facts |= self._client.cameras(unknown)
        return [
            Target(tile.cell, self._facts[tile.camera_id].stamp, tile.rect, tile.opened_at)
            for tile in tiles
            if tile.rect is not None and tile.opened_at and tile.camera_id in self._facts
        ]

    def _tiles(self) -> Sequence[TileMetrics]:
        latest = self._metrics.latest
        return [tile for tile in latest.tiles if tile.camera_id] if latest else []

    def _final_picture(self) -> tuple[Pixels, dict[int, int | None]]:
        """Return the first picture on which all tiles are right, or the last one tried."""
        end = monotonic() + FINAL_S
        while True:
            pixels, seen = self._observer.read_once()
            right = all(seen[cell] == watch.target.stamp for cell, watch in self._observer.tiles.items())
            if right or monotonic() >= end:
                return pixels, seen
            time.sleep(PERIOD_S)

    def _application_problems(self) -> list[str]:
        code = self._child.exit_code()
        if code is not None:
            sys.stderr.write(f"{self._child.log_tail()}\n")
            return [f"the application ended with exit code {code}"]
        return [] if self._observer.tiles else ["the application opened no tile in time"]

    def _tile_problems(self, now: float) -> list[str]:
        states = {tile.cell: tile.state for tile in self._tiles()}
        watches = sorted(self._observer.tiles.values(), key=lambda watch: watch.target.cell)
        found = (tile_problem(watch, now, states.get(watch.target.cell, "gone")) for watch in watches)
        return [problem for problem in found if problem]

    def _report(
        self, problems: Sequence[str], measured_since: float | None, seen: dict[int, int | None]
    ) -> Report:
        watches = [self._observer.tiles[cell] for cell in sorted(self._observer.tiles)]
        firsts = [watch.first_at for watch in watches]
        known = [first for first in firsts if first is not None]
        complete = len(watches) >= self._wanted and len(known) == len(watches)
        latest: Metrics | None = self._metrics.latest
        report = Report(
            tiles=[tile_report(watch, seen[watch.target.cell], measured_since) for watch in watches],
            start_to_all_ms=round((max(known) - self._child.started_at) * 1000, 1) if complete else None,
            ui_lag_ms=latest.ui_lag_ms if latest else {},
            rss_mb=latest.rss_mb if latest else None,
            versions=latest.versions if latest else {},
        )
        report.problems = [*problems, *self._wall_problems(report)]
        return report

    def _wall_problems(self, report: Report) -> list[str]:
        """Say what is wrong with the wall as a whole and with the screenshot."""
        problems = placement_problems([tile.rect for tile in report.tiles], *self._screen.size)
        if len(report.tiles) != self._wanted:
            problems.append(f"{len(report.tiles)} tiles with a camera instead of {self._wanted}")
        if len({tile.asked for tile in report.tiles}) != len(report.tiles):
            problems.append("the same camera stands on several tiles")
        outside = [fact.id for fact in self._facts.values() if not fact.region_code.startswith(TOWN)]
        problems += [f"camera {camera} is not in the town" for camera in outside]
        missing = {tile.camera_id for tile in self._tiles()} - self._facts.keys()
        problems += [f"camera {camera} is not visible to this account" for camera in sorted(missing)]
        problems += [
            f"the screenshot shows camera {tile.seen} where {tile.asked} was asked"
            for tile in report.tiles
            if tile.seen != tile.asked and tile.first_picture_ms is not None
        ]
        return problems
