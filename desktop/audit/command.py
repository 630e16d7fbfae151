"""`python -m desktop register verify|list|export`: the register without a window, for whoever inspects it."""

import argparse
import sys
from pathlib import Path

from desktop.audit.chain import Chain
from desktop.audit.entry import KeptEntry
from desktop.audit.telling import detail_told
from desktop.audit.words import ACTIONS, told
from desktop.domain.beijing import moment
from desktop.errors import AppError
from desktop.profile import Profile

EXIT_BROKEN = 1
EXIT_UNREADABLE = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "action",
        choices=("verify", "list", "export"),
        help="verify 校验是否完整；list 列出登记；export 导出供检查用的表格",
    )
    parser.add_argument(
        "--profile", type=Path, default=None, metavar="DIR", help="设置、登记等数据的存放目录"
    )
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="最多列出的条数，新的在前")
    parser.add_argument("--from", default="", metavar="DAY", dest="begin", help="导出从哪天起，如 2026-11-01")
    parser.add_argument("--to", default="", metavar="DAY", dest="end", help="导出到哪天止（含当天）")
    parser.add_argument("--format", default="csv", choices=("csv", "xlsx"), help="导出的格式")
    parser.add_argument("--out", type=Path, default=None, metavar="FILE", help="导出到哪个文件，不能已存在")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; return 0 for an intact register, 1 for a broken one, 3 where it cannot be read."""
    profile = Profile(arguments.profile) if arguments.profile else Profile.default()
    chain = Chain(profile.register_file)
    try:
        if not profile.register_file.exists() and chain.verify() is None:
            sys.stderr.write(f"{profile.directory} 里还没有登记簿。如果应当有，请核对 --profile。\n")
        if arguments.action == "list":
            for kept in chain.entries(max(1, arguments.limit)):
                sys.stdout.write(f"{line(kept)}\n")
            return 0
        if arguments.action == "export":
            from desktop.documents.register_export import run_export  # noqa: PLC0415 - the wall needs no tables

            return run_export(chain, arguments)
        return _verify(chain)
    except AppError as error:
        sys.stderr.write(
            f"无法读取登记簿（{profile.directory} 里的 {error.detail.get('file', '')}）："
            "不是登记簿、已损坏或没有权限。请核对 --profile；位置没错时，请保留原文件并报告管理员。\n"
        )
        return EXIT_UNREADABLE


def line(kept: KeptEntry) -> str:
    """Return an entry as one line of text, times in Beijing time."""
    entry = kept.entry
    cells = (
        str(kept.sequence),
        _time(entry.at_ms),
        ACTIONS[entry.action],
        entry.unit,
        entry.who,
        entry.account,
        entry.camera_name,
        entry.camera_id,
        f"{_time(entry.range.start_ms)} — {_time(entry.range.end_ms)}",
        entry.subject,
        entry.reason,
        detail_told(entry),
        entry.platform,
        entry.workstation,
        kept.hash[:16],
    )
    return "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells)


def _verify(chain: Chain) -> int:
    broken = chain.verify()
    if broken is not None:
        sys.stdout.write(f"登记簿不完整：{told(broken)}\n")
        return EXIT_BROKEN
    newest = chain.entries(1)
    count = newest[0].sequence if newest else 0
    sys.stdout.write(f"登记簿完整，共 {count} 条。\n")
    return 0


def _time(ms: int) -> str:
    return moment(ms).strftime("%Y-%m-%d %H:%M:%S") if ms else ""
