"""Search as you type: the newest keystroke wins, answers are kept for a while."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from desktop.domain.camera import Camera
from desktop.domain.changes import CameraChange
from desktop.errors import AppError, ErrorCode
from desktop.ports import CameraDirectory, Clock, SearchHits
from desktop.services.tasks import TaskOwner
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.observable import Signal

LIMIT = 50
KEEP_S = 60.0
MOST_KEPT = 200
LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class SearchState:
    """What to show: while `busy` the cameras are still those of the query before."""

    text: str = ""
    cameras: tuple[Camera, ...] = ()
    more: bool = False
    busy: bool = False
    error: ErrorCode | None = None


class SearchService:
    """Asks the platform and shows the last answer; lives with one sign-in, used on the loop's thread."""

    def __init__(self, directory: CameraDirectory, store: DirectoryStore, clock: Clock) -> None:
        self.changed: Signal[[SearchState]] = Signal()
        self._directory = directory
        self._store = store
        self._clock = clock
        self._state = SearchState()
        self._kept: OrderedDict[tuple[str, bool], tuple[float, SearchHits]] = OrderedDict()
        self._tasks = TaskOwner()
        self._stop_listening = store.reported.connect(self._reported)

    @property
    def state(self) -> SearchState:
        """What to show now."""
        return self._state

    def query(self, text: str, *, online_only: bool = False) -> None:
        """Search; returns at once, cancels what was under way. An empty text clears."""
        wanted = " ".join(text.split())[:LONGEST_QUERY].lower()
        self._tasks.cancel("search")
        if not wanted:
            self._set(SearchState())
            return
        kept = self._kept.get((wanted, online_only))
        if kept is not None and self._clock.monotonic() - kept[0] < KEEP_S:
            self._show(wanted, kept[1])
            return
        self._set(replace(self._state, text=wanted, busy=True, error=None))
        self._tasks.start(self._ask(wanted, online_only=online_only), "search")

    def clear(self) -> None:
        """Show nothing."""
        self.query("")

    async def close(self) -> None:
        """Stop everything."""
        self._stop_listening()
        await self._tasks.close()

    async def _ask(self, text: str, *, online_only: bool) -> None:
        try:
            hits = await self._directory.search(text, limit=LIMIT, online_only=online_only)
        except AppError as error:
            self._set(SearchState(text, error=error.code))
            return
        self._kept[text, online_only] = (self._clock.monotonic(), hits)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self._store.remember(hits.cameras)
        self._show(text, hits)

    def _show(self, text: str, hits: SearchHits) -> None:
        cameras = tuple(self._store.camera(camera.id) or camera for camera in hits.cameras)
        self._set(SearchState(text, cameras, hits.more))

    def _reported(self, change: CameraChange) -> None:
        if any(camera.id == change.camera_id for camera in self._state.cameras):
            cameras = tuple(self._store.camera(camera.id) or camera for camera in self._state.cameras)
            self._set(replace(self._state, cameras=cameras))

    def _set(self, state: SearchState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)
