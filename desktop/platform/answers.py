"""An answer as it came, and how a kind of platform wraps what it says."""

import json
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

from desktop.domain.told_time import ToldTime
from desktop.errors import AppError, ErrorCode


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, the headers that matter, the body, and what the answer tells of the server's clock."""

    status: int
    content_type: str
    retry_after: str
    body: bytes = field(repr=False)
    told: ToldTime | None = None


class Envelope(Protocol):
    """Tells a good answer from an error."""

    def open(self, answer: Answer) -> object:
        """Return the answer's JSON value; raise the `AppError` that it stands for otherwise."""
        ...

    def check(self, answer: Answer) -> None:
        """Raise the `AppError` that a bad answer stands for, whatever a good one holds."""
        ...


def json_of(answer: Answer) -> object:
    """Return an answer's JSON value; BAD_ANSWER when it is none: other type, bad encoding, NaN, too deep."""
    if "json" not in answer.content_type.lower():
        raise AppError(ErrorCode.BAD_ANSWER, {"status": answer.status})
    try:
        return json.loads(answer.body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise AppError(ErrorCode.BAD_ANSWER, {"status": answer.status}) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
