"""The envelope of every error."""

from typing import Annotated, Literal

from pydantic import Field

from desktop.demo_platform.api.models.common import Body, TimeMs

ErrorCode = Literal[
    "bad_request",
    "unauthenticated",
    "token_expired",
    "bad_credentials",
    "locked",
    "forbidden",
    "not_approved",
    "own_request",
    "not_found",
    "no_recording",
    "camera_offline",
    "device_busy",
    "already_decided",
    "too_large",
    "too_many_requests",
    "internal",
    "unavailable",
]


class ErrorDetail(Body):
    """What went wrong: the code is for programs, the message for people who read logs."""

    code: ErrorCode
    message: Annotated[str, Field(max_length=400)]
    attempts_left: Annotated[
        int | None, Field(default=None, ge=0, description="With bad_credentials · 剩余次数")
    ]
    retry_after_s: Annotated[
        int | None,
        Field(default=None, ge=0, description="With locked, too_many_requests and unavailable · 几秒后再试"),
    ]
    nearest_before_ms: Annotated[
        TimeMs | None, Field(default=None, description="With no_recording · 之前最近的有录像时刻")
    ]
    nearest_after_ms: Annotated[
        TimeMs | None, Field(default=None, description="With no_recording · 之后最近的有录像时刻")
    ]
    user: Annotated[
        str | None, Field(default=None, max_length=64, description="With device_busy · 正在回放的用户")
    ]
    since_ms: Annotated[TimeMs | None, Field(default=None, description="With device_busy · 从何时起")]


class ErrorBody(Body):
    """Every answer with a status from 400 up."""

    error: ErrorDetail
