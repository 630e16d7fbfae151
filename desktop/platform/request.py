"""A request as a value: what to ask, and how to read the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Literal, TypeVar

T = TypeVar("T")


class LaneName(StrEnum):
    """The lane that a request travels on (`desktop.lanes`)."""

    CONTROL = "control"
    QUERY = "query"
    BULK = "bulk"
    FEED = "feed"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Request(Generic[T]):
    """One request; `path` is below the contract's base, `decode` runs on the lane's thread.

    The deadline is for everything, waiting for a place on the lane included.
    """

    method: Literal["GET", "POST", "PATCH", "DELETE"]
    path: str
    decode: Callable[[object], T] = field(repr=False)
    params: Mapping[str, str | int] = field(default_factory=dict)
    body: Mapping[str, object] | None = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)
    """A body that is no JSON, of `content_type`."""
    content_type: str = "application/json"
    as_bytes: bool = False
    """The answer is a file: `decode` gets its bytes."""
    authorized: bool = True
    lane: LaneName = LaneName.QUERY
    connect_s: float = 4.0
    read_s: float = 10.0
    deadline_s: float = 15.0
    max_bytes: int = 16_000_000
    speaks_for_platform: bool = True
    """False where "unavailable" means something behind the platform: a media node, not the platform."""


@dataclass(frozen=True, slots=True)
class Download:
    """One small file by its address, as a ticket gave it; the address carries the permission."""

    url: str = field(repr=False)
    label: str
    """What the log calls it."""
    content_type: str
    lane: LaneName = LaneName.BULK
    connect_s: float = 3.0
    read_s: float = 4.0
    deadline_s: float = 8.0
    max_bytes: int = 1_000_000
