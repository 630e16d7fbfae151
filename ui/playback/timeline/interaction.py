"""What the mouse means on the timeline: a pure function from gesture and event to the next gesture; no Qt.

Left on the ruler or the wide bar moves the playhead, on a narrow bar or an empty place it pans (a click on
a narrow bar chooses that camera and goes to the instant), the middle button pans anywhere.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from ui.playback.timeline.geometry import Hit, Zone
from ui.playback.timeline.scale import Scale

_CLICK_PX: Final = 4
"""Moving less than this between press and release is a click."""
_NOTCH: Final = 120
_ZOOM_PER_NOTCH: Final = 1.25
_PAN_SHARE_PER_NOTCH: Final = 0.1


class Button(Enum):
    """The buttons that the timeline knows."""

    LEFT = "left"
    MIDDLE = "middle"


class Mode(Enum):
    """What a pressed button is doing."""

    IDLE = "idle"
    SCRUB = "scrub"
    CLICK = "click"
    """A press that becomes a pan when the mouse moves."""
    PAN = "pan"
    MARK_IN = "in"
    MARK_OUT = "out"
    OVERVIEW = "overview"
    SPENT = "spent"
    """A press that has had its effect."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """Where the mouse is in its doing."""

    mode: Mode = Mode.IDLE
    hit: Hit = Hit(Zone.EMPTY)  # noqa: RUF009 - a frozen value
    x: float = 0.0
    """Where it was last."""
    from_x: float = 0.0
    """Where the button went down."""


@dataclass(frozen=True, slots=True)
class Seek:
    """Go to an instant; not final while the button is down."""

    ms: int
    final: bool


@dataclass(frozen=True, slots=True)
class Choose:
    """Make a lane the selected one."""

    lane: int


@dataclass(frozen=True, slots=True)
class Pan:
    """Show what lies so much later."""

    by_ms: float


@dataclass(frozen=True, slots=True)
class Centre:
    """Show what lies at a share of the overview."""

    x: float


@dataclass(frozen=True, slots=True)
class Zoom:
    """Show `factor` times as much, with the instant at `x` staying there."""

    factor: float
    x: float


@dataclass(frozen=True, slots=True)
class MarkAt:
    """Put the in mark, or the out mark, at an instant."""

    ms: int
    is_in: bool


@dataclass(frozen=True, slots=True)
class Recall:
    """Bring the playhead back into view."""


Effect = Seek | Choose | Pan | Centre | Zoom | MarkAt | Recall
Step = tuple[Gesture, tuple[Effect, ...]]
IDLE: Final = Gesture()

_MODES: Final = {
    Zone.SCRUB: Mode.SCRUB,
    Zone.LANE: Mode.CLICK,
    Zone.NAME: Mode.SPENT,
    Zone.OVERVIEW: Mode.OVERVIEW,
    Zone.MARK_IN: Mode.MARK_IN,
    Zone.MARK_OUT: Mode.MARK_OUT,
    Zone.EDGE: Mode.SPENT,
    Zone.EMPTY: Mode.PAN,
}


def pressed(gesture: Gesture, hit: Hit, x: float, button: Button, scale: Scale) -> Step:
    """Return what a press begins; a second button does nothing while the first is down."""
    if gesture.mode is not Mode.IDLE:
        return gesture, ()
    mode = Mode.PAN if button is Button.MIDDLE else _MODES[hit.zone]
    begun = Gesture(mode, hit, x, x)
    if mode is Mode.SPENT:
        return begun, ((Recall(),) if hit.zone is Zone.EDGE else (Choose(hit.lane or 0),))
    if mode is Mode.SCRUB:
        return begun, (_seek(scale, x, final=False),)
    if mode is Mode.OVERVIEW:
        return begun, (Centre(x),)
    return begun, ()


def moved(gesture: Gesture, x: float, scale: Scale) -> Step:
    """Return what a move with the button down does."""
    if gesture.mode is Mode.CLICK and abs(x - gesture.from_x) >= _CLICK_PX:
        gesture = Gesture(Mode.PAN, gesture.hit, gesture.from_x, gesture.from_x)
    there = Gesture(gesture.mode, gesture.hit, x, gesture.from_x)
    match gesture.mode:
        case Mode.SCRUB:
            return there, (_seek(scale, x, final=False),)
        case Mode.PAN:
            return there, (Pan((gesture.x - x) * scale.ms_per_px),)
        case Mode.OVERVIEW:
            return there, (Centre(x),)
        case Mode.MARK_IN | Mode.MARK_OUT:
            return there, (_mark(gesture, scale, x),)
        case _:
            return gesture, ()


def released(gesture: Gesture, x: float, scale: Scale) -> Step:
    """Return what letting go does."""
    match gesture.mode:
        case Mode.SCRUB:
            return IDLE, (_seek(scale, x, final=True),)
        case Mode.CLICK:
            return IDLE, (Choose(gesture.hit.lane or 0), _seek(scale, x, final=True))
        case _:
            return IDLE, ()


def wheeled(x: float, dx: int, dy: int, scale: Scale, *, sideways: bool) -> tuple[Effect, ...]:
    """Return what the wheel does, in eighths of a degree: up zooms in at the mouse, sideways pans."""
    across = dx or (dy if sideways else 0)
    if across:
        return (Pan(-across / _NOTCH * _PAN_SHARE_PER_NOTCH * scale.window.span_ms),)
    return (Zoom(_ZOOM_PER_NOTCH ** (-dy / _NOTCH), scale.inside(x)),) if dy else ()


def _seek(scale: Scale, x: float, *, final: bool) -> Seek:
    return Seek(round(scale.ms(scale.inside(x))), final)


def _mark(gesture: Gesture, scale: Scale, x: float) -> MarkAt:
    return MarkAt(round(scale.ms(scale.inside(x))), is_in=gesture.mode is Mode.MARK_IN)
