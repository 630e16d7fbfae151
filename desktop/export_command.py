"""`python -m desktop export`: takes footage out from a script, under the same rules as the window.

A composition root of its own, without a window: standard output names the package, standard error tells how
far it is and what is missing.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop import log
from desktop.cli import WallOptions, line_of_input
from desktop.command_errors import UsageError, tell_error
from desktop.command_run import EXIT_FAILED, EXIT_NOT_ALLOWED, cameras_by_id, carry_out, check_text, signed_in
from desktop.contexts import SessionContext
from desktop.domain import time_entry
from desktop.domain.beijing import BEIJING, milliseconds, moment
from desktop.domain.camera import CameraId
from desktop.domain.export import ExportItem, ExportOptions, ExportState, GapCause
from desktop.domain.export_job import ExportJob
from desktop.domain.retrieval import RetrievalNumber
from desktop.domain.time_entry import TimeEntryError, TimeEntryReason
from desktop.domain.time_range import TimeRange
from desktop.error_words import error_word
from desktop.errors import AppError, ErrorCode
from desktop.export_progress import ProgressLines
from desktop.services.exports.service import MOST_ITEMS

EXIT_INCOMPLETE = 4
"""The package stands, and something is missing in it that asking again may bring."""
EXIT_INTERRUPTED = 130
_REFUSED = frozenset({ErrorCode.FORBIDDEN, ErrorCode.NOT_APPROVED})
_CAUSES = {
    GapCause.NO_RECORDING: "没有录像",
    GapCause.OVERWRITTEN: "已被覆盖",
    GapCause.REFUSED: "平台或设备未提供",
    GapCause.DAMAGED: "录像损坏或内容不符",
}
_TIMES = {
    TimeEntryReason.EMPTY: "没有填写",
    TimeEntryReason.UNREADABLE: "看不懂",
    TimeEntryReason.NO_SUCH_DAY: "没有这一天",
    TimeEntryReason.NO_SUCH_TIME: "没有这个时刻",
    TimeEntryReason.FUTURE: "还没有到",
    TimeEntryReason.TOO_OLD: "太早",
}


def run(arguments: argparse.Namespace, options: WallOptions) -> int:
    """Run the command; return 0 for a package in which nothing is missing that could be had."""
    try:
        return carry_out(options, lambda ring: _main(arguments, options, ring), _REFUSED)
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.stderr.write("\n已中断；用 --resume 接着做。\n")
        return EXIT_INTERRUPTED


async def _main(arguments: argparse.Namespace, options: WallOptions, ring: log.LogRing) -> int:
    task = asyncio.current_task()
    assert task is not None
    with suppress(NotImplementedError):  # Windows: there a KeyboardInterrupt comes
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    password = line_of_input() if arguments.zip_password_stdin else None
    async with signed_in(options, ring) as context:
        if arguments.resume:
            return await _resume(context)
        return await _order(context, arguments, password)


async def _order(context: SessionContext, arguments: argparse.Namespace, password: str | None) -> int:
    if arguments.out is None or not arguments.register or not arguments.camera:
        raise UsageError("须写明 --register、--camera、--from、--to 和 --out（或只写 --resume）。")
    if password is not None and len(password) < 8:  # as the package's ZIP wants it
        raise UsageError("加密 ZIP 的密码至少 8 个字符。")
    check_text(password or "", "加密 ZIP 的密码")
    now_ms = int(datetime.now(tz=BEIJING).timestamp() * 1000)
    begin = instant(arguments.begin, "--from", now_ms, now_ms)
    end = instant(arguments.end, "--to", now_ms, begin)
    if end <= begin:
        raise UsageError("--to 须晚于 --from。")
    folder = _folder(arguments.out)
    items = await _items(context, arguments.camera, TimeRange(begin, end))
    options = ExportOptions(zip_with_password=password is not None)
    with ProgressLines(context.exports, sys.stderr):
        job = await context.exports.order(
            RetrievalNumber(arguments.register), items, folder, options, password
        )
        return tell(await context.exports.wait(job.id))


async def _resume(context: SessionContext) -> int:
    exports = context.exports
    with ProgressLines(exports, sys.stderr):
        await exports.start()
        for job in exports.jobs:
            if job.state in {ExportState.PAUSED, ExportState.FAILED}:
                exports.resume(job.id)
        waiting = [job.id for job in exports.jobs if not job.over]
        codes = [tell(await exports.wait(job_id)) for job_id in waiting]
    if exports.elsewhere:
        sys.stderr.write(f"有 {exports.elsewhere} 个导出正由另一个程序（如视墙窗口）进行，这里不重复做。\n")
    elif not waiting:
        sys.stderr.write("没有未做完的导出。\n")
    return max(codes, default=0)


async def _items(context: SessionContext, ids: Sequence[str], span: TimeRange) -> tuple[ExportItem, ...]:
    wanted = [CameraId(text) for text in dict.fromkeys(text.strip() for text in ids)]
    if not all(wanted) or len(wanted) > MOST_ITEMS:
        raise UsageError(f"--camera 须写摄像机编号，一次最多 {MOST_ITEMS} 路；更多的请分几次导出。")
    found = await cameras_by_id(context, wanted)
    return tuple(
        ExportItem(
            camera_id, found[camera_id].name, f"{found[camera_id].town()} {found[camera_id].village()}", span
        )
        for camera_id in wanted
    )


def _folder(out: Path) -> Path:
    try:
        return out.resolve()
    except (OSError, RuntimeError) as error:  # the folder that we were started in is gone; a link to itself
        raise UsageError(f"--out {out} 找不到。请写完整路径，并核对位置。") from error


def instant(text: str, name: str, now_ms: int, near_ms: int) -> int:
    """Return the instant of a time as the window takes it, or as ISO 8601 with an offset."""
    try:
        iso = datetime.fromisoformat(text.strip())
    except ValueError:
        pass
    else:
        if iso.tzinfo is not None:
            return _past(milliseconds(iso), text, name, now_ms)
    try:
        return time_entry.parse(text, now_ms=now_ms, near_ms=near_ms)
    except TimeEntryError as error:
        raise UsageError(f"{name} 的时间“{text}”{_TIMES[error.reason]}。") from error


def _past(at_ms: int, text: str, name: str, now_ms: int) -> int:
    if at_ms > now_ms:
        raise UsageError(f"{name} 的时间“{text}”{_TIMES[TimeEntryReason.FUTURE]}。")
    return at_ms


def tell(job: ExportJob) -> int:
    """Say what became of a job; return the exit code."""
    if job.state is not ExportState.DONE or job.package is None:
        if job.hold is not None:
            tell_error(AppError(job.hold.code, job.hold.detail))
        return EXIT_NOT_ALLOWED if job.hold is not None and job.hold.code in _REFUSED else EXIT_FAILED
    sys.stdout.write(f"{job.package}\n")
    if job.zip_file is not None:
        sys.stdout.write(f"{job.zip_file}\n")
    sys.stdout.flush()
    for entry in job.gaps:
        span = entry.gap.range
        begin, end = moment(span.start_ms), moment(span.end_ms)
        detail = f"（{error_word(entry.gap.detail)}）" if entry.gap.detail else ""
        sys.stderr.write(
            f"缺少：{job.order.items[entry.item].camera_name} {begin:%Y-%m-%d %H:%M:%S} 至 {end:%H:%M:%S}"
            f" {_CAUSES[entry.gap.cause]}{detail}\n"
        )
    if job.summary is not None:
        sys.stderr.write(
            f"清单 SHA-256：{job.summary.manifest_sha256}\n签名公钥指纹：{job.summary.key_fingerprint}\n"
        )
    if job.zip_missing:
        sys.stderr.write("加密 ZIP 没有做：密码不保存，程序中断后须重新给出。\n")
    return EXIT_INCOMPLETE if any(entry.gap.cause.may_come for entry in job.gaps) else 0
