"""What each error is called, in a word or two of Chinese: on tiles, in notices, on paper.

The window looks them up in its language (context "errors"); the register, the papers of a package and the
commands say them in Chinese.
"""

from collections.abc import Mapping
from typing import Final

from desktop.errors import ErrorCode

WORDS: Final[Mapping[ErrorCode, str]] = {
    ErrorCode.BAD_ADDRESS: "平台地址不正确",
    ErrorCode.UNKNOWN_HOST: "找不到平台",
    ErrorCode.CONNECTION_REFUSED: "平台拒绝连接",
    ErrorCode.UNREACHABLE: "平台连不上",
    ErrorCode.TIMED_OUT: "等待超时",
    ErrorCode.CERTIFICATE_UNTRUSTED: "证书未被信任",
    ErrorCode.CERTIFICATE_CHANGED: "平台证书变了",
    ErrorCode.BAD_CREDENTIALS: "用户名或密码错误",
    ErrorCode.LOCKED_OUT: "账号已锁定",
    ErrorCode.SESSION_EXPIRED: "登录已过期",
    ErrorCode.FORBIDDEN: "没有权限",
    ErrorCode.NOT_FOUND: "已不存在",
    ErrorCode.CAMERA_OFFLINE: "摄像机离线",
    ErrorCode.TICKET_EXPIRED: "播放许可过期",
    ErrorCode.TOO_MANY_REQUESTS: "请求太频繁",
    ErrorCode.PLATFORM_ERROR: "平台出错",
    ErrorCode.PLATFORM_UNAVAILABLE: "平台暂停服务",
    ErrorCode.BAD_ANSWER: "平台应答异常",
    ErrorCode.ANSWER_TOO_LARGE: "平台应答过大",
    ErrorCode.NOT_A_PLATFORM: "不是视频平台",
    ErrorCode.STREAM_CUT: "视频中断",
    ErrorCode.STREAM_STALLED: "视频停住",
    ErrorCode.BAD_STREAM: "视频数据异常",
    ErrorCode.CODEC_UNSUPPORTED: "编码不支持",
    ErrorCode.ENGINE_FAILED: "播放组件出错",
    ErrorCode.NO_RECORDING: "此刻无录像",
    ErrorCode.DEVICE_BUSY: "设备正被回放",
    ErrorCode.NOT_OFFERED: "平台不提供",
    ErrorCode.NOT_APPROVED: "未经批准",
    ErrorCode.OWN_REQUEST: "不能自批",
    ErrorCode.ALREADY_DECIDED: "已有审批结果",
    ErrorCode.INCOMPLETE_REQUEST: "内容不完整",
    ErrorCode.WRONG_FOOTAGE: "录像内容不符",
    ErrorCode.DISK_FULL: "磁盘空间不足",
    ErrorCode.TARGET_UNWRITABLE: "文件夹不可写",
    ErrorCode.WORKER_FAILED: "后台程序出错",
    ErrorCode.PACKAGE_CHANGED: "证据包被改动",
    ErrorCode.SECRET_STORE_UNAVAILABLE: "密码无法保存",
    ErrorCode.STORAGE_FAILED: "本机存储出错",
    ErrorCode.CANCELLED: "已取消",
}


def error_word(code: str) -> str:
    """Return an error code in words; what is none stays as it is."""
    return next((word for known, word in WORDS.items() if known.value == code), code)
