"""From what requests, urllib3, ssl and sockets raise to the closed family of errors."""

import http.client
import ssl
from collections.abc import Iterator

import requests
import urllib3.exceptions

from desktop.errors import AppError, ErrorCode


def failure_of(error: Exception, host: str) -> AppError:
    """Return the error that says what went wrong on the way to a host."""
    causes = tuple(_causes(error))
    detail = {"host": host}
    for cause in causes:
        code = _code_of(cause)
        if code is not None:
            return AppError(code, detail)
    return AppError(ErrorCode.UNREACHABLE, detail)


def lost_before_answer(error: Exception) -> bool:
    """True when a connection was closed before any answer: an idle one that the server gave up."""
    return any(
        isinstance(cause, http.client.RemoteDisconnected | ConnectionResetError | BrokenPipeError)
        for cause in _causes(error)
    )


def _code_of(cause: BaseException) -> ErrorCode | None:
    for kind, code in _CODES:
        if isinstance(cause, kind):
            return code
    if isinstance(cause, urllib3.exceptions.SSLError) and "ingerprint" in str(cause):
        return ErrorCode.CERTIFICATE_CHANGED
    return None


_CODES: tuple[tuple[type[BaseException], ErrorCode], ...] = (
    (urllib3.exceptions.NameResolutionError, ErrorCode.UNKNOWN_HOST),
    (ssl.SSLCertVerificationError, ErrorCode.CERTIFICATE_UNTRUSTED),
    (ssl.SSLEOFError, ErrorCode.UNREACHABLE),
    (ssl.SSLZeroReturnError, ErrorCode.UNREACHABLE),
    (TimeoutError, ErrorCode.TIMED_OUT),
    (urllib3.exceptions.TimeoutError, ErrorCode.TIMED_OUT),
    (ssl.SSLError, ErrorCode.NOT_A_PLATFORM),
    (ConnectionRefusedError, ErrorCode.CONNECTION_REFUSED),
    (http.client.RemoteDisconnected, ErrorCode.UNREACHABLE),
    (http.client.IncompleteRead, ErrorCode.BAD_ANSWER),
    (urllib3.exceptions.IncompleteRead, ErrorCode.BAD_ANSWER),
    (urllib3.exceptions.InvalidChunkLength, ErrorCode.BAD_ANSWER),
    (urllib3.exceptions.DecodeError, ErrorCode.BAD_ANSWER),
    (http.client.HTTPException, ErrorCode.NOT_A_PLATFORM),
    (requests.exceptions.InvalidURL, ErrorCode.BAD_ADDRESS),
    (urllib3.exceptions.LocationValueError, ErrorCode.BAD_ADDRESS),
    (UnicodeError, ErrorCode.BAD_ADDRESS),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what lies inside an error, the innermost first."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting and len(seen) < 20:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or cause in seen:
            continue
        seen.append(cause)
        waiting.extend((cause.__context__, cause.__cause__, getattr(cause, "reason", None), *cause.args))
    return reversed(seen)
