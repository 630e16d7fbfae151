"""What the operating system says of a file, in Chinese: its own words depend on its language."""

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读",
    errno.EEXIST: "同名的文件已存在",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接指向自己",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件太大，磁盘的格式装不下",
    errno.EIO: "读写出错，磁盘可能损坏或已被拔出",
    errno.ENODEV: "磁盘已被拔出",
}


def os_reason(number: int | None) -> str:
    """Return what an `errno` means, with its number where there is no word for it."""
    return _REASONS.get(number or 0, f"系统错误 {number or 0}")
