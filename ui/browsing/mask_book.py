"""The mosaics of every file while they are being drawn, with undo; pure."""

from dataclasses import dataclass, field, replace

from desktop.domain.browsing import Mask

LEAST = 0.01
"""A rectangle that is thinner than this share of the picture was a click."""
NEW = 0.2
"""Width and height of a mosaic that was not drawn, in shares of the picture."""
_MIDDLE = (1 - NEW) / 2
_ASIDE = 0.05
_PLACES = 9


@dataclass(slots=True)
class MaskBook:
    """Mosaics of one file that is `length_s` long."""

    length_s: float
    masks: tuple[Mask, ...] = ()
    _before: list[tuple[Mask, ...]] = field(default_factory=list)

    @property
    def end_s(self) -> float:
        """Behind the last picture, so that none of a file's end stays clear."""
        return self.length_s + 1.0

    @property
    def can_undo(self) -> bool:
        """True when something was changed."""
        return bool(self._before)

    def add(self, x: float, y: float, width: float, height: float) -> bool:
        """Add a mosaic for the whole file, cut to the picture; False where it is too thin to be one."""
        left, top = max(0.0, x), max(0.0, y)
        right, bottom = min(1.0, x + width), min(1.0, y + height)
        if right - left < LEAST or bottom - top < LEAST:
            return False
        self._set((*self.masks, Mask(left, top, right - left, bottom - top, 0.0, self.end_s)))
        return True

    def add_in_the_middle(self) -> None:
        """Add a mosaic in the middle of the picture, or beside it where one lies there already."""
        corners = {(mask.x, mask.y) for mask in self.masks}
        shifts = (_MIDDLE + step * _ASIDE for step in range(_PLACES))
        corner = next((shift for shift in shifts if (shift, shift) not in corners), _MIDDLE)
        self.add(corner, corner, NEW, NEW)

    def begin_at(self, index: int, at_s: float) -> None:
        """Let a mosaic begin at a time; where that is behind its end it lasts up to the file's end."""
        to_s = self.masks[index].to_s
        self._replace(index, from_s=at_s, to_s=to_s if to_s > at_s else self.end_s)

    def end_at(self, index: int, at_s: float) -> None:
        """Let a mosaic end at a time; where that is before its beginning it lasts from the file's."""
        from_s = self.masks[index].from_s
        if at_s > 0:
            self._replace(index, from_s=from_s if from_s < at_s else 0.0, to_s=at_s)

    def move(self, index: int, dx: float, dy: float) -> None:
        """Move a mosaic, as far as the picture goes."""
        mask = self.masks[index]
        x = min(max(0.0, mask.x + dx), 1.0 - mask.width)
        y = min(max(0.0, mask.y + dy), 1.0 - mask.height)
        self._replace(index, x=max(0.0, x), y=max(0.0, y))

    def grow(self, index: int, dx: float, dy: float) -> None:
        """Make a mosaic wider and higher, as far as the picture goes."""
        mask = self.masks[index]
        width = min(max(LEAST, mask.width + dx), 1.0 - mask.x)
        height = min(max(LEAST, mask.height + dy), 1.0 - mask.y)
        self._replace(index, width=width, height=height)

    def remove(self, index: int) -> None:
        """Take a mosaic away."""
        self._set((*self.masks[:index], *self.masks[index + 1 :]))

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self.masks = self._before.pop()

    def at(self, at_s: float) -> tuple[int, ...]:
        """Return which mosaics lie on the picture of a time."""
        return tuple(i for i, mask in enumerate(self.masks) if mask.from_s <= at_s <= mask.to_s)

    def _replace(self, index: int, **values: float) -> None:
        changed = replace(self.masks[index], **values)
        self._set((*self.masks[:index], changed, *self.masks[index + 1 :]))

    def _set(self, masks: tuple[Mask, ...]) -> None:
        self._before.append(self.masks)
        self.masks = masks
