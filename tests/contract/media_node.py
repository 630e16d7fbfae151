"""A media node of its own process over a small database, and tickets for its streams."""

import json
import secrets
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np

from desktop.check.stamp_reader import StampReading, read_stamp
from desktop.demo_platform import tickets
from desktop.demo_platform.media.catalog import DATABASE_NAME

SHORT = {"probesize": "32", "analyzeduration": "1", "rtsp_transport": "tcp"}
"""FFmpeg options for a quick start."""
PATIENCE_S = 20.0
"""How long to wait for what must come, on a machine that may be busy."""
SCENES = ("road", "junction", "village_entrance", "shop_front", "yard", "square")
VILLAGES = ("431321103250", "431321103271", "431321103280")
"""Several, because a village has its power cuts: there always is a camera that records now."""
_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE camera (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    online INTEGER NOT NULL, scene TEXT NOT NULL, seed INTEGER NOT NULL, ptz_type INTEGER NOT NULL,
    codec_main TEXT NOT NULL, codec_sub TEXT NOT NULL, village_name TEXT NOT NULL, road TEXT,
    region_code TEXT NOT NULL, record_save_days INTEGER NOT NULL DEFAULT 30
);
CREATE TABLE device_session (camera_id TEXT PRIMARY KEY, user TEXT NOT NULL, since_ms INTEGER NOT NULL);
CREATE TABLE fault (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, camera_id TEXT, protocol TEXT, value TEXT,
    times_left INTEGER, until_ms INTEGER
);
"""


def camera_id(number: int) -> str:
    """Return the 20-digit id of a camera of the fixture."""
    return f"43132110300132{number:06d}"


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class MediaNode:
    """A running media node: where it listens, its process and its database."""

    port: int
    rtsp_port: int | None
    process: subprocess.Popen[str]
    database: Path
    secret: bytes

    def url(
        self,
        number: int,
        role: str = "sub",
        protocol: str = "http-ts",
        *,
        ticket_for: tuple[int, str, str] | None = None,
        lives_ms: int = 60_000,
    ) -> str:
        """Return the URL of a stream; `ticket_for` makes the ticket for another one."""
        wanted = ticket_for or (number, role, protocol)
        grant = tickets.Grant("t1", camera_id(wanted[0]), wanted[1], wanted[2], "tester", now_ms() + lives_ms)
        token = tickets.sign(self.secret, grant)
        if protocol == "rtsp":
            return f"rtsp://127.0.0.1:{self.rtsp_port}/live/{camera_id(number)}/{role}?ticket={token}"
        extension = {"http-ts": "ts", "http-flv": "flv"}[protocol]
        return f"http://127.0.0.1:{self.port}/live/{camera_id(number)}/{role}.{extension}?ticket={token}"

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> int:
        """Run one statement on the database, as the API process would; return the last row's id."""
        connection = sqlite3.connect(self.database, timeout=PATIENCE_S, isolation_level=None)
        try:
            return connection.execute(statement, values).lastrowid or 0
        finally:
            connection.close()

    def fault(
        self,
        kind: str,
        number: int | None = None,
        *,
        value: str | None = None,
        times: int | None = None,
        protocol: str | None = None,
        for_s: float | None = None,
    ) -> int:
        """Ask for a fault; return its id."""
        until_ms = None if for_s is None else now_ms() + round(for_s * 1000)
        return self.execute(
            "INSERT INTO fault (kind, camera_id, protocol, value, times_left, until_ms)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (kind, None if number is None else camera_id(number), protocol, value, times, until_ms),
        )

    def heal(self) -> None:
        """Take all faults back."""
        self.execute("DELETE FROM fault")

    def times_left(self, fault: int) -> int:
        """Return how often a fault can still strike."""
        connection = sqlite3.connect(self.database, timeout=PATIENCE_S)
        try:
            return int(
                connection.execute("SELECT times_left FROM fault WHERE id = ?", (fault,)).fetchone()[0]
            )
        finally:
            connection.close()

    def status(self) -> dict[str, Any]:
        """Return what the node says about itself."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/status", timeout=PATIENCE_S) as answer:
            return dict(json.load(answer))

    def refusal(self, url: str) -> tuple[int, str]:
        """Open a URL that must be refused; return status and error code."""
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_S):
                raise AssertionError("the stream was not refused")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)["error"]["code"]


def reading(frame: av.VideoFrame) -> StampReading | None:
    """Read the stamp of a decoded picture."""
    return read_stamp(frame.to_ndarray(format="rgb24").astype(np.uint8))


@contextmanager
def watching(url: str) -> Iterator[Iterator[av.VideoFrame]]:
    """Open a stream; yield an iterator of its pictures."""
    options = SHORT if url.startswith("rtsp") else {k: v for k, v in SHORT.items() if k != "rtsp_transport"}
    with av.open(url, "r", options=options, timeout=(PATIENCE_S, PATIENCE_S)) as container:
        yield container.decode(video=0)


def joins_in_the_middle(
    node: MediaNode,
    first: Iterator[av.VideoFrame],
    number: int,
    protocol: str,
    meanwhile: Callable[[], None] = lambda: None,
) -> bool:
    """Tell whether a second viewer begins with a picture from before it asked.

    It may ask just when the next key frame comes and begin with that one, hence several attempts; a node that
    lets everybody wait for the next key frame never succeeds.
    """
    for _ in range(5):
        list(islice(first, 8))
        asked_ms = now_ms()
        with watching(node.url(number, protocol=protocol)) as second:
            begins = reading(next(second))
            meanwhile()
        assert begins is not None
        assert begins.camera == number
        if begins.time_ms < asked_ms:
            return True
    return False


def to_the_end(frames: Iterator[av.VideoFrame], most: int = 300) -> None:
    """Read on until the stream ends or breaks (which raises), at most so many pictures."""
    for _ in range(most):
        next(frames)


def until(condition: Callable[[], bool], what: str, within_s: float = PATIENCE_S) -> None:
    """Wait until something is true; fail when it does not become true in time."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, f"not within {within_s} s: {what}"
        time.sleep(0.02)


