"""The words of exports: states, causes of gaps, why no entry fits."""

from typing import Final

from desktop.domain.export import ExportState, GapCause
from desktop.domain.export_job import ExportJob, Hold, PieceState
from desktop.errors import AppError
from ui.errors.texts import long_text, short_text
from ui.export.fitting import Fit, Misfit
from ui.i18n import mark, translate
from ui.icons import Icon
from ui.playback.time_text import length_text
from ui.theme import COLOURS
from ui.wall.caption import plain
from ui.widgets.size_text import size_text

STATES: Final = {
    ExportState.WAITING: mark("export", "排队"),
    ExportState.RUNNING: mark("export", "正在导出"),
    ExportState.PAUSED: mark("export", "已暂停"),
    ExportState.PACKAGING: mark("export", "正在校验、签名"),
    ExportState.DONE: mark("export", "已完成"),
    ExportState.FAILED: mark("export", "失败"),
    ExportState.CANCELLED: mark("export", "已取消"),
}
LOOKS: Final = {
    ExportState.WAITING: (Icon.QUEUED, COLOURS.text_dim),
    ExportState.RUNNING: (Icon.EXPORT, COLOURS.accent),
    ExportState.PAUSED: (Icon.PAUSE, COLOURS.frozen),
    ExportState.PACKAGING: (Icon.SHIELD, COLOURS.accent),
    ExportState.DONE: (Icon.OK, COLOURS.live),
    ExportState.FAILED: (Icon.ERROR, COLOURS.error),
    ExportState.CANCELLED: (Icon.BAN, COLOURS.text_dim),
}
PIECES: Final = {
    PieceState.WAITING: mark("export", "等候"),
    PieceState.FETCHING: mark("export", "下载中"),
    PieceState.HELD: mark("export", "暂停等待"),
    PieceState.DONE: mark("export", "完成"),
    PieceState.FAILED: mark("export", "未取到"),
}
CAUSES: Final = {
    GapCause.NO_RECORDING: mark("export", "没有录像"),
    GapCause.OVERWRITTEN: mark("export", "已被覆盖"),
    GapCause.REFUSED: mark("export", "平台或设备未给出"),
    GapCause.DAMAGED: mark("export", "码流损坏"),
}
_MISFITS: Final = {
    Misfit.OUTSIDE: mark("export", "登记 {number} 已批准，但不包括：{what}"),
    Misfit.EXPIRED: mark("export", "登记 {number} 的批准已过有效期。"),
    Misfit.VIEW_ONLY: mark("export", "登记 {number} 只批准查阅或截图，不能复制录像。"),
    Misfit.PENDING: mark("export", "登记 {number} 还在等待审批。"),
    Misfit.NONE: mark("export", "这些摄像机还没有调取登记。"),
}


def state_name(state: ExportState) -> str:
    """Return how far a job is."""
    return translate("export", STATES[state])


def cause_name(cause: GapCause) -> str:
    """Return why a part is missing."""
    return translate("export", CAUSES[cause])


def misfit_text(fit: Fit) -> str:
    """Return why no entry can be used; empty where one can."""
    if fit.misfit is None:
        return ""
    number = "" if fit.nearest is None else fit.nearest.number
    what = "、".join(dict.fromkeys(plain(item.camera_name) for item in fit.outside))
    return translate("export", _MISFITS[fit.misfit]).format(number=number, what=what)


def hold_text(hold: Hold | None) -> str:
    """Return why something waits or failed, and what helps."""
    if hold is None:
        return ""
    text = long_text(AppError(hold.code, hold.detail))
    return f"{short_text(hold.code)}：{text.what}{text.advice}"


def figures_text(job: ExportJob) -> str:
    """Return bytes, footage time, rate and time left as far as they are known."""
    progress = job.progress
    if progress is None:
        return ""
    total = progress.bytes_total
    done = size_text(progress.bytes_done)
    parts = [f"{done} / {size_text(total)}" if total else done]
    if progress.footage_total_ms:
        footage = f"{length_text(progress.footage_done_ms)} / {length_text(progress.footage_total_ms)}"
        parts.append(translate("export", "录像 {time}").format(time=footage))
    if progress.bytes_per_s > 0:
        parts.append(f"{size_text(progress.bytes_per_s)}/s")
    if progress.left_s is not None:
        left = length_text(round(progress.left_s) * 1000)
        parts.append(translate("export", "还需 {time}").format(time=left))
    return "　".join(parts)


def share_done(job: ExportJob) -> float:
    """Return how much of a job is done, 0 to 1; by footage time where bytes are not known."""
    progress = job.progress
    if job.state in {ExportState.DONE, ExportState.PACKAGING}:
        return 1.0
    if progress is None:
        return 0.0
    if progress.bytes_total:
        return min(1.0, progress.bytes_done / progress.bytes_total)
    return (
        min(1.0, progress.footage_done_ms / progress.footage_total_ms) if progress.footage_total_ms else 0.0
    )
