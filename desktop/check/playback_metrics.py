"""What the application says of its playback: where the tiles and the timeline lie, not what they show."""

from dataclasses import dataclass
from typing import Any

from desktop.check.screen import Rect


@dataclass(frozen=True, slots=True)
class PlaybackTile:
    """One tile of playback; `state` is the application's word for what the tile says."""

    cell: int
    camera_id: str
    state: str
    rect: Rect | None


@dataclass(frozen=True, slots=True)
class Ruler:
    """The timeline's row of times, and the UTC milliseconds at its left and at its right edge."""

    rect: Rect
    start_ms: float
    end_ms: float

    @property
    def ms_per_px(self) -> float:
        """How much time a pixel is."""
        return (self.end_ms - self.start_ms) / self.rect.width

    def ms_at(self, x: int) -> int:
        """Return the instant at a pixel of the screen."""
        return round(self.start_ms + (x - self.rect.x) * self.ms_per_px)

    def x_of(self, ms: float) -> int:
        """Return the pixel of the screen at which an instant lies."""
        return self.rect.x + round((ms - self.start_ms) / self.ms_per_px)

    @property
    def middle_y(self) -> int:
        """A row of the screen on which a click is one on the ruler."""
        return self.rect.y + self.rect.height // 2


@dataclass(frozen=True, slots=True)
class PlaybackMetrics:
    """The playback's section of one metrics file."""

    on: bool
    tiles: tuple[PlaybackTile, ...]
    ruler: Ruler | None
    """None while the timeline is not on the screen."""
    media_ms: float
    """Where the clock stood at `at`, monotonic seconds, and how fast it goes."""
    at: float
    rate: float

    def media_at(self, now: float) -> float:
        """Return the instant of the clock."""
        return self.media_ms + (now - self.at) * 1000 * self.rate


def decode_playback(section: dict[str, Any]) -> PlaybackMetrics:
    """Turn the section into values; ValueError, KeyError or TypeError when it is not what was agreed."""
    clock, timeline = section["clock"], section["timeline"]
    start_ms, end_ms = (float(value) for value in timeline["window"])
    rect = _rect(timeline["rect"])
    return PlaybackMetrics(
        on=section["mode"] == "playback",
        tiles=tuple(_tile(tile) for tile in section["tiles"]),
        ruler=Ruler(rect, start_ms, end_ms) if rect is not None and end_ms > start_ms else None,
        media_ms=float(clock["media_ms"]),
        at=float(clock["at_monotonic"]),
        rate=float(clock["rate"]),
    )


def _tile(tile: dict[str, Any]) -> PlaybackTile:
    return PlaybackTile(
        cell=int(tile["cell"]),
        camera_id=str(tile["camera_id"]),
        state=str(tile["state"]),
        rect=_rect(tile["video_rect"]),
    )


def _rect(values: list[int] | None) -> Rect | None:
    return Rect(*(int(value) for value in values)) if values else None
