"""The baseline: a bare libVLC program that seeks in an MP4 over HTTP; pictures go to memory, stamps are read.

    python -m tests.benchmarks.bare_seek URL BASE_MS TARGET_MS…     prints a JSON line per seek

Nothing but libVLC's defaults, no sound. Being judged in memory is in its favour: it saves the window.
"""

import argparse
import ctypes
import json
import sys
import threading
import time
from typing import Any

import vlc

from tests.support import stamp
from tests.support.archive_server import HEIGHT, WIDTH

PATIENCE_S = 5.0
SETTLE_S = 0.3


class Screen:
    """The memory that libVLC draws into, and the stamp of what it shows."""

    def __init__(self, player: Any) -> None:
        self._buffer = (ctypes.c_char * (WIDTH * HEIGHT * 4))()
        self._news = threading.Condition()
        self._shown: tuple[int, float] | None = None
        decorators = vlc.CallbackDecorators
        self._callbacks = (
            decorators.VideoLockCb(self._lock),
            decorators.VideoDisplayCb(self._display),
        )
        player.video_set_callbacks(self._callbacks[0], None, self._callbacks[1], None)
        player.video_set_format("RV32", WIDTH, HEIGHT, WIDTH * 4)

    def _lock(self, _opaque: Any, planes: Any) -> int:
        planes[0] = ctypes.addressof(self._buffer)
        return 0

    def _display(self, _opaque: Any, _picture: Any) -> None:
        at = time.monotonic()
        found = stamp.read(memoryview(self._buffer).cast("B"), WIDTH, HEIGHT, WIDTH * 4)
        with self._news:
            if found is not None:
                self._shown = found[1], at
            self._news.notify()

    def wait_for(self, first_ms: float, last_ms: float) -> tuple[int, float] | None:
        """Return the first picture within these instants and when it was shown."""
        end = time.monotonic() + PATIENCE_S
        with self._news:
            while self._shown is None or not first_ms <= self._shown[0] <= last_ms:
                self._news.wait(0.1)
                if time.monotonic() > end:
                    return None
            return self._shown


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("base_ms", type=int)
    parser.add_argument("targets", type=int, nargs="+")
    values = parser.parse_args()
    instance = vlc.Instance(["--quiet", "--no-audio"])
    player = instance.media_player_new(values.url)
    screen = Screen(player)
    player.play()
    if screen.wait_for(0, float("inf")) is None:
        return 1
    for target in values.targets:
        time.sleep(SETTLE_S)
        began = time.monotonic()
        player.set_time(target - values.base_ms)
        shown = screen.wait_for(target - 2000, target + 2000)
        result = None if shown is None else ((shown[1] - began) * 1000, shown[0] - target)
        print(json.dumps(result), flush=True)
    player.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
