"""Keeps an encoder for every stream that somebody watches, and for nothing else."""

import asyncio

from desktop.demo_platform.media.catalog import Camera
from desktop.demo_platform.media.profiles import PROFILES
from desktop.demo_platform.media.recorder import Workshop
from desktop.demo_platform.media.stream import LiveStream, Viewer

LINGER_S = 5.0
"""An encoder lives on this long after its last viewer, for the one who comes right back."""

_Key = tuple[str, str, str]


class Studio:
    """All running streams, shared by viewers of the same camera, role and codec. Loop thread only."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.workshop = Workshop()
        self._streams: dict[_Key, LiveStream] = {}
        self._farewells: dict[_Key, asyncio.TimerHandle] = {}

    @property
    def streams(self) -> tuple[LiveStream, ...]:
        """The streams being encoded now."""
        return tuple(self._streams.values())

    def watch(self, camera: Camera, role: str, codec: str, viewer: Viewer) -> LiveStream:
        """Add a viewer to a stream, starting the stream when it does not run."""
        key = (camera.id, role, codec)
        farewell = self._farewells.pop(key, None)
        if farewell is not None:
            farewell.cancel()
        stream = self._streams.get(key)
        if stream is None or stream.is_over:
            stream = LiveStream(camera, PROFILES[role], codec, self.workshop, self._loop)
            self._streams[key] = stream
            stream.recorder.start()
        stream.add(viewer)
        return stream

    def leave(self, stream: LiveStream, role: str, viewer: Viewer) -> None:
        """Take a viewer off a stream; the last one starts the stream's farewell."""
        stream.remove(viewer)
        key = (stream.camera.id, role, stream.codec)
        if not stream.viewers and self._streams.get(key) is stream and key not in self._farewells:
            self._farewells[key] = self._loop.call_later(LINGER_S, self._drop, key)

    def close(self) -> None:
        """End all streams and threads."""
        for handle in self._farewells.values():
            handle.cancel()
        for stream in self._streams.values():
            stream.end()
        self._streams.clear()
        self.workshop.close()

    def _drop(self, key: _Key) -> None:
        self._farewells.pop(key, None)
        stream = self._streams.pop(key, None)
        if stream is not None:
            stream.end()
