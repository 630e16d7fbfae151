"""One player's pictures of a recording: finds, decodes and draws what the clock asks for, in time.

Orders (a clock, a step, a size) may come from any thread and return at once; the newest wins. The work is
done on a thread of its own that sleeps while there is none: a paused player costs nothing.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from av.video.frame import VideoFrame

from player.api import STILL_MS, ArchiveSource, ArchiveState, Failure, PlayClock
from player.worker.archive.canvas import Canvas, Drawing
from player.worker.archive.course import Course, judge
from player.worker.archive.decoder import BadFootageError
from player.worker.archive.feed import Feed
from player.worker.archive.packets import PacketStore
from player.worker.archive.presenter import Presenter
from player.worker.archive.supply import QUICK_PATIENCE_S, Supply

_PREPARE_S: Final = 1.0
_LOOK_AGAIN_S: Final = 0.25
_LATE_S: Final = 1.0
"""Where the platform is slower than the clock for so long, what has come is better than nothing."""
_FRAMES_KEPT: Final = 3
_BEGUN_S: Final = 0.5
"""So long after a clock was set it says nothing about the machine how late pictures are."""
_GLIMPSE_S: Final = 0.04
"""Where the asked picture is not there so long after its key frame, that one is shown on the way."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a viewer reports: a state, why or until when it is so, and the order that it answers."""

    order: int
    state: ArchiveState
    failure: Failure | None = None
    at_ms: int | None = None


Report = Callable[[Word], None]


@dataclass(slots=True, eq=False)
class _Pending:
    """A drawn picture that waits for its moment."""

    wanted: int
    due: float
    frame: VideoFrame
    drawing: Drawing


