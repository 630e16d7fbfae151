"""An export of 2 GB against `curl` and `sha256sum`: `python -m tests.benchmarks.export_throughput`.

Both fetch the same MP4 file from the same server in the same run, in turn. The export is the real window's:
a job waits in its journal, and the wall goes on with it after the sign-in. Needs an X display. Told: the
ratio of the throughputs, memory above the idle wall, and how late the UI thread was.
"""

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from desktop.core import build_core
from desktop.domain.address import PlatformAddress
from desktop.domain.beijing import DAY_MS
from desktop.domain.camera import Camera
from desktop.domain.export import ExportItem
from desktop.domain.recording import RecordStorage
from desktop.domain.time_range import TimeRange
from desktop.evidence.verify import verify
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.services.exports.planning import PIECE_MS
from desktop.session.session import SignInRequest
from tests.benchmarks import big_recording
from tests.benchmarks.real_window import USER, end, wall
from tests.benchmarks.variant import start_server
from tests.contract.test_core_on_demo_platform import Nobody
from tests.support.demo_platform import PASSWORD, DemoPlatform
from tests.support.exporting import approved, cameras, item, now_ms, wanted

IDLE_S = 12.0
LOOK_S = 0.05
MEMORY_EVERY_S = 2.0
"""Adding up a program's pages takes processor time that the measured ones would miss."""
GIVE_UP_S = 300.0


@dataclass(frozen=True)
class Export:
    """One export by the window."""

    fetched_s: float
    """From the first ticket to the file under its final name, hashed twice and looked through."""
    done_s: float
    """To the signed package."""
    idle_mb: float
    peak_mb: float
    lag_p99_ms: float
    lag_max_ms: float
    idle_lag_p99_ms: float


def by_curl(url: str, folder: Path) -> float:
    """Return the seconds that curl and sha256sum take."""
    target = folder / "curl.mp4"
    begun = time.monotonic()
    subprocess.run(["curl", "-sS", "-o", str(target), url], check=True)
    subprocess.run(["sync", str(target)], check=True)
    subprocess.run(["sha256sum", str(target)], check=True, stdout=subprocess.DEVNULL)
    took = time.monotonic() - begun
    target.unlink()
    return took


async def footage(url: str, profile: Path) -> tuple[Camera, TimeRange]:
    """Return a camera with an hour without gaps."""
    core = build_core(Profile(profile), secrets=MemorySecretStore())
    try:
        request = SignInRequest(PlatformAddress.parse(url), USER, PASSWORD)
        context = core.open_session(await core.app.sessions.sign_in(request, Nobody()))
        try:
            now = now_ms()
            for camera in await cameras(context):
                answer = await context.session.archive.recordings(camera.id, TimeRange(now - DAY_MS, now))
                for entry in answer.items:
                    if entry.storage is RecordStorage.PLATFORM and entry.range.duration_ms >= PIECE_MS:
                        return camera, TimeRange(entry.range.start_ms, entry.range.start_ms + PIECE_MS)
        finally:
            await context.close()
    finally:
        await core.close()
    raise AssertionError("no hour without a gap")


async def leave_job(url: str, profile: Path, out: Path, camera: Camera, span: TimeRange) -> None:
    """Order an export and leave before anything of it is fetched."""
    core = build_core(Profile(profile), secrets=MemorySecretStore())
    try:
        request = SignInRequest(PlatformAddress.parse(url), USER, PASSWORD)
        context = core.open_session(await core.app.sessions.sign_in(request, Nobody()))
        try:
            entry = await approved(context, wanted(camera, span))
            wish: ExportItem = item(camera, span)
            await context.exports.order(entry.number, [wish], out)
        finally:
            await context.close()
    finally:
        await core.close()


