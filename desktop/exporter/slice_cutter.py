"""Cuts a stream into slices at key frames, and knows when it is at its end."""

from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.exporter.slices import Slices
from player.footage.ts_scan import PACKET, Mark, TsScanner, nearest

_EARLY_MS = 30_000
"""A stream begins with the key frame before what was asked for; some cameras make one in 400 pictures."""
_STEP_MS = 2_000
"""Pictures are not farther apart than this where something was recorded."""
_TICKS_PER_MS = 90


class SliceCutter:
    """One piece's, over all its connections; used on its thread."""

    def __init__(self, slices: Slices, wanted: TimeRange, slice_ms: int) -> None:
        self._slices, self._wanted, self._slice_ms = slices, wanted, slice_ms
        self._scanner = TsScanner()
        self._carry = b""
        self._begin_at = self._written = 0
        self._first: int | None = None
        self._last = self._key = 0
        self._key_at: int | None = None
        self._last_before_key = 0
        self._farthest = 0
        self._ended_before: tuple[int, int] | None = None
        self._asked = 0
        self.over = False
        """The wanted range has come whole."""

    @property
    def next_ms(self) -> int:
        """Where the next connection has to begin."""
        records = self._slices.records
        return records[-1].next_ms if records else self._wanted.start_ms

    @property
    def seen_ms(self) -> int:
        """The newest picture's instant."""
        return self._last or self.next_ms

    @property
    def size(self) -> int:
        """Bytes of all slices and of the one in work."""
        return self._slices.size + self._written

    def begin(self) -> None:
        """A new connection, asked for at `next_ms`."""
        self._slices.drop()
        self._slices.run += 1
        self._scanner, self._carry = TsScanner(), b""
        self._begin_at = self._written = 0
        self._first = self._key_at = None
        self._asked = self._last = self.next_ms
        self.over = False

    def take(self, data: bytes) -> bool:
        """Take what came; true when it brought a key frame farther on than ever before.

        Raises NoStreamError, and WRONG_FOOTAGE or NO_RECORDING when it begins somewhere else.
        """
        whole = self._carry + data
        size = len(whole) // PACKET * PACKET
        data, self._carry = whole[:size], whole[size:]
        came, at = self._begin_at + self._written, 0
        farther = False
        for mark in self._scanner.feed(data):
            ms = -(-nearest(mark.ticks, self._last * _TICKS_PER_MS) // _TICKS_PER_MS)
            self._check_first(ms)
            if ms >= self._wanted.end_ms:
                self._write(data, at, mark.offset - came)
                self._finish(self._written, self._last, self._wanted.end_ms, last=True)
                self.over = True
                return True
            if mark.key:
                at = self._write(data, at, mark.offset - came)
                farther |= self._meet_key(mark, ms)
            self._last = max(self._last, ms)
        self._write(data, at, len(data))
        return farther

    def keep(self) -> None:
        """A connection has broken off: keep what is whole, up to the last key frame."""
        if self._key_at is not None and self._first is not None and self._key > self._first:
            self._finish(self._key_at - self._begin_at, self._last_before_key, self._key, last=False)
        else:
            self._slices.drop()
        self._written, self._first, self._key_at = 0, None, None

    def ended(self) -> bool:
        """A connection has ended: tell whether nothing more is to come, and keep what is whole.

        An end looks like a cut. It is one when the wanted range is not covered, until a second connection
        from the same instant has ended with the same picture.
        """
        if self.over:
            return True
        end = (self._asked, self._last)
        covered = self._last + _STEP_MS >= self._wanted.end_ms
        if self._first is not None and (covered or self._ended_before == end):
            self._finish(self._written, self._last, self._last + 1, last=True)
            return True
        self._ended_before = None
        before = len(self._slices.records)
        last = self._last
        self.keep()
        if len(self._slices.records) == before:
            self._ended_before = (self._asked, last)
        return False

    def _check_first(self, ms: int) -> None:
        if self._first is not None:
            return
        if ms < self._asked - _EARLY_MS:
            detail = {"wanted_ms": self._asked, "found_ms": ms}
            raise AppError(ErrorCode.WRONG_FOOTAGE, detail)
        if ms >= self._wanted.end_ms:
            raise AppError(ErrorCode.NO_RECORDING, {"nearest_after_ms": ms})
        self._first = ms

    def _meet_key(self, mark: Mark, ms: int) -> bool:
        """Note a key frame; a slice that is long enough ends here."""
        self._key_at, self._key, self._last_before_key = mark.offset, ms, self._last
        if self._first is not None and ms - self._first >= self._slice_ms:
            self._finish(mark.offset - self._begin_at, self._last, ms, last=False)
            self._begin_at, self._first = mark.offset, ms
        farther = ms > self._farthest
        self._farthest = max(self._farthest, ms)
        return farther

    def _write(self, data: bytes, start: int, end: int) -> int:
        if end > start:
            self._slices.write(data[start:end])
            self._written += end - start
        return end

    def _finish(self, length: int, last_ms: int, next_ms: int, *, last: bool) -> None:
        first = self._first if self._first is not None else last_ms
        self._slices.finish(length, first, last_ms, next_ms, last=last)
        self._written = 0
