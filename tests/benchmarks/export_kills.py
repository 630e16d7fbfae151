"""Random kills of exports: `python -m tests.benchmarks.export_kills --kills 200`.

Several cameras are exported by the real command line against the real demo platform; the process gets SIGKILL
at a random instant, is started again with `--resume`, and so on; every so many kills it is left alone until
all is done. Judged: every job completes, every package verifies against the register, nothing that was
committed is touched again, and what a kill costs, in bytes that lie behind the last record.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core import build_core
from desktop.domain.address import PlatformAddress
from desktop.domain.camera import Camera
from desktop.domain.time_range import TimeRange
from desktop.evidence.verify import Witness, verify
from desktop.profile import Profile
from desktop.secrets.memory import MemorySecretStore
from desktop.services.exports.runner import JOB_SEGMENT_BYTES
from desktop.session.session import SignInRequest
from tests.contract.test_core_on_demo_platform import Nobody
from tests.support.demo_platform import PASSWORD, ROOT, DemoPlatform, without_keyring
from tests.support.exporting import approved, camera_with, wanted

USER = "fujing"
LOOK_S = 0.01
GIVE_UP_S = 300.0
FETCHING_SHARE = 0.75
"""So many kills come once new bytes have come; the others wherever they hit."""


@dataclass
class Figures:
    """What a run gave."""

    kills: int = 0
    packages: int = 0
    lost_bytes: list[int] = field(default_factory=list)
    """One for each kill and job: fetched and not committed."""
    faults: list[str] = field(default_factory=list)

    def table(self) -> str:
        lost = sorted(self.lost_bytes) or [0]
        return (
            f"kills {self.kills} · packages {self.packages}, all verified · lost per kill and job: "
            f"median {lost[len(lost) // 2] / 1e6:.2f} MB, largest {lost[-1] / 1e6:.2f} MB = "
            f"{lost[-1] / JOB_SEGMENT_BYTES:.2f} segments of {JOB_SEGMENT_BYTES >> 20} MiB · "
            f"faults {len(self.faults)}"
        )


class Exports:
    """One folder of exports with its own profile, worked on by processes that get killed."""

    def __init__(self, platform: DemoPlatform, folder: Path, chance: random.Random) -> None:
        self._platform = platform
        self._folder = folder
        self.out = folder / "out"
        self.profile = folder / "profile"
        self._chance = chance
        self._committed: dict[Path, str] = {}

    async def approve(self, cameras: int, seconds: int) -> tuple[str, list[Camera], TimeRange]:
        """Have footage of some cameras approved; return the entry's number."""
        core = build_core(Profile(self.profile), secrets=MemorySecretStore())
        try:
            request = SignInRequest(PlatformAddress.parse(self._platform.url), USER, PASSWORD)
            context = core.open_session(await core.app.sessions.sign_in(request, Nobody()))
            try:
                found: list[Camera] = []
                span: TimeRange | None = None
                while len(found) < cameras:
                    camera, own = await camera_with(context, seconds=seconds, skip=[c.id for c in found])
                    span = span or own
                    found.append(camera)
                assert span is not None
                entry = await approved(context, *(wanted(camera, span) for camera in found))
                return entry.number, found, span
            finally:
                await context.close()
        finally:
            await core.close()

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start the command line."""
        command = [sys.executable, "-m", "desktop", "export", "--platform", self._platform.url]
        command += ["--user", USER, "--password-stdin", "--profile", str(self.profile), *arguments]
        with (self._folder / "export.log").open("ab") as said:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=without_keyring(),
            )
        assert process.stdin is not None
        process.stdin.write(f"{PASSWORD}\n".encode())
        process.stdin.close()
        return process

    def order(self, number: str, cameras: list[Camera], span: TimeRange) -> "subprocess.Popen[bytes]":
        """Start a new export."""
        arguments = ["--register", number, "--out", str(self.out)]
        for camera in cameras:
            arguments += ["--camera", camera.id]
        arguments += ["--from", _iso(span.start_ms), "--to", _iso(span.end_ms)]
        return self.start(*arguments)

    def begun(self, number: str, cameras: list[Camera], span: TimeRange) -> "subprocess.Popen[bytes]":
        """Start a new export and wait until its job is in the journal."""
        before, process = self.ordered(), self.order(number, cameras, span)
        end = time.monotonic() + GIVE_UP_S
        while time.monotonic() < end and process.poll() is None and not self.ordered() > before:
            time.sleep(LOOK_S)
        return process

    def ordered(self) -> set[str]:
        """Return the jobs that the journal knows."""
        return {path.stem for path in self.profile.glob("accounts/*/exports/*.json")}

    def unfinished(self) -> list[str]:
        """Return the jobs that are not done, and why."""
        jobs = []
        for path in self.profile.glob("accounts/*/exports/*.json"):
            with suppress(ValueError, FileNotFoundError):
                record = json.loads(path.read_bytes())
                if record["state"] != "done":
                    jobs.append(f"{path.stem} {record['state']} {record['hold']}")
        return jobs

    def log_tail(self) -> str:
        """Return what the last process said."""
        return (self._folder / "export.log").read_text(encoding="utf-8")[-1500:]

    def let_run(self, process: "subprocess.Popen[bytes]") -> None:
        """Let a process run for a random time: mostly into the fetching, now and then less far or further."""
        before, end = self.fetched(), time.monotonic() + GIVE_UP_S
        if self._chance.random() < FETCHING_SHARE:
            while time.monotonic() < end and process.poll() is None and self.fetched() == before:
                time.sleep(LOOK_S)
        with suppress(subprocess.TimeoutExpired):
            process.wait(self._chance.uniform(0.0, 2.0))

    def fetched(self) -> int:
        """Return how many bytes lie in the folders in work."""
        total = 0
        for path in self.out.glob("*.partial/.work/*/*"):
            with suppress(FileNotFoundError):
                total += path.stat().st_size
        return total

    def kill(self, process: "subprocess.Popen[bytes]", figures: Figures) -> None:
        """Kill the process, and see what it costs."""
        process.kill()
        process.wait()
        time.sleep(0.3)  # its worker sees the pipe close
        figures.kills += 1
        for partial in self.out.glob("*.partial"):
            figures.lost_bytes.append(sum(_lost(work) for work in (partial / ".work").glob("*")))
        self.look(figures)

    def look(self, figures: Figures) -> None:
        """Remember what is committed, and find what was committed and is another thing now."""
        now = {
            path: path.read_text(encoding="utf-8") for path in self.out.glob("*.partial/.work/*/seg-*.json")
        }
        for path, text in self._committed.items():
            piece = path.parent
            if path not in now and not (piece / "facts.json").exists() and piece.exists():
                figures.faults.append(f"{path.name} of {piece.name} is gone")
            elif path in now and now[path] != text:
                figures.faults.append(f"{path.name} of {piece.name} was fetched again")
        self._committed = now

    def judge(self, figures: Figures) -> None:
        """Verify every package against the register."""
        register = self.profile / "register.sqlite3"
        for package in sorted(self.out.iterdir()):
            if package.name.endswith(".partial"):
                figures.faults.append(f"{package.name} is left")
                continue
            verdict = verify(package, Witness(register=register, register_must_know=True))
            figures.packages += 1
            # The key is kept in memory where there is no keyring: each process signs with its own.
            figures.faults += [f"{package.name}: {finding}" for finding in verdict.findings]


def run(platform: DemoPlatform, folder: Path, kills: int, seconds: int, seed: int) -> Figures:
    """Kill so often, in rounds of one order each; return the figures."""
    figures, chance = Figures(), random.Random(seed)
    exports = Exports(platform, folder, chance)
    number, cameras, span = asyncio.run(exports.approve(3, seconds))
    while figures.kills < kills:
        process = exports.begun(number, cameras, span)
        in_round = min(kills - figures.kills, chance.randint(4, 12))
        for _ in range(in_round):
            exports.let_run(process)
            exports.kill(process, figures)
            process = exports.start("--resume")
            if not exports.unfinished():
                break
        process.wait(GIVE_UP_S)
        if exports.unfinished():
            figures.faults.append(
                f"not done: {exports.unfinished()} (exit {process.returncode})\n{exports.log_tail()}"
            )
        print(f"{figures.kills} kills", file=sys.stderr, flush=True)
    exports.judge(figures)
    return figures


def _lost(work: Path) -> int:
    """Return how many bytes of a piece lie behind its last record, slices in work included."""
    if not work.is_dir() or (work / "facts.json").exists():
        return 0
    lost = 0
    part = work / "footage.part"
    with suppress(FileNotFoundError):
        committed = 0
        for record in sorted(work.glob("seg-*.json")):
            data = json.loads(record.read_bytes())
            committed = max(committed, data["start"] + data["length"])
        lost += max(0, part.stat().st_size - committed)
    for other in work.glob("slice-*.part"):
        with suppress(FileNotFoundError):
            lost += other.stat().st_size
    return lost


def _iso(ms: int) -> str:
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime.fromtimestamp(ms / 1000, UTC).isoformat()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=30, help="of footage of each camera")
    parser.add_argument("--seed", type=int, default=995)
    values = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="export-kills-") as name, DemoPlatform(scale=0.05) as platform:
        figures = run(platform, Path(name), values.kills, values.seconds, values.seed)
    print(figures.table())
    for fault in figures.faults:
        print(fault)
    return 1 if figures.faults else 0


if __name__ == "__main__":
    sys.exit(main())
