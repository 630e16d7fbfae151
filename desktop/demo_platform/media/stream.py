"""One live stream: a camera's pictures encoded once, kept for one GOP, shared by all its viewers."""

import asyncio
from typing import Protocol

from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.encoder import AccessUnit
from desktop.demo_platform.media.packaging import PACKAGERS, Packager
from desktop.demo_platform.media.profiles import Profile
from desktop.demo_platform.media.recorder import Recorder, Workshop


class Viewer(Protocol):
    """One open connection that gets a stream. Used on the event loop's thread only."""

    protocol: str

    def send(self, chunk: bytes, *, is_key: bool) -> None:
        """Take one packaged picture, or leave it out when the peer is too slow."""

    def end(self) -> None:
        """The stream is over."""


class LiveStream:
    """The distributing half: GOP cache, packagers and viewers. Event-loop thread only, but `deliver`."""

    def __init__(
        self,
        camera: Camera,
        profile: Profile,
        codec: str,
        workshop: Workshop,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self.camera, self.profile, self.codec = camera, profile, codec
        self.viewers: set[Viewer] = set()
        self.recorder = Recorder(camera, profile, codec, workshop, self._deliver)
        self.is_over = False
        self._loop = loop
        self._gop: list[AccessUnit] = []
        self._packagers: dict[str, Packager] = {}
        self._packed: dict[str, list[bytes]] = {}

    def add(self, viewer: Viewer) -> None:
        """Give a viewer the cached GOP at once and every picture from now on."""
        self.viewers.add(viewer)
        protocol = viewer.protocol
        if protocol not in self._packagers:
            packager = PACKAGERS[protocol](self.codec, self.profile)
            self._packagers[protocol] = packager
            self._packed[protocol] = [packager.pack(unit) for unit in self._gop]
        if self._gop:
            head = self._packagers[protocol].head(self._gop[0])
            viewer.send(head + b"".join(self._packed[protocol]), is_key=True)

    def remove(self, viewer: Viewer) -> None:
        """Forget a viewer, and its packager when it was the last of its protocol."""
        self.viewers.discard(viewer)
        if not any(other.protocol == viewer.protocol for other in self.viewers):
            self._packagers.pop(viewer.protocol, None)
            self._packed.pop(viewer.protocol, None)

    def end(self) -> None:
        """Stop encoding and send all viewers home."""
        self.is_over = True
        self.recorder.stop()
        for viewer in tuple(self.viewers):
            viewer.end()

    def _deliver(self, unit: AccessUnit | None) -> None:
        """Carry a picture from the encoder's thread to the loop."""
        try:
            self._loop.call_soon_threadsafe(self._spread, unit)
        except RuntimeError:  # the loop was closed while this picture was being made
            self.recorder.stop()

    def _spread(self, unit: AccessUnit | None) -> None:
        if unit is None:
            self.end()
            return
        is_first = not self._gop
        if unit.is_key:
            self._gop.clear()
        elif is_first:
            return
        self._gop.append(unit)
        for protocol, packager in self._packagers.items():
            chunk = packager.pack(unit)
            packed = self._packed[protocol]
            if unit.is_key:
                packed.clear()
            packed.append(chunk)
            first = packager.head(unit) + chunk if is_first else chunk
            for viewer in tuple(self.viewers):
                if viewer.protocol == protocol:
                    viewer.send(first, is_key=unit.is_key)
