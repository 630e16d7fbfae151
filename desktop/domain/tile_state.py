"""What a tile truthfully says: a pure reducer from events to a state and the buttons that help.

The tile controller maps what players and platforms report to these events and does what the state asks for:
it opens a stream when `due` says so, and draws `phase`. Times are monotonic seconds, passed in.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.camera import CameraId
from desktop.domain.freshness import freshness
from desktop.domain.retry import RetryPolicy
from desktop.domain.tile_events import (
    CameraReported,
    KeyFrameAwaited,
    Placed,
    PlatformReported,
    Queued,
    Removed,
    RetryAsked,
    StreamFailed,
    Ticked,
    TicketAsked,
    TicketFailed,
    TicketReceived,
    TileEvent,
)
from desktop.errors import ErrorCode


class TilePhase(StrEnum):
    """What a tile shows; each has its own look."""

    EMPTY = "empty"
    QUEUED = "queued"
    CONNECTING = "connecting"
    WAITING_KEY_FRAME = "waiting_key_frame"
    LIVE = "live"
    FROZEN = "frozen"
    RECONNECTING = "reconnecting"
    NO_SIGNAL = "no_signal"
    CAMERA_OFFLINE = "camera_offline"
    PLATFORM_UNREACHABLE = "platform_unreachable"
    NO_PERMISSION = "no_permission"
    CODEC_UNSUPPORTED = "codec_unsupported"
    SIGNED_OUT = "signed_out"
    PLAYER_FAILED = "player_failed"
    REPLAY = "replay"
    """The last minute is shown again; said by the tile, no event leads here, and it is never LIVE."""


class TileHelp(StrEnum):
    """Buttons that a tile may offer."""

    RETRY_NOW = "retry_now"
    SIGN_IN = "sign_in"
    OTHER_STREAM = "other_stream"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class TileState:
    """What to draw. `failures` counts those in a row; `next_try_at` is None when no try is planned."""

    phase: TilePhase = TilePhase.EMPTY
    camera_id: CameraId | None = None
    error: ErrorCode | None = None
    failures: int = 0
    next_try_at: float | None = None
    picture_at: float | None = None
    """When the newest picture came; kept while reconnecting, so that its age can be shown."""

    def due(self, now: float) -> bool:
        """True when a stream should be opened now."""
        return self.next_try_at is not None and now >= self.next_try_at

    def picture_age(self, now: float) -> float | None:
        """Return the age in seconds of the picture on the tile, None when it shows none."""
        return None if self.picture_at is None else freshness(self.picture_at, now).age_s

    @property
    def helps(self) -> tuple[TileHelp, ...]:
        """Return the buttons that help, the best one first."""
        return _HELPS.get(self.phase, ())


_HELPS: dict[TilePhase, tuple[TileHelp, ...]] = {
    TilePhase.FROZEN: (TileHelp.RETRY_NOW,),
    TilePhase.RECONNECTING: (TileHelp.RETRY_NOW,),
    TilePhase.NO_SIGNAL: (TileHelp.RETRY_NOW, TileHelp.OTHER_STREAM),
    TilePhase.CAMERA_OFFLINE: (TileHelp.RETRY_NOW,),
    TilePhase.PLATFORM_UNREACHABLE: (TileHelp.RETRY_NOW,),
    TilePhase.NO_PERMISSION: (TileHelp.REMOVE,),
    TilePhase.CODEC_UNSUPPORTED: (TileHelp.OTHER_STREAM, TileHelp.RETRY_NOW),
    TilePhase.SIGNED_OUT: (TileHelp.SIGN_IN,),
    TilePhase.PLAYER_FAILED: (TileHelp.RETRY_NOW,),
}

_SAID_BY_CODE: dict[ErrorCode, TilePhase] = {
    ErrorCode.CAMERA_OFFLINE: TilePhase.CAMERA_OFFLINE,
    ErrorCode.FORBIDDEN: TilePhase.NO_PERMISSION,
    ErrorCode.NOT_FOUND: TilePhase.NO_PERMISSION,
    ErrorCode.CODEC_UNSUPPORTED: TilePhase.CODEC_UNSUPPORTED,
    ErrorCode.SESSION_EXPIRED: TilePhase.SIGNED_OUT,
    ErrorCode.BAD_CREDENTIALS: TilePhase.SIGNED_OUT,
    ErrorCode.LOCKED_OUT: TilePhase.SIGNED_OUT,
    ErrorCode.ENGINE_FAILED: TilePhase.PLAYER_FAILED,
}

_PLATFORM_AWAY = frozenset(
    {
        ErrorCode.UNKNOWN_HOST,
        ErrorCode.CONNECTION_REFUSED,
        ErrorCode.UNREACHABLE,
        ErrorCode.TIMED_OUT,
        ErrorCode.CERTIFICATE_UNTRUSTED,
        ErrorCode.CERTIFICATE_CHANGED,
        ErrorCode.PLATFORM_UNAVAILABLE,
        ErrorCode.NOT_A_PLATFORM,
    }
)

NO_SIGNAL_AFTER = 3
"""Failures in a row after which a tile says "no signal" instead of "reconnecting"; it keeps trying."""

_RETRY = RetryPolicy()
_WITH_PICTURE = frozenset({TilePhase.LIVE, TilePhase.FROZEN})
_HELPED_BY_PLATFORM = frozenset({TilePhase.PLATFORM_UNREACHABLE, TilePhase.SIGNED_OUT})
_OPENING = frozenset({TilePhase.CONNECTING, TilePhase.WAITING_KEY_FRAME, TilePhase.RECONNECTING})


def reduce(state: TileState, event: TileEvent, retry: RetryPolicy = _RETRY) -> TileState:
    """Return the state after an event; events that make no sense now leave the state as it is."""
    if isinstance(event, Placed):
        return TileState(TilePhase.QUEUED, event.camera_id, next_try_at=event.at)
    if isinstance(event, Removed) or state.phase is TilePhase.EMPTY:
        return TileState()
    match event:
        case TicketFailed() | StreamFailed():
            return _failed(state, event, retry)
        case Ticked():
            return _ticked(state, event)
        case CameraReported() | PlatformReported() | RetryAsked():
            return _encouraged(state, event, retry)
        case _:
            return _progressed(state, event)


def _progressed(
    state: TileState, event: Queued | TicketAsked | TicketReceived | KeyFrameAwaited
) -> TileState:
    if isinstance(event, Queued):
        return replace(state, phase=TilePhase.QUEUED, next_try_at=None)
    if isinstance(event, KeyFrameAwaited):
        return replace(state, phase=TilePhase.WAITING_KEY_FRAME) if state.phase in _OPENING else state
    again = state.failures > 0 or state.picture_at is not None
    return replace(state, phase=TilePhase.RECONNECTING if again else TilePhase.CONNECTING, next_try_at=None)


def _ticked(state: TileState, event: Ticked) -> TileState:
    at = event.picture_at
    if at is None or (state.picture_at is not None and at < state.picture_at):
        return state
    seen = replace(state, picture_at=at)
    if state.phase in _WITH_PICTURE:
        if freshness(at, event.now).frozen:
            return replace(seen, phase=TilePhase.FROZEN)
        return TileState(TilePhase.LIVE, state.camera_id, picture_at=at)
    is_new = state.picture_at is None or at > state.picture_at
    if is_new and state.phase in _OPENING and not freshness(at, event.now).frozen:
        return TileState(TilePhase.LIVE, state.camera_id, picture_at=at)
    return seen


def _encouraged(
    state: TileState, event: CameraReported | PlatformReported | RetryAsked, retry: RetryPolicy
) -> TileState:
    if isinstance(event, RetryAsked):
        return replace(state, failures=0, next_try_at=event.at)
    if isinstance(event, PlatformReported):
        return _try_soon(state, event.at + event.chance) if state.phase in _HELPED_BY_PLATFORM else state
    if event.online:
        return _try_soon(state, event.at + event.chance) if state.phase is TilePhase.CAMERA_OFFLINE else state
    if state.phase in _WITH_PICTURE:
        return state  # pictures are stronger than the directory's word; the stream's end will tell
    failed = TicketFailed(ErrorCode.CAMERA_OFFLINE, event.at, event.chance)
    return _failed(state, failed, retry)


def _try_soon(state: TileState, at: float) -> TileState:
    return replace(state, failures=0, next_try_at=at)


def _failed(state: TileState, event: TicketFailed | StreamFailed, retry: RetryPolicy) -> TileState:
    failures = state.failures + 1
    asked = isinstance(event, TicketFailed)
    delay = retry.delay(
        event.code, failures, event.chance, event.wait_s if isinstance(event, TicketFailed) else 0.0
    )
    phase = TilePhase.RECONNECTING if failures <= NO_SIGNAL_AFTER else TilePhase.NO_SIGNAL
    if asked and event.code in _PLATFORM_AWAY:
        phase = TilePhase.PLATFORM_UNREACHABLE
    phase = _SAID_BY_CODE.get(event.code, phase)
    next_try_at = None if delay is None else event.at + delay
    return replace(state, phase=phase, error=event.code, failures=failures, next_try_at=next_try_at)
