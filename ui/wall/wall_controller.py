"""Runs the wall: follows the layout, gives every tile its controller, and takes what people do back to it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.contexts import SessionContext
from desktop.domain import layout as walls
from desktop.domain.camera import Camera, CameraId
from desktop.domain.grid import Grid
from desktop.domain.layout import Layout
from desktop.domain.tile_state import TileHelp, TilePhase
from desktop.errors import AppError
from desktop.ports import Unsubscribe
from ui.frame_pump import FramePump
from ui.wall.feed import FeedServices
from ui.wall.placing import drop, open_next
from ui.wall.tile import Tile
from ui.wall.tile_controller import TileController
from ui.wall.wall_view import WallView

TICK_MS = 250
SETTLE_MS = 180
"""Pictures are drawn at a new size once it has not changed for so long."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A camera that had to make room for another on a full wall."""

    camera: Camera | None


class WallController(QObject):
    """Lives with one sign-in's wall; UI thread."""

    changed = Signal()
    """A tile's state changed (collected: at most once per turn of the event loop)."""
    replaced = Signal(object)
    sign_in_requested = Signal()

    def __init__(
        self,
        view: WallView,
        context: SessionContext,
        feeds: FeedServices,
        pump: FramePump,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self._feeds = feeds
        self._pump = pump
        self._controllers: dict[Tile, TileController] = {}
        self._polls: dict[Tile, Callable[[], None]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._unknown: frozenset[CameraId] = frozenset()
        self._closed = False
        self._suspended = False
        self._sizes_held = False
        self._settle = _single_shot(self, SETTLE_MS, self._fit)
        self._announce = _single_shot(self, 0, self.changed.emit)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self._unsubscribe: list[Unsubscribe] = []

    def start(self) -> None:
        """Show the layout as it is, and follow it from now on."""
        view, context = self._view, self._context
        view.tile_made.connect(self._tile_made)
        view.tile_dropped.connect(self._tile_dropped)
        view.cameras_dropped.connect(self._cameras_dropped)
        view.swap_requested.connect(context.layouts.swap)
        view.activated.connect(self.toggle_maximised)
        view.help_requested.connect(self._help)
        self._unsubscribe = [
            context.layouts.changed.connect(lambda _old, new: self._follow(new)),
            context.tree.camera_changed.connect(self._camera_changed),
            context.session.link.changed.connect(self._link_changed),
        ]
        self._follow(context.layouts.layout)
        self._ticker.start()

    def close(self) -> None:
        """Let go of all streams."""
        self._closed = True
        self._ticker.stop()
        self._settle.stop()
        self._announce.stop()
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        if self._asking is not None:
            self._asking.cancel()
        for tile in tuple(self._controllers):
            self._tile_dropped(tile)

    def suspend(self) -> None:
        """Close all streams while nobody sees the wall; the last pictures stay."""
        self._suspended = True
        self._ticker.stop()
        for controller in self._controllers.values():
            controller.suspend()

    def resume(self) -> None:
        """Open all streams again at once."""
        if not self._suspended:
            return
        self._suspended = False
        for controller in self._controllers.values():
            controller.resume()
        self._ticker.start()
        self._settle.start()

    def hold_sizes(self, *, held: bool) -> None:
        """Leave live pictures at their size for a while, though the tiles change: they will change back."""
        self._sizes_held = held
        self._settle.start()

    # what people do -------------------------------------------------------------------------------

    def open_cameras(self, cameras: Sequence[Camera]) -> None:
        """Put cameras on free cells; on a full wall they replace the selected tile, then the oldest ones."""
        if not cameras:
            return
        self._context.tree.remember(cameras)
        layouts = self._context.layouts
        former = layouts.layout
        layout, cell = open_next(former, [camera.id for camera in cameras], self._replaceable())
        for camera in cameras:
            self._context.recents.touch(camera.id)
        layouts.apply(walls.restore(layout) if layout != former else layout)
        if cell is not None:
            self._view.select(cell)
            before = former.cells[cell]
            if before is not None and before != cameras[0].id:
                self.replaced.emit(Replaced(self._context.tree.camera(before)))

    def fill(self, cameras: Sequence[Camera]) -> None:
        """Show exactly these cameras, on the smallest grid that has room for them."""
        self._context.tree.remember(cameras)
        ids = tuple(camera.id for camera in cameras)
        grid = Grid.fitting(len(ids))
        self._context.layouts.apply(walls.place_all(walls.empty(grid), ids))

    def remove_selected(self) -> None:
        """Empty the selected cell."""
        self._context.layouts.remove(self._view.selected)

    def toggle_maximised(self, cell: int | None = None) -> None:
        """Let a cell fill the wall, or show all cells again."""
        layouts = self._context.layouts
        if layouts.layout.maximised is not None:
            layouts.restore()
        else:
            layouts.maximise(self._view.selected if cell is None else cell)

    def retry_all(self) -> None:
        """Open everything anew that is not live."""
        for controller in self._controllers.values():
            if controller.state.phase not in {TilePhase.LIVE, TilePhase.EMPTY, TilePhase.REPLAY}:
                controller.retry()

    # what it tells --------------------------------------------------------------------------------

    def controller(self, cell: int) -> TileController:
        """Return the controller of a cell."""
        return self._controllers[self._view.tiles[cell]]

    def controllers(self) -> tuple[TileController, ...]:
        """Return the controllers by cell."""
        return tuple(self._controllers[tile] for tile in self._view.tiles)

    def counts(self) -> tuple[int, int]:
        """Return how many tiles are live and how many show a camera."""
        phases = [controller.state.phase for controller in self._controllers.values()]
        busy = [phase for phase in phases if phase is not TilePhase.EMPTY]
        return busy.count(TilePhase.LIVE), len(busy)

    # following ------------------------------------------------------------------------------------

    def _follow(self, layout: Layout) -> None:
        self._view.set_layout(layout)
        tree = self._context.tree
        cameras = [None if shown is None else tree.camera(shown) for shown in layout.cells]
        on_wall = sum(shown is not None for shown in layout.cells)
        self._feeds.players.prepare(on_wall)
        for cell, controller in enumerate(self.controllers()):
            controller.cameras_on_wall = on_wall
            shown = layout.cells[cell]
            if shown is not None and cameras[cell] is None:
                controller.wait_for(shown, missing=shown in self._unknown)
            else:
                controller.show(cameras[cell], priority=cell)
            controller.set_maximised(cell == layout.maximised)
        self._ask_for([shown for shown in layout.cells if shown is not None and tree.camera(shown) is None])
        self._settle.start()
        self._announce.start()

    def _ask_for(self, cameras: list[CameraId]) -> None:
        missing = [camera for camera in cameras if camera not in self._unknown]
        if not missing:
            return
        if self._asking is not None:
            self._asking.cancel()
        loop = asyncio.get_running_loop()
        self._asking = loop.create_task(self._learn(missing), name="wall cameras")
        self._asking.add_done_callback(_report)

    async def _learn(self, cameras: list[CameraId]) -> None:
        """Ask the directory who the cameras are; those that it does not know are said to be out of reach."""
        try:
            known = await self._context.directory.cameras(cameras)
        except AppError:
            QTimer.singleShot(3000, self, self._follow_again)
            return
        self._unknown |= {camera for camera in cameras if camera not in known}
        self._context.tree.remember(known.values())
        self._follow_again()

    def _follow_again(self) -> None:
        if not self._closed:
            self._follow(self._context.layouts.layout)

    def _replaceable(self) -> list[int]:
        """Return the cells that may be replaced: the selected one first, then by age."""
        order = sorted(range(len(self._view.tiles)), key=lambda cell: self.controller(cell).opened_at)
        selected = self._view.selected
        return [selected, *(cell for cell in order if cell != selected)]

    def _tile_made(self, tile: Tile) -> None:
        controller = TileController(tile, self._feeds, self._announce.start)
        if self._suspended:
            controller.suspend()
        self._controllers[tile] = controller
        self._polls[tile] = self._pump.add(controller.poll)
        tile.area_changed.connect(self._settle.start)

    def _tile_dropped(self, tile: Tile) -> None:
        self._polls.pop(tile)()
        self._controllers.pop(tile).close()

    def _cameras_dropped(self, cameras: list[CameraId], cell: int) -> None:
        layouts = self._context.layouts
        layouts.apply(drop(layouts.layout, cameras, cell))
        for camera in cameras:
            self._context.recents.touch(camera)

    def _camera_changed(self, camera: Camera) -> None:
        for controller in self._controllers.values():
            if controller.camera is not None and controller.camera.id == camera.id:
                controller.show(camera)

    def _link_changed(self, reachable: bool) -> None:
        if reachable:
            for controller in self._controllers.values():
                controller.platform_reported()

    def _help(self, cell: int, offer: TileHelp) -> None:
        if offer is TileHelp.SIGN_IN:
            self.sign_in_requested.emit()
        elif offer is TileHelp.REMOVE:
            self._context.layouts.remove(cell)
        else:
            self.controller(cell).help(offer)

    def _tick(self) -> None:
        for controller in tuple(self._controllers.values()):
            controller.tick()

    def _fit(self) -> None:
        for controller in self._controllers.values():
            if not self._sizes_held or controller.past is not None:
                controller.fit()


def _single_shot(parent: QObject, delay_ms: int, slot: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    timer.timeout.connect(slot)
    return timer


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler({"message": "the wall failed", "exception": error})
