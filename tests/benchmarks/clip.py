"""Pre-encoded clips for the benchmarks: H.264, 640×360 at 25 pictures a second, each picture stamped.

All cameras loop over the same stretch of time. The stamp holds the milliseconds since the beginning of the
loop, so that a clip encoded once is good for every run; `tests.benchmarks.clock` turns it back into UTC.
"""

import argparse
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.stamp import stamper

WIDTH, HEIGHT, FPS = 640, 360, 25
GOP = 2 * FPS
LOOP_FRAMES = 20 * FPS
FRAME_MS = 1000 // FPS
LOOP_MS = LOOP_FRAMES * FRAME_MS
BIT_RATE = 600_000


@dataclass(frozen=True, slots=True)
class Clip:
    """One camera's loop: picture `n` of the loop is `units[n]`; key pictures come every two seconds."""

    camera: int
    units: tuple[AccessUnit, ...]


def phase_of(camera: int) -> int:
    """Return by how many pictures a camera's key pictures come earlier, so that not all come at once."""
    return camera * 3 % GOP


def encode(camera: int) -> Clip:
    """Encode one camera's loop; it begins `phase_of` pictures into a group of pictures."""
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base, context.framerate = Fraction(1, 1000), Fraction(FPS, 1)
    context.bit_rate, context.gop_size, context.max_b_frames = BIT_RATE, GOP, 0
    context.options = {
        "preset": "veryfast",
        "tune": "zerolatency",
        "x264-params": f"keyint={GOP}:min-keyint={GOP}:scenecut=0:repeat-headers=1:threads=1",
    }
    phase = phase_of(camera)
    scene = _Scene(camera)
    encoded: list[AccessUnit] = []
    for step in range(LOOP_FRAMES):
        moment = (step - phase) % LOOP_FRAMES
        frame = av.VideoFrame.from_ndarray(scene.draw(step, moment * FRAME_MS), format="yuv420p")
        frame.pts, frame.time_base = step * FRAME_MS, Fraction(1, 1000)
        data = b"".join(bytes(packet) for packet in context.encode(frame))
        encoded.append(AccessUnit(data, step * FRAME_MS, step % GOP == 0))
    return Clip(camera, tuple(encoded[phase:] + encoded[:phase]))


class _Scene:
    """A textured still background, three things that move, and sensor noise: about as hard as a street."""

    def __init__(self, camera: int) -> None:
        self._random = np.random.default_rng(camera)
        coarse = self._random.integers(60, 190, (HEIGHT // 12 + 1, WIDTH // 12 + 1), np.uint8)
        self._background = np.kron(coarse, np.ones((12, 12), np.uint8))[:HEIGHT, :WIDTH]
        self._picture: NDArray[np.uint8] = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
        self._stamp = stamper(self._picture[:HEIGHT])
        self._camera = camera

    def draw(self, step: int, stamp_ms: int) -> NDArray[np.uint8]:
        """Return one planar YUV 4:2:0 picture."""
        luma = self._picture[:HEIGHT]
        noise = self._random.integers(0, 3, luma.shape, np.uint8)
        np.add(self._background, noise, out=luma)
        for index in range(3):
            x = (step * (3 + 2 * index) + index * 200 + self._camera * 37) % (WIDTH - 60)
            y = 60 + index * 80
            luma[y : y + 40, x : x + 60] = 40 + index * 70
        self._stamp(self._camera, stamp_ms)
        return self._picture


def load(folder: Path, cameras: int) -> list[Clip]:
    """Return the clips of cameras 1 to `cameras`, encoding those that the folder does not hold yet."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [n for n in range(1, cameras + 1) if not (folder / f"{n}.clip").exists()]
    if missing:
        with ProcessPoolExecutor() as pool:
            for clip in pool.map(encode, missing):
                (folder / f"{clip.camera}.clip").write_bytes(pickle.dumps(clip))
    return [pickle.loads((folder / f"{n}.clip").read_bytes()) for n in range(1, cameras + 1)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--cameras", type=int, default=16)
    values = parser.parse_args()
    clips = load(values.folder, values.cameras)
    for clip in clips:
        size = sum(len(unit.data) for unit in clip.units)
        print(clip.camera, f"{size * 8 / LOOP_MS:.0f} kbit/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
