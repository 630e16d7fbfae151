"""How the contract says that something went wrong: an HTTP status and `{"error": {"code", …}}`."""

import math

from desktop.domain.beijing import LATEST_MS
from desktop.domain.text import plain_text
from desktop.errors import AppError, ErrorCode
from desktop.platform.answers import Answer, json_of

_MOST_S = 86_400
_NUMBERS = {
    "attempts_left": 1000,
    "retry_after_s": _MOST_S,
    "nearest_before_ms": LATEST_MS,
    "nearest_after_ms": LATEST_MS,
    "since_ms": LATEST_MS,
}
"""Numbers that an error may carry, and the largest that makes sense."""
_CODES = {
    "unauthenticated": ErrorCode.SESSION_EXPIRED,
    "token_expired": ErrorCode.SESSION_EXPIRED,
    "bad_credentials": ErrorCode.BAD_CREDENTIALS,
    "locked": ErrorCode.LOCKED_OUT,
    "forbidden": ErrorCode.FORBIDDEN,
    "not_found": ErrorCode.NOT_FOUND,
    "camera_offline": ErrorCode.CAMERA_OFFLINE,
    "no_recording": ErrorCode.NO_RECORDING,
    "device_busy": ErrorCode.DEVICE_BUSY,
    "not_approved": ErrorCode.NOT_APPROVED,
    "own_request": ErrorCode.OWN_REQUEST,
    "already_decided": ErrorCode.ALREADY_DECIDED,
    "too_many_requests": ErrorCode.TOO_MANY_REQUESTS,
    "unavailable": ErrorCode.PLATFORM_UNAVAILABLE,
    "internal": ErrorCode.PLATFORM_ERROR,
    "bad_request": ErrorCode.PLATFORM_ERROR,
    "too_large": ErrorCode.PLATFORM_ERROR,
}
_STATUSES = {
    401: ErrorCode.SESSION_EXPIRED,
    429: ErrorCode.TOO_MANY_REQUESTS,
    502: ErrorCode.PLATFORM_UNAVAILABLE,
    503: ErrorCode.PLATFORM_UNAVAILABLE,
    504: ErrorCode.PLATFORM_UNAVAILABLE,
}


class OpenApiEnvelope:
    """An `Envelope` for the open contract."""

    def open(self, answer: Answer) -> object:
        """Return the JSON value of a good answer (None without content); raise what a bad one stands for."""
        self.check(answer)
        return None if answer.status == 204 else json_of(answer)

    def check(self, answer: Answer) -> None:
        """Raise what a bad answer stands for."""
        if not 200 <= answer.status < 300:
            raise _error_of(answer)


def _error_of(answer: Answer) -> AppError:
    error = _error_object(answer)
    code = error.get("code")
    known = _CODES.get(code) if isinstance(code, str) else None
    detail: dict[str, str | int] = {"status": answer.status}
    for key, highest in _NUMBERS.items():
        number = _number(error.get(key))
        if number is not None:
            detail[key] = min(max(number, 0), highest)
    user = error.get("user")
    if known is ErrorCode.DEVICE_BUSY and isinstance(user, str):
        detail["user"] = plain_text(user)
    if "retry_after_s" not in detail and answer.retry_after.isdecimal() and len(answer.retry_after) < 10:
        detail["retry_after_s"] = min(int(answer.retry_after), _MOST_S)
    return AppError(known or _by_status(answer.status), detail)


def _error_object(answer: Answer) -> dict[str, object]:
    try:
        value = json_of(answer)
    except AppError:
        return {}
    error = value.get("error") if isinstance(value, dict) else None
    return error if isinstance(error, dict) else {}


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value)


def _by_status(status: int) -> ErrorCode:
    """Judge an error that is not in the contract's words; a redirection or a web server's own page is odd."""
    if status in _STATUSES:
        return _STATUSES[status]
    return ErrorCode.PLATFORM_ERROR if status >= 500 else ErrorCode.BAD_ANSWER
