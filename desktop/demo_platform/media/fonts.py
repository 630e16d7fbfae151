"""Finds a font with Chinese characters for the captions drawn into the pictures."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

from PIL import ImageFont

_KNOWN = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simhei.ttf",
    "/System/Library/Fonts/PingFang.ttc",
)
_PROBE = "雪亮"


class NoChineseFontError(Exception):
    """No font on this machine can write Chinese; the message says what to install."""


@cache
def font_path() -> Path:
    """Return the file of a font that can write Chinese; NoChineseFontError when there is none."""
    for candidate in (*_KNOWN, *_asked_of_fontconfig()):
        path = Path(candidate)
        if path.is_file() and _writes_chinese(path):
            return path
    raise NoChineseFontError("no Chinese font found; on Debian: apt install fonts-noto-cjk")


@cache
def font(pixels: int) -> ImageFont.FreeTypeFont:
    """Return the Chinese font at this height in pixels."""
    return ImageFont.truetype(str(font_path()), pixels)


def _asked_of_fontconfig() -> tuple[str, ...]:
    tool = shutil.which("fc-list")
    if tool is None:
        return ()
    answer = subprocess.run([tool, ":lang=zh-cn", "file"], capture_output=True, text=True, check=False)  # noqa: S603
    return tuple(sorted(line.rstrip(": ") for line in answer.stdout.splitlines()))


def _writes_chinese(path: Path) -> bool:
    """Tell whether both probe characters have glyphs of their own (not the same empty box)."""
    try:
        probe = ImageFont.truetype(str(path), 16)
    except OSError:
        return False
    first, second = (bytes(probe.getmask(character)) for character in _PROBE)
    return first != second and any(first) and any(second)
