"""Memory over open/close cycles of the real player: `python -m tests.benchmarks.memory`.

Each cycle opens a stream, waits for its first picture and discards the player. The private memory of this
process and of its workers is read every few cycles; the slope comes with its standard error.
"""

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from player.api import MediaSource, PictureSize, PlayerFactory
from player.factory import WorkerPlayerFactory
from tests.benchmarks.variant import start_server

CAMERAS = 4
SIZE = PictureSize(400, 225)
PICTURE_S = 10.0
WARM_UP = 600
"""So long the heaps of libVLC and of the C library go on growing towards their final size, by about 1 MB."""
EVERY = 5
SETTLE_S = 0.2


@dataclass(frozen=True, slots=True)
class Sample:
    """Private memory in kB, open files and threads after a number of cycles, workers included."""

    cycle: int
    memory_kb: float
    files: int
    threads: int


@dataclass(frozen=True, slots=True)
class Slope:
    """Growth per cycle in kB with its standard error."""

    per_cycle: float
    error: float

    @property
    def beyond_noise(self) -> bool:
        """True when memory grows by more than two standard errors, and by more than 1 MB in 1,000 cycles."""
        return self.per_cycle > 2 * self.error and self.per_cycle > 1.0


async def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition; tell whether it came."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.005)
    return True


async def cycle(factory: PlayerFactory, url: str) -> None:
    """Open a stream, wait for its first picture, close it."""
    player = factory.create(lambda _event: None)
    player.play(MediaSource(url, "benchmark"), SIZE)
    shown = await until(lambda: player.picture() > 0, PICTURE_S)
    player.discard()
    if not shown:
        raise TimeoutError("no picture")


def sample(number: int) -> Sample:
    """Read memory, files and threads of this process and its workers (not of the clip server)."""
    me = psutil.Process()
    family = [me, *(child for child in me.children(recursive=True) if "player" in " ".join(child.cmdline()))]
    memory = sum(process.memory_full_info().uss for process in family) / 1024
    return Sample(
        number,
        memory,
        sum(process.num_fds() for process in family),
        sum(process.num_threads() for process in family),
    )


async def run(url: str, warm_up: int, cycles: int) -> list[Sample]:
    """Run the cycles; the warm-up is not sampled."""
    factory = WorkerPlayerFactory(asyncio.get_running_loop().call_soon_threadsafe)
    samples = []
    try:
        for number in range(-warm_up, cycles + 1):
            await cycle(factory, f"{url}/live/{number % CAMERAS + 1}.ts")
            if number >= 0 and number % EVERY == 0:
                await asyncio.sleep(SETTLE_S)
                gc.collect()
                samples.append(sample(number))
                print(samples[-1], file=sys.stderr, flush=True)
    finally:
        factory.close()
    return samples


def slope(samples: list[Sample]) -> Slope:
    """Fit a line by least squares.

    An allocator moves in steps, so neighbouring samples are not independent; the standard error counts only
    the effective number of them, from the residuals' autocorrelation at lag 1 (Santer et al. 2000,
    J. Geophys. Res. 105, eq. 6).
    """
    x = np.array([one.cycle for one in samples], dtype=np.float64)
    y = np.array([one.memory_kb for one in samples])
    centred = x - x.mean()
    gradient = float((centred * (y - y.mean())).sum() / (centred**2).sum())
    rest = y - y.mean() - gradient * centred
    spread = float((rest**2).sum())
    echo = float((rest[1:] * rest[:-1]).sum()) / spread if spread else 0.0
    effective = max(3.0, len(x) * (1 - max(0.0, echo)) / (1 + max(0.0, echo)))
    error = float(np.sqrt(spread / (effective - 2) / (centred**2).sum()))
    return Slope(gradient, error)


def section(samples: list[Sample]) -> str:
    """Return the paragraph of `docs/benchmarks.md`."""
    first, last, growth = samples[0], samples[-1], slope(samples)
    verdict = "beyond noise" if growth.beyond_noise else "no slope beyond noise"
    half = slope(samples[len(samples) // 2 :])
    megabytes = f"{first.memory_kb / 1024:.1f} → {last.memory_kb / 1024:.1f} MB"
    return (
        f"{last.cycle} open/close cycles: {megabytes} private memory (all processes),"
        f" {growth.per_cycle:.1f} ± {growth.error:.1f} kB a cycle"
        f" (second half {half.per_cycle:.1f} ± {half.error:.1f}): {verdict}."
        f" Files {first.files} → {last.files}, threads {first.threads} → {last.threads}.\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=300)
    parser.add_argument("--warm-up", type=int, default=WARM_UP)
    parser.add_argument("--clips", type=Path, help="folder for the encoded clips (kept)")
    values = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xueliang-bench-") as name:
        clips = values.clips or Path(name) / "clips"
        server = ["tests.benchmarks.clip_server", "--folder", str(clips), "--cameras", str(CAMERAS)]
        child, ready = start_server(server, Path(name) / "clips.log")
        with child:
            samples = asyncio.run(run(str(ready["url"]), values.warm_up, values.cycles))
    print(section(samples))
    return int(slope(samples).beyond_noise)


if __name__ == "__main__":
    sys.exit(main())
