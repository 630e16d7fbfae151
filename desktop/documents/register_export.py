"""`python -m desktop register export`: the register as a table, for an inspection."""

import argparse
import getpass
import os
import socket
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop.audit.chain import Chain
from desktop.audit.entry import AccessAction, RegisterEntry, RegisterQuery
from desktop.audit.words import told
from desktop.documents.register_table import csv_table, xlsx_table
from desktop.domain.beijing import BEIJING, DAY_MS, milliseconds, moment
from desktop.domain.camera import CameraId
from desktop.domain.os_reasons import os_reason
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError

EXIT_BROKEN = 1
EXIT_USAGE = 2
EXIT_UNWRITABLE = 4


def run_export(chain: Chain, arguments: argparse.Namespace) -> int:
    """Write the table; 0, or 1 where the register is broken (the table is written all the same, and says so).

    Raises STORAGE_FAILED where the register cannot be read.
    """
    try:
        begin = _day(arguments.begin, 0)
        end = _day(arguments.end, DAY_MS)
    except ValueError:
        sys.stderr.write("--from、--to 须写成日期，如 2026-11-01。\n")
        return EXIT_USAGE
    target: Path | None = arguments.out
    if target is None and arguments.format == "xlsx":
        sys.stderr.write("导出 xlsx 须用 --out 写明文件。\n")
        return EXIT_USAGE
    if target is not None and os.path.lexists(target):
        sys.stderr.write(f"{target.name} 已存在，没有覆盖。请换一个文件名。\n")
        return EXIT_UNWRITABLE
    broken = chain.verify()
    kept = chain.read(RegisterQuery(from_ms=begin, to_ms=end))
    state = "登记簿完整" if broken is None else f"登记簿不完整：{told(broken)}"
    now_ms = time.time_ns() // 1_000_000
    note = [f"雪亮视墙 登记簿　{_said(begin, end)}　共 {len(kept)} 条", f"{state}　导出时间 {_full(now_ms)}"]
    try:
        if target is None:
            sys.stdout.buffer.write(csv_table(kept))
            sys.stdout.buffer.flush()
        else:
            _write(target, csv_table(kept) if arguments.format == "csv" else xlsx_table(kept, note))
    except OSError as error:
        sys.stderr.write(f"无法写入 {target or '标准输出'}：{os_reason(error.errno)}。请换一个位置。\n")
        return EXIT_UNWRITABLE
    _enter(chain, now_ms, len(kept), begin, end)
    sys.stderr.write(f"{note[0]}\n{state}\n")
    return 0 if broken is None else EXIT_BROKEN


def _day(text: str, later_ms: int) -> int | None:
    """Return an instant; a day alone begins at midnight, or ends a day later where that is wanted."""
    text = text.strip()
    if not text:
        return None
    at = datetime.fromisoformat(text)
    at = at.replace(tzinfo=BEIJING) if at.tzinfo is None else at
    return milliseconds(at) + (later_ms if len(text) <= len("2026-11-01") else 0)


def _said(begin: int | None, end: int | None) -> str:
    one = "最早" if begin is None else _full(begin)
    other = "现在" if end is None else _full(end)
    return f"{one} 至 {other}"


def _full(ms: int) -> str:
    return moment(ms).strftime("%Y-%m-%d %H:%M:%S")


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all, and over nothing; OSError."""
    with target.open("xb") as stream:
        try:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def _enter(chain: Chain, now_ms: int, count: int, begin: int | None, end: int | None) -> None:
    """Enter who took the register along; a copy that may only be read takes no entry."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    entry = RegisterEntry(
        at_ms=now_ms,
        who="",
        unit="",
        account=user,
        platform="",
        action=AccessAction.REGISTER_EXPORTED,
        camera_id=CameraId(""),
        camera_name="",
        range=TimeRange(0, 0),
        workstation=socket.gethostname(),
        detail=f"{count} 条",
        body={"from_ms": begin, "to_ms": end, "entries": count},
    )
    with suppress(AppError):
        chain.append([entry])
