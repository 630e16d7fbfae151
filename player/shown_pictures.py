"""The reader's side of a player's pictures: the newest one of the newest memory that has any."""

from player.api import Frame
from player.frame_memory import FrameMemory


class ShownPictures:
    """A series of memories, one after the other; the last picture stays until the next memory has one."""

    def __init__(self) -> None:
        self._base = 0
        self._current: FrameMemory | None = None
        self._coming: FrameMemory | None = None

    def expect(self, memory: FrameMemory) -> None:
        """Take a new memory; its pictures count from its first one on."""
        self.number()
        self._coming = memory

    def expect_others(self) -> None:
        """Forget a memory that has not shown anything yet: its source has been given up."""
        self._coming = None

    def number(self) -> int:
        """Return the number of the newest picture, 0 before the first."""
        coming = self._coming
        if coming is not None and coming.picture():
            if self._current is not None:
                self._base += self._current.picture()
            self._current, self._coming = coming, None
        current = self._current
        return self._base + current.picture() if current is not None else 0

    def newest(self) -> Frame | None:
        """Return the newest picture; it is valid until the next call."""
        self.number()
        current = self._current
        read = current.read() if current is not None else None
        if current is None or read is None:
            return None
        number, width, height, stride, pixels, media_ms = read
        return Frame(self._base + number, current.shown_at(), width, height, stride, pixels, media_ms)

    def figures(self) -> tuple[float, float, int, int]:
        """Return pictures a second, bits a second, and the source's width and height; zeros when unknown."""
        return self._current.figures() if self._current is not None else (0.0, 0.0, 0, 0)
