"""Does before anybody watches what would make the first pictures late: fonts, solids, trees, codecs.

It draws the cameras that a duty officer of the demo platform sees first, so their sceneries are ready too.
"""

import logging
import os
import threading
import time
from collections.abc import Sequence

from desktop.demo_platform.generator.plan import MODEL_TOWN
from desktop.demo_platform.media.catalog import Camera, Catalog
from desktop.demo_platform.media.encoder import Encoder
from desktop.demo_platform.media.painter import Painter
from desktop.demo_platform.media.profiles import SUB

_log = logging.getLogger("media.warmup")
_NICENESS = 5
_CAMERAS = 36


def start(catalog: Catalog) -> threading.Thread:
    """Warm up on a thread of low priority; return it."""
    cameras = catalog.first_online(MODEL_TOWN, _CAMERAS)
    thread = threading.Thread(target=_run, args=(cameras,), name="warm-up", daemon=True)
    thread.start()
    return thread


def _run(cameras: Sequence[Camera]) -> None:
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
    begun = time.monotonic()
    codecs: set[str] = set()
    for camera in cameras:
        now_ms = time.time_ns() // 1_000_000
        frame = Painter(camera, SUB, now_ms).paint(now_ms, fresh=True)
        if camera.codec_sub not in codecs:
            codecs.add(camera.codec_sub)
            Encoder(camera.codec_sub, SUB).encode(frame, 0)
    _log.info("%s cameras drawn ahead in %.1f s", len(cameras), time.monotonic() - begun)
