"""`python -m desktop register verify|list`: the register without a window, for whoever inspects it."""

import argparse
import sys
from pathlib import Path

from desktop.audit.chain import Chain
from desktop.audit.entry import AccessAction, BreakReason, BrokenLink, KeptEntry
from desktop.domain.beijing import moment
from desktop.errors import AppError
from desktop.profile import Profile

EXIT_BROKEN = 1
EXIT_UNREADABLE = 3
_ACTIONS = {
    AccessAction.LIVE: "实时查看",
    AccessAction.PLAYBACK: "录像回放",
    AccessAction.REPLAY: "即时回看",
    AccessAction.STILLS: "缩略图检索",
    AccessAction.RETRIEVAL_SUBMITTED: "提交调取申请",
    AccessAction.RETRIEVAL_APPROVED: "批准调取",
    AccessAction.RETRIEVAL_REFUSED: "不批准调取",
    AccessAction.RETRIEVAL_WITHDRAWN: "撤回调取申请",
    AccessAction.RETRIEVAL_CLOSED: "调取办结",
    AccessAction.EXPORT_ORDERED: "开始导出",
    AccessAction.EXPORT_FINISHED: "导出完成",
    AccessAction.EXPORT_FAILED: "导出失败",
    AccessAction.EXPORT_CANCELLED: "取消导出",
    AccessAction.SNAPSHOT: "截图",
    AccessAction.COPY_DELETED: "删除本机副本",
    AccessAction.FORM_PRINTED: "打印表单",
    AccessAction.OPERATION_SIGN_IN: "登录",
    AccessAction.OPERATION_SIGN_OUT: "退出登录",
    AccessAction.OPERATION_SIGN_IN_FAILED: "登录失败",
    AccessAction.OPERATION_SESSION_EXPIRED: "登录过期",
    AccessAction.OPERATION_SETTING: "修改设置",
    AccessAction.REGISTER_EXPORTED: "导出登记簿",
    AccessAction.REGISTER_BROKEN: "登记缺失",
}
_REASONS = {
    BreakReason.CHANGED: "内容被改动",
    BreakReason.MISSING: "有登记被删除",
    BreakReason.ADDED: "有登记不是由本程序写入",
    BreakReason.HEAD_MISSING: "登记末尾的凭据文件丢失或无法读取",
    BreakReason.NOTED: "程序在此处发现之前的登记缺失",
    BreakReason.UNPROTECTED: "数据库的防改动保护被移除",
    BreakReason.UNREADABLE: "文件不是登记簿，或已损坏",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("action", choices=("verify", "list"), help="verify 校验是否完整；list 列出登记")
    parser.add_argument(
        "--profile", type=Path, default=None, metavar="DIR", help="设置、登记等数据的存放目录"
    )
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="最多列出的条数，新的在前")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; return 0 for an intact register, 1 for a broken one, 3 where it cannot be read."""
    profile = Profile(arguments.profile) if arguments.profile else Profile.default()
    chain = Chain(profile.register_file)
    try:
        if arguments.action == "list":
            for kept in chain.entries(max(1, arguments.limit)):
                sys.stdout.write(f"{line(kept)}\n")
            return 0
        return _verify(chain)
    except AppError as error:
        sys.stderr.write(f"失败：{error.code.value} {error.detail.get('file', '')}\n")
        return EXIT_UNREADABLE


def line(kept: KeptEntry) -> str:
    """Return an entry as one line of text, times in Beijing time."""
    entry = kept.entry
    cells = (
        str(kept.sequence),
        _time(entry.at_ms),
        _ACTIONS[entry.action],
        entry.unit,
        entry.who,
        entry.account,
        entry.camera_name,
        entry.camera_id,
        f"{_time(entry.range.start_ms)} — {_time(entry.range.end_ms)}",
        entry.reason,
        entry.detail,
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


def told(broken: BrokenLink) -> str:
    """Return where and how the register is broken."""
    where = f"第 {broken.sequence} 条，" if broken.sequence else ""
    return f"{where}{_REASONS[broken.reason]}"


def _time(ms: int) -> str:
    return moment(ms).strftime("%Y-%m-%d %H:%M:%S") if ms else ""
