"""The alarms of the past: from one of them to the footage of its moment."""

from dataclasses import dataclass, replace

from desktop.domain.alarm import Alarm
from desktop.domain.region import RegionCode
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.ports import Archive
from desktop.services.tasks import TaskOwner
from desktop.stores.observable import Signal


@dataclass(frozen=True, slots=True)
class AlarmHistoryState:
    """What to show: while `busy` the alarms are still those of the question before."""

    alarms: tuple[Alarm, ...] = ()
    span: TimeRange | None = None
    region: RegionCode | None = None
    busy: bool = False
    error: ErrorCode | None = None


class AlarmHistory:
    """Asks for alarms; lives with one sign-in, used on the loop's thread."""

    def __init__(self, archive: Archive, features: frozenset[str]) -> None:
        self.changed: Signal[[AlarmHistoryState]] = Signal()
        self.offered = "alarms" in features
        self._archive = archive
        self._state = AlarmHistoryState()
        self._tasks = TaskOwner()

    @property
    def state(self) -> AlarmHistoryState:
        """What to show now, the newest alarm first."""
        return self._state

    def load(self, span: TimeRange, region: RegionCode | None = None) -> None:
        """Ask for the alarms of a span; returns at once, cancels what was under way."""
        if not self.offered:
            self._set(AlarmHistoryState((), span, region, error=ErrorCode.NOT_OFFERED))
            return
        self._set(replace(self._state, span=span, region=region, busy=True, error=None))
        self._tasks.start(self._ask(span, region), "ask")

    async def close(self) -> None:
        """Stop."""
        await self._tasks.close()

    async def _ask(self, span: TimeRange, region: RegionCode | None) -> None:
        try:
            alarms = await self._archive.alarms(span, region)
        except AppError as error:
            self._set(AlarmHistoryState((), span, region, error=error.code))
            return
        self._set(AlarmHistoryState(tuple(alarms), span, region))

    def _set(self, state: AlarmHistoryState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)
