"""Runs the demo platform as a real process for tests, and speaks to it as a client would."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from shutil import copyfile
from types import TracebackType
from typing import Any, Self, TypeVar

import requests

from desktop.demo_platform.generator.build import Recipe, ensure_database
from desktop.demo_platform.options import DEFAULT_SEED
from desktop.demo_platform.storage.database import FILE_NAME

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "xueliang-2026"
USERS = ("admin", "shuangfeng", "zimenqiao", "wantou", "fujing", "shenpi", "weihu", "jiancha")
_READY_WITHIN_S = 60.0
_STOP_WITHIN_S = 20.0
_TIMEOUT_S = 40.0

Json = Any
Result = TypeVar("Result")


class Client:
    """One signed-in user; paths are relative to /api/v1."""

    def __init__(self, base: str, session: Mapping[str, Json], ca_file: str | None = None) -> None:
        self.base = base
        self.session = session
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers["Authorization"] = f"Bearer {session['access_token']}"
        self._http.verify = ca_file or True

    def request(self, method: str, path: str, **arguments: Json) -> requests.Response:
        """Make a call and return the answer, whatever its status."""
        arguments.setdefault("timeout", _TIMEOUT_S)
        return self._http.request(method, f"{self.base}/api/v1{path}", **arguments)

    def get(self, path: str, **parameters: Json) -> Json:
        """Return the body of a GET that must succeed."""
        return self._body(self.request("GET", path, params=parameters))

    def post(self, path: str, body: Json) -> Json:
        """Return the body of a POST that must succeed."""
        return self._body(self.request("POST", path, json=body))

    def delete(self, path: str) -> None:
        """Make a DELETE that must succeed."""
        self._body(self.request("DELETE", path))

    def cameras(self, region: str, **parameters: Json) -> list[Json]:
        """Return all cameras below a region, page by page."""
        found: list[Json] = []
        cursor: str | None = None
        while True:
            page = self.get(f"/regions/{region}/cameras", deep=True, limit=1000, cursor=cursor, **parameters)
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                return found

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    @staticmethod
    def _body(response: requests.Response) -> Json:
        assert response.ok, f"{response.request.method} {response.request.path_url}: {response.text[:300]}"
        return response.json() if response.content else None


def without_keyring() -> dict[str, str]:
    """Return this process's environment, with no keyring that would ask somebody for a password."""
    return {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


class DemoPlatform:
    """The platform's process, from `with` to its end; `data` is kept when it is given."""

    def __init__(
        self, *arguments: str, data: Path | None = None, scale: float = 1.0, rtsp: bool = False
    ) -> None:
        self._own_folder = tempfile.TemporaryDirectory(prefix="demo-platform-") if data is None else None
        self.data = data or Path(self._own_folder.name if self._own_folder else "")
        self._arguments = [*arguments, "--scale", str(scale), *([] if rtsp else ["--no-rtsp"])]
        self._scale = scale
        self._process: subprocess.Popen[bytes] | None = None
        self._clients: list[Client] = []
        self._admin: Client | None = None
        self.ready: Mapping[str, Json] = {}
        self.ready_after_s = 0.0

    def __enter__(self) -> Self:
        if not (self.data / FILE_NAME).exists():
            copyfile(_template(self._scale), self.data / FILE_NAME)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._own_folder is not None:
            self._own_folder.cleanup()

    @property
    def url(self) -> str:
        """Address of the API, without a path."""
        return str(self.ready["url"])

    @property
    def media_port(self) -> int:
        """Port of the media node."""
        return int(self.ready["media_port"])

    @property
    def rtsp_port(self) -> int | None:
        """Port of the RTSP gateway, None where there is none."""
        return None if self.ready["rtsp_port"] is None else int(self.ready["rtsp_port"])

    @property
    def ca_file(self) -> str | None:
        """The private CA's certificate, with --private-ca."""
        path = self.ready.get("ca_file")
        return None if path is None else str(path)

    @property
    def pid(self) -> int:
        """The API process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start the process and wait until it is ready."""
        begun = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "desktop.demo_platform",
            "--data",
            str(self.data),
            "--exit-with-stdin",
        ]
        self._process = subprocess.Popen(
            [*command, *self._arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        self.ready = json.loads(_first_line(self._process))
        self.ready_after_s = time.monotonic() - begun

    def stop(self) -> int:
        """Stop the process by closing its standard input; return its status."""
        for client in self._clients:
            client.close()
        self._clients.clear()
        self._admin = None
        process, self._process = self._process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            return process.wait(_STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    def sign_in(self, user: str = "zimenqiao", password: str = PASSWORD) -> Client:
        """Sign in; the client is closed with the platform."""
        response = requests.post(
            f"{self.url}/api/v1/session",
            json={"user": user, "password": password, "client": "tests"},
            timeout=_TIMEOUT_S,
            verify=self.ca_file or True,
        )
        assert response.ok, response.text
        client = Client(self.url, response.json(), self.ca_file)
        self._clients.append(client)
        return client

    @property
    def admin(self) -> Client:
        """The city administrator, signed in at the first use."""
        if self._admin is None:
            self._admin = self.sign_in("admin")
        return self._admin

    def fault(self, kind: str, **details: Json) -> int:
        """Order a fault (camera_id, protocol, value, times, for_s); return its number."""
        if "value" in details:
            details["value"] = str(details["value"])
        return int(self.admin.post("/demo/faults", {"kind": kind, **details})["id"])

    def clear_faults(self) -> None:
        """End all faults."""
        self.admin.delete("/demo/faults")


@cache
def _template(scale: float) -> Path:
    """Return a database of this scale, made once for all tests of a run."""
    folder = tempfile.TemporaryDirectory(prefix="demo-platform-template-")
    _templates.append(folder)
    path = Path(folder.name) / FILE_NAME
    ensure_database(path, Recipe(DEFAULT_SEED, scale))
    return path


_templates: list[tempfile.TemporaryDirectory[str]] = []


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    """Return what the process says first; kill it when it says nothing for too long."""
    assert process.stdout is not None
    watchdog = threading.Timer(_READY_WITHIN_S, process.kill)
    watchdog.start()
    try:
        line = process.stdout.readline()
    finally:
        watchdog.cancel()
        watchdog.join()
    if not line:
        raise RuntimeError(f"the demo platform ended with status {process.wait()}")
    return line


def poll_until(condition: Callable[[], Result], within_s: float = 10.0) -> Result:
    """Return the first truthy result of a callable, tried until the deadline; AssertionError after it."""
    deadline = time.monotonic() + within_s
    while True:
        result = condition()
        if result:
            return result
        assert time.monotonic() < deadline, f"not within {within_s} s"
        time.sleep(0.02)
