"""What the packets themselves say about the stream: its size, and whether it is still the same codec."""

from typing import Final

import av
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

_LOOK_AT: Final = 256
# Start code and header of parameter sets that only the other codec has. FFmpeg keeps believing in the
# codec it has met first, and libVLC then shows a frozen picture without a word.
_FOREIGN: Final = {
    "h264": (b"\x00\x00\x01\x40\x01", b"\x00\x00\x01\x42\x01"),
    "hevc": (b"\x00\x00\x01\x67", b"\x00\x00\x01\x27", b"\x00\x00\x01\x47"),
}


class Headers:
    """Looks into the packets of one stream."""

    def __init__(self, stream: VideoStream) -> None:
        context = stream.codec_context
        self.size = (context.width, context.height)
        self._name = context.name
        self._foreign = _FOREIGN.get(context.name, ())
        extradata = context.extradata or b""
        # Parameter sets that the packets may lack; FLV's kind is not needed, its packets get theirs.
        self.parameter_sets = extradata if extradata.startswith(b"\x00\x00") else None

    def is_foreign(self, packet: "Packet[VideoStream]") -> bool:
        """Tell whether a packet belongs to another codec than the stream began with."""
        if not self._foreign:
            return False
        head = memoryview(packet)[:_LOOK_AT].tobytes()
        return any(mark in head for mark in self._foreign)

    def look(self, key_packet: "Packet[VideoStream]") -> None:
        """Take the picture's size from a key frame."""
        context = av.CodecContext.create(self._name, "r")
        assert isinstance(context, VideoCodecContext)
        if self.parameter_sets:
            context.extradata = self.parameter_sets
        context.parse(bytes(key_packet))
        context.parse(b"")
        if context.width > 0 and context.height > 0:
            self.size = (context.width, context.height)
