"""How long a frame of the timeline takes while somebody zooms: `python -m tests.benchmarks.timeline`.

Needs an X display and xdotool, whose wheel events are real ones. A frame is what Qt does for one update of
the window: painting, and handing the pixels to the display. Beside the time on the clock stands that of the
processor, which other work on the machine does not lengthen.

The wheel goes from 31 days in view to one minute and back, at several places. The baseline does the same in
the same run: a widget that paints every segment with one `fillRect` in every frame.
"""

import argparse
import gc
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from os import getloadavg
from statistics import median, quantiles
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.bootstrap import GC_THRESHOLDS
from desktop.domain.beijing import DAY_MS
from desktop.domain.recording import RecordingKind
from desktop.domain.time_range import TimeRange
from tests.benchmarks.table import machine
from tests.support.footage import NOW_MS, camera_id, village_lane
from ui import theme
from ui.playback.timeline.lane import Lane
from ui.playback.timeline.scale import Scale, Window
from ui.playback.timeline.view import TimelineView
from ui.theme import COLOURS

LANES: Final = 16
NOTCHES: Final = 48
"""From 31 days to a minute."""
PLACES: Final = (0.3, 0.62, 0.9)
BOUND_MS: Final = 16.0
WIDTH, HEIGHT = 1600, 430


class TimedApplication(QApplication):
    """Measures every update of a window: painting and showing."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.frames_ms: list[tuple[float, float]] = []
        """By the clock, and by the processor."""

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Measure updates, pass everything on."""
        if event.type() != QEvent.Type.UpdateRequest:
            return super().notify(receiver, event)
        begun, worked = time.perf_counter(), time.thread_time()
        done = super().notify(receiver, event)
        passed, work = time.perf_counter() - begun, time.thread_time() - worked
        self.frames_ms.append((passed * 1000, work * 1000))
        return done


class Naive(QWidget):
    """The baseline: every segment of every lane, one rectangle each, in every frame."""

    def __init__(self, lanes: Sequence[Lane]) -> None:
        super().__init__()
        self._lanes = lanes
        self._window = Window(float(NOW_MS - 31 * DAY_MS), 31.0 * DAY_MS)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom at the mouse, at once."""
        scale, x = Scale(self._window, 0, self.width()), event.position().x()
        factor = 1.25 ** (-event.angleDelta().y() / 120)
        self._window = self._window.zoomed(factor, scale.ms(x), scale.share(x))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint everything."""
        inks = {
            RecordingKind.TIMED: QColor(COLOURS.recorded),
            RecordingKind.MOTION: QColor(COLOURS.motion),
            RecordingKind.ALARM: QColor(COLOURS.alarm),
        }
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(COLOURS.wall))
        scale = Scale(self._window, 0, self.width())
        for index, lane in enumerate(self._lanes):
            for segment in lane.timeline.segments:
                left, right = scale.x(segment.range.start_ms), scale.x(segment.range.end_ms)
                painter.fillRect(QRectF(left, 60 + index * 20, right - left, 18), inks[segment.kind])
        painter.end()


@dataclass(frozen=True, slots=True)
class Result:
    """Frames of one run."""

    what: str
    frames_ms: tuple[tuple[float, float], ...]

    def p99(self, clock: int = 0) -> float:
        """Return what one frame in a hundred exceeds, by the clock (0) or by the processor (1)."""
        return quantiles([frame[clock] for frame in self.frames_ms], n=100, method="inclusive")[98]

    def row(self, baseline: "Result | None" = None) -> str:
        """Return a row of the table."""
        ratio = "–" if baseline is None else f"{self.p99() / baseline.p99():.3f}×"
        cells = [self.what, str(len(self.frames_ms))]
        for clock in (0, 1):
            times = [frame[clock] for frame in self.frames_ms]
            cells.append(f"{median(times):.1f} / {self.p99(clock):.1f} / {max(times):.1f}")
        return "| " + " | ".join([*cells, ratio]) + " |"


def turn_wheel(app: TimedApplication, widget: QWidget, what: str) -> Result:
    """Zoom in and out with the display's own wheel events and return the frames."""
    app.frames_ms.clear()
    for place in PLACES:
        at = widget.mapToGlobal(QPoint(round(widget.width() * place), 130))
        _xdotool("mousemove", str(at.x()), str(at.y()))
        for button in ("4", "5"):
            command = ["xdotool", "click", "--repeat", str(NOTCHES), "--delay", "30", button]
            with subprocess.Popen(command) as turning:
                while turning.poll() is None:
                    QTest.qWait(20)
            QTest.qWait(400)
    return Result(what, tuple(app.frames_ms))


def _xdotool(*arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True)
    QTest.qWait(100)


def _shown(widget: QWidget) -> None:
    widget.resize(WIDTH, HEIGHT)
    widget.move(0, 0)
    widget.show()
    QTest.qWaitForWindowExposed(widget)
    QTest.qWait(300)


def timeline_run(app: TimedApplication, lanes: Sequence[Lane], what: str) -> tuple[Result, Result]:
    """Return the frames of zooming, and of a playhead that plays."""
    view = TimelineView()
    view.set_lanes(lanes)
    view.set_selected(camera_id(0))
    view.set_retention(NOW_MS - 31 * DAY_MS)
    view.set_now(NOW_MS)
    view.set_window(TimeRange(NOW_MS - 31 * DAY_MS, NOW_MS))
    _shown(view)
    zooming = turn_wheel(app, view, f"timeline, zooming, {what}")
    app.frames_ms.clear()
    view.set_window(TimeRange(NOW_MS - 120_000, NOW_MS))
    for step in range(250):
        view.set_playhead(NOW_MS - 110_000 + step * 400, following=True)
        QTest.qWait(8)
    playing = Result(f"timeline, playhead moving, {what}", tuple(app.frames_ms))
    view.close()
    return zooming, playing


def naive_run(app: TimedApplication, lanes: Sequence[Lane], what: str) -> Result:
    """Return the frames of the baseline."""
    naive = Naive(lanes)
    _shown(naive)
    result = turn_wheel(app, naive, f"every segment painted, {what}")
    naive.close()
    return result


def main() -> int:
    """Print the table; 1 when the bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-lane", type=int, nargs="+", default=[500, 15_500], help="segments of a lane")
    app = TimedApplication([])
    theme.apply(app)
    zooms: list[Result] = []
    print(f"Machine: {machine()}.\n")
    print("| what | frames | ms: median / p99 / worst | processor ms | p99 against every segment painted |")
    print("|---|---|---|---|---|")
    for count in parser.parse_args().per_lane:
        lanes = [village_lane(number, per_lane=count) for number in range(LANES)]
        what = f"{LANES} × 31 days × {count}"
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)  # as the application does
        baseline = naive_run(app, lanes, what)
        zooming, playing = timeline_run(app, lanes, what)
        print(zooming.row(baseline), playing.row(), baseline.row(), sep="\n", flush=True)
        zooms.append(zooming)
    kept = all(zoom.p99() <= BOUND_MS for zoom in zooms)
    print(f"\nBound: p99 ≤ {BOUND_MS:g} ms while zooming: {'kept' if kept else '**not kept**'}.")
    print(f"Load of the machine in the last minute: {getloadavg()[0]:.1f}.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
