"""Loads a node's children page by page: regions first, then cameras."""

import asyncio
from dataclasses import dataclass, field

from desktop import log
from desktop.domain.camera import Camera
from desktop.domain.region import Region, RegionCode
from desktop.errors import AppError
from desktop.ports import CameraDirectory, Page
from desktop.stores.directory_store import DirectoryStore, Item
from desktop.stores.tree_node import LoadState, TreeNode

_log = log.get("directory")
MOST_PAGES = 4000


@dataclass(slots=True)
class _Paging:
    """Where a node's loading stands; `cameras` is their first page, fetched beside the regions' first."""

    regions_cursor: str | None = None
    regions_done: bool = False
    cameras_cursor: str | None = None
    cameras: Page[Camera] | None = None
    pages: int = 0


@dataclass(slots=True)
class _UnderWay:
    """A page that is being loaded, and what the node was before."""

    before: LoadState
    over: asyncio.Event = field(default_factory=asyncio.Event)


class TreeLoader:
    """Fills the store's nodes; lives with one sign-in, used on the loop's thread."""

    def __init__(self, directory: CameraDirectory, store: DirectoryStore) -> None:
        self._directory = directory
        self._store = store
        self._paging: dict[TreeNode, _Paging] = {}
        self._under_way: dict[TreeNode, _UnderWay] = {}

    def forget(self, node: TreeNode) -> None:
        """Start anew with this node the next time."""
        self._paging.pop(node, None)

    def claim(self, node: TreeNode) -> bool:
        """Mark a node as loading, to `load` it then; False when nothing is to load or a page is under way."""
        if not node.can_fetch:
            return False
        self._under_way[node] = _UnderWay(node.load)
        self._store.set_load(node, LoadState.LOADING)
        return True

    async def load(self, node: TreeNode) -> None:
        """Load the next page of a claimed node's children; its load state tells how it went."""
        under_way = self._under_way[node]
        try:
            await self._load(node, under_way.before)
        finally:
            under_way.over.set()
            if self._under_way.get(node) is under_way:
                del self._under_way[node]

    async def next_page(self, node: TreeNode) -> None:
        """Load the next page of a node's children, or wait for the one that is under way."""
        if self.claim(node):
            await self.load(node)
        elif node in self._under_way:
            await self._under_way[node].over.wait()

    async def again(self, node: TreeNode, region: Region) -> None:
        """Read a loaded node's children anew, as many pages as are there; raises what the platform gives."""
        items: list[Item] = []
        paging = _Paging()
        more = True
        while more and len(items) < max(1, len(node.members)):
            page, more = await self._next(region.code, paging, has_children=True)
            items.extend(page)
        self._store.merge(node, items)
        if node not in self._under_way:
            self._settle(node, paging, more=more)

    async def _load(self, node: TreeNode, before: LoadState) -> None:
        region = node.region
        if region is None:
            return
        paging = self._paging.setdefault(node, _Paging())
        try:
            items, more = await self._next(region.code, paging, has_children=region.has_children)
        except AppError as error:
            self._store.set_load(node, LoadState.FAILED, error.code)
            return
        except asyncio.CancelledError:
            self._store.set_load(node, before)
            raise
        self._store.append(node, items)
        self._settle(node, paging, more=more)

    def _settle(self, node: TreeNode, paging: _Paging, *, more: bool) -> None:
        if more:
            self._paging[node] = paging
        else:
            self._paging.pop(node, None)
        self._store.set_load(node, LoadState.PARTIAL if more else LoadState.LOADED)

    async def _next(
        self, code: RegionCode, paging: _Paging, *, has_children: bool
    ) -> tuple[list[Item], bool]:
        paging.pages += 1
        if paging.pages > MOST_PAGES:
            _log.warning("gave up on the pages of a region")
            return [], False
        items: list[Item] = []
        if not paging.regions_done:
            regions, more_regions = await self._regions(code, paging, has_children=has_children)
            items.extend(regions)
            if more_regions or paging.cameras is None:
                return items, True
        page = paging.cameras
        paging.cameras = None
        if page is None:
            page = await self._directory.cameras(code, paging.cameras_cursor)
        self._store.anomalies += page.dropped
        items.extend(page.items)
        more = _goes_on(page.next_cursor, paging.cameras_cursor)
        paging.cameras_cursor = page.next_cursor
        return items, more

    async def _regions(
        self, code: RegionCode, paging: _Paging, *, has_children: bool
    ) -> tuple[tuple[Region, ...], bool]:
        if not has_children:
            paging.cameras = await self._directory.cameras(code)
            paging.regions_done = True
            return (), False
        if paging.regions_cursor is None and paging.cameras is None:
            page, paging.cameras = await asyncio.gather(
                self._directory.children(code), self._directory.cameras(code)
            )
        else:
            page = await self._directory.children(code, paging.regions_cursor)
        self._store.anomalies += page.dropped
        paging.regions_done = not _goes_on(page.next_cursor, paging.regions_cursor)
        paging.regions_cursor = page.next_cursor
        return page.items, not paging.regions_done


def _goes_on(next_cursor: str | None, cursor: str | None) -> bool:
    """True when there is a next page; a cursor that repeats itself leads nowhere."""
    return next_cursor is not None and next_cursor != cursor
