"""Which stream a tile should show: small for small tiles, full for large ones, without flapping.

The numbers are those of a field-proven client (low at a 1.4th of the small stream's height, back up at 1.34
times that, five seconds between switches, more than sixteen cameras start small); "never upscale" is the
second rule: a tile that the small stream fills does not need the large one. Pure: time is passed in.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.stream import StreamProfile, StreamRole


class QualityReason(StrEnum):
    """Why a tile shows the stream that it shows."""

    ONLY_STREAM = "only_stream"
    CHOSEN = "chosen"
    """The person forced it."""
    MAXIMISED = "maximised"
    LARGE_TILE = "large_tile"
    SMALL_TILE = "small_tile"
    MANY_CAMERAS = "many_cameras"
    STRUGGLING = "struggling"
    """The machine or the network could not keep up with the large stream."""


class QualityChoice(StrEnum):
    """What the person asked for on a tile."""

    AUTO = "auto"
    MAIN = "main"
    SUB = "sub"


@dataclass(frozen=True, slots=True)
class TileView:
    """What the policy looks at: the picture's height on screen in device pixels, and its surroundings."""

    height: int
    cameras_on_wall: int
    maximised: bool = False
    struggling: bool = False
    choice: QualityChoice = QualityChoice.AUTO


@dataclass(frozen=True, slots=True)
class Quality:
    """The role that a tile shows and why; the other fields are the policy's memory (monotonic seconds)."""

    role: StreamRole
    reason: QualityReason
    opened_at: float
    switched_at: float | None = None
    pending: StreamRole | None = None
    pending_since: float = 0.0
    struggled_at: float | None = None


@dataclass(frozen=True, slots=True)
class QualityPolicy:
    """Chooses between SUB and MAIN; call `step` about every 500 ms."""

    low_divisor: float = 1.4
    hysteresis: float = 1.34
    default_sub_height: int = 360
    settle_s: float = 1.0
    """A new tile is left alone, and a wish must last, for so long."""
    between_switches_s: float = 5.0
    many_cameras: int = 16
    struggle_block_s: float = 600.0

    def start(self, view: TileView, streams: tuple[StreamProfile, ...], now: float) -> Quality:
        """Choose for a tile that is about to open."""
        forced = _forced(view, streams)
        if forced:
            return Quality(*forced, opened_at=now)
        if view.cameras_on_wall > self.many_cameras:
            return Quality(StreamRole.SUB, QualityReason.MANY_CAMERAS, opened_at=now)
        if view.height > self.high_above(streams):
            return Quality(StreamRole.MAIN, QualityReason.LARGE_TILE, opened_at=now)
        return Quality(StreamRole.SUB, QualityReason.SMALL_TILE, opened_at=now)

    def step(
        self, quality: Quality, view: TileView, streams: tuple[StreamProfile, ...], now: float
    ) -> Quality:
        """Look again; the answer has another `role` when the tile should switch now."""
        forced = _forced(view, streams)
        if forced:
            role, reason = forced
            if role is quality.role:
                return replace(quality, reason=reason, pending=None)
            return replace(quality, role=role, reason=reason, switched_at=now, pending=None)
        role, reason, quality = self._wish(quality, view, streams, now)
        if role is quality.role:
            return replace(quality, reason=reason, pending=None)
        if quality.pending is not role:
            return replace(quality, pending=role, pending_since=now)
        if not self._may_switch(quality, now):
            return quality
        return replace(quality, role=role, reason=reason, switched_at=now, pending=None)

    def low_up_to(self, streams: tuple[StreamProfile, ...]) -> float:
        """Height in pixels up to which a tile goes down to SUB."""
        sub = next((s.height for s in streams if s.role is StreamRole.SUB and s.height > 0), 0)
        return (sub or self.default_sub_height) / self.low_divisor

    def high_above(self, streams: tuple[StreamProfile, ...]) -> float:
        """Height in pixels above which a tile goes up to MAIN."""
        return self.low_up_to(streams) * self.hysteresis

    def _wish(
        self, quality: Quality, view: TileView, streams: tuple[StreamProfile, ...], now: float
    ) -> tuple[StreamRole, QualityReason, Quality]:
        if view.struggling and quality.role is StreamRole.MAIN:
            return StreamRole.SUB, QualityReason.STRUGGLING, replace(quality, struggled_at=now)
        blocked = quality.struggled_at is not None and now - quality.struggled_at < self.struggle_block_s
        if view.height <= self.low_up_to(streams):
            return StreamRole.SUB, QualityReason.SMALL_TILE, quality
        if view.height > self.high_above(streams):
            if blocked:
                return StreamRole.SUB, QualityReason.STRUGGLING, quality
            return StreamRole.MAIN, QualityReason.LARGE_TILE, quality
        return quality.role, _resting(quality), quality

    def _may_switch(self, quality: Quality, now: float) -> bool:
        last = (
            quality.opened_at - self.between_switches_s
            if quality.switched_at is None
            else quality.switched_at
        )
        return (
            now - quality.pending_since >= self.settle_s
            and now - quality.opened_at >= self.settle_s
            and now - last >= self.between_switches_s
        )


def _resting(quality: Quality) -> QualityReason:
    """Return the reason to keep a role between the two heights."""
    if quality.reason in {QualityReason.STRUGGLING, QualityReason.MANY_CAMERAS}:
        return quality.reason
    return QualityReason.LARGE_TILE if quality.role is StreamRole.MAIN else QualityReason.SMALL_TILE


def _forced(view: TileView, streams: tuple[StreamProfile, ...]) -> tuple[StreamRole, QualityReason] | None:
    roles = {stream.role for stream in streams}
    if len(roles) == 1:
        return next(iter(roles)), QualityReason.ONLY_STREAM
    if view.choice is not QualityChoice.AUTO:
        role = StreamRole.MAIN if view.choice is QualityChoice.MAIN else StreamRole.SUB
        return role, QualityReason.CHOSEN
    return (StreamRole.MAIN, QualityReason.MAXIMISED) if view.maximised else None
