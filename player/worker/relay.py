"""One stream's ingest: PyAV opens any protocol, its packets go to the sinks of one or two libVLC players.

A relay runs on a thread of its own and can be abandoned at any moment: FFmpeg cannot be woken from a
connect or a read, so an abandoned relay reports nothing any more and ends when FFmpeg comes back.
"""

import contextlib
import os
import ssl
import threading
import time
from collections.abc import Callable
from typing import Final

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from player.api import Failure, MediaSource
from player.worker.access_units import access_units
from player.worker.failures import failure_of
from player.worker.gop_buffer import GopBuffer
from player.worker.headers import Headers
from player.worker.ring import ReplayRing
from player.worker.sink import Sink, SinkBlockedError, TimedPacket

# Small probes: the stream must start with the first packet. No "nobuffer": it throws the key frame away.
_OPTIONS: Final = {
    "probesize": "32",
    "analyzeduration": "1",
    "rtsp_transport": "tcp",
    # A platform may lie: no local files, no other protocols, no exotic formats.
    "protocol_whitelist": "http,https,tcp,tls,udp,rtp,srtp,rtmp,rtmps,httpproxy,crypto",
    "format_whitelist": "mpegts,flv,live_flv,rtsp,sdp,rtp,mpeg,mov,hls,matroska,h264,hevc",
}
_SCHEMES: Final = ("http://", "https://", "rtsp://", "rtsps://", "rtmp://", "rtmps://")
_ENCRYPTED: Final = ("https://", "rtsps://", "rtmps://")
CODECS: Final = {
    "h264": "h264",
    "hevc": "h265",
    "mpeg4": "mpeg4",
    "mpeg2video": "mpeg2",
    "mpeg1video": "mpeg1",
}
"""What a transport stream carries to libVLC, by FFmpeg's names, and what we call it."""


