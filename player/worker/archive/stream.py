"""One recording of the worker: commands of the user interface in, states and pictures out."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from player import wire
from player.api import ArchiveSource, ArchiveState, PlayClock
from player.frame_memory import FrameMemory
from player.worker.archive.canvas import Canvas
from player.worker.archive.feed import Feed, TsFeed
from player.worker.archive.mp4_feed import Mp4Feed
from player.worker.archive.presenter import Presenter
from player.worker.archive.viewer import Viewer, Word

_FIGURES_S: Final = 1.0


class Director(Protocol):
    """What a recording needs of the process around it."""

    folder: Path
    presenter: Presenter

    def send(self, message: dict[str, object]) -> None:
        """Send a message to the user interface (any thread)."""
        ...


class ArchiveStream:
    """Shows one recording at a time for one player; on the director thread, which never waits here."""

    def __init__(self, number: int, director: Director) -> None:
        self._number = number
        self._director = director
        self._run = 0
        self._viewer: Viewer | None = None
        self._canvas: Canvas | None = None
        self._measured = (0.0, 0, 0)

    def obey(self, message: wire.Message) -> None:
        """Take a command."""
        command = message["command"]
        if command == "archive_open":
            self._open(message)
        elif self._viewer is None:
            return
        elif command == "archive_follow":
            quick, order = bool(message["quick"]), int(message["order"])
            self._viewer.follow(_clock(message), quick=quick, order=order)
        elif command == "archive_step":
            self._viewer.step(int(message["pictures"]))
        elif command == "resize":
            self._viewer.resize((int(message["width"]), int(message["height"])))
        elif command == "discard":
            self.discard()
        elif command == "stop":
            self.discard()
            self._send_word(self._run, Word(0, ArchiveState.STOPPED))

    def discard(self) -> None:
        """End without a word."""
        viewer, self._viewer, self._canvas = self._viewer, None, None
        if viewer is not None:
            viewer.close()

    def tick(self, now: float) -> None:
        """Publish the figures about once a second."""
        at, pictures, received = self._measured
        if self._viewer is None or self._canvas is None or now - at < _FIGURES_S:
            return
        shown, total, size = self._viewer.figures
        self._measured = now, shown, total
        memory = self._canvas.memory
        if memory is not None and at:
            span = now - at
            memory.set_figures((shown - pictures) / span, max(0, total - received) * 8 / span, *size)

    def _open(self, message: wire.Message) -> None:
        follows_another = self._viewer is not None
        self.discard()
        run = self._run = int(message["run"])
        source = ArchiveSource(
            url=message["url"],
            label=message["label"],
            open_timeout_s=message["open_timeout_s"],
            read_timeout_s=message["read_timeout_s"],
            ca_file=message["ca_file"],
            gop_ms=message["gop_ms"],
            protocol=message["protocol"],
            origin_ms=message["origin_ms"],
            speeds=tuple(message["speeds"]),
            reverse=message["reverse"],
        )
        self._measured = (time.monotonic(), 0, 0)
        self._send_word(run, Word(0, ArchiveState.SEEKING))
        canvas = self._canvas = Canvas(self._director.folder, self._announce(run))
        self._viewer = Viewer(
            source,
            _clock(message),
            (int(message["width"]), int(message["height"])),
            feed=_feed(source, follows_another=follows_another),
            canvas=canvas,
            presenter=self._director.presenter,
            report=lambda word: self._send_word(run, word),
        )

    def _announce(self, run: int) -> Callable[[FrameMemory, tuple[int, int]], None]:
        def announce(memory: FrameMemory, area: tuple[int, int]) -> None:
            self._director.send(
                {
                    "event": "surface",
                    "player": self._number,
                    "run": run,
                    "path": str(memory.path),
                    "width": area[0],
                    "height": area[1],
                }
            )

        return announce

    def _send_word(self, run: int, word: Word) -> None:
        self._director.send(
            {
                "event": "archive_state",
                "player": self._number,
                "run": run,
                "order": word.order,
                "state": word.state.value,
                "failure": word.failure.value if word.failure else None,
                "at_ms": word.at_ms,
            }
        )


def _feed(source: ArchiveSource, *, follows_another: bool) -> Feed:
    return Mp4Feed(source) if source.protocol == "mp4" else TsFeed(source, follows_another=follows_another)


def _clock(message: wire.Message) -> PlayClock:
    media_ms, at, rate = message["clock"]
    return PlayClock(float(media_ms), float(at), float(rate))
