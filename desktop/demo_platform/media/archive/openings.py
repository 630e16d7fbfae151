"""Groups of pictures whose scenery must be drawn first: each is drawn once, and holds up nothing else."""

import threading

from desktop.demo_platform.media.archive.gop_maker import GopMaker, Scene
from desktop.demo_platform.media.archive.sceneries import SceneryStore
from desktop.demo_platform.media.recorder import Workshop


class Openings:
    """Sends makers to the encoders once their sceneries are there; makers are submitted by one thread.

    Who waits for a scenery that is being drawn occupies no thread: with a seek each camera wants several
    groups at once, and the next camera's scenery must not wait behind them.
    """

    def __init__(self, workshop: Workshop, sceneries: SceneryStore) -> None:
        self._workshop, self._sceneries = workshop, sceneries
        self._lock = threading.Lock()
        self._waiting: dict[Scene, list[GopMaker]] = {}

    def submit(self, maker: GopMaker) -> None:
        """Have a group made."""
        scene = maker.scene
        with self._lock:
            waiting = self._waiting.get(scene)
            if waiting is not None:
                waiting.append(maker)
                return
            is_drawn = self._sceneries.has(*scene)
            if not is_drawn:
                self._waiting[scene] = [maker]
        if is_drawn:
            self._workshop.encoders.submit(maker)
        else:
            self._workshop.easels.submit(_Drawing(self, scene))

    def draw(self, scene: Scene) -> None:
        """Draw a scenery, unless nobody wants it any more, and let go who waited for it."""
        try:
            with self._lock:
                is_wanted = any(maker.is_wanted for maker in self._waiting[scene])
            if is_wanted:
                self._sceneries.get(*scene)
        finally:  # where it cannot be drawn, the maker says so
            with self._lock:
                waiting = self._waiting.pop(scene)
            for maker in waiting:
                self._workshop.encoders.submit(maker)


class _Drawing:
    """The job of drawing one scenery (a `Job` that is done after one step)."""

    def __init__(self, openings: Openings, scene: Scene) -> None:
        self._openings, self._scene = openings, scene

    def run(self) -> None:
        """Draw it."""
        self._openings.draw(self._scene)
