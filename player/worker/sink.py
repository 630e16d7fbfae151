"""Packets out to one libVLC player: MPEG transport stream, live stamps, through a pipe that never blocks."""

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import av
from av.packet import Packet
from av.video.stream import VideoStream

from player.worker.program_clock import PACKET, ProgramClock
from player.worker.stamps import LiveStamps

_TIME_BASE: Final = Fraction(1, 90_000)
_BUFFER: Final = 348 * PACKET
_PIPE_BYTES: Final = 1 << 20
_BACKLOG_BYTES: Final = 16 << 20
_LEAD: Final = 3
"""Packets that libVLC needs to show the first one (each is complete when the next but one begins)."""
_HOLD_S: Final = 0.25
_OPTIONS: Final = {"flush_packets": "1", "mpegts_flags": "resend_headers", "omit_video_pes_length": "0"}


@dataclass(frozen=True, slots=True)
class TimedPacket:
    """A packet and its source stamps in seconds (muxing overwrites the packet's own)."""

    packet: "Packet[VideoStream]"
    dts: float | None
    pts: float | None


class SinkBlockedError(Exception):
    """libVLC has not read for so long that the backlog is full."""


class _Pipe:
    """The file that the muxer writes to; what the pipe does not take is kept, up to a limit."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.backlog = bytearray()
        self.blocked = False
        self._clock = ProgramClock()
        os.set_blocking(descriptor, False)
        _enlarge(descriptor)

    def write(self, data: bytes) -> int:
        size = len(data)
        data = self._clock.move(data)
        if not self.backlog:
            taken = self._push(data)
            if taken == size:
                return size
            data = data[taken:]
        if len(self.backlog) + len(data) > _BACKLOG_BYTES:
            self.blocked = True
            return size
        self.backlog += data
        self.flush()
        return size

    def flush(self) -> bool:
        """Write what was kept; true when nothing is left."""
        while self.backlog:
            taken = self._push(self.backlog[:_PIPE_BYTES])
            if not taken:
                return False
            del self.backlog[:taken]
        return True

    def _push(self, data: bytes | bytearray) -> int:
        try:
            return os.write(self.descriptor, data)
        except BlockingIOError:
            return 0
        except OSError:  # the reader has gone: this surface is being discarded
            self.blocked = True
            return len(data)


class Sink:
    """The way of one stream's packets into one libVLC player; used under the relay's lock."""

    def __init__(self, descriptor: int, template: VideoStream) -> None:
        self._pipe = _Pipe(descriptor)
        self._stamps = LiveStamps()
        self._container = av.open(self._pipe, "w", format="mpegts", options=_OPTIONS, buffer_size=_BUFFER)
        self._stream = self._container.add_stream_from_template(template)
        self.sent = 0
        """Pictures given to libVLC so far."""
        self._closed = False
        self._held: list[TimedPacket] = []
        self._lead = 0
        self._hold_until = 0.0

    def begin(self, packets: Sequence[TimedPacket], arrival: float) -> None:
        """Send a key frame at once, the rest of its group after `release`: first the picture, then the race.

        With many streams opened together the decoders would otherwise be busy catching up with the
        present while other tiles still wait for their first picture.
        """
        self._lead = _LEAD
        for timed in packets:
            self.write(timed, arrival)

    def release(self, arrival: float) -> None:
        """Send what `begin` held back."""
        self._hold_until = self._lead = 0
        held, self._held = self._held, []
        for timed in held:
            self._mux(timed, arrival)

    def write(self, timed: TimedPacket, arrival: float) -> None:
        """Send one packet.

        Raises:
            SinkBlockedError: nobody reads the pipe any more.
        """
        if self._lead:
            self._lead -= 1
            self._hold_until = 0 if self._lead else arrival + _HOLD_S
            self._mux(timed, arrival)
        elif not self._hold_until:
            self._mux(timed, arrival)
        elif arrival < self._hold_until:
            self._held.append(timed)
        else:
            self._held.append(timed)
            self.release(arrival)

    def _mux(self, timed: TimedPacket, arrival: float) -> None:
        if self._closed:
            return
        packet = timed.packet
        dts, pts = self._stamps.next(timed.dts, timed.pts, arrival)
        packet.stream = self._stream
        packet.time_base = _TIME_BASE
        packet.dts = int(dts * 90_000)
        packet.pts = int(pts * 90_000)
        self._container.mux_one(packet)
        self.sent += 1
        if self._pipe.blocked:
            raise SinkBlockedError

    def close(self) -> None:
        """Close the pipe's end; libVLC then sees the end of the stream."""
        if self._closed:
            return
        self._closed = True
        self._pipe.blocked = True
        with contextlib.suppress(av.FFmpegError, OSError):
            self._container.close()
        os.close(self._pipe.descriptor)


def _enlarge(descriptor: int) -> None:
    try:
        import fcntl  # noqa: PLC0415 (not on Windows)

        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        return  # the usual 64 KiB then; the backlog takes the rest