def make_database(folder: Path, *, codec_sub: str = "h264", cameras: int = 24) -> tuple[Path, bytes]:
    """Write the part of the platform's database that the media node reads. The last camera is offline."""
    path = folder / DATABASE_NAME
    secret = secrets.token_bytes(32)
    connection = sqlite3.connect(path)
    connection.executescript(_SCHEMA)
    connection.execute("INSERT INTO meta VALUES ('ticket_secret', ?)", (secret.hex(),))
    connection.executemany(
        "INSERT INTO camera VALUES (?, ?, ?, 'public', ?, ?, ?, ?, 'h264', ?, '湾头村', ?, ?, 30)",
        [
            (
                n,
                camera_id(n),
                f"湾头村村口{n}号",
                n < cameras,
                SCENES[n % 6],
                100 + n,
                n % 3,
                codec_sub,
                "G320" if n % 2 else None,
                VILLAGES[n % 3],
            )
            for n in range(1, cameras + 1)
        ],
    )
    connection.commit()
    connection.close()
    return path, secret


@contextmanager
def running_node(
    folder: Path, *, codec_sub: str = "h264", rtsp: bool = False, cameras: int = 24
) -> Iterator[MediaNode]:
    """Start a media node over a fresh database; stop it in the end and insist on a clean exit."""
    path, secret = make_database(folder, codec_sub=codec_sub, cameras=cameras)
    command = [sys.executable, "-m", "desktop.demo_platform.media", "--data", str(folder)]
    with subprocess.Popen(
        [*command, *([] if rtsp else ["--no-rtsp"])], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "the media node did not start"
            ready = json.loads(line)
            yield MediaNode(ready["media_port"], ready["rtsp_port"], process, path, secret)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            try:
                code = process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
    assert code == 0
