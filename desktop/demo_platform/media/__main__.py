"""Command line of the media node: `python -m desktop.demo_platform.media --data DIR`."""

import argparse
import asyncio
import json
import logging
import os
import secrets
import signal
import sys
from pathlib import Path

from desktop.demo_platform.media import warmup
from desktop.demo_platform.media.catalog import DATABASE_NAME, Catalog
from desktop.demo_platform.media.fonts import NoChineseFontError, font_path
from desktop.demo_platform.media.rtsp import RtspGateway
from desktop.demo_platform.media.server import MediaServer

_SWITCH_S = 0.001
"""A thread that draws a scenery lets the encoders go on at least so often."""


def main(argv: list[str] | None = None) -> int:
    """Run until SIGTERM, or until standard input closes."""
    options = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    sys.setswitchinterval(_SWITCH_S)
    try:
        font_path()
        return asyncio.run(_run(options))
    except (NoChineseFontError, LookupError, OSError) as error:
        sys.stderr.write(f"media node: {error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desktop.demo_platform.media", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the platform's database")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--footage-cache", type=int, default=96, help="MB of encoded footage kept in memory")
    rtsp = parser.add_mutually_exclusive_group()
    rtsp.add_argument("--rtsp-port", type=int, default=0)
    rtsp.add_argument("--no-rtsp", action="store_true")
    return parser


async def _run(options: argparse.Namespace) -> int:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    catalog = Catalog(options.data / DATABASE_NAME)
    key = secrets.token_hex(16)
    server = MediaServer(catalog, gateway_key=key, footage_bytes=options.footage_cache << 20)
    gateway: RtspGateway | None = None
    try:
        port = await server.start(options.host, options.port)
        if not options.no_rtsp:
            node = f"{_loopback(options.host)}:{port}"
            gateway = RtspGateway(options.host, options.rtsp_port, node, key)
            await gateway.start()
        _watch_stdin(loop, stop)
        ready = {"ready": True, "media_port": port, "rtsp_port": gateway.port if gateway else None}
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        warmup.start(catalog)
        await stop.wait()
    finally:
        if gateway is not None:
            await gateway.stop()
        await server.close()
        catalog.close()
    return 0


def _loopback(host: str) -> str:
    """Return the address at which this machine reaches a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def _watch_stdin(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Stop when standard input closes: the parent process is gone."""
    number = sys.stdin.fileno()

    def readable() -> None:
        if not os.read(number, 1024):
            loop.remove_reader(number)
            stop.set()

    try:
        loop.add_reader(number, readable)
    except (OSError, ValueError):  # a plain file or /dev/null cannot be watched
        return


if __name__ == "__main__":
    sys.exit(main())
