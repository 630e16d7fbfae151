"""The options of `python -m desktop check`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_TILES = 64


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


def _tiles(text: str) -> int:
    value = int(text)
    if not 1 <= value <= MAX_TILES:
        raise argparse.ArgumentTypeError(f"1 – {MAX_TILES}")
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
    values = parser.parse_args(arguments)
    values.timeout = values.timeout or 60.0 + 2.0 * values.tiles
    return Options(**vars(values))
