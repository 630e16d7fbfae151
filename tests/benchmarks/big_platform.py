"""The demo platform with one large recording: `python -m tests.benchmarks.big_platform UPSTREAM FILE`.

Passes everything on to a demo platform but the footage: every download ticket leads to one MP4 file, which is
served by ranges as fast as a disk and a socket go. The demo platform paints its footage while it is watched;
here it is the fetching that is measured. Prints {"url": …, "file_url": …}.
"""

import argparse
import json
import re
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests

_STAMP = re.compile(rb'"frame_stamp":\s*\d+')
_URL = re.compile(rb'"url":\s*"[^"]*"')
_PASSED = {"authorization", "content-type", "accept"}


class FileServer(ThreadingHTTPServer):
    """Serves one file by ranges."""

    daemon_threads = True

    def __init__(self, path: Path) -> None:
        super().__init__(("127.0.0.1", 0), _FileHandler)
        self.path = path
        self.size = path.stat().st_size
        self.url = f"http://127.0.0.1:{self.server_port}/main.mp4"


class _FileHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FileServer

    def do_GET(self) -> None:
        start, end = 0, self.server.size
        wanted = self.headers.get("Range", "")
        if wanted.startswith("bytes="):
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start, end = int(first), min(int(last) + 1 if last else end, end)
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Content-Length", str(end - start))
        self.send_header("ETag", f'"{self.server.size}"')
        self.send_header("Accept-Ranges", "bytes")
        if wanted:
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{self.server.size}")
        self.end_headers()
        self.wfile.flush()
        with self.server.path.open("rb") as file:
            assert isinstance(self.connection, socket.socket)
            self.connection.sendfile(file, start, end - start)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Proxy(ThreadingHTTPServer):
    """Passes on what it is asked; footage comes from the file."""

    daemon_threads = True

    def __init__(self, upstream: str, file_url: str) -> None:
        super().__init__(("127.0.0.1", 0), _ProxyHandler)
        self.upstream = upstream
        self.file_url = file_url
        self.url = f"http://127.0.0.1:{self.server_port}"


class _ProxyHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fields = {name: value for name, value in self.headers.items() if name.lower() in _PASSED}
        answer = requests.request(
            self.command, self.server.upstream + self.path, data=body, headers=fields, timeout=60
        )
        content = _STAMP.sub(b'"frame_stamp":null', answer.content)
        if self.path.endswith("/download"):
            content = _URL.sub(f'"url":"{self.server.file_url}?ticket=t"'.encode(), content)
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers.get("Content-Type", "application/json"))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_DELETE = do_PATCH = do_PUT = _pass_on  # noqa: N815 - the base class's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("upstream")
    parser.add_argument("file", type=Path)
    values = parser.parse_args()
    files = FileServer(values.file)
    proxy = Proxy(values.upstream, files.url)
    threading.Thread(target=files.serve_forever, daemon=True).start()
    print(json.dumps({"url": proxy.url, "file_url": files.url}), flush=True)
    proxy.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
