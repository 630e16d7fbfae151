"""What the studio asks of a container format."""

from abc import ABC, abstractmethod
from typing import ClassVar

from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.profiles import Profile


class Packager(ABC):
    """Turns the pictures of one stream into bytes that all its viewers of one protocol share."""

    content_type: ClassVar[str]

    def __init__(self, codec: str, profile: Profile) -> None:
        self.codec = codec
        self.profile = profile

    @abstractmethod
    def head(self, key: AccessUnit) -> bytes:
        """Return what a viewer needs before its first picture `key`."""

    @abstractmethod
    def pack(self, unit: AccessUnit) -> bytes:
        """Return one picture; to be called in order."""
