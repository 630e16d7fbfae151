"""The closed family of errors that the core raises; texts for people live in `ui.errors`."""

from collections.abc import Mapping
from enum import StrEnum


class ErrorCode(StrEnum):
    """Every way in which the core can fail; each code has a short and a long text in `ui.errors`."""

    # reaching the platform
    BAD_ADDRESS = "bad_address"
    UNKNOWN_HOST = "unknown_host"
    CONNECTION_REFUSED = "connection_refused"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    CERTIFICATE_UNTRUSTED = "certificate_untrusted"
    CERTIFICATE_CHANGED = "certificate_changed"
    # signing in
    BAD_CREDENTIALS = "bad_credentials"
    LOCKED_OUT = "locked_out"
    SESSION_EXPIRED = "session_expired"
    # what the platform answers
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CAMERA_OFFLINE = "camera_offline"
    TICKET_EXPIRED = "ticket_expired"
    TOO_MANY_REQUESTS = "too_many_requests"
    PLATFORM_ERROR = "platform_error"
    PLATFORM_UNAVAILABLE = "platform_unavailable"
    BAD_ANSWER = "bad_answer"
    ANSWER_TOO_LARGE = "answer_too_large"
    NOT_A_PLATFORM = "not_a_platform"
    # streams
    STREAM_CUT = "stream_cut"
    STREAM_STALLED = "stream_stalled"
    BAD_STREAM = "bad_stream"
    CODEC_UNSUPPORTED = "codec_unsupported"
    ENGINE_FAILED = "engine_failed"
    """The player cannot work."""
    # the archive
    NO_RECORDING = "no_recording"
    DEVICE_BUSY = "device_busy"
    NOT_OFFERED = "not_offered"
    # taking footage out
    NOT_APPROVED = "not_approved"
    OWN_REQUEST = "own_request"
    ALREADY_DECIDED = "already_decided"
    INCOMPLETE_REQUEST = "incomplete_request"
    WRONG_FOOTAGE = "wrong_footage"
    DISK_FULL = "disk_full"
    TARGET_UNWRITABLE = "target_unwritable"
    WORKER_FAILED = "worker_failed"
    """The process that fetches, checks and packs footage ended or broke."""
    PACKAGE_CHANGED = "package_changed"
    """A package on the disk is not the one that was sealed."""
    # this machine
    SECRET_STORE_UNAVAILABLE = "secret_store_unavailable"  # noqa: S105 - an error code
    STORAGE_FAILED = "storage_failed"
    CANCELLED = "cancelled"


class AppError(Exception):
    """A failure with a code from the closed list and details for its text.

    `detail` holds plain values that a text may name (host, minutes, attempts left); never a password,
    a token or a URL with credentials.
    """

    def __init__(self, code: ErrorCode, detail: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.detail: Mapping[str, str | int] = dict(detail or {})

    def __repr__(self) -> str:
        return f"AppError({self.code.value}, {dict(self.detail)!r})"
