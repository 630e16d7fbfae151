"""The player's failures in the core's words: the rest of the wall knows only the core's error codes."""

from desktop.errors import ErrorCode
from player.api import Failure

_CODES: dict[Failure, ErrorCode] = {
    Failure.REFUSED: ErrorCode.CONNECTION_REFUSED,
    Failure.UNREACHABLE: ErrorCode.UNREACHABLE,
    # A media node refuses a ticket that is too old; whether the right is missing, the next ticket tells.
    Failure.UNAUTHORIZED: ErrorCode.TICKET_EXPIRED,
    Failure.FORBIDDEN: ErrorCode.TICKET_EXPIRED,
    Failure.NOT_FOUND: ErrorCode.STREAM_CUT,
    Failure.BUSY: ErrorCode.DEVICE_BUSY,
    Failure.SERVER_ERROR: ErrorCode.PLATFORM_ERROR,
    Failure.CUT: ErrorCode.STREAM_CUT,
    Failure.STALLED: ErrorCode.STREAM_STALLED,
    Failure.BAD_DATA: ErrorCode.BAD_STREAM,
    Failure.CODEC_UNSUPPORTED: ErrorCode.CODEC_UNSUPPORTED,
    Failure.ENGINE: ErrorCode.ENGINE_FAILED,
}


def error_code(failure: Failure | None) -> ErrorCode:
    """Return the code for a failure; a stream that ended without a reason was cut."""
    return ErrorCode.STREAM_CUT if failure is None else _CODES[failure]
