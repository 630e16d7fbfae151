"""Random kills of exports: `python -m tests.benchmarks.export_kills --kills 200` (needs an X display).

Several cameras are exported against the real demo platform; the process gets SIGKILL at a random instant,
is started again, and so on, until it is left alone to finish. An order is the command line's; each restart
is, by chance, the command line with `--resume` or the real window, which goes on by itself after its sign-
in. Half of the kills hit the workers too, as a power cut would; after the others the next program starts at
once, while the workers are still ending. A kill counts where the process had a job to finish. Judged: every
job completes, every package verifies against the register, nothing that was committed is fetched again, and
what a kill costs, in bytes behind the last record. `--storage device` exports one camera from the storage
of its device, which allows one playback at a time and gives streams instead of files.
"""

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psutil

from desktop.cli import has_display
from desktop.core import build_core
from desktop.domain.address import PlatformAddress
from desktop.domain.camera import Camera
from desktop.domain.recording import RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.evidence.verify import Witness, verify
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.session.session import SignInRequest
from tests.benchmarks import real_window
from tests.benchmarks.kill_figures import Figures
from tests.benchmarks.kill_traces import Traces
from tests.contract.test_core_on_demo_platform import Nobody
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.exporting import approved, camera_with, wanted

LOOK_S = 0.005
GIVE_UP_S = 300.0
WORKERS_S = 20.0
WINDOW_SHARE = 1 / 3
WITH_WORKERS = 0.5
CAMERAS = {RecordStorage.PLATFORM: 3, RecordStorage.DEVICE: 1}
AT_BYTES, AT_PACKAGING, AT_NAMING = 0.6, 0.75, 0.85
"""Up to the first, kills come once new bytes have come; up to the second, once all pieces are there and a
package is made of them; up to the third, once that is signed; the others wherever they hit."""
LONGEST_S, ANYWHERE_S = {AT_BYTES: 2.0, AT_PACKAGING: 0.6, AT_NAMING: 0.05}, 4.0


class Exports:
    """One folder of exports with its own profile, worked on by processes that get killed."""

    def __init__(self, platform: DemoPlatform, folder: Path, chance: random.Random, windows: float) -> None:
        self._platform = platform
        self._chance = chance
        self._windows = windows
        self._said = folder / "export.log"
        self.out = folder / "out"
        self.profile = folder / "profile"
        self.traces = Traces(self.profile, self.out)
        self.is_window = False
        self._workers: list[psutil.Process] = []

    async def approve(
        self, cameras: int, seconds: int, storage: RecordStorage
    ) -> tuple[str, list[Camera], TimeRange]:
        """Have footage of some cameras approved; return the entry's number."""
        core = build_core(Profile(self.profile), secrets=MemorySecretStore())
        try:
            address = PlatformAddress.parse(self._platform.url)
            request = SignInRequest(address, real_window.USER, PASSWORD)
            context = core.open_session(await core.app.sessions.sign_in(request, Nobody()))
            try:
                found: list[Camera] = []
                span: TimeRange | None = None
                while len(found) < cameras:
                    known = [camera.id for camera in found]
                    camera, own = await camera_with(context, storage, seconds, skip=known)
                    span = span or own
                    found.append(camera)
                assert span is not None
                entry = await approved(context, *(wanted(camera, span) for camera in found))
                return entry.number, found, span
            finally:
                await context.close()
        finally:
            await core.close()

    def begun(self, number: str, cameras: list[Camera], span: TimeRange) -> "subprocess.Popen[bytes]":
        """Order an export by the command line and wait until its job is in the journal."""
        before = set(self.traces.jobs())
        arguments = ["--register", number, "--out", str(self.out)]
        for camera in cameras:
            arguments += ["--camera", camera.id]
        process = self._command(*arguments, "--from", _iso(span.start_ms), "--to", _iso(span.end_ms))
        _wait(process, lambda: set(self.traces.jobs()) > before)
        return process

    def again(self) -> "subprocess.Popen[bytes]":
        """Start the program again, which goes on with what is left."""
        self.is_window = self._chance.random() < self._windows
        if self.is_window:
            return real_window.wall(self._platform.url, self.profile, stderr=self._said)
        return self._command("--resume")

    def _command(self, *arguments: str) -> "subprocess.Popen[bytes]":
        self.is_window = False
        place = ["--platform", self._platform.url, "--profile", str(self.profile)]
        return real_window.start(["export", *place, *arguments], self._said)

    def let_run(self, process: "subprocess.Popen[bytes]") -> None:
        """Let a process run for a random time: mostly into the fetching, now and then less far or further."""
        traces, before, where = self.traces, self.traces.fetched(), self._chance.random()
        if where < AT_BYTES:
            _wait(process, lambda: traces.fetched() != before or not traces.unfinished())
        elif where < AT_PACKAGING:
            _wait(process, lambda: traces.to_package() or not traces.unfinished())
        elif where < AT_NAMING:
            _wait(process, lambda: traces.signed() or not traces.unfinished())
        longest = next((most for share, most in LONGEST_S.items() if where < share), ANYWHERE_S)
        with suppress(subprocess.TimeoutExpired):
            process.wait(self._chance.uniform(0.0, longest))

    def kill(self, process: "subprocess.Popen[bytes]", figures: Figures) -> None:
        """Kill the process, and see what it costs."""
        at_work = self.traces.at_work(process.pid)
        with suppress(psutil.NoSuchProcess):
            self._workers += psutil.Process(process.pid).children(recursive=True)
        hit = process.poll() is None
        process.kill()
        process.wait()
        whole = self._chance.random() < WITH_WORKERS
        if whole:
            self._kill_workers()
        self.traces.look(figures)
        for path, record in self.traces.unfinished().items() if hit else ():
            figures.hit(self.traces.phase(path, record, at_work), window=self.is_window)
            if whole:
                figures.whole += 1
                figures.lost_bytes.append(self.traces.lost() if path in at_work else 0)

    def _kill_workers(self) -> None:
        for worker in self._workers:
            with suppress(psutil.NoSuchProcess):
                worker.kill()
        psutil.wait_procs(self._workers, WORKERS_S)
        self._workers.clear()

    def finish(self, process: "subprocess.Popen[bytes]", figures: Figures) -> None:
        """Leave a process alone until all jobs are done."""
        _wait(process, lambda: not self.traces.unfinished())
        if self.is_window:
            real_window.end(process)
        process.wait(GIVE_UP_S)
        if psutil.wait_procs(self._workers, WORKERS_S)[1]:
            figures.fault("a worker lives on without its application")
        self._workers.clear()
        for path, record in self.traces.unfinished().items():
            left = f"{path.stem} {record['state']} {record['hold']} (exit {process.returncode})"
            figures.fault(f"not done: {left}\n{self._said.read_text(encoding='utf-8')[-1500:]}")
        self.traces.look(figures)

    def judge(self, figures: Figures) -> None:
        """Verify every package against the register."""
        register = self.profile / "register.sqlite3"
        for package in sorted(self.out.iterdir()):
            if package.name.endswith(".partial"):
                figures.fault(f"{package.name} is left")
                continue
            verdict = verify(package, Witness(register=register, register_must_know=True))
            figures.packages += 1
            # The key is kept in memory where there is no keyring: each process signs with its own.
            for finding in verdict.findings:
                figures.fault(f"{package.name}: {finding}")
        if figures.packages != len(self.traces.jobs()):
            figures.fault(f"{len(self.traces.jobs())} jobs, {figures.packages} packages")


