"""Whether the platform can be reached, told by how its calls go."""

from desktop.domain.told_time import ToldTime
from desktop.errors import ErrorCode
from desktop.stores.observable import Signal

_AWAY = frozenset(
    {
        ErrorCode.UNKNOWN_HOST,
        ErrorCode.CONNECTION_REFUSED,
        ErrorCode.UNREACHABLE,
        ErrorCode.PLATFORM_UNAVAILABLE,
        ErrorCode.NOT_A_PLATFORM,
    }
)
_DISTRUSTED = frozenset({ErrorCode.CERTIFICATE_CHANGED, ErrorCode.CERTIFICATE_UNTRUSTED})
TIME_OUTS_IN_A_ROW = 2


class PlatformLink:
    """Hears of every call; lives with one sign-in, used on the UI thread.

    One slow answer is no outage: time-outs count from the second in a row.
    """

    def __init__(self) -> None:
        self.changed: Signal[[bool]] = Signal()
        """The platform went away (False) or came back (True)."""
        self.distrusted: Signal[[ErrorCode]] = Signal()
        """The server shows another certificate than the trusted one."""
        self.time_told: Signal[[ToldTime]] = Signal()
        """An answer said what time it is there."""
        self.reachable = True
        self._time_outs = 0

    def reached(self) -> None:
        """The platform answered, be it with an error."""
        self._time_outs = 0
        self._set(reachable=True)

    def failed(self, code: ErrorCode) -> None:
        """A call failed before the platform answered."""
        if code is ErrorCode.TIMED_OUT:
            self._time_outs += 1
        if code in _AWAY or self._time_outs >= TIME_OUTS_IN_A_ROW:
            self._set(reachable=False)
        if code in _DISTRUSTED:
            self._set(reachable=False)
            self.distrusted.emit(code)

    def told(self, time: ToldTime) -> None:
        """Pass on what an answer said of the platform's clock."""
        self.time_told.emit(time)

    def _set(self, *, reachable: bool) -> None:
        if reachable != self.reachable:
            self.reachable = reachable
            self.changed.emit(reachable)
