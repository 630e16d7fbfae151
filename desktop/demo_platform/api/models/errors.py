"""The envelope of every error."""

from typing import Annotated, Literal

from pydantic import Field

from desktop.demo_platform.api.models.common import Body

ErrorCode = Literal[
    "bad_request",
    "unauthenticated",
    "token_expired",
    "bad_credentials",
    "locked",
    "forbidden",
    "not_found",
    "camera_offline",
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


class ErrorBody(Body):
    """Every answer with a status from 400 up."""

    error: ErrorDetail