class Relay:
    """Reads one source and feeds sinks; all callbacks come from its own thread."""

    def __init__(
        self,
        source: MediaSource,
        ring: ReplayRing,
        *,
        on_opened: Callable[[], None],
        on_key_frame: Callable[[], None],
        on_ended: Callable[[Failure], None],
    ) -> None:
        self.codec = ""
        self.bytes = 0
        self.key_frames_only = False
        self.key_spacing = 2.0
        self.started = False
        """A key frame has come."""
        self.last_packet_at = time.monotonic()
        self.spacing = 0.04
        self._source = source
        self._ring = ring
        self._on_opened, self._on_key_frame, self._on_ended = on_opened, on_key_frame, on_ended
        self._abandoned = False
        self._lock = threading.Lock()
        self._gop = GopBuffer()
        self._broken_group = False
        self._sinks: dict[int, Sink] = {}
        self._template: VideoStream | None = None
        self._headers: Headers | None = None

    @property
    def size(self) -> tuple[int, int]:
        """The picture's width and height, zeros until known."""
        return self._headers.size if self._headers is not None else (0, 0)

    def start(self) -> None:
        """Start the thread."""
        threading.Thread(target=self._run, name=f"relay {self._source.label}", daemon=True).start()

    def abandon(self) -> None:
        """Report nothing any more, close the sinks now and the connection as soon as FFmpeg lets go."""
        self._abandoned = True
        with self._lock:
            sinks, self._sinks = list(self._sinks.values()), {}
            self._gop = GopBuffer()
        for sink in sinks:
            sink.close()

    def attach(self, descriptor: int, *, staged: bool) -> None:
        """Feed the pipe `descriptor` from the last key frame on; the relay closes it in the end.

        Args:
            descriptor: the pipe's end to write to.
            staged: only the key frame at first, the rest at `release` (or a moment later).
        """
        with self._lock:
            if self._template is None:  # the stream has ended meanwhile
                os.close(descriptor)
                return
            sink = Sink(descriptor, self._template)
            self._sinks[descriptor] = sink
            now = time.monotonic()
            sink.begin(self._gop.packets(), now)
            if not staged:
                sink.release(now)

    def release(self, descriptor: int) -> None:
        """Feed the rest of the group of pictures: the first one is on the screen."""
        with self._lock:
            sink = self._sinks.get(descriptor)
            if sink is not None:
                sink.release(time.monotonic())

    def sent_to(self, descriptor: int) -> int:
        """Return how many pictures a pipe has been fed with."""
        with self._lock:
            sink = self._sinks.get(descriptor)
            return sink.sent if sink is not None else 0

    def detach(self, descriptor: int) -> None:
        """Stop feeding a pipe and close it."""
        with self._lock:
            sink = self._sinks.pop(descriptor, None)
        if sink is not None:
            sink.close()

    def _run(self) -> None:
        opened = False
        patience = self._source.open_timeout_s
        try:
            with self._open() as container:
                stream = _video_of(container)
                opened, patience = True, self._source.read_timeout_s
                try:
                    self._read(container, stream)
                finally:
                    with self._lock:
                        self._template = None  # its memory goes with the container
            failure = Failure.CUT
        except _UnsupportedError:
            failure = Failure.CODEC_UNSUPPORTED
        except (av.FFmpegError, OSError, ValueError) as error:
            waited = time.monotonic() - self.last_packet_at
            rtsp = self._source.url.lower().startswith("rtsp")
            failure = failure_of(error, opened=opened, waited_s=waited, timeout_s=patience, rtsp=rtsp)
        if not self._abandoned:
            self._on_ended(failure)

    def _open(self) -> InputContainer:
        source = self._source
        if not source.url.lower().startswith(_SCHEMES):
            raise _UnsupportedError
        options = dict(_OPTIONS)
        if source.url.lower().startswith(_ENCRYPTED):
            options["tls_verify"] = "1"
            options["ca_file"] = source.ca_file or ssl.get_default_verify_paths().cafile or ""
        return av.open(source.url, options=options, timeout=(source.open_timeout_s, source.read_timeout_s))

    def _read(self, container: InputContainer, stream: VideoStream) -> None:
        self._template = stream
        self.codec = CODECS[stream.codec_context.name]
        headers = self._headers = Headers(stream)
        with self._lock:
            if self._abandoned:
                return
            self._ring.begin(stream.codec_context.name, headers.parameter_sets)
        self._on_opened()
        base = float(stream.time_base) if stream.time_base else 1 / 90_000
        key_at = 0.0
        for packet in access_units(container, stream):
            if self._abandoned or headers.is_foreign(packet):
                return
            now = time.monotonic()
            self.spacing += (min(now - self.last_packet_at, 2.0) - self.spacing) / 16
            self.last_packet_at = now
            self.bytes += packet.size
            key = packet.is_keyframe
            if key:
                headers.look(packet)
                self.key_spacing, key_at = (now - key_at if self.started else 2.0), now
                if not self.started:
                    self.started = True
                    self._on_key_frame()
            if self.started:
                dts = None if packet.dts is None else packet.dts * base
                pts = None if packet.pts is None else packet.pts * base
                self._feed(TimedPacket(packet, dts, pts), now, key=key)

    def _is_left_out(self, *, key: bool) -> bool:
        """Leave out all but key frames on demand, and then the rest of a group that has holes."""
        if key:
            self._broken_group = False
        elif self.key_frames_only:
            self._broken_group = True
        return self._broken_group

    def _feed(self, timed: TimedPacket, now: float, *, key: bool) -> None:
        data = bytes(timed.packet)  # before any sink changes its stamps
        with self._lock:
            if self._abandoned:
                return
            self._ring.add(data, timed.pts, time.time() * 1000, key=key, decode_s=timed.dts)
            self._gop.add(timed, key=key)
            if self._is_left_out(key=key):
                return
            for descriptor, sink in list(self._sinks.items()):
                try:
                    sink.write(timed, now)
                except SinkBlockedError:
                    del self._sinks[descriptor]
                    with contextlib.suppress(OSError):
                        sink.close()


class _UnsupportedError(Exception):
    """The stream has no video that libVLC could show."""


def _video_of(container: InputContainer) -> VideoStream:
    for stream in container.streams.video:
        context = stream.codec_context
        if context is not None and context.name in CODECS:
            return stream
    raise _UnsupportedError
