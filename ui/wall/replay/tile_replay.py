"""The past of one tile: which player shows it, by which clock, and what the tile says meanwhile.

A tile whose stream has not been kept for as long as the others' waits at its oldest picture until the common
clock reaches it; from then on it is in step.
"""

from collections.abc import Callable, Collection, Sequence
from time import monotonic

from desktop.ports import Clock
from player.api import MediaPlayer, PlayClock
from ui.wall.looks import Look
from ui.wall.replay.mark import mark_of, waiting_look
from ui.wall.tile import Tile

_NEVER = 1 << 62
_SOON_MS = 1_000
"""Whoever joins the others within this time need not explain it."""


def longest_kept(players: Sequence[MediaPlayer]) -> MediaPlayer | None:
    """Return the player that can go back furthest."""
    return min(players, key=lambda player: (player.replay_range() or (_NEVER, 0))[0], default=None)


class TileReplay:
    """Made when a tile is rewound, closed when it shows the present again; UI thread."""

    def __init__(
        self, tile: Tile, player: MediaPlayer, clock: PlayClock, *, time: Clock, shift_ms: Callable[[], int]
    ) -> None:
        """Begin; pictures are kept by this computer's `time`, the platform's is `shift_ms` ahead of it."""
        self._tile = tile
        self._player = player
        self._time = time
        self._shift_ms = shift_ms
        self._size = tile.wanted_size()
        self._seen = 0
        self._clock = clock
        self._waits_for: int | None = None
        self._waits_long = False
        self._shown_ms: int | None = None
        self._show_mark()
        self.follow(clock)

    @property
    def look(self) -> Look | None:
        """What is to be laid over the tile; None when it is in step, or nearly."""
        waits = self._waits_for
        return waiting_look(waits + self._shift_ms()) if waits is not None and self._waits_long else None

    @property
    def shown_ms(self) -> int | None:
        """The instant on show (UTC milliseconds, the platform's); None before the first picture."""
        return None if self._shown_ms is None else self._shown_ms + self._shift_ms()

    def follow(self, clock: PlayClock, *, quick: bool = False) -> None:
        """Show what another clock asks for."""
        self._clock = clock
        kept, now = self._player.replay_range(), monotonic()
        if kept is not None and clock.media_at(now) < kept[0]:
            self._waits_for = kept[0]
            self._waits_long = kept[0] - clock.media_at(now) > _SOON_MS or not clock.rate
            self._player.replay(PlayClock(kept[0], now, 0.0), self._size, quick=quick)
        else:
            self._waits_for = None
            self._player.replay(clock, self._size, quick=quick)

    def fit(self) -> None:
        """Have the pictures drawn at the tile's size."""
        if self._tile.wanted_size() != self._size:
            self._size = self._tile.wanted_size()
            self.follow(self._clock)

    def poll(self) -> None:
        """Bring a new picture to the tile."""
        number = self._player.replay_picture()
        if number == self._seen:
            return
        frame = self._player.replay_frame()
        if frame is not None:
            self._seen, self._shown_ms = number, frame.media_ms
            self._tile.show_frame(frame)
            self._show_mark()

    def tick(self, players: Collection[MediaPlayer]) -> bool:
        """Join the clock when it is time; false when there is nothing left to show.

        Args:
            players: those that the tile still has.
        """
        if self._player not in players or self._player.replay_range() is None:
            return False
        if self._waits_for is not None and self._clock.media_at(monotonic()) >= self._waits_for:
            self.follow(self._clock)
        self._show_mark()
        return True

    def close(self) -> None:
        """Show nothing of the past any more."""
        self._tile.set_mark(None)
        self._player.replay(None)

    def _show_mark(self) -> None:
        self._tile.set_mark(mark_of(self.shown_ms, self._time.now_ms() + self._shift_ms()))