class Viewer:
    """Shows one source by a clock; `close` ends it."""

    def __init__(
        self,
        source: ArchiveSource,
        clock: PlayClock,
        area: tuple[int, int],
        *,
        feed: Feed,
        canvas: Canvas,
        presenter: Presenter,
        report: Report,
    ) -> None:
        self._canvas, self._presenter, self._report = canvas, presenter, report
        self._supply = Supply(feed, changed=self._packets_came, renewed=self._start_anew, glimpse=self._show)
        self._lock = threading.Condition()
        # Orders, under the lock.
        self._ordered = True
        self._woken = True
        self._closed = False
        self._course = Course(source, clock)
        self._steps = 0
        self._area = area
        self._pending: _Pending | None = None
        self._shown: int | None = None
        """The instant that the picture on the screen was shown for."""
        # The rest belongs to the viewer's thread.
        self._followed: Course | None = None
        self._hungry = False
        self._on_screen: VideoFrame | None = None
        self._frames: deque[tuple[int, VideoFrame]] = deque(maxlen=_FRAMES_KEPT)
        self._told: tuple[ArchiveState, int | None] | None = (ArchiveState.SEEKING, None)
        self._nothing_before: int | None = None
        self._has_shown = False
        self._way: tuple[int, float] | None = None
        """The key frame on the way to an asked picture, and since when it is there."""
        self.figures = (0, 0, (0, 0))
        """Pictures shown, bytes received, and the source's size; read by anybody."""
        threading.Thread(target=self._run, name=f"viewer {source.label}", daemon=True).start()

    # Orders, from any thread.

    def follow(self, clock: PlayClock, *, quick: bool, order: int = 0) -> None:
        """Follow another clock; words that answer this order bear its number."""
        with self._lock:
            if clock != self._course.clock:
                self._pending = None
            pace = abs(self._course.clock.rate) or self._course.pace
            self._course = Course(self._course.source, clock, quick, order, pace)
            self._steps = 0
            self._order()

    def step(self, pictures: int) -> None:
        """Stay at the picture so many after (before) the present one."""
        with self._lock:
            self._steps += pictures
            self._order()

    def resize(self, area: tuple[int, int]) -> None:
        """Draw at another size."""
        with self._lock:
            self._area = area
            self._order()

    def close(self) -> None:
        """End; nothing is shown or reported afterwards."""
        with self._lock:
            self._closed = True
            self._pending = None
            self._order()

    def _order(self) -> None:
        self._ordered = self._woken = True
        self._lock.notify()

    def _packets_came(self) -> None:
        with self._lock:
            if self._hungry:
                self._woken = True
                self._lock.notify()

    # The viewer's thread.

    def _run(self) -> None:
        wait: float | None = None
        try:
            while True:
                with self._lock:
                    if not self._woken and not self._closed:
                        self._lock.wait(wait)
                    if self._closed:
                        return
                    ordered, self._ordered, self._woken = self._ordered, False, False
                    self._hungry = True
                    course, steps, area = self._course, self._steps, self._area
                if ordered:
                    self._take_orders(course, area)
                if course.running:
                    course = replace(course, turns=self._presenter.paces.at(course.clock.rate).turns)
                wait = self._work(course, steps)
        except BadFootageError:
            self._fail(Failure.BAD_DATA)
        except OSError:  # no room for the pictures
            self._fail(Failure.ENGINE)
        finally:
            self._supply.close()
            # Now, and not when the garbage collector finds out: some megabytes a player.
            self._frames.clear()
            self._on_screen = None
            self._canvas.close()
            self._fail(Failure.ENGINE)  # after an error that nobody has foreseen; else it is closed already

    def _interrupted(self) -> bool:
        return self._ordered

    def _take_orders(self, course: Course, area: tuple[int, int]) -> None:
        if course is not self._followed:
            if self._followed is not None:
                self._told = None  # every order is answered with a state
            self._followed = course
            self._supply.seek()
        with self._lock:
            if self._pending is not None and self._pending.due != course.due(self._pending.wanted):
                self._pending = None
        before = self._canvas.memory
        self._canvas.set_area(area)
        if before is not None and self._canvas.memory is not before:
            self._redraw()

    def _redraw(self) -> None:
        """Show the present picture at the new size."""
        with self._lock:
            self._pending = None
            frame = self._on_screen
        if frame is not None:
            self._canvas.draw(frame).show()

    def _work(self, course: Course, steps: int) -> float | None:
        """Do what is to be done now; return when to look again without being woken."""
        now = time.monotonic()
        media_ms = course.now(now)
        store = self._supply.at(course, media_ms, now)
        failure = self._supply.failure(has_shown=self._has_shown)
        if failure is not None:
            self._fail(failure)
            return None
        if steps:
            stepped = self._stepped(course, store, steps, media_ms)
            store = self._supply.store
            if stepped is not None:
                course, media_ms, steps = stepped, stepped.now(now), 0
        store.move(media_ms, course.ahead_ms)
        known = course.is_known(store, media_ms)
        wanted = self._wanted(course, store, media_ms)
        if wanted is not None and (known or not course.backwards) and wanted != self._shown:
            self._show_if_due(course, store, media_ms, wanted, known=known)
        shown = wanted is not None and wanted == self._shown
        state = judge(course, store, media_ms, wanted, shown=shown)
        if state[0] is ArchiveState.SEEKING and self._supply.asks_behind_the_end:
            state = ArchiveState.ENDED, None  # asked again whether there is more by now
        if not self._interrupted():
            self._tell(course.order, *state)
        self._hungry = course.running or not known or not shown or steps != 0
        if course.quick:
            return None if shown else QUICK_PATIENCE_S
        if course.running:
            return self._prepare(course, store, media_ms, wanted if shown else None)
        return None if known else self._glimpse(course, store, media_ms, now)

    def _fail(self, failure: Failure) -> None:
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._pending = None
            order = self._course.order
        self._tell(order, ArchiveState.FAILED, failure=failure)

    def _tell(
        self, order: int, state: ArchiveState, at_ms: int | None = None, failure: Failure | None = None
    ) -> None:
        if (state, at_ms) != self._told and (failure is not None or not self._closed):
            self._told = state, at_ms
            self._report(Word(order, state, failure, at_ms))

    # Packets.

    def _start_anew(self) -> None:
        """Forget the pictures of the last store; the one on the screen stays there."""
        self._frames.clear()
        self._way = None
        with self._lock:
            self._pending = None
            self._shown = None

    def _stepped(self, course: Course, store: PacketStore, steps: int, media_ms: float) -> Course | None:
        """Return the clock that stands at the picture so many steps away; None while it is not known."""
        here = self._shown if course.quick and self._shown is not None else store.floor(media_ms)
        if course.quick or course.running:
            return self._stay(course, here if here is not None else media_ms, steps_left=steps)
        if here is None or not store.is_certain(media_ms):
            return None
        there = store.beside(here, steps)
        if there is None and steps > 0:
            there = store.edge() if store.finished else None
        elif there is None:
            first = store.ceil(0)
            if first is None or first == self._nothing_before:
                there = first
            else:
                self._nothing_before = first
                self._supply.ask(course.demand(first - 1), time.monotonic())
        return None if there is None else self._stay(course, there, steps_left=0)

    def _stay(self, course: Course, media_ms: float, *, steps_left: int) -> Course:
        """Pause at an instant; the steps that are left are taken when its pictures are there."""
        paused = replace(course, clock=PlayClock(media_ms, time.monotonic(), 0.0), quick=False)
        with self._lock:
            if not self._ordered:
                self._course, self._steps = paused, steps_left
                self._woken = self._woken or steps_left != 0
        return paused

    # Pictures.

    def _wanted(self, course: Course, store: PacketStore, media_ms: float) -> int | None:
        """Return the picture that belongs on the screen: no earlier one where turns have become longer."""
        wanted, shown = course.wanted(store, media_ms), self._shown
        if wanted is None or shown is None or not course.running or course.backwards:
            return wanted
        is_same_turn = wanted < shown <= media_ms and course.turn(wanted) == course.turn(shown)
        return shown if is_same_turn else wanted

    def _show_if_due(
        self, course: Course, store: PacketStore, media_ms: float, wanted: int, *, known: bool
    ) -> None:
        state, _ = judge(course, store, media_ms, wanted, shown=True)
        if state is ArchiveState.GAP:
            return  # not the picture of this instant: the last one on the screen stays
        is_late = self._shown is not None or time.monotonic() - self._supply.asked_at > _LATE_S
        if known or (course.running and is_late):
            if course.running and self._shown is not None:
                self._note_pace(course, course.due(wanted))
            self._show(store, wanted)

    def _frame(self, store: PacketStore, wanted: int) -> VideoFrame | None:
        for known, kept in self._frames:
            if known == wanted:
                return kept
        if store is not self._supply.store or store.coding is None:
            return None
        frame = self._supply.decoder.picture(wanted, self._interrupted)
        if frame is not None:
            self._frames.append((wanted, frame))
        return frame

    def _show(self, store: PacketStore, wanted: int) -> None:
        """Decode and show a picture now."""
        frame = self._frame(store, wanted)
        if frame is None:
            return
        with self._lock:
            self._pending = None
        drawing = self._canvas.draw(frame)
        with self._lock:
            if self._closed:
                return
            drawing.show()
            self._shown, self._on_screen = wanted, frame
        self._count(frame, store)

    def _count(self, frame: VideoFrame, store: PacketStore) -> None:
        self._has_shown = True
        self.figures = (self.figures[0] + 1, store.bytes, (frame.width, frame.height))

    def _glimpse(self, course: Course, store: PacketStore, media_ms: float, now: float) -> float | None:
        """Show the key frame while the asked picture takes long to come; return when to look again.

        Not where it could pass for the asked picture, nor in the place of a picture that lies nearer.
        """
        key = store.key_near(media_ms)
        if key is None or key == self._shown or not STILL_MS < media_ms - key <= course.source.gop_ms:
            return None
        here = None if self._on_screen is None else self._on_screen.pts
        if here is not None and abs(media_ms - here) <= media_ms - key:
            return None
        if self._way is None or self._way[0] != key:
            self._way = key, now
        wait = self._way[1] + _GLIMPSE_S - now
        if wait <= 0:
            self._show(store, key)
            return None
        return wait

    def _prepare(self, course: Course, store: PacketStore, media_ms: float, shown: int | None) -> float:
        """Draw the next picture and have it shown when it is due; return when to look again."""
        coming = self._next_worth_showing(course, store, media_ms, shown)
        if coming is None:
            return _LOOK_AGAIN_S
        due = course.due(coming)
        wait = due - time.monotonic()
        if wait > _PREPARE_S:
            return min(_LOOK_AGAIN_S, wait - _PREPARE_S)
        with self._lock:
            if self._pending is not None and self._pending.wanted == coming:
                self._hungry = False
                return _LOOK_AGAIN_S
            self._pending = None
        frame = self._frame(store, coming)
        if frame is None:
            return _LOOK_AGAIN_S
        pending = _Pending(coming, due, frame, self._canvas.draw(frame))
        with self._lock:
            if self._ordered or self._closed:
                return 0.0
            self._pending = pending
        self._count(frame, store)
        self._hungry = False
        self._note_pace(course, due)
        self._presenter.at(due, lambda: self._flip(pending))
        return _LOOK_AGAIN_S

    def _note_pace(self, course: Course, due: float) -> None:
        """Count a picture as in time or late, except while packets may be what it waited for."""
        now = time.monotonic()
        if now - max(course.clock.at, self._supply.asked_at) > _BEGUN_S:
            self._presenter.paces.at(course.clock.rate).note(now, now - due)

    def _next_worth_showing(
        self, course: Course, store: PacketStore, media_ms: float, shown: int | None
    ) -> int | None:
        if shown is None:
            return course.beyond(store, media_ms)
        step = -1 if course.backwards else 1
        coming = store.beside(shown, step)
        while coming is not None and course.turn(coming) == course.turn(shown):
            coming = store.beside(coming, step)
        return coming

    def _flip(self, pending: _Pending) -> Callable[[], None] | None:
        """Show a prepared picture (the presenter's thread)."""
        with self._lock:
            if self._pending is not pending:
                return None
            self._pending = None
            pending.drawing.show()
            self._shown, self._on_screen = pending.wanted, pending.frame
            return self._flipped

    def _flipped(self) -> None:
        with self._lock:
            self._woken = True
            self._lock.notify()
