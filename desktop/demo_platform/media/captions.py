"""The characters over a picture, as the Chinese rule has them.

Beijing time (GB/T 7408 form) at the top; at the bottom the camera's name exactly as the directory writes
it, with 「云台」 after it when the camera can be moved; opaque, and never flickering.
"""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from PIL import Image, ImageDraw

from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.fonts import font
from desktop.demo_platform.media.profiles import Profile
from desktop.demo_platform.media.stamp import strip_rows
from desktop.demo_platform.media.yuv import Planes, Rect, Sprite

BEIJING = timezone(timedelta(hours=8))
_MOVABLE_MARK = "「云台」"
_MOVABLE_TYPES = frozenset({1, 4, 5})
"""PTZType of GB/T 28181-2022: dome, remote bullet, remote half dome."""
_TEXT_SHARE = 17
"""Characters are one seventeenth of the picture's height: readable in a tile of a 4×4 wall."""
_INK = (248, 250, 248, 255)
_EDGE = (8, 10, 12, 255)


class Caption:
    """One line of characters at its place."""

    def __init__(self, sprite: Sprite, left: int, top: int) -> None:
        self._sprite = sprite
        self._left, self._top = left & ~1, max(top, 0) & ~1
        self.rect: Rect = (self._left, self._top, self._left + sprite.width, self._top + sprite.height)

    def draw(self, planes: Planes) -> None:
        """Blend the characters into the picture."""
        self._sprite.blend(planes, self._left, self._top)


@lru_cache(maxsize=64)
def name_caption(camera: Camera, profile: Profile) -> Caption:
    """Return the camera's name at the bottom left, above the stamp's strip."""
    mark = _MOVABLE_MARK if camera.ptz_type in _MOVABLE_TYPES else ""
    room = profile.width - 2 * _margin(profile)
    sprite = _fitting_line(_one_line(camera.name) + mark, profile.height // _TEXT_SHARE, room)
    bottom = strip_rows(profile.height)[0] - profile.height // 90
    return Caption(sprite, _margin(profile), bottom - sprite.height)


def time_caption(now_ms: int, profile: Profile) -> Caption:
    """Return the Beijing time at the top right."""
    return _time_caption(now_ms // 1000, profile)


@lru_cache(maxsize=64)
def _time_caption(second: int, profile: Profile) -> Caption:
    text = datetime.fromtimestamp(second, UTC).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    sprite = Sprite(_line(text, profile.height // _TEXT_SHARE))
    return Caption(sprite, profile.width - _margin(profile) - sprite.width, _margin(profile) // 2)


def _margin(profile: Profile) -> int:
    return profile.width // 54


def _one_line(name: str) -> str:
    return "".join(character for character in name if character.isprintable()).strip()


def _fitting_line(text: str, pixels: int, room: int) -> Sprite:
    """Return the line at this height, smaller when it would not fit into `room` pixels."""
    image = _line(text, pixels)
    while image.width > room and pixels > 8:
        pixels -= 1
        image = _line(text, pixels)
    return Sprite(image)


def _line(text: str, pixels: int) -> Image.Image:
    """Return white characters with a dark edge on nothing."""
    face = font(pixels)
    edge = max(1, pixels // 11)
    left, top, right, bottom = face.getbbox(text or " ", stroke_width=edge)
    image = Image.new("RGBA", (max(int(right - left), 2), max(int(bottom - top), 2)))
    pen = ImageDraw.Draw(image)
    pen.text((-left, -top), text, font=face, fill=_INK, stroke_width=edge, stroke_fill=_EDGE)
    return image
