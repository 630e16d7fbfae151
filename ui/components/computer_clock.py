"""What is said when this computer's clock is off: by how much, what it means, and what to do."""

from ui.i18n import translate

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400


def computer_off_text(off_ms: int) -> str:
    """Return how far the computer's clock is off, in a few words; empty when it is right (0)."""
    if not off_ms:
        return ""
    length = duration_text(abs(off_ms))
    if off_ms > 0:
        return translate("ComputerClock", "本机时钟快 {length}，请校准").format(length=length)
    return translate("ComputerClock", "本机时钟慢 {length}，请校准").format(length=length)


def computer_off_help(off_ms: int) -> str:
    """Return the same with what to do; empty when the clock is right."""
    if not off_ms:
        return ""
    advice = translate(
        "ComputerClock",
        "录像和回放按平台时间，不受影响。请在系统的“日期和时间”里打开自动设置，或通知管理员。",
    )
    return f"{computer_off_text(off_ms)}\n{advice}"


def duration_text(ms: int) -> str:
    """Return a duration in its two largest units."""
    seconds = round(ms / 1000)
    if seconds < _MINUTE_S:
        return translate("ComputerClock", "{n} 秒").format(n=seconds)
    if seconds < _HOUR_S:
        return translate("ComputerClock", "{m} 分 {s} 秒").format(
            m=seconds // _MINUTE_S, s=seconds % _MINUTE_S
        )
    minutes = round(seconds / _MINUTE_S)
    if seconds < _DAY_S:
        return translate("ComputerClock", "{h} 小时 {m} 分").format(h=minutes // 60, m=minutes % 60)
    hours = round(seconds / _HOUR_S)
    return translate("ComputerClock", "{d} 天 {h} 小时").format(d=hours // 24, h=hours % 24)
