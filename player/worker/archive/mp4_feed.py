"""Recordings as one MP4 file over HTTP with Range: FFmpeg seeks in it, the connection stays."""

import queue
import ssl
import threading
import time
from typing import Final

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from player.api import ArchiveSource, Failure
from player.worker.archive.feed import keep
from player.worker.archive.packets import Coding, Demand, PacketStore, VideoPacket
from player.worker.failures import failure_of

_OPTIONS: Final = {
    "protocol_whitelist": "http,https,tcp,tls,httpproxy,crypto",
    "format_whitelist": "mov",
    "multiple_requests": "1",
}


class Mp4Feed:
    """A thread that holds the file open and goes where the newest demand lies."""

    def __init__(self, source: ArchiveSource) -> None:
        self._source = source
        self._orders: queue.SimpleQueue[tuple[Demand, PacketStore] | None] = queue.SimpleQueue()
        self._store: PacketStore | None = None
        threading.Thread(target=self._run, name=f"archive {source.label}", daemon=True).start()

    def request(self, demand: Demand, store: PacketStore) -> None:
        """Fill a store from now on, and no other."""
        if self._store is not None:
            self._store.close()
        store.reopen()
        self._store = store
        self._orders.put((demand, store))

    def close(self) -> None:
        """End, as soon as FFmpeg comes back."""
        if self._store is not None:
            self._store.close()
        self._orders.put(None)

    def _newest(self) -> tuple[Demand, PacketStore] | None:
        order = self._orders.get()
        while order is not None and not self._orders.empty():
            order = self._orders.get()
        return order

    def _run(self) -> None:
        file: _File | None = None
        while (order := self._newest()) is not None:
            demand, store = order
            began, failure = time.monotonic(), None
            try:
                if file is None:
                    file = _File(self._source)
                file.read(demand, store)
            except _NoVideoError:
                failure = Failure.CODEC_UNSUPPORTED
            except (av.FFmpegError, OSError, ValueError) as error:
                failure = failure_of(
                    error,
                    opened=file is not None,
                    waited_s=time.monotonic() - began,
                    timeout_s=self._source.read_timeout_s,
                    rtsp=False,
                )
            if failure is not None and file is not None:
                file.close()
                file = None
            if store.wait_for_room() or failure is not None:
                store.finish(failure)
        if file is not None:
            file.close()


class _NoVideoError(Exception):
    """There is no video in the file."""


class _File:
    """The opened file."""

    def __init__(self, source: ArchiveSource) -> None:
        options = dict(_OPTIONS)
        if not source.url.lower().startswith(("http://", "https://")):
            raise ValueError("not an http URL")
        if source.url.lower().startswith("https://"):
            options["tls_verify"] = "1"
            options["ca_file"] = source.ca_file or ssl.get_default_verify_paths().cafile or ""
        patience = (source.open_timeout_s, source.read_timeout_s)
        self._container: InputContainer = av.open(source.url, options=options, timeout=patience)
        if not self._container.streams.video:
            raise _NoVideoError
        self._stream: VideoStream = self._container.streams.video[0]
        base = self._stream.time_base
        assert base is not None
        self._ms = float(base) * 1000
        self._zero = self._stream.start_time or 0
        self._origin = source.origin_ms

    def close(self) -> None:
        """Close the connection."""
        self._container.close()

    def read(self, demand: Demand, store: PacketStore) -> None:
        """Fill a store until it is closed or the file's end is reached."""
        context = self._stream.codec_context
        store.begin(Coding(context.name, context.extradata))
        if demand.reverse:
            self._read_keys_backwards(demand, store)
            return
        self._seek(demand.start_ms)
        for packet in self._container.demux(self._stream):
            if not self._keep(packet, store):
                return

    def _read_keys_backwards(self, demand: Demand, store: PacketStore) -> None:
        media_ms = demand.start_ms
        while media_ms >= self._origin:
            self._seek(media_ms)
            packet = next(iter(self._container.demux(self._stream)))
            if packet.pts is None or not self._keep(packet, store):
                return
            media_ms = min(self._instant(packet.pts), media_ms) - 1

    def _seek(self, media_ms: int) -> None:
        ticks = self._zero + int((max(media_ms - self._origin, 0) + 0.5) / self._ms)
        self._container.seek(ticks, stream=self._stream, backward=True)

    def _keep(self, packet: VideoPacket, store: PacketStore) -> bool:
        """Give a packet to the store; false when no more are wanted."""
        if packet.size and packet.pts is not None:
            dts = packet.pts if packet.dts is None else packet.dts
            keep(store, packet, self._instant(packet.pts), self._instant(dts))
        return store.wait_for_room()

    def _instant(self, ticks: int) -> int:
        return self._origin + round((ticks - self._zero) * self._ms)
