"""A fresh demo platform in a process of its own, and what it says about its cameras."""

import json
import select
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.check.processes import Child, StartError

START_S = 30.0
USER = "zimenqiao"
ADMINISTRATOR = "admin"
PASSWORD = "xueliang-2026"  # noqa: S105 - the demo platform's published password
TOWN = "431321103"
"""梓门桥镇, the duty officer's town."""


@dataclass(frozen=True, slots=True)
class CameraFact:
    """What the platform says about one camera, asked by the check itself and not through the application."""

    id: str
    name: str
    stamp: int
    """The camera's number in the frame stamp."""
    region_code: str
    online: bool
    fps: float
    """The lowest rate of pictures of its streams."""


class DemoPlatform:
    """Runs `python -m desktop.demo_platform` with an empty data folder; a context manager."""

    def __init__(self, folder: Path, *, codec: str | None, rtsp: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._codec = codec
        self._rtsp = rtsp
        self._child: Child | None = None
        self.url = ""

    def sign_in(self) -> "PlatformClient":
        """Sign in as the duty officer."""
        return PlatformClient(self.url, USER, PASSWORD)

    def break_streams(self, kind: str) -> None:
        """Let every stream fail in one way."""
        PlatformClient(self.url, ADMINISTRATOR, PASSWORD).cause(kind)

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "desktop.demo_platform", "--data", str(self._folder / "data")]
        command += ["--exit-with-stdin"]
        command += ["--codec", self._codec] if self._codec else []
        command += [] if self._rtsp else ["--no-rtsp"]
        child = self._child = Child(command, log=self._folder / "demo.log", stdout=subprocess.PIPE)
        try:
            self.url = _serving_url(child, rtsp=self._rtsp)
        except StartError:
            child.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child is not None:
            self._child.stop()


def _serving_url(child: Child, *, rtsp: bool) -> str:
    """Wait for the one line that the platform prints when it serves."""
    stdout = child.process.stdout
    assert stdout is not None
    ready, _, _ = select.select([stdout], [], [], START_S)
    line = stdout.readline() if ready else b""
    try:
        document: dict[str, Any] = json.loads(line)
    except ValueError as error:
        tail = child.log_tail()
        raise StartError(f"演示平台没有启动（the demo platform did not start）\n{tail}") from error
    if rtsp and document.get("rtsp_port") is None:
        raise StartError("演示平台没有 RTSP（the demo platform has no RTSP: GStreamer's server is missing）")
    return str(document["url"])


class PlatformClient:
    """A few calls of the open contract, made by the check itself so that it need not believe the client."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._base = f"{url}/api/v1"
        answer = self._call("/session", {"user": user, "password": password, "client": "check"})
        self._token = str(answer["access_token"])

    def cameras(self, ids: Iterable[str]) -> dict[str, CameraFact]:
        """Return the facts of those of the cameras that this account may see, by id."""
        answer = self._call("/cameras/query", {"ids": list(ids)})
        facts = (_fact(item) for item in answer["items"])
        return {fact.id: fact for fact in facts}

    def recordings(self, camera_id: str, from_ms: int, to_ms: int) -> list[tuple[int, int]]:
        """Return start and end of what the archive has of a camera in a span (UTC milliseconds)."""
        found: list[tuple[int, int]] = []
        cursor: str | None = None
        while True:
            query = {"from_ms": from_ms, "to_ms": to_ms} | ({} if cursor is None else {"cursor": cursor})
            answer = self._call(f"/cameras/{camera_id}/recordings?{urllib.parse.urlencode(query)}")
            found += [(int(item["start_ms"]), int(item["end_ms"])) for item in answer["items"]]
            cursor = answer["next"]
            if cursor is None:
                return found

    def cause(self, kind: str, **details: object) -> None:
        """Cause a fault on the platform (needs an account with the right to administer)."""
        self._call("/demo/faults", {"kind": kind, **details})

    def _call(self, path: str, body: dict[str, object] | None = None) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if hasattr(self, "_token"):
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._base}{path}", data, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own loopback server
            result: dict[str, Any] = json.load(answer)
            return result


def _fact(item: dict[str, Any]) -> CameraFact:
    return CameraFact(
        id=str(item["id"]),
        name=str(item["name"]),
        stamp=int(item["frame_stamp"]),
        region_code=str(item["region_code"]),
        online=bool(item["online"]),
        fps=min(float(stream["fps"]) for stream in item["streams"]),
    )