def run(exports: Exports, kills: int, seconds: int, chance: random.Random, storage: RecordStorage) -> Figures:
    """Kill so often, in rounds of one order each; return the figures."""
    figures = Figures()
    number, cameras, span = asyncio.run(exports.approve(CAMERAS[storage], seconds, storage))
    while figures.kills < kills:
        process = exports.begun(number, cameras, span)
        for _ in range(chance.randint(4, 12)):
            exports.let_run(process)
            exports.kill(process, figures)
            if figures.kills >= kills or not exports.traces.unfinished():
                break
            process = exports.again()
        if exports.traces.unfinished():
            if process.returncode is not None:
                process = exports.again()
            exports.finish(process, figures)
        print(f"{figures.kills} kills", file=sys.stderr, flush=True)
    exports.judge(figures)
    return figures


def _wait(process: "subprocess.Popen[bytes]", seen: Callable[[], object]) -> None:
    """Wait until something is seen, the process ends, or it takes too long."""
    end = time.monotonic() + GIVE_UP_S
    while time.monotonic() < end and process.poll() is None and not seen():
        time.sleep(LOOK_S)


def _iso(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60, help="of footage of each camera")
    parser.add_argument("--seed", type=int, default=995)
    parser.add_argument("--windows", type=float, default=WINDOW_SHARE, help="share of restarts by the window")
    storages = [storage.value for storage in RecordStorage]
    parser.add_argument("--storage", choices=storages, default=RecordStorage.PLATFORM.value)
    values = parser.parse_args()
    if values.windows and not has_display():
        parser.error("the window needs a display; --windows 0 does without")
    with tempfile.TemporaryDirectory(prefix="export-kills-") as name, DemoPlatform(scale=0.05) as platform:
        chance = random.Random(values.seed)
        exports = Exports(platform, Path(name), chance, values.windows)
        figures = run(exports, values.kills, values.seconds, chance, RecordStorage(values.storage))
    print(figures.table())
    for fault in figures.faults:
        print(fault)
    return 1 if figures.faults else 0


if __name__ == "__main__":
    sys.exit(main())
