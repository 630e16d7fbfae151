"""Who writes in the register: what an entry says of person, platform, workstation and footage."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.audit.entry import AccessAction, Body, RegisterEntry
from desktop.domain.account import Account
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange
from desktop.ports import Clock

MOST_NAMES = 16


class FootageItem(Protocol):
    """A camera with its name and a range of its footage, whatever else it is."""

    @property
    def camera_id(self) -> CameraId:
        """Which camera."""

    @property
    def camera_name(self) -> str:
        """What it is called."""

    @property
    def range(self) -> TimeRange:
        """From when to when."""


@dataclass(frozen=True, slots=True)
class Footage:
    """What an entry is about: a camera, or several with no id of one, and from when to when."""

    camera_id: CameraId
    names: str
    range: TimeRange

    @classmethod
    def of(cls, items: Sequence[FootageItem]) -> "Footage":
        """Return several as one: their names, and from the first beginning to the last end."""
        ids = {item.camera_id for item in items}
        names = list(dict.fromkeys(item.camera_name for item in items))
        return cls(
            ids.pop() if len(ids) == 1 else CameraId(""),
            "、".join(names[:MOST_NAMES]),
            TimeRange(
                min((item.range.start_ms for item in items), default=0),
                max((item.range.end_ms for item in items), default=0),
            ),
        )


@dataclass(frozen=True, slots=True)
class Author:
    """One account on one platform at this workstation; lives with one sign-in."""

    account: Account
    platform: str
    """Its name."""
    clock: Clock

    def entry(
        self,
        action: AccessAction,
        footage: Footage,
        *,
        reason: str = "",
        detail: str = "",
        subject: str = "",
        body: Body | None = None,
    ) -> RegisterEntry:
        """Return an entry of what the account does now."""
        return RegisterEntry(
            at_ms=self.clock.now_ms(),
            who=self.account.display_name,
            unit=self.account.unit,
            account=self.account.user,
            platform=self.platform,
            action=action,
            camera_id=footage.camera_id,
            camera_name=footage.names,
            range=footage.range,
            workstation=socket.gethostname(),
            reason=reason,
            detail=detail,
            subject=subject,
            body={} if body is None else body,
        )
