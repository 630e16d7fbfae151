"""Judges playback from outside: clicks on the timeline, reads the tiles off the screen."""

import random
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

from desktop.check.application import Metrics, MetricsFile, start_application
from desktop.check.demo import PASSWORD, TOWN, USER, CameraFact, DemoPlatform, PlatformClient
from desktop.check.mouse import Mouse
from desktop.check.observer import Target
from desktop.check.options import Options
from desktop.check.playback_eyes import Eyes, Glance, Sight
from desktop.check.playback_footage import Chooser
from desktop.check.playback_metrics import PlaybackMetrics, Ruler
from desktop.check.playback_report import PlaybackReport, figures, seek_report, summed_up
from desktop.check.playback_seek import SeekWatch, TileSeek
from desktop.check.processes import Child, StartError
from desktop.check.screen import Pixels, Screen, save_png
from desktop.check.stamp_reader import read_stamp

PERIOD_S = 1 / 60
"""The screen is looked at so often."""
SEEK_S = 30.0
"""A seek that has not ended by then has failed."""
PLAY_S = 1.5
"""After each seek it plays so long, to see how far apart the cameras are."""
WORD_S = 10.0
"""The application writes its metrics within this time, however busy the machine is."""
MONTH_NOTCHES = 25
"""So many notches of the wheel show the whole month instead of some hours."""
NOTHING_THERE = frozenset({"gap", "overwritten", "ended"})


def judge_playback(options: Options, folder: Path, display: str, demo: DemoPlatform) -> PlaybackReport:
    """Run the application on a display and a platform that stand; take the screenshot; end it."""
    with ExitStack() as stack:
        screen = stack.enter_context(Screen(display))
        mouse = stack.enter_context(Mouse(display))
        arguments = ["--platform", demo.url, "--user", USER, "--password-stdin", "--playback", TOWN]
        arguments += ["--grid", str(options.cameras), "--metrics", str(folder / "metrics.json")]
        child = start_application(
            [*arguments, "--profile", str(folder / "profile")],
            display=display,
            folder=folder,
            password=PASSWORD,
        )
        stack.enter_context(child)
        watched = WatchedPlayback(
            options,
            child=child,
            metrics=MetricsFile(folder / "metrics.json"),
            screen=screen,
            mouse=mouse,
            client=demo.sign_in(),
        )
        report, pixels = watched.watch()
        if options.shot is not None:
            save_png(pixels, options.shot)
        return report


