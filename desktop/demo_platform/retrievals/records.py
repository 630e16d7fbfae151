"""Entries of the register of retrievals as the platform keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

RetrievalKind = Literal["view", "copy", "snapshot"]
RetrievalState = Literal["pending", "approved", "refused", "withdrawn", "closed"]


@dataclass(frozen=True, slots=True)
class Footage:
    """One camera and a range of UTC ms, [start_ms, end_ms); names as they stood when it was asked for."""

    camera_id: str
    camera_name: str
    place: str
    household: bool
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Operator:
    """Who did something, as the account stood then."""

    account: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to an entry; `attached` scans leave its state as it was."""

    at_ms: int
    by: Operator
    what: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the second person said."""

    by: Operator
    at_ms: int
    approved: bool
    opinion: str
    footage: tuple[Footage, ...]
    valid_until_ms: int | None


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan without its content."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A request before it has a number; `request` is what the register keeps of it without looking inside."""

    kind: RetrievalKind
    request: Mapping[str, Any]
    footage: tuple[Footage, ...]
    numbers: tuple[int, ...]
    """The cameras' numbers in the database."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """One entry as it stands."""

    id: int
    number: str
    kind: RetrievalKind
    request: Mapping[str, Any]
    footage: tuple[Footage, ...]
    requested_by: Operator
    requested_ms: int
    state: RetrievalState
    decision: Decision | None
    scans: tuple[Scan, ...]
    history: tuple[Event, ...]

    def permits(self, camera_id: str, start_ms: int, end_ms: int, now_ms: int) -> bool:
        """Tell whether a copy of all of a span may be taken now."""
        decision = self.decision
        if self.kind != "copy" or self.state != "approved" or decision is None:
            return False
        if decision.valid_until_ms is not None and now_ms >= decision.valid_until_ms:
            return False
        return covers(decision.footage, camera_id, start_ms, end_ms)


def covers(footage: Sequence[Footage], camera_id: str, start_ms: int, end_ms: int) -> bool:
    """Tell whether ranges of a camera, joined where they touch, hold all of a span."""
    reached = start_ms
    for item in sorted(footage, key=lambda item: item.start_ms):
        if item.camera_id == camera_id and item.start_ms <= reached < item.end_ms:
            reached = item.end_ms
    return reached >= end_ms
