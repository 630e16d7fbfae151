"""Sceneries of cameras in the light of an hour, kept so that a seek does not draw a village anew."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.profiles import SUB, Profile
from desktop.demo_platform.media.scenery import Scenery
from desktop.demo_platform.media.scenes.light import Phase

_KEPT_SMALL, _KEPT_LARGE = 56, 8
"""So many are kept of each size: up to 2 MB each, and four times that for large pictures."""

_Key = tuple[int, str, Phase]


class SceneryStore:
    """Draws sceneries and keeps those used last. Any thread; who wants one being drawn waits for it."""

    def __init__(self, draw: Callable[[Camera, Profile, Phase], Scenery] | None = None) -> None:
        self._draw = draw or _drawn
        self._lock = threading.Lock()
        self._kept: dict[bool, OrderedDict[_Key, Scenery]] = {True: OrderedDict(), False: OrderedDict()}
        self._drawing: dict[_Key, threading.Lock] = {}

    def has(self, camera: Camera, profile: Profile, phase: Phase) -> bool:
        """Tell whether `get` would return at once."""
        with self._lock:
            return _key(camera, profile, phase) in self._kept[_is_small(profile)]

    def get(self, camera: Camera, profile: Profile, phase: Phase) -> Scenery:
        """Return a scenery; a new one takes some 50 ms, a large one 150 ms."""
        key = _key(camera, profile, phase)
        kept = self._kept[_is_small(profile)]
        with self._lock:
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
            turn = self._drawing.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in kept:
                    return kept[key]
            scenery = self._draw(camera, profile, phase)
            with self._lock:
                kept[key] = scenery
                self._drawing.pop(key, None)
                while len(kept) > (_KEPT_SMALL if _is_small(profile) else _KEPT_LARGE):
                    kept.popitem(last=False)
            return scenery


def _drawn(camera: Camera, profile: Profile, phase: Phase) -> Scenery:
    return Scenery(camera, profile, phase, steady=True)


def _key(camera: Camera, profile: Profile, phase: Phase) -> _Key:
    return camera.number, profile.role, phase


def _is_small(profile: Profile) -> bool:
    return profile.width <= SUB.width
