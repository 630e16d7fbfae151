"""How many of the pictures fed to a surface it has not shown yet: two surfaces of one stream compared.

What is counted as shown is a little too low in the long run: a damaged packet gives no picture, and an equal
picture cannot always be told from one drawn again. So the backlog of a surface that has run for hours is
measured against the least that it has been lately, and that against the least that it has ever been.
"""

from typing import Final

_LATELY_S: Final = 10.0


class Backlog:
    """Follows one surface's backlog in pictures; `note` it several times a second."""

    def __init__(self) -> None:
        self._least_ever: int | None = None
        self._least = 0
        self._least_before = 0
        self._until = 0.0

    def note(self, now: float, pictures: int) -> int:
        """Take a count of pictures fed and not counted as shown; return those that do wait.

        Args:
            now: the monotonic second.
            pictures: fed so far, less shown so far.
        """
        if self._least_ever is None:
            self._least_ever = self._least = self._least_before = pictures
        if now >= self._until:
            self._least_before, self._least, self._until = self._least, pictures, now + _LATELY_S
        self._least = min(self._least, pictures)
        self._least_ever = min(self._least_ever, pictures)
        lately = min(self._least, self._least_before)
        return pictures - (lately - self._least_ever)
