"""The window onto time: which instant lies at which pixel, and how zooming and panning move it; no Qt.

Instants are UTC milliseconds, lengths device-independent pixels; both are floating point while something
moves, so that a smooth zoom does not jitter by rounding.
"""

from dataclasses import dataclass
from typing import Final

from desktop.domain.time_range import TimeRange

MIN_SPAN_MS: Final = 60_000.0
MAX_SPAN_MS: Final = 31 * 86_400_000.0


@dataclass(frozen=True, slots=True)
class Window:
    """The span of time that is in view."""

    start_ms: float
    span_ms: float

    @classmethod
    def of(cls, span: TimeRange) -> "Window":
        """Return the window onto a range; too short and too long ones are brought within limits."""
        wanted = Window(span.start_ms, max(1.0, span.duration_ms))
        length = min(max(wanted.span_ms, MIN_SPAN_MS), MAX_SPAN_MS)
        return Window(wanted.start_ms + (wanted.span_ms - length) / 2, length)

    @property
    def end_ms(self) -> float:
        """Where it ends."""
        return self.start_ms + self.span_ms

    def range(self) -> TimeRange:
        """Return it in whole milliseconds."""
        start = round(self.start_ms)
        return TimeRange(start, start + max(1, round(self.span_ms)))

    def contains(self, ms: float) -> bool:
        """True for an instant in view."""
        return self.start_ms <= ms < self.end_ms

    def zoomed(self, factor: float, anchor_ms: float, share: float) -> "Window":
        """Return the window `factor` times as long in which an instant stands at a share (0..1) of it."""
        span = min(max(self.span_ms * factor, MIN_SPAN_MS), MAX_SPAN_MS)
        return Window(anchor_ms - share * span, span)

    def moved(self, by_ms: float) -> "Window":
        """Return the window so much later."""
        return Window(self.start_ms + by_ms, self.span_ms)

    def towards(self, other: "Window", share: float) -> "Window":
        """Return what lies between: 0 is this window, 1 the other.

        Both parts go in step, so that an instant which stands at the same place in both never leaves it.
        """
        return Window(
            self.start_ms + (other.start_ms - self.start_ms) * share,
            self.span_ms + (other.span_ms - self.span_ms) * share,
        )

    def kept_near(self, extent: TimeRange | None, slack: float) -> "Window":
        """Return the window moved so that it leaves the extent by no more than `slack` of its own length."""
        if extent is None:
            return self
        room = slack * self.span_ms
        last = max(extent.start_ms - room, extent.end_ms + room - self.span_ms)
        return Window(max(extent.start_ms - room, min(self.start_ms, last)), self.span_ms)


@dataclass(frozen=True, slots=True)
class Scale:
    """A window laid over a stretch of pixels."""

    window: Window
    left: float
    width: float

    @property
    def right(self) -> float:
        """The first pixel behind it."""
        return self.left + self.width

    @property
    def ms_per_px(self) -> float:
        """How much time a pixel is."""
        return self.window.span_ms / max(1.0, self.width)

    def x(self, ms: float) -> float:
        """Return where an instant lies; may be outside."""
        return self.left + (ms - self.window.start_ms) / self.ms_per_px

    def ms(self, x: float) -> float:
        """Return the instant at a pixel; may be outside."""
        return self.window.start_ms + (x - self.left) * self.ms_per_px

    def inside(self, x: float) -> float:
        """Return the nearest pixel that is still within."""
        return min(max(x, self.left), self.right - 1)

    def share(self, x: float) -> float:
        """Return how far to the right a pixel lies, as a share of the width: 0..1."""
        return min(max((x - self.left) / max(1.0, self.width), 0.0), 1.0)
