"""The options of `python -m desktop check`."""

import argparse
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_TILES = 64
MAX_CAMERAS = 16
"""As many as the playback view shows at once."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to check and where to write the proof."""

    tiles: int
    shot: Path | None
    report: Path | None
    codec: str | None
    transport: str
    timeout: float
    fault: str | None
    logs: Path | None
    playback: bool
    cameras: int
    seeks: int
    seed: int

    @property
    def wanted(self) -> int:
        """How many things have to be right."""
        return self.seeks if self.playback else self.tiles


def _tiles(text: str) -> int:
    return _number(text, MAX_TILES)


def _cameras(text: str) -> int:
    return _number(text, MAX_CAMERAS)


def _seeks(text: str) -> int:
    return _number(text, 10_000)


def _number(text: str, most: int) -> int:
    value = int(text)
    if not 1 <= value <= most:
        raise argparse.ArgumentTypeError(f"1 – {most}")
    return value


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line; exits with usage on a mistake."""
    parser = argparse.ArgumentParser(
        prog="desktop check",
        description="无需显示器：启动演示平台和视墙，读屏核对每一路画面。"
        " Prove the wall without a display: every tile shows its own camera, live.",
    )
    add = parser.add_argument
    add("--tiles", type=_tiles, default=16, metavar="N", help="路数 1–64 (number of tiles, default 16)")
    add("--shot", type=Path, metavar="FILE.png", help="保存截图 (save a screenshot)")
    add("--report", type=Path, metavar="FILE.json", help="保存报告 (save the report)")
    add(
        "--codec",
        choices=["h264", "h265", "mixed"],
        help="编码，默认由演示平台决定 (default: the platform's)",
    )
    add(
        "--transport",
        choices=["http-ts", "http-flv", "rtsp"],
        default="http-ts",
        help="取流协议 (default http-ts)",
    )
    add("--timeout", type=float, metavar="S", help="全部画面的期限，秒 (deadline for all pictures, seconds)")
    add("--fault", metavar="KIND", help="令演示平台出故障，证明检查会失败 (make every stream fail this way)")
    add("--logs", type=Path, metavar="DIR", help="保留各进程日志 (keep the processes' logs)")
    _add_playback(parser)
    values = parser.parse_args(arguments)
    values.timeout = values.timeout or 60.0 + 2.0 * (values.cameras if values.playback else values.tiles)
    values.seed = secrets.randbelow(1 << 31) if values.seed is None else values.seed
    return Options(**vars(values))


def _add_playback(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(
        "回放 playback", "核对回放而不是视墙：用鼠标在时间轴上定位。 Judge playback: seeks with the mouse."
    )
    add = group.add_argument
    add("--playback", action="store_true", help="核对回放 (judge playback instead of the wall)")
    add("--cameras", type=_cameras, default=4, metavar="N", help="回放路数 1–16 (cameras, default 4)")
    add("--seeks", type=_seeks, default=20, metavar="N", help="定位次数 (number of seeks, default 20)")
    add("--seed", type=int, metavar="N", help="随机种子，重复同样的定位 (repeat the same random places)")
