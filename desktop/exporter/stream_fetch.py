"""码流转存: the playback stream, kept in slices as it comes and put into one MP4 file at the end."""

import os
from collections.abc import Iterator
from pathlib import Path

import av

from desktop.domain.export import FetchMethod, Gap, GapCause
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.exporter.control import InterruptedTransferError, StoppedError
from desktop.exporter.disk import target_failure
from desktop.exporter.fetched import Fetched
from desktop.exporter.inspector import Inspector
from desktop.exporter.messages import PieceOrder, Ticket
from desktop.exporter.persistence import Persistence
from desktop.exporter.slice_cutter import SliceCutter
from desktop.exporter.slices import Slices
from desktop.exporter.sm3 import Sm3Follower
from desktop.exporter.source import Source
from desktop.exporter.tail import Tail, sha256_of
from desktop.exporter.tickets import address
from desktop.exporter.tools import Meter, Tools
from player.footage.remux import NothingInsideError, remux
from player.footage.ts_scan import NoStreamError

_ROOM = 64 << 20
_NO_NEWS = 12
"""A stream without a new key frame for so many times the patience for a byte is none, whatever it sends."""


class StreamFetch:
    """One piece's stream; on its piece's thread."""

    def __init__(self, order: PieceOrder, work: Path, tools: Tools, persistence: Persistence) -> None:
        self._order, self._work, self._tools, self._persistence = order, work, tools, persistence
        self._meter = Meter(order.piece.id, tools.report)
        self._source = Source(order, tools)
        self._gaps: tuple[Gap, ...] = ()

    def run(self, ticket: Ticket | None = None) -> Fetched:
        """Fetch and put together; raises `AppError` when nothing can be had, StoppedError.

        What has come before a final failure is used, and the rest is a gap.
        """
        self._source.take(ticket)
        try:
            while True:
                try:
                    slices = Slices(self._work)
                    try:
                        self._fetch(slices)
                    finally:
                        slices.drop()
                    return self._assembled(slices)
                except OSError as error:
                    self._meet_target(error)
        finally:
            self._source.drop()

    def _fetch(self, slices: Slices) -> None:
        wanted = self._order.piece.range
        cutter = SliceCutter(slices, wanted, self._tools.limits.stream_slice_ms)
        while not slices.complete:
            try:
                self._try_once(slices, cutter)
            except AppError as error:
                if error.code is ErrorCode.TARGET_UNWRITABLE or not slices.records:
                    raise
                self._give_up(slices, error)
                return

    def _try_once(self, slices: Slices, cutter: SliceCutter) -> None:
        control = self._tools.control
        try:
            control.check()
            self._tools.disk.wait_for_room(_ROOM)
            self._transfer(slices, cutter)
        except InterruptedTransferError:
            cutter.keep()
            control.wait_until_running()
        except StoppedError:
            cutter.keep()
            raise
        except NoStreamError:
            cutter.keep()
            self._persistence.meet(AppError(ErrorCode.BAD_STREAM))
        except AppError as error:
            cutter.keep()
            self._persistence.meet(self._source.judge(error))

    def _transfer(self, slices: Slices, cutter: SliceCutter) -> None:
        """Take one connection to its end, or to the end of what is wanted."""
        control = self._tools.control
        missing = TimeRange(cutter.next_ms, self._order.piece.range.end_ms)
        ticket, client = self._source.open(missing)
        url = address(ticket.url, start_ms=cutter.next_ms, speed=1, reverse=0)
        before = len(slices.records)
        with control.transfer(client.abort), client.flow(url) as chunks:
            cutter.begin()
            self._receive(cutter, chunks)
        if cutter.ended():
            return
        if len(slices.records) == before:
            raise AppError(ErrorCode.STREAM_CUT)

    def _receive(self, cutter: SliceCutter, chunks: Iterator[bytes]) -> None:
        wanted, control = self._order.piece.range, self._tools.control
        news_at = control.clock()
        for chunk in chunks:
            if cutter.take(chunk):
                self._persistence.note_progress()
                self._source.note_use()
                news_at = control.clock()
            elif control.clock() - news_at > self._tools.limits.read_s * _NO_NEWS:
                raise AppError(ErrorCode.STREAM_STALLED)
            done_ms = max(cutter.seen_ms - wanted.start_ms, 0)
            self._meter.note(cutter.size, None, min(done_ms, wanted.duration_ms))
            if cutter.over:
                return
            if self._tools.disk.is_low(_ROOM):
                raise InterruptedTransferError
            control.check()

    def _give_up(self, slices: Slices, error: AppError) -> None:
        """Use what has come; the rest is missing for this reason."""
        wanted = self._order.piece.range
        rest = TimeRange(min(slices.records[-1].next_ms, wanted.end_ms), wanted.end_ms)
        no_recording = error.code is ErrorCode.NO_RECORDING
        cause = GapCause.NO_RECORDING if no_recording else GapCause.REFUSED
        if not rest.empty:
            self._gaps = (Gap(rest, cause, error.code.value),)

    def _assembled(self, slices: Slices) -> Fetched:
        target = self._work / "footage.mp4"
        wanted = self._order.piece.range
        self._tools.disk.wait_for_room(slices.size)
        try:
            remuxed = remux(
                slices.runs(),
                target,
                slices.records[0].first_ms,
                wanted.end_ms,
                stopped=lambda: self._tools.control.stopped,
            )
        except (NothingInsideError, av.error.InvalidDataError, IndexError) as error:
            raise AppError(ErrorCode.BAD_STREAM) from error
        if self._tools.control.stopped:
            raise StoppedError
        with target.open("rb+") as file:
            os.fsync(file.fileno())
        size = target.stat().st_size
        tail = Tail(target, size)
        tail.expect(size)
        sm3, inspector = Sm3Follower(tail), Inspector(tail, stamps=self._order.frame_stamp is not None)
        sha256 = sha256_of(tail)
        self._meter.note(size, size, wanted.duration_ms, now=True)
        return Fetched(
            target,
            size,
            sha256,
            sm3.result(),
            inspector.result(),
            FetchMethod.STREAM,
            self._gaps,
            remuxed.sound_left_out,
        )

    def _meet_target(self, error: OSError) -> None:
        failure = target_failure(error, self._tools.folder)
        if failure.code is not ErrorCode.DISK_FULL:
            raise failure from error
        self._tools.disk.wait_for_room(_ROOM, full=True)
