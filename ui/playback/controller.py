"""Runs the playback view: which cameras, on which clock, and what every command does to them.

All tied cells follow one clock; a cell that was untied has a clock of its own until it is tied again.
Commands act on the clock of the selected cell.
"""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.camera import Camera, CameraId
from desktop.domain.stream import StreamRole
from desktop.domain.time_range import TimeRange
from ui.frame_pump import FramePump
from ui.playback import clock_rules as rules
from ui.playback.cell import PlaybackCell
from ui.playback.cells import Cells
from ui.playback.clock_group import ClockGroup
from ui.playback.clock_rules import GapJump, Motion
from ui.playback.feed import PlaybackServices
from ui.playback.gap_steps import GapSteps
from ui.playback.grid import PlaybackGrid
from ui.playback.knowledge import Knowledge
from ui.playback.states import Phase, PlaybackHelp
from ui.playback.tile import PlaybackTile

TICK_MS = 200
SETTLE_MS = 180
BEGIN_BACK_MS = 30_000
"""A camera that is opened without an instant starts so long ago."""


class Register(Protocol):
    """The part of `desktop.services.playback` that is needed here, beside the tickets."""

    def role_for(self, height_px: int) -> StreamRole:
        """Return the stream to play on a tile of so many pixels' height."""
        ...

    def note(self, camera_id: CameraId, span: TimeRange, speed: float) -> None:
        """Say which footage was shown."""
        ...

    def ended(self, camera_id: CameraId) -> None:
        """Say that a camera is no longer played."""
        ...


