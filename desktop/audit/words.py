"""The Chinese words of the register: inspectors read it without this program's windows."""

from typing import Final

from desktop.audit.entry import AccessAction, BreakReason, BrokenLink

ACTIONS: Final = {
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
    AccessAction.OPERATION_CLOCK_ERROR: "摄像机校时",
    AccessAction.REGISTER_EXPORTED: "导出登记簿",
    AccessAction.REGISTER_BROKEN: "登记缺失",
}
REASONS: Final = {
    BreakReason.CHANGED: "内容被改动",
    BreakReason.MISSING: "有登记被删除",
    BreakReason.ADDED: "有登记不是由本程序写入",
    BreakReason.HEAD_MISSING: "登记末尾的凭据文件丢失或无法读取",
    BreakReason.NOTED: "程序在此处发现之前的登记缺失",
    BreakReason.UNPROTECTED: "数据库的防改动保护被移除",
    BreakReason.UNREADABLE: "文件不是登记簿，或已损坏",
}


def told(broken: BrokenLink) -> str:
    """Return where and how the register is broken."""
    where = f"第 {broken.sequence} 条，" if broken.sequence else ""
    return f"{where}{REASONS[broken.reason]}"
