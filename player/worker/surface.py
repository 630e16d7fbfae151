"""One libVLC player that draws into one frame memory (libVLC's "vmem" output).

libVLC calls back on its own threads, in the order lock, display. `lock` hands out a free slot of the shared
memory itself, so the picture is written once. Callbacks must call nothing of libVLC and must stay
referenced while the player runs, or the process dies.
"""

# ruff: noqa: ANN401 (pointers that libVLC hands over)

import ctypes
import math
import os
import time
from collections.abc import Callable
from typing import Any, Final

from player.frame_memory import SLOTS, FrameMemory, aligned_stride
from player.worker.backlog import Backlog
from player.worker.engine import Engine
from player.worker.program_clock import TOLERANCE_S

_OPTIONS: Final = (":demux=ts", f":file-caching={TOLERANCE_S * 1000:.0f}", ":avcodec-threads=1", ":no-audio")
_REDRAWN_S: Final = 0.06
"""libVLC draws a picture again when some 75 ms have brought no other; what comes sooner is another one."""
_CHROMA: Final = b"RV32"

_libc = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
_memcmp = _libc.memcmp
_memcmp.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)

_unsigned = ctypes.POINTER(ctypes.c_uint)
# python-vlc declares the chroma as `char *`, which ctypes hands over as a copy; ours must be written to.
_FormatCallback = ctypes.CFUNCTYPE(
    ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p, _unsigned, _unsigned, _unsigned, _unsigned
)


