"""The tree as the tree view needs it: loaded on demand, kept true by the change feed."""

from collections.abc import Callable, Iterable, Sequence

from desktop import log
from desktop.domain.camera import Camera, CameraId
from desktop.domain.changes import ChangeSet
from desktop.domain.region import RegionCode
from desktop.errors import AppError
from desktop.ports import CameraDirectory, Clock
from desktop.services.change_feed import ChangeFeed
from desktop.services.tasks import TaskOwner
from desktop.services.tree_loader import TreeLoader
from desktop.stores.directory_store import DirectoryStore
from desktop.stores.tree_node import LoadState, TreeNode

_log = log.get("directory")
RECOUNT_AFTER_S = 2.0
MOST_RECOUNTS = 40
MOST_RESYNCS = 3
_LOADED = frozenset({LoadState.LOADED, LoadState.PARTIAL})


class DirectoryService:
    """Loads the tree and follows its changes; lives with one sign-in, used on the loop's thread."""

    def __init__(self, directory: CameraDirectory, store: DirectoryStore, clock: Clock) -> None:
        self._directory = directory
        self._store = store
        self._clock = clock
        self._loader = TreeLoader(directory, store)
        self._feed = ChangeFeed(directory, clock)
        self._tasks = TaskOwner()
        self._doubtful: dict[RegionCode, None] = {}
        self._following = False
        self._news = 0
        self._watched: Callable[[], Iterable[CameraId]] = tuple

    async def start(self) -> None:
        """Load the tops of what the account may see and follow the changes from now on.

        Raises what the platform gives; the feed runs all the same, and `reload` tries again.
        """
        self._tasks.start(self._feed.run(self._receive), "feed")
        await self._read_tops()

    async def reload(self) -> None:
        """Ask for everything again that was loaded; rows that stay keep their identity."""
        self._tasks.cancel("resync")
        await self._read_tops()
        self._tasks.start(self._resync(), "resync")

    async def close(self) -> None:
        """Stop everything."""
        await self._tasks.close()

    def fetch(self, node: TreeNode) -> None:
        """Load the next page of a node's children; returns at once, harmless when there is nothing to do."""
        if node is not self._store.root and self._loader.claim(node):
            self._tasks.start(self._loader.load(node))

    def retry(self, node: TreeNode) -> None:
        """Load again what failed."""
        if node is self._store.root:
            self._tasks.start(self._reload_quietly(), "reload")
        elif node.load is LoadState.FAILED:
            self._loader.forget(node)
            self._store.set_load(node, LoadState.UNLOADED)
            self.fetch(node)

    def wake(self) -> None:
        """Look for changes now: the platform may be back."""
        self._feed.wake()

    def watch(self, watched: Callable[[], Iterable[CameraId]]) -> None:
        """Say which cameras are shown outside the tree, so that they too are read again after an outage."""
        self._watched = watched

    def remember(self, cameras: Iterable[Camera]) -> None:
        """Keep cameras that came from elsewhere, so that their state is followed."""
        self._store.remember(cameras)

    async def reveal(self, camera: Camera) -> TreeNode | None:
        """Load the tree down to a camera and return its row; None when it is not (or no longer) there."""
        node = self._store.camera_node(camera.id)
        for step in camera.region_path:
            region = self._store.region_node(step.code)
            if region is None or node is not None:
                continue
            await self._load_until(region, {ref.code for ref in camera.region_path}, camera.id)
            node = self._store.camera_node(camera.id)
        return node

    async def cameras_below(
        self, code: RegionCode, *, limit: int = 64, online_only: bool = False
    ) -> tuple[Camera, ...]:
        """Return the first cameras in and below a region, in the tree's order."""
        found: list[Camera] = []
        cursor: str | None = None
        while len(found) < limit:
            page = await self._directory.cameras(code, cursor, online_only=online_only, deep=True)
            found.extend(page.items)
            if page.next_cursor is None or page.next_cursor == cursor:
                break
            cursor = page.next_cursor
        cameras = tuple({camera.id: camera for camera in found}.values())[:limit]
        self.remember(cameras)
        return cameras

    async def cameras(self, ids: Sequence[CameraId]) -> dict[CameraId, Camera]:
        """Return those of the cameras that exist for this account; unknown ones are asked for."""
        unknown = [camera_id for camera_id in ids if self._store.camera(camera_id) is None]
        if unknown:
            self.remember(await self._directory.cameras_by_id(unknown))
        known = ((camera_id, self._store.camera(camera_id)) for camera_id in ids)
        return {camera_id: camera for camera_id, camera in known if camera is not None}

    async def _read_tops(self) -> None:
        self._store.set_load(self._store.root, LoadState.LOADING)
        news = self._news if self._following else None
        try:
            roots = await self._directory.roots()
        except AppError as error:
            self._store.set_load(self._store.root, LoadState.FAILED, error.code)
            raise
        self._store.merge(self._store.root, roots)
        self._store.set_load(self._store.root, LoadState.LOADED)
        if self._following and news != self._news:
            self._doubt(self._tops())  # the answer may be older than what has come meanwhile

    async def _load_until(self, region: TreeNode, codes: set[RegionCode], camera_id: CameraId) -> None:
        """Load pages of a region until the next step or the camera is among its children."""
        while self._store.camera_node(camera_id) is None:
            if any(child.region is not None and child.region.code in codes for child in region.members):
                return
            if region.load is not LoadState.LOADING and not region.can_fetch:
                return
            await self._loader.next_page(region)

    async def _reload_quietly(self) -> None:
        try:
            await self.reload()
        except AppError as error:
            _log.info("the tree could not be loaded again: %s", error.code.value)

    async def _receive(self, answer: ChangeSet) -> None:
        if answer.reset:
            _log.info("the platform lost track of changes: reading again")
            self._tasks.start(self._reload_quietly(), "reload")
            return
        self._news += bool(answer.changes)
        doubtful = self._store.apply(answer.changes)
        if not self._following:
            # What changed between what has been read and this first cursor is in neither.
            self._following = True
            self._tasks.start(self._resync(RECOUNT_AFTER_S), "resync")
            doubtful = self._tops()
        self._doubt(doubtful)

    def _tops(self) -> tuple[RegionCode, ...]:
        return tuple(top.region.code for top in self._store.root.members if top.region is not None)

    def _doubt(self, codes: Iterable[RegionCode]) -> None:
        self._doubtful.update(dict.fromkeys(codes))
        if self._doubtful and not self._tasks.running("recount"):
            self._tasks.start(self._recount(), "recount")

    async def _recount(self) -> None:
        """Ask for the true counts where they are a guess, a while after the doubt."""
        while self._doubtful:
            await self._clock.sleep(RECOUNT_AFTER_S)
            for code in list(self._doubtful)[:MOST_RECOUNTS]:
                self._doubtful.pop(code, None)
                if self._store.region_node(code) is None:
                    continue
                news = self._news
                try:
                    region = await self._directory.region(code)
                except AppError as error:
                    _log.info("no new count for a region: %s", error.code.value)
                    continue
                if news == self._news:
                    self._store.update_region(region)
                else:
                    self._doubtful[code] = None  # the answer may be older than what has come meanwhile

    async def _resync(self, after_s: float = 0.0) -> None:
        """Read again what is watched, and top down what was loaded before.

        Again, `MOST_RESYNCS` times in all, while changes come that an answer may be older than.
        """
        for _ in range(MOST_RESYNCS):
            if after_s:
                await self._clock.sleep(after_s)
            news = self._news
            try:
                watched = tuple(self._watched())
                if watched:
                    self.remember(await self._directory.cameras_by_id(watched))
                await self._resync_tree()
            except AppError as error:
                _log.info("not everything could be read again: %s", error.code.value)
                return
            if news == self._news:
                return
            after_s = RECOUNT_AFTER_S

    async def _resync_tree(self) -> None:
        waiting = [node for node in self._store.root.members if node.load in _LOADED]
        while waiting:
            node = waiting.pop(0)
            region = node.region
            is_loaded = node.load in _LOADED  # now: somebody may be loading its next page
            if is_loaded and region is not None and self._store.region_node(region.code) is node:
                await self._loader.again(node, region)
                waiting.extend(child for child in node.members if child.region and child.load in _LOADED)