class WatchedPlayback:
    """Follows one run of the application from its start to the judgement."""

    def __init__(
        self,
        options: Options,
        *,
        child: Child,
        metrics: MetricsFile,
        screen: Screen,
        mouse: Mouse,
        client: PlatformClient,
    ) -> None:
        self._options = options
        self._child = child
        self._metrics = metrics
        self._screen = screen
        self._mouse = mouse
        self._client = client
        self._eyes = Eyes(screen, read_stamp)
        self._facts: dict[str, CameraFact] = {}
        self._had_picture: set[int] = set()
        self._skews: list[float] = []
        self._looks: list[float] = []
        self._report = PlaybackReport(options.cameras, options.seed)

    def watch(self) -> tuple[PlaybackReport, Pixels]:
        """Open, seek, judge; return the judgement and the picture of the screen after the last seek."""
        try:
            if self._wait_until_open():
                self._seek_all()
            else:
                self._report.problems.append(self._why_not_open())
        except StartError as error:  # what was seen until then is worth a report
            self._report.problems.append(str(error))
        pixels = self._screen.grab_all()
        self._report.look_ms = figures(self._looks)
        latest: Metrics | None = self._metrics.latest
        if latest is not None:
            self._report.ui_lag_ms, self._report.rss_mb = latest.ui_lag_ms, latest.rss_mb
            self._report.versions = latest.versions
        code = self._child.exit_code()
        if code is not None:
            sys.stderr.write(f"{self._child.log_tail()}\n")
            self._report.problems.append(f"the application ended with exit code {code}")
        return summed_up(self._report, self._skews, self._options.seeks), pixels

    # opening --------------------------------------------------------------------------------------

    def _wait_until_open(self) -> bool:
        """Wait until every tile shows its camera or says that there is nothing; False when time is up."""
        deadline = self._child.started_at + self._options.timeout
        while monotonic() < deadline and self._child.exit_code() is None:
            self._metrics.changed()
            if self._aimed() and self._all_open(self._look()):
                return True
            time.sleep(PERIOD_S)
        return False

    def _aimed(self) -> bool:
        """Look where the application says its tiles are; False while it does not have all of them."""
        playback = self._said()
        if playback is None or not playback.on or len(playback.tiles) != self._options.cameras:
            return False
        unknown = {tile.camera_id for tile in playback.tiles} - self._facts.keys()
        if unknown:
            self._facts |= self._client.cameras(unknown)
        targets = [
            Target(tile.cell, self._facts[tile.camera_id].stamp, tile.rect, 0.0)
            for tile in playback.tiles
            if tile.rect is not None and tile.camera_id in self._facts
        ]
        self._eyes.aim(targets)
        return len(targets) == self._options.cameras and playback.ruler is not None

    def _all_open(self, glance: Glance) -> bool:
        playback = self._said()
        return playback is not None and all(
            tile.state in NOTHING_THERE
            or glance.sights.get(tile.cell, Sight()).camera == self._facts[tile.camera_id].stamp
            for tile in playback.tiles
        )

    def _why_not_open(self) -> str:
        playback = self._said()
        states = [] if playback is None else [tile.state for tile in playback.tiles]
        return f"playback did not open in time; tiles: {', '.join(states) or 'none'}"

    # seeking --------------------------------------------------------------------------------------

    def _seek_all(self) -> None:
        """Seek within some hours at first, and within a month in the second half."""
        cameras = list(self._facts)
        chooser = Chooser(cameras, self._client.recordings, random.Random(self._options.seed))  # noqa: S311
        for number in range(self._options.seeks):
            if number == (self._options.seeks + 1) // 2:
                ruler = self._standing_ruler()  # what is under the mouse stays there: at the right edge
                self._mouse.wheel(ruler.rect.right - 2, ruler.middle_y, -MONTH_NOTCHES)
            if self._child.exit_code() is not None:
                return
            self._seek(number + 1, chooser)

    def _seek(self, number: int, chooser: Chooser) -> None:
        ruler = self._standing_ruler()
        playback = self._fresh()
        choice = chooser.choose(
            ruler, now_ms=time.time_ns() // 1_000_000, shown_ms=playback.media_at(monotonic())
        )
        self._aimed()
        before = self._look()
        self._had_picture |= {cell for cell, sight in before.sights.items() if not sight.blank}
        tiles = [
            TileSeek(
                tile.cell,
                self._facts[tile.camera_id].stamp,
                choice.footage[tile.camera_id],
                tile.cell in self._had_picture,
            )
            for tile in playback.tiles
        ]
        pressed_at = self._mouse.click(choice.x, ruler.middle_y)
        slowest = min(fact.fps for fact in self._facts.values())
        watch = SeekWatch(choice.asked_ms, pressed_at, tiles, picture_ms=1000 / slowest + 1)
        self._follow(watch)
        states = self._settled_states()
        self._skews += watch.skews
        self._report.seeks.append(seek_report(number, watch, states, ruler.ms_per_px))

    def _follow(self, watch: SeekWatch) -> None:
        """Look until every tile is right and has played on for a while, or time is up."""
        deadline = monotonic() + SEEK_S
        while monotonic() < deadline:
            begin = monotonic()
            watch.note(self._look())
            exact_at = watch.all_exact_at
            if exact_at is not None and begin >= exact_at + PLAY_S and watch.all_play:
                return
            time.sleep(max(0.0, PERIOD_S - (monotonic() - begin)))
            self._looks.append((monotonic() - begin) * 1000)

    def _look(self) -> Glance:
        return self._eyes.look()

    # the application's word -----------------------------------------------------------------------

    def _said(self) -> PlaybackMetrics | None:
        return self._metrics.latest.playback if self._metrics.latest is not None else None

    def _fresh(self) -> PlaybackMetrics:
        """Wait for metrics that were put together after now; StartError when they do not come."""
        deadline = monotonic() + WORD_S
        for _ in range(2):  # the first that comes may have been under way
            while not self._metrics.changed():
                if monotonic() > deadline or self._child.exit_code() is not None:
                    raise StartError("程序不再写出运行指标（the application no longer writes its metrics）")
                time.sleep(PERIOD_S)
        playback = self._said()
        if playback is None or not playback.on or len(playback.tiles) != self._options.cameras:
            raise StartError("回放已关闭（playback is not open any more）")
        return playback

    def _standing_ruler(self) -> Ruler:
        """Return where the timeline lies and what it shows, once that no longer changes."""
        deadline = monotonic() + WORD_S
        former: Ruler | None = None
        while True:
            ruler = self._fresh().ruler
            if ruler is not None and ruler == former:
                return ruler
            if monotonic() > deadline:
                raise StartError("时间轴没有停稳（the timeline does not come to rest）")
            former = ruler

    def _settled_states(self) -> dict[int, str]:
        """Return the tiles' states by the application's word, once none is on its way any more."""
        deadline = monotonic() + WORD_S
        while True:
            states = {tile.cell: tile.state for tile in self._fresh().tiles}
            if not {"loading", "seeking"} & set(states.values()) or monotonic() > deadline:
                return states
