"""What people should know of a camera's recordings before they trust a time: said in a few words."""

from ui.components.computer_clock import computer_off_text
from ui.i18n import translate
from ui.playback.time_text import length_text

CLOCK_OFF_MS = 30_000
"""A camera's clock may be this much off before anybody needs to know."""


def cautions(clock_offset_ms: int | None, problems: int, computer_off_ms: int = 0) -> str:
    """Return what is odd, empty when nothing is.

    Args:
        clock_offset_ms: how far the camera's own clock is ahead; None where nobody knows.
        problems: entries of the platform's list that made no sense.
        computer_off_ms: how far this computer's clock is ahead, where that is worth saying.
    """
    words = [computer_off_text(computer_off_ms)] if computer_off_ms else []
    if clock_offset_ms is not None and abs(clock_offset_ms) > CLOCK_OFF_MS:
        length = length_text(abs(clock_offset_ms))
        if clock_offset_ms > 0:
            words.append(translate("Playback", "摄像机时钟快 {length}").format(length=length))
        else:
            words.append(translate("Playback", "摄像机时钟慢 {length}").format(length=length))
    if problems:
        words.append(translate("Playback", "录像列表有 {n} 处异常，已忽略").format(n=problems))
    return " · ".join(words)