def fit(source: tuple[int, int], area: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size with the source's aspect ratio inside `area`."""
    source_width, source_height = source
    width, height = area
    if source_width <= 0 or source_height <= 0:
        return width, height
    if source_width * height > source_height * width:
        return width, max(2, round(width * source_height / source_width))
    return max(2, round(height * source_width / source_height)), height


def _nothing() -> None:
    """Do nothing."""


class Surface:
    """A libVLC player from a pipe to a frame memory; `start` and `close` may be called on any thread."""

    def __init__(
        self,
        engine: Engine,
        memory: FrameMemory,
        area: tuple[int, int],
        source_size: Callable[[], tuple[int, int]],
        on_first_picture: Callable[[], None],
    ) -> None:
        self.memory = memory
        self._engine = engine
        self.different = 0
        """Pictures drawn so far, published or not, that differ from the one before; never more than came."""
        self.alike = 0
        """How often in a row the last picture has been drawn, by itself or by others that look the same."""
        self._shown = 0
        """Pictures drawn so far, without those that were drawn again, as well as that can be told."""
        self._backlog = Backlog()
        self._publish_after = 0.0
        self._publish_at = math.inf
        self._unpublished: int | None = None
        self._drawn_at = 0.0
        self._repeats = 0
        self._confirmed = False
        self._marks: tuple[int, int] | None = None
        self._still = False
        self._area = area
        self._source_size = source_size
        self._on_first_picture = on_first_picture
        self._width = self._height = self._stride = 0
        base = ctypes.addressof(ctypes.c_char.from_buffer(memory.pixels(0)))
        self._addresses = [base + slot * memory.slot_bytes for slot in range(SLOTS)]
        self._read_end, self.pipe = os.pipe()
        self._player = engine.new_player(self._read_end, list(_OPTIONS))
        decorators = engine.vlc.CallbackDecorators
        self._callbacks: tuple[Any, ...] = (
            decorators.VideoLockCb(self._lock),
            None,
            decorators.VideoDisplayCb(self._display),
        )
        own = _FormatCallback(self._set_format)
        # By its address: `ctypes.cast` would make a reference cycle.
        address = ctypes.c_void_p.from_buffer(own).value
        self._formats: tuple[Any, ...] = (decorators.VideoFormatCb(address), own)
        self._player.video_set_callbacks(*self._callbacks, None)
        self._player.video_set_format_callbacks(self._formats[0], None)

    def hold_back(self) -> None:
        """Publish nothing until `publish_after` is called."""
        self._publish_after = self._publish_at = math.inf

    def publish_after(self, pictures: int, seconds: float) -> None:
        """Publish once so many more different pictures have been drawn, or that long from now."""
        self._publish_after = self.different + pictures
        self._publish_at = time.monotonic() + seconds

    def decoded(self) -> int:
        """Return how many pictures have come out of the decoder (as of some 250 ms ago)."""
        return self._stats()[0] // 2  # libVLC counts a picture on its way in as well

    def waiting(self, now: float, sent: int) -> int:
        """Return how many of the pictures fed in have not been drawn yet; call it often.

        Args:
            now: the monotonic second.
            sent: how many pictures have been fed in so far.
        """
        return self._backlog.note(now, sent - self._shown)

    def start(self) -> None:
        """Start reading the pipe."""
        self._player.play()

    def confirm_repeats(self, sent: int) -> None:
        """Tell a scene without movement from a dead decoder; call it once a second.

        libVLC draws an old picture again when no new one comes, and counts that as displayed. But it counts
        each picture on its way into the decoder and once more on its way out: when both happen, the
        pictures are new, however equal they look.

        Args:
            sent: how many pictures have been fed in so far.
        """
        decoded = self._stats()[0]
        sent_before, decoded_before = self._marks or (sent, decoded)
        self._marks = (sent, decoded)
        fed = sent - sent_before
        still, self._still = self._still, True
        self._confirmed = still and fed > 0 and decoded - decoded_before - fed > fed // 2

    def behind(self, sent: int) -> int:
        """Return how many of the pictures fed in wait for the decoder (as of some 250 ms ago)."""
        decoded, shown = self._stats()
        return sent - (decoded - (shown - self._repeats))

    def _stats(self) -> tuple[int, int]:
        """Return libVLC's counters "decoded" and "displayed or lost", which it refreshes every 250 ms."""
        stats = self._engine.vlc.MediaStats()
        media = self._player.get_media()
        media.get_stats(stats)
        media.release()
        return stats.decoded_video, stats.displayed_pictures + stats.lost_pictures

    def close(self) -> None:
        """Stop and free everything; blocks for some milliseconds (call it on a reaper's thread)."""
        self._player.stop()
        self._player.release()
        os.close(self._read_end)
        # These refer back to this object: without this its memory would wait for the garbage collector.
        self._callbacks = self._formats = ()
        self._on_first_picture = _nothing

    # libVLC's threads below.

    def _set_format(
        self, _opaque: Any, chroma: Any, width: Any, height: Any, pitches: Any, lines: Any
    ) -> int:
        source = self._source_size()
        if source == (0, 0):
            source = (width[0], height[0])
        self._width, self._height = fit(source, self._area)
        self._stride = aligned_stride(self._width)
        ctypes.memmove(chroma, _CHROMA, 4)
        width[0], height[0] = self._width, self._height
        pitches[0], lines[0] = self._stride, self._height
        return 1

    def _lock(self, _opaque: Any, planes: Any) -> int:
        slot = self.memory.free_slot(self._unpublished)
        planes[0] = self._addresses[slot]
        return slot + 1

    def _display(self, _opaque: Any, picture: int) -> None:
        slot = picture - 1
        memory = self.memory
        newest = memory.newest_slot()
        is_equal = self._is_equal(slot, self._unpublished if newest is None else newest)
        self._count(is_equal=is_equal)
        if newest is not None and is_equal:
            self._repeats += 1
            if self._confirmed:
                self._confirmed = False
                memory.confirm()
            return
        if self.different <= self._publish_after and self._drawn_at < self._publish_at:
            self._unpublished = slot if newest is None else None
            return
        self._unpublished = None
        self._still = False
        memory.publish(slot, self._width, self._height, self._stride)
        if newest is None:
            self._on_first_picture()

    def _is_equal(self, slot: int, other: int | None) -> bool:
        if other is None:
            return False
        return not _memcmp(self._addresses[slot], self._addresses[other], self._stride * self._height)

    def _count(self, *, is_equal: bool) -> None:
        now = time.monotonic()
        if not is_equal or now - self._drawn_at < _REDRAWN_S:
            self._shown += 1
        if is_equal:
            self.alike += 1
        else:
            self.different += 1
            self.alike = 0
        self._drawn_at = now
