"""The tree that this account may see, as far as it was looked at, with live counts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from desktop.domain.ancestry import codes_upward
from desktop.domain.camera import Camera, CameraId
from desktop.domain.changes import CameraChange
from desktop.domain.region import Region, RegionCode
from desktop.errors import ErrorCode
from desktop.stores.known_cameras import KnownCameras
from desktop.stores.observable import Signal
from desktop.stores.tree_node import LoadState, TreeNode
from desktop.stores.tree_rows import TreeRows, subtree

Item = Region | Camera


class DirectoryStore(TreeRows):
    """The tree and all known cameras; lives with one sign-in, used on the UI thread.

    Whatever the platform says, it stays a tree: a region or camera that is in it already (a cycle, a
    duplicate) is left out and counted in `anomalies`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.camera_changed: Signal[[Camera]] = Signal()
        """A known camera has another state now."""
        self.reported: Signal[[CameraChange]] = Signal()
        """The platform reported a camera's state, known or not."""
        self.anomalies = 0
        self._known = KnownCameras()
        self._regions: dict[RegionCode, TreeNode] = {}
        self._camera_nodes: dict[CameraId, TreeNode] = {}
        self._states: dict[CameraId, bool] = {}

    def camera(self, camera_id: CameraId) -> Camera | None:
        """Return the newest version of a camera, or None when it is not known."""
        node = self._camera_nodes.get(camera_id)
        return self._known.get(camera_id) if node is None else node.camera

    def camera_node(self, camera_id: CameraId) -> TreeNode | None:
        """Return a camera's row, or None when its region was not loaded."""
        return self._camera_nodes.get(camera_id)

    def region_node(self, code: RegionCode) -> TreeNode | None:
        """Return a region's row, or None when it was not loaded."""
        return self._regions.get(code)

    def remember(self, cameras: Iterable[Camera]) -> None:
        """Keep cameras that came from elsewhere: a search, the favourites, the last wall."""
        for camera in cameras:
            self._update_camera(camera)

    def set_load(self, node: TreeNode, load: LoadState, error: ErrorCode | None = None) -> None:
        """Note how far a node's children are loaded."""
        if (node.load, node.error) != (load, error):
            node.load, node.error = load, error
            self.node_changed.emit(node)

    def append(self, node: TreeNode, items: Sequence[Item]) -> int:
        """Add a page of children, regions before cameras; return how many were new."""
        regions = self._fresh_nodes(node, [item for item in items if isinstance(item, Region)])
        self.insert(node, node.region_members, regions)
        cameras = self._fresh_nodes(node, [item for item in items if isinstance(item, Camera)])
        self.insert(node, len(node.members), cameras)
        return len(regions) + len(cameras)

    def merge(self, node: TreeNode, items: Sequence[Item]) -> None:
        """Make a node's children equal to these; rows that stay keep their identity."""
        wanted = {_key(item): item for item in sorted(items, key=lambda item: isinstance(item, Camera))}
        self._drop(node, [member for member in node.members if _key_of(member) not in wanted])
        known = {_key_of(member): member for member in node.members}
        for key, item in wanted.items():
            if key in known:
                self._update(item)
        self._insert_runs(node, list(wanted.values()), known)

    def update_region(self, region: Region) -> None:
        """Take a region's newest counts."""
        node = self._regions.get(region.code)
        if node is not None and node.region != region:
            node.region = region
            self.review(node)

    def apply(self, changes: Sequence[CameraChange]) -> tuple[RegionCode, ...]:
        """Take the cameras' new states; return the loaded regions whose counts are a guess.

        The count of a camera that was never seen is assumed to have been the opposite; the caller asks the
        platform for those regions' true counts.
        """
        deltas: dict[RegionCode, int] = {}
        doubtful: dict[RegionCode, None] = {}
        for change in changes:
            before = self._state_before(change)
            if before == change.online:
                continue
            above = self._loaded_above(change)
            for code in above:
                deltas[code] = deltas.get(code, 0) + (1 if change.online else -1)
            if before is None:
                doubtful.update(dict.fromkeys(above))
            self._set_state(change)
        for code, delta in deltas.items():
            self._add_online(self._regions[code], delta)
        for change in changes:
            self.reported.emit(change)
        return tuple(doubtful)

    def clear(self) -> None:
        """Forget everything."""
        self._regions.clear()
        self._camera_nodes.clear()
        self._known.clear()
        self._states.clear()
        super().clear()

    def _fresh_nodes(self, parent: TreeNode, items: Sequence[Item]) -> list[TreeNode]:
        nodes = []
        for item in items:
            node = self._fresh_node(parent, item)
            if node is None:
                self.anomalies += 1
            else:
                nodes.append(node)
        return nodes

    def _fresh_node(self, parent: TreeNode, item: Item) -> TreeNode | None:
        if isinstance(item, Region):
            if item.code in self._regions:
                return None
            node = TreeNode(parent, region=item)
            self._regions[item.code] = node
            return node
        if item.id in self._camera_nodes:
            return None
        node = TreeNode(parent, camera=item)
        self._camera_nodes[item.id] = node
        self._known.put([item])
        self._states.pop(item.id, None)
        return node

    def _insert_runs(self, node: TreeNode, items: list[Item], known: dict[str, TreeNode]) -> None:
        """Insert what is new between what stays, run by run; a row that moved is made anew."""
        index = 0
        for stays, run in groupby(items, key=lambda item: _key(item) in known):
            if not stays:
                fresh = self._fresh_nodes(node, list(run))
                self.insert(node, index, fresh)
                index += len(fresh)
                continue
            for item in run:
                index += self._keep_or_move(node, known[_key(item)], item, index)

    def _keep_or_move(self, parent: TreeNode, member: TreeNode, item: Item, index: int) -> int:
        if member.order == index:
            return 1
        self._drop(parent, [member])
        fresh = self._fresh_nodes(parent, [item])
        self.insert(parent, index, fresh)
        return len(fresh)

    def _drop(self, parent: TreeNode, doomed: list[TreeNode]) -> None:
        orders = sorted((node.order for node in doomed), reverse=True)
        for _, run in groupby(enumerate(orders), key=lambda pair: pair[0] + pair[1]):
            run_orders = [order for _, order in run]
            self.remove(parent, run_orders[-1], run_orders[0])
        for gone in (below for node in doomed for below in subtree(node)):
            if gone.region is not None:
                self._regions.pop(gone.region.code, None)
            elif gone.camera is not None:
                self._camera_nodes.pop(gone.camera.id, None)

    def _update(self, item: Item) -> None:
        if isinstance(item, Region):
            self.update_region(item)
        else:
            self._update_camera(item)

    def _update_camera(self, camera: Camera) -> None:
        before = self.camera(camera.id)
        self._known.put([camera])
        self._states.pop(camera.id, None)
        node = self._camera_nodes.get(camera.id)
        if node is not None and node.camera != camera:
            node.camera = camera
            self.review(node)
        if before is not None and before != camera:
            self.camera_changed.emit(camera)

    def _state_before(self, change: CameraChange) -> bool | None:
        camera = self.camera(change.camera_id)
        return self._states.get(change.camera_id) if camera is None else camera.online

    def _set_state(self, change: CameraChange) -> None:
        camera = self.camera(change.camera_id)
        if camera is None:
            self._states[change.camera_id] = change.online
        else:
            self._update_camera(replace(camera, online=change.online))

    def _loaded_above(self, change: CameraChange) -> list[RegionCode]:
        """Return the loaded regions that count a camera, the deepest first."""
        node = self._camera_nodes.get(change.camera_id)
        start = None if node is None else node.parent
        if start is None:
            known = (self._regions.get(code) for code in codes_upward(change.region_code))
            start = next((node for node in known if node is not None), None)
        codes = []
        while start is not None:
            if start.region is not None:
                codes.append(start.region.code)
            start = start.parent
        return codes

    def _add_online(self, node: TreeNode, delta: int) -> None:
        if node.region is not None:
            online = min(max(node.region.cameras_online + delta, 0), node.region.cameras_total)
            self.update_region(replace(node.region, cameras_online=online))


def _key(item: Item) -> str:
    return f"r{item.code}" if isinstance(item, Region) else f"c{item.id}"


def _key_of(node: TreeNode) -> str:
    return f"c{node.key}" if node.region is None else f"r{node.key}"
