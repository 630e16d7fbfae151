"""First all first pictures, then the race to the present: the order of work when a wall is opened."""

from collections.abc import Callable, Hashable


class Launch:
    """Knows which streams of the worker still wait for a first picture; on the director thread.

    A stream behind a GOP cache has up to some hundred pictures to work through before it shows the
    present. That waits until the others have shown something (or until the sink's own short time-out).
    """

    def __init__(self) -> None:
        self._waiting: set[Hashable] = set()
        self._held: list[Callable[[], None]] = []

    def opened(self, stream: Hashable) -> None:
        """Note a stream that is about to show its first picture."""
        self._waiting.add(stream)

    def shown(self, stream: Hashable, race: Callable[[], None]) -> None:
        """Note a first picture; `race` runs when nobody waits any more."""
        self._held.append(race)
        self.gone(stream)

    def gone(self, stream: Hashable) -> None:
        """Forget a stream that has ended."""
        self._waiting.discard(stream)
        if not self._waiting:
            held, self._held = self._held, []
            for race in held:
                race()
