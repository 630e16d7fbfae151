"""What playback believes of itself, for the metrics file: where things lie, which instants are meant."""

from ui.playback.cell import PlaybackCell
from ui.playback.mode import PlaybackMode
from ui.screen_rect import screen_rect


def figures(mode: PlaybackMode) -> dict[str, object]:
    """Return the section of the metrics file; instants in UTC milliseconds, places in screen pixels."""
    cells = mode.controller.cells.all if mode.on else ()
    return {
        "mode": "playback" if mode.on else "live",
        "tiles": [_tile(number, cell) for number, cell in enumerate(cells)],
        "timeline": _timeline(mode),
        "clock": _clock(mode),
    }


def _tile(number: int, cell: PlaybackCell) -> dict[str, object]:
    return {
        "cell": number,
        "camera_id": cell.camera.id,
        "asked": cell.camera.frame_stamp,
        "video_rect": screen_rect(cell.tile, cell.tile.picture_rect()),
        "state": cell.state.phase.value,
        "target_ms": cell.target_ms,
        "shown_ms": cell.feed.shown_ms,
        "tied": cell.tied,
    }


def _timeline(mode: PlaybackMode) -> dict[str, object]:
    """Return the ruler and the time that it shows: its left edge is the window's start, its right the end."""
    timeline = mode.view.timeline
    ruler = timeline.time_rect()
    cameras = dict.fromkeys(cell.camera.id for cell in mode.controller.cells.all)
    return {
        "rect": screen_rect(timeline, ruler),
        "window": [timeline.ms_at(ruler.left()), timeline.ms_at(ruler.left() + ruler.width())],
        "lanes": [
            {"camera_id": camera, "rect": screen_rect(timeline, timeline.bar_rect(camera))}
            for camera in cameras
        ],
    }


def _clock(mode: PlaybackMode) -> dict[str, object]:
    motion = mode.controller.motion
    return {"media_ms": motion.media_ms, "at_monotonic": motion.at, "rate": motion.rate}
