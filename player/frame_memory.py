"""Pictures in memory that the worker and the user interface share.

One memory belongs to one surface: one libVLC player that draws one stream at one size. It is a mapped
file with a header of 64-bit words and three picture slots. The worker never writes into the newest
picture nor into the one being read, so reading needs no lock and no copy and is never torn.
"""

import mmap
import os
import tempfile
import time
from pathlib import Path
from typing import Final

SLOTS: Final = 3
PREFIX: Final = "frames-"
_HEADER_BYTES: Final = 4096
_SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 (a memory file system, used for memory)

# Header words.
_NEWEST: Final = 0  # picture number << 8 | slot; one word, so that both change at once
_READING: Final = 1  # 1 + the slot that the reader holds
_SHOWN_NS: Final = 2
_FPS_MILLI: Final = 3
_BITRATE: Final = 4
_SOURCE_WIDTH: Final = 5
_SOURCE_HEIGHT: Final = 6
_SLOT_GEOMETRY: Final = 16  # three words a slot: width, height, stride
_SLOT_INSTANT: Final = 32  # a word a slot: 1 + UTC milliseconds of what the picture shows, 0 for a live one


def aligned_stride(width: int) -> int:
    """Return the bytes of one row of `width` 32-bit pixels, aligned for vector instructions."""
    return (width * 4 + 63) & ~63


class FrameMemory:
    """One surface's pictures; made by the user interface with `create`, opened by the worker with `open`."""

    def __init__(self, path: Path, mapping: mmap.mmap, slot_bytes: int) -> None:
        self.path = path
        self.slot_bytes = slot_bytes
        self._bytes = memoryview(mapping)
        self._words = self._bytes[:_HEADER_BYTES].cast("Q")

    @classmethod
    def create(cls, folder: Path, width: int, height: int) -> "FrameMemory":
        """Reserve memory for pictures of up to `width` x `height`.

        Raises:
            OSError: neither `folder` nor the temporary folder has room.
        """
        slot_bytes = _slot_bytes(width, height)
        size = _HEADER_BYTES + SLOTS * slot_bytes
        try:
            return cls._create_in(folder, size, slot_bytes)
        except OSError:
            return cls._create_in(Path(tempfile.gettempdir()), size, slot_bytes)

    @classmethod
    def _create_in(cls, folder: Path, size: int, slot_bytes: int) -> "FrameMemory":
        descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
        try:
            if hasattr(os, "posix_fallocate"):
                # Without a reservation a full memory file system would end the process by SIGBUS later.
                os.posix_fallocate(descriptor, 0, size)
            else:
                os.ftruncate(descriptor, size)
            mapping = mmap.mmap(descriptor, size)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        return cls(Path(name), mapping, slot_bytes)

    @classmethod
    def open(cls, path: Path, width: int, height: int) -> "FrameMemory":
        """Map a memory that another process has created for pictures of up to `width` x `height`."""
        slot_bytes = _slot_bytes(width, height)
        with path.open("r+b") as file:
            mapping = mmap.mmap(file.fileno(), _HEADER_BYTES + SLOTS * slot_bytes)
        return cls(path, mapping, slot_bytes)

    def unlink(self) -> None:
        """Take the name away; the memory lives as long as it is mapped (where the system allows that)."""
        try:
            self.path.unlink(missing_ok=True)
        except PermissionError:  # Windows: a mapped file keeps its name; its folder is removed at the end
            return

    # The reader's side.

    def picture(self) -> int:
        """Return the number of the newest picture, 0 before the first."""
        return self._words[_NEWEST] >> 8

    def shown_at(self) -> float:
        """Return the monotonic second at which the newest picture was shown."""
        return self._words[_SHOWN_NS] / 1e9

    def read(self) -> tuple[int, int, int, int, memoryview, int | None] | None:
        """Return number, width, height, stride, pixels and instant of the newest picture.

        They are held until the next read. The instant is in UTC milliseconds, None for a live picture.
        """
        words = self._words
        newest = words[_NEWEST]
        if not newest:
            return None
        while True:
            slot = newest & 0xFF
            words[_READING] = 1 + slot
            again = words[_NEWEST]
            if again == newest:
                break
            newest = again
        geometry = _SLOT_GEOMETRY + 3 * slot
        width, height, stride = words[geometry], words[geometry + 1], words[geometry + 2]
        start = _HEADER_BYTES + slot * self.slot_bytes
        instant = words[_SLOT_INSTANT + slot]
        pixels = self._bytes[start : start + height * stride]
        return newest >> 8, width, height, stride, pixels, instant - 1 if instant else None

    def figures(self) -> tuple[float, float, int, int]:
        """Return pictures a second, bits a second, and the source's width and height."""
        words = self._words
        return words[_FPS_MILLI] / 1000, float(words[_BITRATE]), words[_SOURCE_WIDTH], words[_SOURCE_HEIGHT]

    # The writer's side.

    def pixels(self, slot: int) -> memoryview:
        """Return the writable bytes of a slot."""
        start = _HEADER_BYTES + slot * self.slot_bytes
        return self._bytes[start : start + self.slot_bytes]

    def free_slot(self, kept: int | None = None) -> int:
        """Return a slot that is neither the newest picture nor being read.

        While none has been published it is not the slot `kept` either.
        """
        words = self._words
        newest = words[_NEWEST]
        taken = newest & 0xFF if newest else SLOTS
        reading = words[_READING] - 1 if words[_READING] else SLOTS
        for slot in range(SLOTS):
            if slot not in (taken, reading, kept):
                return slot
        raise AssertionError("three slots always leave one free")

    def newest_slot(self) -> int | None:
        """Return the slot of the newest picture, None before the first."""
        newest = self._words[_NEWEST]
        return newest & 0xFF if newest else None

    def publish(self, slot: int, width: int, height: int, stride: int, media_ms: int | None = None) -> None:
        """Make a slot the newest picture; `media_ms` is the instant it shows (UTC), None for a live one."""
        words = self._words
        words[_SLOT_INSTANT + slot] = 0 if media_ms is None else max(0, media_ms) + 1
        geometry = _SLOT_GEOMETRY + 3 * slot
        words[geometry], words[geometry + 1], words[geometry + 2] = width, height, stride
        words[_SHOWN_NS] = time.monotonic_ns()
        words[_NEWEST] = ((words[_NEWEST] >> 8) + 1) << 8 | slot

    def confirm(self) -> None:
        """Count a new picture that equals its predecessor (a scene without any movement)."""
        words = self._words
        words[_SHOWN_NS] = time.monotonic_ns()
        words[_NEWEST] += 1 << 8

    def set_figures(self, fps: float, bitrate: float, width: int, height: int) -> None:
        """Publish the figures for the reader's statistics."""
        words = self._words
        words[_FPS_MILLI] = int(fps * 1000)
        words[_BITRATE] = int(bitrate)
        words[_SOURCE_WIDTH], words[_SOURCE_HEIGHT] = width, height


def memory_folder() -> Path:
    """Make a private folder for frame memories, in a memory file system where there is one."""
    parent = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() and os.access(_SHARED_MEMORY, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="xueliang-frames-", dir=parent))


def _slot_bytes(width: int, height: int) -> int:
    # Some rows more than asked: swscale may write whole vectors beyond the last pixel.
    return (aligned_stride(width) * (height + 2) + 4095) & ~4095
