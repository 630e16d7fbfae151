"""The streams that every demo camera offers; the directory and the media node both read them here."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Profile:
    """Size in pixels and pictures per second of one stream role."""

    role: str
    width: int
    height: int
    fps: int


MAIN = Profile("main", 1280, 720, 15)
SUB = Profile("sub", 640, 360, 12)
PROFILES = MappingProxyType({profile.role: profile for profile in (MAIN, SUB)})

GOP_SECONDS = 2
"""A key frame comes this often: the time a new viewer looks back, and the longest wait after a loss."""
