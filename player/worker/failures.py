"""What went wrong with an ingest, as one of the closed set of failures."""

import errno
from typing import Final

import av.error

from player.api import Failure

_BY_TYPE: Final[tuple[tuple[type[BaseException], Failure], ...]] = (
    (av.error.HTTPUnauthorizedError, Failure.UNAUTHORIZED),
    (av.error.HTTPForbiddenError, Failure.FORBIDDEN),
    (av.error.HTTPNotFoundError, Failure.NOT_FOUND),
    (av.error.HTTPServerError, Failure.SERVER_ERROR),
    (av.error.HTTPClientError, Failure.SERVER_ERROR),
    (ConnectionRefusedError, Failure.REFUSED),
    (av.error.DecoderNotFoundError, Failure.CODEC_UNSUPPORTED),
)
_OPENING: Final[tuple[tuple[type[BaseException], Failure], ...]] = (
    (av.error.ExitError, Failure.UNREACHABLE),
    (TimeoutError, Failure.UNREACHABLE),
    (av.error.InvalidDataError, Failure.BAD_DATA),
    (EOFError, Failure.CUT),
    (ConnectionError, Failure.CUT),
    (OSError, Failure.UNREACHABLE),
)
_READING: Final[tuple[tuple[type[BaseException], Failure], ...]] = (
    (av.error.ExitError, Failure.STALLED),
    (TimeoutError, Failure.STALLED),
    (EOFError, Failure.CUT),
    (ConnectionError, Failure.CUT),
    (av.error.InvalidDataError, Failure.BAD_DATA),
    (OSError, Failure.CUT),
)


def failure_of(
    error: BaseException, *, opened: bool, waited_s: float, timeout_s: float, rtsp: bool
) -> Failure:
    """Translate an error of PyAV; `waited_s` is the silence before it, `timeout_s` the patience allowed.

    FFmpeg's RTSP client reports a time-out as invalid data, so there the clock decides.
    """
    for kind, failure in _BY_TYPE:
        if isinstance(error, kind):
            return failure
    if rtsp and waited_s >= timeout_s * 0.95:
        return Failure.STALLED if opened else Failure.UNREACHABLE
    if isinstance(error, OSError) and error.errno == errno.EIO:
        return Failure.CUT  # FFmpeg's word for a server that hangs up before it has sent enough
    for kind, failure in _READING if opened else _OPENING:
        if isinstance(error, kind):
            return failure
    return Failure.BAD_DATA


_BY_STATUS: Final = {
    401: Failure.UNAUTHORIZED,
    403: Failure.FORBIDDEN,
    404: Failure.NOT_FOUND,
    409: Failure.BUSY,
}


def failure_of_status(status: int) -> Failure:
    """Translate the status of an HTTP answer that is no stream."""
    return _BY_STATUS.get(status, Failure.SERVER_ERROR)
