"""Decoded pictures into shared memory: scaled to the tile's size ahead of time, shown by one word."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from player.frame_memory import FrameMemory, aligned_stride
from player.worker.surface import fit


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that lies in a slot and waits to be shown."""

    memory: FrameMemory
    slot: int
    width: int
    height: int
    stride: int
    media_ms: int

    def show(self) -> None:
        """Make it the newest picture."""
        self.memory.publish(self.slot, self.width, self.height, self.stride, self.media_ms)


class Canvas:
    """The frame memory of one player; `announce` tells the user interface of each new one."""

    def __init__(self, folder: Path, announce: Callable[[FrameMemory, tuple[int, int]], None]) -> None:
        self._folder = folder
        self._announce = announce
        self._memory: FrameMemory | None = None
        self._area = (0, 0)
        self._scaler = VideoReformatter()

    @property
    def memory(self) -> FrameMemory | None:
        """The present memory."""
        return self._memory

    def set_area(self, area: tuple[int, int]) -> None:
        """Draw into a new memory of another size from now on.

        Raises:
            OSError: there is no room for it.
        """
        if area != self._area:
            self._memory, self._area = FrameMemory.create(self._folder, *area), area
            self._announce(self._memory, area)

    def close(self) -> None:
        """Let the memory go; the reader keeps its own mapping."""
        self._memory = None

    def draw(self, frame: VideoFrame) -> Drawing:
        """Scale a picture into a free slot; it replaces one that was drawn but never shown."""
        memory = self._memory
        assert memory is not None
        assert frame.pts is not None
        width, height = fit((frame.width, frame.height), self._area)
        scaled = self._scaler.reformat(
            frame, width, height, "bgra", interpolation=Interpolation.FAST_BILINEAR, threads=1
        )
        slot, stride = memory.free_slot(), aligned_stride(width)
        plane = scaled.planes[0]
        source, target = memoryview(plane), memory.pixels(slot)
        if plane.line_size == stride:
            target[: stride * height] = source[: stride * height]
        else:
            row = width * 4
            for line in range(height):
                at = line * plane.line_size
                target[line * stride : line * stride + row] = source[at : at + row]
        return Drawing(memory, slot, width, height, stride, frame.pts)
