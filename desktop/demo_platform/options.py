"""What the command line can ask of the demo platform."""

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DEFAULT_SEED = 995
DEFAULT_FOOTAGE_CACHE = 96


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that one run depends on."""

    host: str
    port: int
    data: Path
    scale: float
    seed: int
    rtsp: bool
    tls_cert: Path | None
    tls_key: Path | None
    private_ca: bool
    ready_file: Path | None
    codec: str | None
    exit_with_stdin: bool
    access_seconds: int
    refresh_seconds: int
    ticket_seconds: int
    playback_ticket_seconds: int
    footage_cache: int


def parse(arguments: list[str]) -> Options:
    """Return the options; ends the process with a message when they make no sense."""
    parser = argparse.ArgumentParser(prog="python -m desktop.demo_platform", description=__doc__)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: only this machine)"
    )
    parser.add_argument(
        "--port", type=_integer(0, 65535), default=0, help="port of the API; 0 = any free one"
    )
    parser.add_argument(
        "--data", type=Path, default=default_data_folder(), help="folder for the database and keys"
    )
    parser.add_argument(
        "--scale", type=_scale, default=1.0, help="multiplies the 13,600 cameras, up to 1,000,000"
    )
    parser.add_argument(
        "--seed", type=_integer(0, 2**31), default=DEFAULT_SEED, help="of everything generated"
    )
    parser.add_argument("--no-rtsp", dest="rtsp", action="store_false", help="do not offer RTSP")
    parser.add_argument("--tls-cert", type=Path, help="certificate chain (PEM): serve HTTPS")
    parser.add_argument("--tls-key", type=Path, help="its private key (PEM)")
    parser.add_argument("--private-ca", action="store_true", help="make a private CA and serve HTTPS with it")
    parser.add_argument("--ready-file", type=Path, help="write the ready line there as well")
    parser.add_argument(
        "--codec", choices=("h264", "h265", "mixed"), help="codec of all streams (default: 8 %% H.265)"
    )
    parser.add_argument("--exit-with-stdin", action="store_true", help="stop when standard input closes")
    parser.add_argument(
        "--access-seconds", type=_integer(1, 86_400), default=1800, help="life of an access token"
    )
    parser.add_argument(
        "--refresh-seconds", type=_integer(1, 864_000), default=43_200, help="life of a refresh token"
    )
    parser.add_argument("--ticket-seconds", type=_integer(1, 3600), default=60, help="life of a stream URL")
    parser.add_argument(
        "--playback-ticket-seconds",
        type=_integer(1, 3600),
        default=900,
        help="life of a URL for playback or stills",
    )
    parser.add_argument(
        "--footage-cache",
        type=_integer(16, 16_384),
        default=DEFAULT_FOOTAGE_CACHE,
        help="MB of encoded footage kept in memory (an hour of a main stream: about 120)",
    )
    options = Options(**vars(parser.parse_args(arguments)))
    if (options.tls_cert is None) != (options.tls_key is None):
        parser.error("--tls-cert and --tls-key belong together")
    if options.private_ca and options.tls_cert is not None:
        parser.error("--private-ca makes its own certificate")
    return options


def default_data_folder() -> Path:
    """Return the folder for the platform's state where none is given."""
    home = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    base = Path(home) if home else Path.home() / ".local" / "share"
    return base / "xueliang-wall" / "demo-platform"


def _integer(least: int, most: int) -> Callable[[str], int]:
    def convert(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"from {least} to {most}")
        return number

    convert.__name__ = "number"
    return convert


def _scale(text: str) -> float:
    number = float(text)
    if not 0.005 <= number <= 74:
        raise argparse.ArgumentTypeError("from 0.005 to 74")
    return number
