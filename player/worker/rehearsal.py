"""Three tiny pictures through the whole chain at the start of a worker.

libVLC loads its plugins with the first stream that needs them; here that happens before the first camera.
"""

import base64
import io
import time
from pathlib import Path
from typing import Final

import av

from player.frame_memory import FrameMemory
from player.worker.engine import Engine
from player.worker.reaper import Reaper
from player.worker.sink import Sink, TimedPacket
from player.worker.surface import Surface

# 96x64, H.264, one key frame and two others; made with x264 (preset veryfast, tune zerolatency).
_H264: Final = base64.b64decode(
    "AAAAAWdkAAqstDE0IAAAAwAgAAAGUeJE1AAAAAFo7w/LAAAAAWWIhCfsiFAv5J/gq0SjzngLj1tpyD+zHscgoHtNHwjW0S3KrLK2feIAR2P8"
    "xcf8XQJs6sb8LS0rRnXVY/yuvYtS2yJhH2gRAAAAAUGaJiCX/6KM92n/ILq6FGPks/waC//wADhnia46X/Nev6WSrp5luQWxTCrPLP0BnLjo"
    "m4f+5YRLtGiW5R7+Lr76bUabSP9z/jiOYnEOR/5gtHfvdVksAAAAAUGaRiCX//ev81cRQ/oIn//qAD48NDhs0HOvZXUwfJdzpl3Pc5msyj+g"
    "eJSW8bHWL9kxQ1tT/krdbVUP"
)
_AREA: Final = (48, 32)


def rehearse(engine: Engine, folder: Path, reaper: Reaper) -> None:
    """Play the tiny clip once; returns at once, libVLC's threads do the work."""
    memory = FrameMemory.create(folder, *_AREA)
    memory.unlink()
    surface = Surface(engine, memory, _AREA, source_size=lambda: (96, 64), on_first_picture=lambda: None)
    now = time.monotonic()
    with av.open(io.BytesIO(_H264), "r", format="h264") as container:
        stream = container.streams.video[0]
        sink = Sink(surface.pipe, stream)
        for packet in container.demux(stream):
            if packet.size:
                sink.write(TimedPacket(packet, None, None), now)
        surface.start()
        sink.close()
    reaper.submit(lambda: _end(surface))


def _end(surface: Surface) -> None:
    give_up = time.monotonic() + 1.0
    while not surface.memory.picture() and time.monotonic() < give_up:
        time.sleep(0.01)
    surface.close()
