"""Where packets come from: one connection for each demand, read as fast as the store has room.

A newer demand abandons the connection of the older one at once.
"""

import contextlib
import threading
import time
from typing import Final, Protocol, cast

import av
from av.container import InputContainer
from av.packet import Packet

from player.api import ArchiveSource, Failure
from player.worker.archive.body import Body, RefusedError
from player.worker.archive.packets import Coding, Demand, PacketStore, VideoPacket
from player.worker.archive.unwrap import unwrap_ms
from player.worker.failures import failure_of
from player.worker.headers import Headers

_OPTIONS: Final = {"probesize": "32", "analyzeduration": "1"}
_DEVICE_LETS_GO_S: Final = 2.0
"""So long after our own last connection a device may still believe that it plays for us."""
_MAYBE_OURS_S: Final = 0.6
"""The same for a first connection: another tile may just have been closed."""
_ASK_AGAIN_S: Final = 0.1
_CODECS: Final = frozenset({"h264", "hevc", "mpeg4", "mpeg2video", "mpeg1video"})


class Feed(Protocol):
    """Fills stores; every call returns at once."""

    def request(self, demand: Demand, store: PacketStore) -> None:
        """Fill a store from now on, and no other."""
        ...

    def close(self) -> None:
        """End."""
        ...


class TsFeed:
    """Recordings over HTTP-TS: the URL with an instant, a speed and a direction."""

    def __init__(self, source: ArchiveSource, *, follows_another: bool = False) -> None:
        self._source = source
        self._follows_another = follows_another
        self._fetch: _Fetch | None = None

    def request(self, demand: Demand, store: PacketStore) -> None:
        """Fill a store from now on, and no other."""
        patience_s = _DEVICE_LETS_GO_S if self._follows_another else _MAYBE_OURS_S
        self._follows_another = True
        self.close()
        store.reopen()
        self._fetch = _Fetch(self._source, demand, store, patience_s=patience_s)

    def close(self) -> None:
        """Abandon the connection."""
        fetch, self._fetch = self._fetch, None
        if fetch is not None:
            fetch.abandon()


class _Fetch:
    """One demand's connections: a second one where the first ended before the footage did."""

    def __init__(
        self, source: ArchiveSource, demand: Demand, store: PacketStore, *, patience_s: float
    ) -> None:
        self._source, self._demand, self._store = source, demand, store
        self._patience_until = time.monotonic() + patience_s
        self._near: float = demand.start_ms
        self._body: Body | None = None
        self._abandoned = threading.Event()
        self._opened = False
        threading.Thread(target=self._run, name=f"archive {source.label}", daemon=True).start()

    def abandon(self) -> None:
        """Report nothing any more, and close the connection at once."""
        self._abandoned.set()
        self._store.close()
        body = self._body
        if body is not None:
            body.abandon()

    def _is_wanted(self) -> bool:
        return not self._abandoned.is_set()

    def _run(self) -> None:
        start = self._demand.start_ms
        while True:
            before = self._store.edge()
            failure = self._pass(start)
            if self._abandoned.is_set():
                return
            edge = self._store.edge()
            if failure is Failure.BUSY and time.monotonic() < self._patience_until:
                # The device has not noticed yet that our own last connection is closed.
                self._abandoned.wait(_ASK_AGAIN_S)
            elif failure in (None, Failure.CUT) and edge is not None and edge != before:
                # The end, or only of this connection? The next one will tell.
                if not self._store.wait_for_room(self._is_wanted):
                    return
                start = edge - 1 if self._demand.reverse else edge + 1
            else:
                behind_the_end = failure is Failure.NOT_FOUND and edge is not None
                self._store.finish(None if behind_the_end else failure)
                return

    def _pass(self, start_ms: int) -> Failure | None:
        """Read one connection to its end; None when it ended like footage does."""
        body = self._body = Body(self._source)
        self._opened, patience = False, self._source.open_timeout_s
        began = time.monotonic()
        try:
            if self._abandoned.is_set():
                return None
            body.open(self._url(start_ms))
            with av.open(body, "r", format="mpegts", options=_OPTIONS, buffer_size=16 << 10) as container:
                patience = self._source.read_timeout_s
                failure = self._read(container, body)
        except RefusedError as refusal:
            return refusal.failure
        except (av.FFmpegError, OSError, ValueError) as raised:
            error = body.error or raised
        else:
            if body.error is None:
                return failure
            error = body.error
        finally:
            with contextlib.suppress(OSError):
                body.close()
        if isinstance(error, RefusedError):
            return error.failure
        if isinstance(error, EOFError) or (body.error is None and body.is_empty):
            # Nothing more where there has been something; else an answer that was cut short.
            return Failure.CUT if self._store.is_empty else None
        waited = time.monotonic() - began
        return failure_of(error, opened=self._opened, waited_s=waited, timeout_s=patience, rtsp=False)

    def _url(self, start_ms: int) -> str:
        demand, url = self._demand, self._source.url
        separator = "&" if "?" in url else "?"
        return f"{url}{separator}start_ms={start_ms}&speed={demand.speed:g}&reverse={int(demand.reverse)}"

    def _read(self, container: InputContainer, body: Body) -> Failure | None:
        stream = next((one for one in container.streams.video if one.codec_context.name in _CODECS), None)
        if stream is None:
            return Failure.CODEC_UNSUPPORTED if container.streams.video else Failure.BAD_DATA
        headers = Headers(stream)
        self._store.begin(Coding(stream.codec_context.name, stream.codec_context.extradata))
        for packet in container.demux(stream):
            if self._abandoned.is_set():
                return None
            if not packet.size or packet.pts is None:
                continue
            if headers.is_foreign(packet):
                return Failure.CUT
            self._opened = True
            media_ms = unwrap_ms(packet.pts, self._near)
            self._near = media_ms
            decode_ms = media_ms if packet.dts is None else unwrap_ms(packet.dts, media_ms)
            keep(self._store, packet, media_ms, decode_ms)
            if not self._store.wait_for_room(self._is_wanted):
                return None
            body.note_packet()
        return None


def keep(store: PacketStore, source: VideoPacket, media_ms: int, decode_ms: int) -> None:
    """Give a store its own copy of a packet: the original keeps its container alive."""
    copy = cast("VideoPacket", Packet(bytes(source)))
    key = source.is_keyframe
    if store.demand.keys_only and not key:
        return  # the platform offers no stream of key frames only
    copy.is_keyframe = key
    store.add(copy, media_ms, decode_ms, key=key)
