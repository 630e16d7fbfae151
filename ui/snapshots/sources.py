"""Which picture is on show where the person looks."""

from desktop.domain.snapshot import Shot
from ui.playback.mode import PlaybackMode
from ui.wall.wall_controller import WallController
from ui.wall.wall_view import WallView


def on_show(playback: PlaybackMode, wall: WallController, view: WallView) -> Shot | None:
    """Return the selected tile's picture of this moment, None where there is no picture.

    A tile that is rewound shows footage: the recording of that instant is what can be proved.
    """
    if playback.on:
        cell = playback.controller.selected
        if cell is None or cell.feed.shown_ms is None:
            return None
        ticket = cell.feed.ticket
        return Shot(cell.camera, cell.feed.shown_ms, None if ticket is None else ticket.storage)
    tile = wall.controller(view.selected)
    if tile.camera is None:
        return None
    if tile.past is None:
        return Shot(tile.camera)
    return None if tile.past.shown_ms is None else Shot(tile.camera, tile.past.shown_ms)