class PlaybackController(QObject):
    """Lives with one sign-in; UI thread."""

    changed = Signal()
    """Cells, selection, or how the clock goes (not its running)."""
    jumped = Signal(object)
    """A `GapJump` that the clock made by itself."""
    freed = Signal(object)
    """A `PlaybackCell` that waited for a device which somebody else used, and plays now."""
    full = Signal()
    """No room for another camera."""
    sign_in_requested = Signal()

    def __init__(
        self,
        grid: PlaybackGrid,
        services: PlaybackServices,
        knowledge: Knowledge,
        *,
        register: Register,
        pump: FramePump,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._grid = grid
        self._services = services
        self._knowledge = knowledge
        self._register = register
        self._scrubbing = False
        self._gaps = GapSteps(knowledge)
        self._waiting: set[PlaybackCell] = set()
        self.cells = Cells(grid, self._made, self._gone)
        self._unpoll = pump.add(self._poll)
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self.tick)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._fit)
        grid.pressed.connect(lambda tile: self.select(self.cells.of_tile(tile)))
        grid.activated.connect(self.toggle_maximised)
        grid.arranged.connect(self._settle.start)
        grid.help_requested.connect(self._help)
        grid.swap_requested.connect(self.swap)

    # cells ----------------------------------------------------------------------------------------

    @property
    def selected(self) -> PlaybackCell | None:
        """The cell that commands are about."""
        return self.cells.selected

    @property
    def group(self) -> ClockGroup:
        """The clock that commands act on."""
        return self.cells.group_of(self.cells.selected)

    def open_cameras(self, cameras: Sequence[Camera], media_ms: int | None = None) -> None:
        """Add cameras; at an instant, or where the common clock stands, or 30 s ago.

        A camera that is there already is selected; all go to the instant when one is given.
        """
        if not len(self.cells) or self.cells.is_split:
            start = self.now_ms() - BEGIN_BACK_MS if media_ms is None else media_ms
            self.cells.begin(Motion(float(start), self._now(), held=True))
        elif media_ms is not None:
            tied = self.cells.tied
            tied.push(rules.seek(tied.motion, media_ms, self._now()), moved=True)
        first: PlaybackCell | None = None
        for camera in cameras:
            cell = self.cells.of_camera(camera.id)
            if cell is None and self.cells.full:
                self.full.emit()
                break
            cell = cell or self.cells.add(camera)
            first = first or cell
        self._begun(first)

    def show_split(self, camera: Camera, span: TimeRange, parts: int) -> None:
        """Show one camera's span cut into equal parts that play at once (分段回放)."""
        slices = rules.slices(span, parts)
        self.cells.begin(Motion(float(span.start_ms), self._now(), held=True), slices[0])
        for each in slices:
            self.cells.add(camera, offset_ms=each.start_ms - span.start_ms)
        self._begun(self.cells.all[0])

    def leave_split(self, cell: PlaybackCell, *, maximise: bool = True) -> None:
        """Go on from where a slice stands; the cameras that were there before the split are back."""
        camera, before = cell.camera, self.cells.before_split
        self.open_cameras(before or [camera], cell.target_ms)
        cell = self.cells.of_camera(camera.id) or self.cells.all[0]
        self.select(cell)
        if maximise and len(self.cells) > 1:
            self._grid.maximise(cell.tile)

    def remove(self, cell: PlaybackCell) -> None:
        """Take a camera away."""
        self.cells.remove(cell)
        self.changed.emit()

    def clear(self) -> None:
        """Take all cameras away."""
        self.cells.begin(Motion(float(self.now_ms() - BEGIN_BACK_MS), self._now()))
        self.changed.emit()

    def select(self, cell: PlaybackCell | None) -> None:
        """Let commands be about another cell."""
        self.cells.select(cell)
        self.changed.emit()

    def select_next(self, steps: int) -> None:
        """Select the cell so many places further on."""
        self.cells.select_next(steps)
        self.changed.emit()

    def toggle_maximised(self, tile: PlaybackTile | None = None) -> None:
        """Let the selected tile fill the view, or show all again; a slice goes on from where it stands."""
        cell = self.selected if tile is None else self.cells.of_tile(tile)
        if cell is None:
            return
        if self.cells.is_split:
            self.leave_split(cell)
        else:
            self._grid.maximise(None if self._grid.maximised is not None else cell.tile)
        self.changed.emit()

    def swap(self, one: PlaybackTile, other: PlaybackTile) -> None:
        """Let two cameras change places; the slices of a split span stay in the order of time."""
        first, second = self.cells.of_tile(one), self.cells.of_tile(other)
        if first is not None and second is not None and not self.cells.is_split:
            self.cells.swap(first, second)
            self.select(first)

    def toggle_tied(self) -> None:
        """Let the selected cell go its own way, or bring it back to the common clock."""
        cell = self.selected
        if cell is None or self.cells.is_split or len(self.cells) < 2:
            return
        if cell.tied:
            self.cells.untie(cell, self._now())
        else:
            self.cells.tie(cell)
        self.changed.emit()

    # the clock ------------------------------------------------------------------------------------

    @property
    def motion(self) -> Motion:
        """How the clock of the selected cell stands and goes."""
        return self.group.motion

    def media_ms(self) -> int:
        """Return the instant of the selected cell."""
        return round(self.motion.media_at(self._now())) + self._offset_ms()

    def seek(self, media_ms: int, *, final: bool = True) -> None:
        """Go to an instant of the selected cell; not `final` while the mouse still moves."""
        now, motion = self._now(), self.motion
        self._gaps.forget()
        target = self.limits().clamp(media_ms) - self._offset_ms()
        if not final:
            self._scrubbing = self._scrubbing or motion.playing
            motion = rules.paused(motion, now)
        elif self._scrubbing:
            self._scrubbing = False
            motion = rules.played(motion, now)
        self.group.push(rules.seek(motion, target, now), quick=not final, moved=True)
        self.changed.emit()

    def jump(self, delta_ms: int) -> None:
        """Go so far on or back."""
        self.seek(self.media_ms() + delta_ms)

    def toggle_play(self) -> None:
        """Play or pause."""
        change = rules.paused if self.motion.playing else rules.played
        self._push(change(self.motion, self._now()))

    def play_backwards(self) -> None:
        """Play towards the past, or forwards again."""
        self._push(rules.turned(self.motion, self._now(), backwards=not self.motion.backwards))

    def change_speed(self, steps: int) -> None:
        """Go faster or slower by so many steps of what the platform offers."""
        self.set_speed(rules.next_speed(self.motion.speed, steps, self.speeds()))

    def set_speed(self, speed: float) -> None:
        """Play at a speed."""
        self._push(rules.at_speed(self.motion, speed, self._now()))

    def speeds(self) -> tuple[float, ...]:
        """Return the speeds that the platform offers for the selected cell."""
        ticket = None if self.selected is None else self.selected.feed.ticket
        return rules.SPEEDS if ticket is None or not ticket.speeds else ticket.speeds

    def step(self, pictures: int) -> None:
        """Show the next or the previous picture."""
        cell = self.selected
        if cell is None:
            return
        target = self._gaps.beyond(cell, pictures)
        if target is not None:
            self._step_over(cell, target)
            return
        self.group.step(cell, pictures, self._now())
        self._gaps.stepped(cell, pictures, self._now())
        self.changed.emit()

    def to_segment(self, direction: int) -> None:
        """Go to the next segment's start, or back to the present one's, unless that was just passed."""
        cell = self.selected
        if cell is None:
            return
        timeline, here = self._knowledge.timeline(cell.camera.id), self.media_ms()
        if direction > 0:
            target = timeline.next_start(here)
        else:
            segment = timeline.segment_before(here - rules.just_passed_ms(self.motion))
            target = None if segment is None else segment.range.start_ms
        if target is not None:
            self.seek(target)

    def to_end(self, direction: int) -> None:
        """Go to the newest or to the oldest footage."""
        limits = self.limits()
        self.seek(limits.end_ms - 1 if direction > 0 else limits.start_ms)

    def limits(self) -> TimeRange:
        """Return from the oldest footage to the newest that the archive can have by now."""
        end = self.now_ms() - rules.LIVE_MARGIN_MS
        oldest = [self._knowledge.oldest_ms(cell.camera.id) for cell in self.group.cells]
        return TimeRange(min([*oldest, end - 1]), end)

    def now_ms(self) -> int:
        """Return the present, in UTC milliseconds."""
        return self._services.clock.now_ms()

    def platform_reported(self) -> None:
        """Try all that failed again at once: the platform has just come back."""
        for cell in self.cells.all:
            cell.feed.platform_reported()

    def suspend(self) -> None:
        """Stand still while nobody looks."""
        for group in self.cells.groups:
            if group.motion.playing:
                group.push(rules.paused(group.motion, self._now()))
        self.changed.emit()

    def close(self) -> None:
        """Let go of everything."""
        self._unpoll()
        self._ticker.stop()
        self.clear()
        self._settle.stop()

    # time -----------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Judge the cells, lead the clocks, note what is watched."""
        now, limits = self._now(), self.limits()
        overdue = self._gaps.overdue(now)
        if overdue is not None and overdue[0] is self.selected and not self.motion.playing:
            self._step_over(*overdue)
        for group in self.cells.groups:
            before = group.motion.wanted_rate
            jump = group.tick(now, limits, self._knowledge.standing)
            if jump is not None:
                self._jumped(group, jump, now)
            if group.motion.wanted_rate != before:
                self.changed.emit()
        self._tell_freed()
        for cell in self.cells.all:
            shown = cell.feed.shown_ms
            if cell.feed.state.phase is Phase.SHOWING and shown is not None:
                rate = self.cells.group_of(cell).motion.wanted_rate
                self._register.note(cell.camera.id, TimeRange(shown, shown + 1), rate)

    def _jumped(self, group: ClockGroup, jump: GapJump, now: float) -> None:
        if jump.delta_ms is None:
            group.push(rules.paused(group.motion, now))
        self.jumped.emit(jump)

    def _tell_freed(self) -> None:
        """Say which cells have got their device at last; they may have waited for minutes."""
        phases = {cell: cell.state.phase for cell in self.cells.all}
        freed = [cell for cell in self._waiting if phases.get(cell) is Phase.SHOWING]
        self._waiting |= {cell for cell, phase in phases.items() if phase is Phase.BUSY}
        self._waiting = (self._waiting & phases.keys()) - set(freed)
        for cell in freed:
            self.freed.emit(cell)

    def _step_over(self, cell: PlaybackCell, target_ms: int) -> None:
        """Take a step to the picture at the other side of a gap, and say so."""
        shown = cell.feed.shown_ms
        if self.motion.playing:
            self.group.push(rules.paused(self.motion, self._now()))
        self.seek(target_ms)
        if shown is not None:
            self.jumped.emit(GapJump(target_ms - shown))

    def _poll(self, now: float) -> bool:
        expecting = False
        for group in self.cells.groups:
            expecting = group.poll(now) or expecting
        return expecting

    def _fit(self) -> None:
        for cell in self.cells.all:
            if cell.tile.isVisible():
                cell.fit(self._role(cell.tile))

    # inside ---------------------------------------------------------------------------------------

    def _begun(self, first: PlaybackCell | None) -> None:
        if first is not None:
            self.cells.select(first)
        if not self._ticker.isActive():
            self._ticker.start()
        self.changed.emit()

    def _made(self, camera: Camera, tile: PlaybackTile, motion: Motion, offset_ms: int) -> PlaybackCell:
        cell = PlaybackCell(
            camera,
            tile,
            self._services,
            motion=motion,
            role=self._role(tile),
            offset_ms=offset_ms,
        )
        self._knowledge.watch(camera.id)
        cell.start(lambda ms: self._knowledge.coverage(camera.id, ms))
        self._settle.start()
        return cell

    def _role(self, tile: PlaybackTile) -> StreamRole:
        """Return the stream that suits the picture's height, which may be less than the tile's."""
        size = tile.wanted_size()
        return self._register.role_for(min(size.height, size.width * 9 // 16))

    def _gone(self, cell: PlaybackCell) -> None:
        if self.cells.of_camera(cell.camera.id) is None:
            self._register.ended(cell.camera.id)

    def _help(self, tile: PlaybackTile, offer: PlaybackHelp) -> None:
        cell = self.cells.of_tile(tile)
        if cell is None:
            return
        self.select(cell)
        if offer is PlaybackHelp.RETRY:
            cell.feed.retry()
        elif offer is PlaybackHelp.SIGN_IN:
            self.sign_in_requested.emit()
        elif offer is PlaybackHelp.CONTINUE_HERE:
            self.leave_split(cell)
        elif offer is PlaybackHelp.PREVIOUS_FOOTAGE and cell.state.before_ms is not None:
            before = cell.state.before_ms
            run = self._knowledge.timeline(cell.camera.id).run(before - 1)
            self.seek(max(before - BEGIN_BACK_MS, before - 1 if run is None else run.start_ms))
        elif cell.state.until_ms is not None:
            self.seek(cell.state.until_ms)

    def _offset_ms(self) -> int:
        return 0 if self.selected is None else self.selected.offset_ms

    def _push(self, motion: Motion) -> None:
        self.group.push(motion)
        self.changed.emit()

    def _now(self) -> float:
        return self._services.clock.monotonic()
