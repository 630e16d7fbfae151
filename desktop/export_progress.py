"""How far exports are, as lines on a terminal or in a log."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

from desktop.domain.export import ExportId, ExportState
from desktop.domain.export_job import ExportJob, Hold
from desktop.errors import ErrorCode
from desktop.services.exports.service import ExportService

LINE_S = 2.0
TERMINAL_S = 0.25
_STATES = {
    ExportState.WAITING: "排队",
    ExportState.RUNNING: "下载",
    ExportState.PAUSED: "暂停",
    ExportState.PACKAGING: "打包签名",
    ExportState.DONE: "完成",
    ExportState.FAILED: "失败",
    ExportState.CANCELLED: "取消",
}
_HOLDS: dict[ErrorCode, str] = {
    ErrorCode.DEVICE_BUSY: "设备正被占用",
    ErrorCode.CAMERA_OFFLINE: "摄像机离线，等待恢复",
    ErrorCode.DISK_FULL: "磁盘空间不足，等待清理",
    ErrorCode.SESSION_EXPIRED: "登录已过期",
}
AWAY = "连接中断，等待恢复"


class ProgressLines:
    """Writes a line when a job's state changes, and now and then while it goes on; for one `with` block."""

    def __init__(self, exports: ExportService, out: TextIO) -> None:
        self._exports = exports
        self._out = out
        self._terminal = out.isatty()
        self._every_s = TERMINAL_S if self._terminal else LINE_S
        self._last: dict[ExportId, tuple[str, float]] = {}
        self._unsubscribe: Callable[[], None] | None = None

    def __enter__(self) -> Self:
        self._unsubscribe = self._exports.changed.connect(self._changed)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
        if self._terminal and self._last:
            self._out.write("\n")

    def _changed(self, job: ExportJob) -> None:
        now = time.monotonic()
        what = f"{job.state.value} {job.hold.code.value if job.hold else ''}"
        if job.over and job.id not in self._last:
            return  # it was over before we began
        former, at = self._last.get(job.id, ("", 0.0))
        if what == former and now - at < self._every_s:
            return
        self._last[job.id] = (what, now)
        text = progress_text(job)
        self._out.write(f"\r\x1b[K{text}" if self._terminal else f"{text}\n")
        self._out.flush()


def progress_text(job: ExportJob) -> str:
    """Return one line on a job."""
    parts = [job.folder.name, _STATES[job.state]]
    progress = job.progress
    if progress is not None and job.state is ExportState.RUNNING:
        total = progress.bytes_total or 0
        share = f"{progress.bytes_done * 100 // total}%" if total else ""
        parts += [
            share,
            f"{progress.bytes_done / 1e6:.1f}/{total / 1e6:.1f} MB",
            f"录像 {progress.footage_done_ms // 1000}/{progress.footage_total_ms // 1000} 秒",
            f"{progress.bytes_per_s / 1e6:.1f} MB/s",
        ]
        if progress.left_s is not None:
            parts.append(f"剩余约 {round(progress.left_s)} 秒")
    if job.hold is not None and not job.over:
        parts.append(_hold_text(job.hold))
    return " ".join(part for part in parts if part)


def _hold_text(hold: Hold) -> str:
    user = hold.detail.get("user", "")
    text = _HOLDS.get(hold.code, AWAY)
    return f"（{text}{f'：{user}' if user else ''}）"
