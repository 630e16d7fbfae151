"""A double of a platform: speaks just enough of the open contract to hand the clip server's URLs to our wall.

It exists so that a benchmark measures the real application on the same streams that the bare player gets, and
not the demo platform's encoders. One town, `--cameras` cameras, one account; nothing is checked.
"""

import argparse
import json
import re
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.clip import FPS, HEIGHT, WIDTH

TOWN = "431321103"
REGION = {"code": TOWN, "name": "梓门桥镇", "level": "town"}
DAY_S = 86_400

Json = dict[str, Any]


def camera_id(number: int) -> str:
    """Return the device id of a camera by its number in the frame stamp."""
    return f"{TOWN[:8]}001320{number:06d}"


def camera(number: int) -> Json:
    """Return one camera as the contract describes it."""
    stream = {"codec": "h264", "width": WIDTH, "height": HEIGHT, "fps": FPS}
    return {
        "id": camera_id(number),
        "name": f"测试点位{number:02d}",
        "common_name": None,
        "kind": "public",
        "online": True,
        "ptz_type": 0,
        "region_code": TOWN,
        "region_path": [REGION],
        "civil_code": TOWN[:6],
        "grassroots_code": "",
        "point_type": 1,
        "management_unit": "",
        "record_save_days": 30,
        "road": None,
        "position": None,
        "capabilities": ["live"],
        "streams": [{"role": role, **stream} for role in ("main", "sub")],
        "frame_stamp": number,
    }


class Platform:
    """The answers; `streams` is the clip server's address."""

    def __init__(self, streams: str, cameras: int) -> None:
        self._streams = streams
        self._cameras = [camera(number) for number in range(1, cameras + 1)]
        self._tickets = 0

    def platform(self) -> Json:
        return {
            "name": "benchmark double",
            "vendor": "tests",
            "contract": "1.0",
            "instance_id": "benchmark",
            "time_ms": time.time_ns() // 1_000_000,
            "protocols": ["http-ts"],
            "notice": None,
        }

    def session(self) -> Json:
        scope = REGION
        account = {
            "user": "bench",
            "display_name": "bench",
            "role": "duty_officer",
            "unit": "",
            "scope": scope,
        }
        tokens = {"access_token": "a" * 32, "expires_in_s": DAY_S}
        refresh = {"refresh_token": "r" * 32, "refresh_expires_in_s": DAY_S}
        return {**tokens, **refresh, "account": {**account, "rights": ["live", "playback"]}}

    def town(self) -> Json:
        count = len(self._cameras)
        numbers = {"cameras_total": count, "cameras_online": count, "has_children": False}
        return {**REGION, "parent_code": None, **numbers, "path": [REGION]}

    def cameras(self) -> Json:
        return {"items": self._cameras, "next": None}

    def query(self, ids: list[str]) -> Json:
        wanted = [one for one in self._cameras if one["id"] in ids]
        return {"items": wanted, "missing": [one for one in ids if one not in {c["id"] for c in wanted}]}

    def live(self, device: str) -> Json:
        self._tickets += 1
        number = int(device[-6:])
        return {
            "ticket_id": str(self._tickets),
            "url": f"{self._streams}/live/{number}.ts",
            "protocol": "http-ts",
            "codec": "h264",
            "width": WIDTH,
            "height": HEIGHT,
            "fps": FPS,
            "expires_at_ms": time.time_ns() // 1_000_000 + 60_000,
        }


class Handler(BaseHTTPRequestHandler):
    """Routes the contract's paths to the answers."""

    protocol_version = "HTTP/1.1"
    # Head and body leave in one piece: two small writes would wait for each other's acknowledgement.
    wbufsize = -1
    platform: ClassVar[Platform]
    stopping: ClassVar[threading.Event]

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class says so
        """Keep quiet."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        document = self._route(
            url.path.removeprefix("/api/v1"), parse_qs(url.query), json.loads(body or b"{}")
        )
        data = json.dumps(
            {"error": {"code": "not_found", "message": ""}} if document is None else document
        ).encode()
        self.send_response(404 if document is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _route(self, path: str, query: dict[str, list[str]], body: Json) -> Json | None:
        fixed: dict[str, Callable[[], Json]] = {
            "/platform": self.platform.platform,
            "/session": self.platform.session,
            "/session/refresh": self.platform.session,
            "/regions/roots": lambda: {"items": [self.platform.town()]},
            f"/regions/{TOWN}": self.platform.town,
            f"/regions/{TOWN}/children": lambda: {"items": [], "next": None},
            f"/regions/{TOWN}/cameras": self.platform.cameras,
            "/cameras/query": lambda: self.platform.query(body["ids"]),
            "/search": lambda: {"items": [], "more": False},
            "/changes": lambda: self._changes(query),
        }
        if path in fixed:
            return fixed[path]()
        live = re.fullmatch(r"/cameras/(\d{20})/live", path)
        if live:
            return self.platform.live(live[1])
        one = re.fullmatch(r"/cameras/(\d{20})", path)
        found = self.platform.query([one[1]])["items"] if one else []
        return found[0] if found else None

    def _changes(self, query: dict[str, list[str]]) -> Json:
        """Nothing ever changes; wait as long as asked, like a platform would."""
        if "since" in query:
            self.stopping.wait(float(query.get("wait_s", ["0"])[0]))
        return {"cursor": "0", "cameras": [], "reset": False}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", required=True, help="address of the clip server")
    parser.add_argument("--cameras", type=int, default=16)
    values = parser.parse_args()
    Handler.platform = Platform(values.streams, values.cameras)
    Handler.stopping = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(json.dumps({"url": f"http://127.0.0.1:{server.server_address[1]}"}), flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