def memory_mb(process: "subprocess.Popen[bytes]") -> float:
    """Return what the wall and all its children have for themselves."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        own = psutil.Process(process.pid)
        for one in (own, *own.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += one.memory_full_info().pss
    return total / 1e6


def by_window(url: str, folder: Path, camera: Camera, span: TimeRange) -> Export:
    """Run the wall idle, and again with a job that is left for it."""
    profile, out, metrics = folder / "profile", folder / "out", folder / "metrics.json"
    process = wall(url, profile, "--metrics", str(metrics))
    time.sleep(IDLE_S)
    idle = memory_mb(process)
    idle_lag = float(json.loads(metrics.read_bytes())["ui_lag_ms"]["p99"])
    end(process)
    asyncio.run(leave_job(url, profile, out, camera, span))
    process = wall(url, profile, "--metrics", str(metrics))
    begun = fetched = weighed = 0.0
    peak, deadline = 0.0, time.monotonic() + GIVE_UP_S
    while time.monotonic() < deadline and process.poll() is None:
        record = _record(profile)
        now = time.monotonic()
        if not begun and record.get("state") == "running":
            begun = now
        if begun and not fetched and record.get("outcomes"):
            fetched = now
        if record.get("state") in {"done", "failed"}:
            break
        if now - weighed > MEMORY_EVERY_S:
            peak, weighed = max(peak, memory_mb(process)), now
        time.sleep(LOOK_S)
    done = time.monotonic()
    assert _record(profile).get("state") == "done", _record(profile)
    time.sleep(0.6)
    lag = json.loads(metrics.read_bytes())["ui_lag_ms"]
    end(process)
    package = next(path for path in out.iterdir() if path.name.startswith("证据_"))
    assert verify(package).untouched
    shutil.rmtree(out)
    shutil.rmtree(profile)
    p99, largest = float(lag["p99"]), float(lag["max"])
    return Export(fetched - begun, done - begun, idle, peak, p99, largest, idle_lag)


def _record(profile: Path) -> dict[str, object]:
    for path in profile.glob("accounts/*/exports/*.json"):
        with suppress(ValueError, FileNotFoundError):
            found: dict[str, object] = json.loads(path.read_bytes())
            return found
    return {}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for the recording, made when it is not there")
    parser.add_argument("--only-make", action="store_true", help="make the recording and nothing else")
    values = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="export-throughput-") as name, DemoPlatform(scale=0.05) as demo:
        folder = Path(name)
        camera, span = asyncio.run(footage(demo.url, folder / "first"))
        kept = values.keep or folder
        kept.mkdir(parents=True, exist_ok=True)
        recording = kept / f"{span.start_ms}-{values.megabytes}.mp4"
        if not recording.exists():
            draft = recording.with_suffix(".draft")
            big_recording.make(draft, values.megabytes * 1_000_000, span.start_ms, span.duration_ms)
            draft.replace(recording)
        if values.only_make:
            return 0
        size = recording.stat().st_size
        server, ready = start_server(
            ["tests.benchmarks.big_platform", demo.url, str(recording)], folder / "big.log"
        )
        with server:
            curls, exports = [], []
            for _ in range(values.repeats):
                curls.append(by_curl(str(ready["file_url"]), folder))
                exports.append(by_window(str(ready["url"]), folder / "wall", camera, span))
                print(f"curl {curls[-1]:.2f} s", exports[-1], file=sys.stderr, flush=True)
    curl, export = median(curls), median(entry.fetched_s for entry in exports)
    print(f"{size / 1e6:.0f} MB: curl, sync and sha256sum {curl:.2f} s ({size / 1e6 / curl:.0f} MB/s)")
    print(f"export {export:.2f} s ({size / 1e6 / export:.0f} MB/s), ratio {curl / export:.2f}")
    print(f"package signed after {median(entry.done_s for entry in exports):.2f} s")
    above = max(entry.peak_mb - entry.idle_mb for entry in exports)
    print(f"memory above the idle wall: {above:.0f} MB at most")
    lag = max(entry.lag_p99_ms for entry in exports), max(entry.lag_max_ms for entry in exports)
    idle_lag = max(entry.idle_lag_p99_ms for entry in exports)
    print(f"UI lag p99 {lag[0]:.1f} ms, largest {lag[1]:.0f} ms; of the idle wall p99 {idle_lag:.1f} ms")
    print("(the lag is that since the program's start, which is included)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
