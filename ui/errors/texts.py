"""What each error code means to the person at the wall, and what to do next.

Texts may name plain details of the error (host, minutes, attempts left); a detail that is missing is left
out, so that a text never shows an empty place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.domain.beijing import moment
from desktop.error_words import WORDS
from desktop.errors import AppError, ErrorCode
from ui.errors.wordings import LONG, MISSING, Wording
from ui.i18n import mark, translate

Detail = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class ErrorText:
    """A failure for a dialog or a notice."""

    title: str
    what: str
    """What happened, one or two sentences."""
    advice: str
    """What to do next."""


_WITH_HOST: Final = mark("errors", "（{host}）")
_ABOUT_A_FILE: Final = frozenset({ErrorCode.STORAGE_FAILED, ErrorCode.PACKAGE_CHANGED})
_ATTEMPTS: Final = mark("errors", "还可以再试 {n} 次，之后账号会被暂时锁定。")
_LAST_ATTEMPT: Final = mark("errors", "只剩最后 1 次，再错账号会被暂时锁定。")
_BUSY_USER: Final = mark("errors", "使用者：{user}。")
_BUSY_SINCE: Final = mark("errors", "使用者：{user}，开始于 {time}。")
_ENDS_BEFORE: Final = mark("errors", "之前的录像到 {time} 为止。")
_GOES_ON: Final = mark("errors", "之后的录像从 {time} 开始。")
_WAIT_MINUTES: Final = mark("errors", "请等待 {time} 后再试。")


def short_text(code: ErrorCode) -> str:
    """Return a few words for a tile or a row of a list."""
    return translate("errors", WORDS[code])


def long_text(error: AppError) -> ErrorText:
    """Return title, what happened and what to do, with the details that the error carries."""
    wording, named = _wording(error)
    what = translate("errors", wording.what).format(place=_place(named))
    advice = [translate("errors", wording.advice)]
    match error.code:
        case ErrorCode.BAD_CREDENTIALS:
            advice += _attempts(error.detail)
        case ErrorCode.LOCKED_OUT | ErrorCode.TOO_MANY_REQUESTS | ErrorCode.PLATFORM_UNAVAILABLE:
            advice += _wait(error.detail)
    return ErrorText(
        title=short_text(error.code),
        what=_joined([what, *_circumstances(error)]),
        advice=_joined(advice),
    )


def countdown(seconds: int) -> str:
    """Return a waiting time as minutes and seconds, as a clock counts down."""
    minutes, rest = divmod(max(0, seconds), 60)
    if minutes:
        return translate("errors", "{minutes} 分 {seconds:02d} 秒").format(minutes=minutes, seconds=rest)
    return translate("errors", "{seconds} 秒").format(seconds=rest)


def _wording(error: AppError) -> tuple[Wording, str]:
    """Return an error's wording, and which host, file, camera or entry it names."""
    detail = error.detail
    if error.code is ErrorCode.NOT_FOUND:
        for key, wording in MISSING.items():
            if detail.get(key):
                return wording, str(detail[key])
    key = "file" if error.code in _ABOUT_A_FILE else "host"
    return LONG[error.code], str(detail.get(key, ""))


def _place(named: str) -> str:
    return translate("errors", _WITH_HOST).format(host=named) if named else ""


def _circumstances(error: AppError) -> list[str]:
    """Return what the platform says beside it: who plays from the device, where there is footage."""
    match error.code:
        case ErrorCode.DEVICE_BUSY:
            return _user(error.detail)
        case ErrorCode.NO_RECORDING:
            return _nearest(error.detail)
        case _:
            return []


def _user(detail: Detail) -> list[str]:
    user, since = str(detail.get("user", "")), detail.get("since_ms")
    if not user:
        return []
    if not isinstance(since, int):
        return [translate("errors", _BUSY_USER).format(user=user)]
    return [translate("errors", _BUSY_SINCE).format(user=user, time=moment(since).strftime("%H:%M:%S"))]


def _nearest(detail: Detail) -> list[str]:
    texts = ((_ENDS_BEFORE, detail.get("nearest_before_ms")), (_GOES_ON, detail.get("nearest_after_ms")))
    return [
        translate("errors", text).format(time=moment(ms).strftime("%Y-%m-%d %H:%M:%S"))
        for text, ms in texts
        if isinstance(ms, int)
    ]


def _attempts(detail: Detail) -> list[str]:
    left = detail.get("attempts_left")
    if not isinstance(left, int):
        return []
    if left == 1:
        return [translate("errors", _LAST_ATTEMPT)]
    return [translate("errors", _ATTEMPTS).format(n=left)]


def _wait(detail: Detail) -> list[str]:
    seconds = detail.get("retry_after_s")
    if not isinstance(seconds, int) or seconds <= 0:
        return []
    return [translate("errors", _WAIT_MINUTES).format(time=countdown(seconds))]


def _joined(sentences: list[str]) -> str:
    """Join sentences: Chinese ones touch, others are parted by a space."""
    out = ""
    for sentence in (s for s in sentences if s):
        out += sentence if not out or out.endswith(("。", "！")) else f" {sentence}"
    return out
