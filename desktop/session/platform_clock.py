"""The platform's clock, as far as its answers tell: what "now" means for footage.

The clocks of offices' computers are minutes or hours off; recordings carry the platform's time.
"""

from desktop import log
from desktop.domain.told_time import ToldTime
from desktop.errors import AppError
from desktop.ports import Authenticator, Clock
from desktop.stores.observable import Signal

_log = log.get("session")
WORTH_SAYING_MS = 5_000
"""A computer's clock that is off by more than this is worth telling the person."""
_DRIFT = 1e-4
"""Clocks of computers drift apart by less than this share of the time that passes."""
_STEP_MS = 1_000
MEASURE_EVERY_S = 300.0
LOOK_EVERY_S = 5.0
"""So often it is looked whether the computer's clock was set, or the computer slept."""
_SET_MS = 2_000
_NO_CLOCK_MS = 1_577_836_800_000
"""2020-01-01: who says an earlier time has no clock, or counts in seconds; all footage would be "future"."""


class PlatformClock:
    """A `Clock` that says the platform's time; lives with one sign-in, used on the loop's thread.

    Every answer gives bounds for how far the platform's clock is ahead of this computer's. They are narrowed
    from answer to answer, and dropped for new ones when an answer contradicts: one of the clocks was set.
    """

    def __init__(self, local: Clock) -> None:
        self.changed: Signal[[]] = Signal()
        """The time that this clock says has moved by a second or more against the computer's."""
        self._local = local
        self._bounds: tuple[float, float] | None = None
        self._measured = 0.0
        self._said_ms = 0

    def now_ms(self) -> int:
        """UTC milliseconds since 1970 by the platform's clock; by the computer's before it is known."""
        return self._local.now_ms() + self.shift_ms

    def monotonic(self) -> float:
        """Seconds of a clock that never jumps."""
        return self._local.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait; cancellable."""
        await self._local.sleep(seconds)

    @property
    def shift_ms(self) -> int:
        """How far the platform's clock is ahead of the computer's; negative: behind."""
        return 0 if self._bounds is None else round(sum(self._bounds) / 2)

    @property
    def computer_off_ms(self) -> int:
        """How far the computer's clock is ahead (negative: behind), 0 while that is not worth saying."""
        if self._bounds is None:
            return 0
        low, high = self._bounds
        surely = low if low > 0 else high if high < 0 else 0.0
        return -self.shift_ms if abs(surely) > WORTH_SAYING_MS else 0

    def hear(self, told: ToldTime) -> None:
        """Take what an answer tells of the platform's clock."""
        now = self._local.monotonic()
        origin = self._local.now_ms() - now * 1000
        low = told.earliest_ms - (origin + told.received * 1000)
        high = told.latest_ms - (origin + told.sent * 1000)
        if low > high or told.latest_ms < _NO_CLOCK_MS:
            return
        if self._bounds is not None:
            slack = (now - self._measured) * 1000 * _DRIFT + 1
            kept = max(low, self._bounds[0] - slack), min(high, self._bounds[1] + slack)
            if kept[0] <= kept[1]:
                low, high = kept
        self._bounds, self._measured = (low, high), now
        if abs(self.shift_ms - self._said_ms) >= _STEP_MS:
            self._said_ms = self.shift_ms
            _log.info("the platform's clock is %d ms ahead of this computer's", self.shift_ms)
            self.changed.emit()

    async def measure(self, authenticator: Authenticator) -> None:
        """Ask the platform for its time; a platform that does not answer changes nothing."""
        sent = self._local.monotonic()
        try:
            info = await authenticator.platform_info()
        except AppError as error:
            _log.debug("the platform's time: %s", error.code.value)
            return
        if info.time_ms:
            self.hear(ToldTime(info.time_ms, info.time_ms, sent, self._local.monotonic()))

    async def keep(self, authenticator: Authenticator) -> None:
        """Measure now and then, and at once when the computer's clock was set or it slept; never returns."""
        while True:
            origin, due = self._origin_ms(), self._local.monotonic() + MEASURE_EVERY_S
            await self.measure(authenticator)
            while self._local.monotonic() < due and abs(self._origin_ms() - origin) < _SET_MS:
                await self._local.sleep(LOOK_EVERY_S)

    def _origin_ms(self) -> float:
        return self._local.now_ms() - self._local.monotonic() * 1000
