"""From packets to the picture of an instant: goes on where it stands if that is near, else from a key."""

from collections import deque
from collections.abc import Callable
from typing import Final

import av
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from player.worker.archive.packets import Group, PacketStore, VideoPacket

_WORTH_FINISHING: Final = 4
"""So few packets left of a group are decoded rather than skipped when the next group is wanted."""
_HOPELESS: Final = 120


class BadFootageError(Exception):
    """Nothing of many packets could be decoded."""


class PictureDecoder:
    """One decoder for one store; used on the viewer's thread."""

    def __init__(self, store: PacketStore) -> None:
        self._store = store
        self._context: VideoCodecContext | None = None
        self._group: Group | None = None
        self._next = 0
        self._passed: int | None = None
        self._ready: deque[VideoFrame] = deque()
        self._useless = 0
        self._drained = False
        # Key frames only: each group is one packet, and the next one to be wanted may be an earlier one.
        self._alone = store.demand.keys_only
        self.size = (0, 0)
        """Width and height of the newest picture."""

    def picture(self, media_ms: int, interrupted: Callable[[], bool]) -> VideoFrame | None:
        """Decode the picture of an instant that the store holds.

        Its `pts` is the instant that it really shows: another one than asked for when the picture is damaged.

        Returns:
            None when interrupted, or when packets are missing yet.

        Raises:
            BadFootageError: the packets are not what they claim to be.
        """
        self._go_to(media_ms)
        best: VideoFrame | None = None
        while True:
            while self._ready:
                if best is not None and _instant(self._ready[0]) > media_ms:
                    return best
                best = self._ready.popleft()
                self._passed = _instant(best)
                if self._passed >= media_ms:
                    return best
            if interrupted():
                self._put_back(best)
                return None
            packet = self._take()
            if packet is not None:
                self._decode(packet)
            elif not ((self._store.finished or self._alone) and self._drain()):
                if self._store.finished:
                    return best
                self._put_back(best)
                return None

    def _put_back(self, frame: VideoFrame | None) -> None:
        if frame is not None:
            self._ready.appendleft(frame)
            self._passed = _instant(frame) - 1

    def _go_to(self, media_ms: int) -> None:
        group = self._store.group_of(media_ms)
        if group is None or not self._must_jump(group, media_ms):
            return
        self._group, self._next = group, 0
        self._ready.clear()
        self._passed = None
        if self._context is not None:
            self._context.flush_buffers()

    def _must_jump(self, group: Group, media_ms: int) -> bool:
        current = self._group
        if current is None or (self._passed is not None and self._passed >= media_ms):
            return True
        if group is current:
            return False
        if current.key_ms > media_ms:  # fed ahead: on its way out, unless the decoder began behind it
            return self._passed is None
        if self._alone or group is not self._store.group_after(current):
            return True
        return len(current.packets) - self._next > _WORTH_FINISHING

    def _take(self) -> "VideoPacket | None":
        group = self._group
        if group is None:
            return None
        if self._next >= len(group.packets):
            after = None if self._alone else self._store.group_after(group)
            if after is None:
                return None
            group, self._group, self._next = after, after, 0
        self._next += 1
        self._drained = False
        return group.packets[self._next - 1]

    def _decode(self, packet: "VideoPacket | None") -> None:
        context = self._context
        if context is None:
            context = self._context = self._new_context()
        try:
            frames = context.decode(packet)
        except av.FFmpegError:
            frames = []
        if packet is None and not frames:
            return
        self._useless = 0 if frames else self._useless + 1
        if self._useless > _HOPELESS:
            raise BadFootageError
        for frame in frames:
            self.size = (frame.width, frame.height)
            self._ready.append(frame)

    def _drain(self) -> bool:
        """Get the last pictures out of the decoder where nothing follows; true when there were some."""
        if self._context is None or self._drained:
            return False
        self._decode(None)
        self._context.flush_buffers()
        self._drained = True
        return bool(self._ready)

    def _new_context(self) -> VideoCodecContext:
        coding = self._store.coding
        assert coding is not None
        context = av.CodecContext.create(coding.codec, "r")
        assert isinstance(context, VideoCodecContext)
        context.thread_count = 1
        if coding.extradata:
            context.extradata = coding.extradata
        return context


def _instant(frame: VideoFrame) -> int:
    assert frame.pts is not None
    return frame.pts
