"""A node of the tree on screen: a region or a camera with a stable identity and its row."""

from enum import StrEnum

from desktop.domain.camera import Camera
from desktop.domain.region import Region
from desktop.errors import ErrorCode


class LoadState(StrEnum):
    """How much of a node's children is here."""

    UNLOADED = "unloaded"
    LOADING = "loading"
    PARTIAL = "partial"
    """More pages wait on the platform."""
    LOADED = "loaded"
    FAILED = "failed"


class TreeNode:
    """One row; changed by its store only, compared by identity, alive as long as it is in the tree.

    `members` are all children, regions first and then cameras; `children` those that the filter shows.
    The invisible root has neither region nor camera.
    """

    __slots__ = ("camera", "children", "error", "load", "members", "order", "parent", "region", "row")

    def __init__(
        self, parent: "TreeNode | None", region: Region | None = None, camera: Camera | None = None
    ) -> None:
        self.parent = parent
        self.region = region
        self.camera = camera
        self.members: list[TreeNode] = []
        self.children: list[TreeNode] = []
        self.order = 0
        self.row = 0
        self.load = LoadState.LOADED if camera is not None else LoadState.UNLOADED
        self.error: ErrorCode | None = None

    @property
    def key(self) -> str:
        """The region's code, the camera's id, or an empty string for the root."""
        if self.region is not None:
            return self.region.code
        return "" if self.camera is None else self.camera.id

    @property
    def name(self) -> str:
        """The name on screen."""
        if self.region is not None:
            return self.region.name
        return "" if self.camera is None else self.camera.name

    @property
    def can_fetch(self) -> bool:
        """True when another page of children can be asked for."""
        return self.camera is None and self.load in {LoadState.UNLOADED, LoadState.PARTIAL}

    @property
    def may_have_children(self) -> bool:
        """True when the node can be expanded: it has children, or nobody has looked yet."""
        if self.camera is not None:
            return False
        if self.children or self.region is None or self.load in {LoadState.LOADED, LoadState.PARTIAL}:
            return bool(self.children) or self.can_fetch
        return self.region.has_children or self.region.cameras_total > 0

    @property
    def region_members(self) -> int:
        """Number of members that are regions; they come first."""
        return next((i for i, member in enumerate(self.members) if member.region is None), len(self.members))

    def __repr__(self) -> str:
        return f"TreeNode({self.key!r}, {self.load.value}, {len(self.members)} members)"
