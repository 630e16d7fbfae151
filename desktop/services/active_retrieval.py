"""The entry under which footage is being looked at now, until its approval ends."""

from desktop.domain.camera import CameraId
from desktop.domain.retrieval import Retrieval
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.ports import Clock
from desktop.services.tasks import TaskOwner
from desktop.stores.observable import Signal

LOOK_AGAIN_S = 60.0
"""The clock may be set, and a machine may sleep: the end is looked for at least this often."""


class ActiveRetrieval:
    """At most one entry; `changed(retrieval | None)`. Lives with one sign-in, used on the loop's thread."""

    def __init__(self, clock: Clock) -> None:
        self.changed: Signal[[Retrieval | None]] = Signal()
        self._clock = clock
        self._entry: Retrieval | None = None
        self._tasks = TaskOwner()

    @property
    def entry(self) -> Retrieval | None:
        """The entry, None when footage is looked at on one's own duty."""
        return self._entry

    def set(self, retrieval: Retrieval | None) -> None:
        """Look at footage under an approved entry from now on, or under none; NOT_APPROVED."""
        if retrieval is not None and not self.valid(retrieval):
            raise AppError(ErrorCode.NOT_APPROVED, {"retrieval": retrieval.number})
        before, self._entry = self._entry, retrieval
        self._tasks.cancel("end")
        if retrieval is not None:
            self._tasks.start(self._end_in_time(retrieval), "end")
        if before != retrieval:
            self.changed.emit(retrieval)

    def replace(self, retrieval: Retrieval) -> None:
        """Take over what became of the entry; one that is closed is no longer looked under."""
        if self._entry is not None and self._entry.number == retrieval.number and self._entry != retrieval:
            self.set(retrieval if self.valid(retrieval) else None)

    def valid(self, retrieval: Retrieval) -> bool:
        """Return whether something may still be seen or taken under an entry."""
        decision, now = retrieval.decision, self._clock.now_ms()
        return decision is not None and any(
            retrieval.allowed(item.camera_id, now) for item in decision.footage
        )

    def allows(self, camera_id: CameraId, span: TimeRange) -> bool:
        """Return whether a span may be looked at under the entry; True where there is none."""
        return self._entry is None or self._entry.allows(camera_id, span, self._clock.now_ms())

    async def close(self) -> None:
        """End with the sign-in."""
        await self._tasks.close()

    async def _end_in_time(self, retrieval: Retrieval) -> None:
        until = retrieval.decision.valid_until_ms if retrieval.decision else None
        if until is None:
            return
        while (left_s := (until - self._clock.now_ms()) / 1000) > 0:
            await self._clock.sleep(min(left_s, LOOK_AGAIN_S))
        self._entry = None
        self.changed.emit(None)
