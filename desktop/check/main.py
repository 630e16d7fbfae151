"""`python -m desktop check`: sign in, open a wall or playback, read every tile off the screen, judge."""

import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from desktop.check.application import MetricsFile, start_application
from desktop.check.demo import PASSWORD, TOWN, USER, DemoPlatform
from desktop.check.display import VirtualDisplay
from desktop.check.observer import Observer
from desktop.check.options import Options, parse
from desktop.check.playback import judge_playback
from desktop.check.processes import StartError
from desktop.check.report import Judgement, Report
from desktop.check.screen import Screen, save_png
from desktop.check.stamp_reader import read_stamp
from desktop.check.wall import WatchedWall

EXIT_WRONG = 1
EXIT_NOT_STARTED = 3


def main(arguments: Sequence[str]) -> int:
    """Run the check; 0 only when every tile shows its own camera, live, or every seek is right."""
    options = parse(arguments)
    signal.signal(signal.SIGTERM, _leave)
    try:
        report = run(options)
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_NOT_STARTED
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    if options.report is not None:
        report.write(options.report)
    print(report.verdict(options.wanted))  # noqa: T201 - the command's answer
    return 0 if report.ok else EXIT_WRONG


def _leave(number: int, _frame: FrameType | None) -> None:
    """Turn a termination into an exit that unwinds, so that every process we started is ended."""
    raise SystemExit(128 + number)


def screen_size(tiles: int) -> tuple[int, int]:
    """Return a screen on which each tile is wide enough for its stamp to be read (240 pixels)."""
    return (1920, 1080) if tiles <= 36 else (2560, 1440)


def run(options: Options) -> Judgement:
    """Start everything, watch, take the screenshot, end everything; StartError when that is not possible."""
    with ExitStack() as stack:
        folder = options.logs or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="xueliang-check-"))
        )
        folder.mkdir(parents=True, exist_ok=True)
        size = screen_size(options.cameras if options.playback else options.tiles)
        display = stack.enter_context(VirtualDisplay(*size, log=folder / "xvfb.log"))
        demo = DemoPlatform(folder / "platform", codec=options.codec, rtsp=options.transport == "rtsp")
        stack.enter_context(demo)
        if options.fault:
            demo.break_streams(options.fault)
        if options.playback:
            return judge_playback(options, folder, display.name, demo)
        return judge(options, folder, display.name, demo)


def judge(
    options: Options, folder: Path, display: str, demo: DemoPlatform, application: Sequence[str] = ()
) -> Report:
    """Run the application on a display and a platform that stand; take the screenshot; end the application.

    `application` replaces the program under test (for tests of the check itself).
    """
    with ExitStack() as stack:
        screen = stack.enter_context(Screen(display))
        metrics = folder / "metrics.json"
        child = start_application(
            application_arguments(options, demo.url, metrics, folder / "profile"),
            display=display,
            folder=folder,
            password=PASSWORD,
            command=application,
        )
        stack.enter_context(child)
        wall = WatchedWall(
            wanted=options.tiles,
            timeout=options.timeout,
            child=child,
            metrics=MetricsFile(metrics),
            observer=Observer(screen, read_stamp, expected=options.tiles),
            screen=screen,
            client=demo.sign_in(),
        )
        report, pixels = wall.watch()
        if options.shot is not None:
            save_png(pixels, options.shot)
        return report


def application_arguments(options: Options, url: str, metrics: Path, profile: Path) -> list[str]:
    """Return what the application is started with: the duty officer's town on a wall of this size."""
    arguments = ["--platform", url, "--user", USER, "--password-stdin", "--open", TOWN]
    arguments += ["--grid", str(options.tiles), "--transport", options.transport]
    return [*arguments, "--metrics", str(metrics), "--profile", str(profile)]
