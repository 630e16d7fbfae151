"""Does before anybody watches what would make the first pictures late: fonts, solids, trees, codecs."""

import logging
import os
import threading
import time

from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import Encoder
from desktop.demo_platform.media.painter import Painter
from desktop.demo_platform.media.profiles import GOP_SECONDS, SUB
from desktop.demo_platform.media.scenes import PLACES

_log = logging.getLogger("media.warmup")
_NICENESS = 5
_SEEDS = range(4)


def start() -> threading.Thread:
    """Warm up on a thread of low priority; return it."""
    thread = threading.Thread(target=_run, name="warm-up", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
    begun = time.monotonic()
    now_ms = time.time_ns() // 1_000_000
    for seed in _SEEDS:
        for number, scene in enumerate(PLACES):
            codec = ("h264", "h265")[seed % 2]
            camera = Camera(0, "", "预热", True, scene, seed * 5 + number, 0, codec, codec, "", "G320")
            painter, encoder = Painter(camera, SUB, now_ms), Encoder(codec, SUB)
            for step in range(2):
                frame = painter.paint(now_ms + step * GOP_SECONDS * 1000, fresh=step == 0)
                encoder.encode(frame, step * 80)
    _log.info("warm after %.1f s", time.monotonic() - begun)
