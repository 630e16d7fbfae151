"""平台下载: the platform's own file, by byte ranges, resumed where it stopped."""

from pathlib import Path

from desktop.domain.export import FetchMethod
from desktop.errors import AppError, ErrorCode
from desktop.exporter.control import InterruptedTransferError, StoppedError
from desktop.exporter.disk import target_failure
from desktop.exporter.fetched import Fetched
from desktop.exporter.inspector import Inspector
from desktop.exporter.messages import PieceOrder, Ticket
from desktop.exporter.persistence import Persistence
from desktop.exporter.segments import SegmentedFile
from desktop.exporter.sm3 import Sm3Follower
from desktop.exporter.source import Source
from desktop.exporter.tickets import address
from desktop.exporter.tools import Meter, Tools
from desktop.platform.download import NO_PARTS, ChangedError, Part
from player.footage.probe import UnreadableError

_SEGMENTS_A_REQUEST = 16
_MOST_CHANGES = 3
"""A server that has another file each time has none."""
_FASTEST_BYTES_PER_MS = 25_000
_ROOM_FOR_TABLES = 64 << 20
"""Beyond 200 Mbit/s and so much more it is not this footage."""


class FileFetch:
    """One piece's download; on its piece's thread."""

    def __init__(self, order: PieceOrder, work: Path, tools: Tools, persistence: Persistence) -> None:
        self._order, self._work, self._tools, self._persistence = order, work, tools, persistence
        self._source = Source(order, tools)
        self._meter = Meter(order.piece.id, tools.report)
        self._changes = self._no_parts = 0
        self._file_sha256: bytes | None = None

    def run(self, ticket: Ticket | None = None) -> Fetched:
        """Fetch until the file is complete; raises `AppError` when it cannot be had, StoppedError."""
        self._source.take(ticket)
        try:
            while True:
                try:
                    return self._run_once()
                except ChangedError:
                    self._note_change()
                except OSError as error:
                    self._meet_target(error)
        finally:
            self._source.drop()

    def _run_once(self) -> Fetched:
        file = SegmentedFile(self._work, self._tools.limits.segment_bytes // 2)
        try:
            self._file_sha256 = None
            sm3 = Sm3Follower(file.tail)
            inspector = Inspector(file.tail, stamps=self._order.frame_stamp is not None)
            while not file.complete:
                self._try_once(file)
            sha256 = file.finish()
            self._compare(sha256)
            self._meter.note(file.position, file.total, self._footage_ms(file), now=True)
            probe = inspector.result()
            return Fetched(file.path, file.position, sha256, sm3.result(), probe, FetchMethod.FILE)
        except StoppedError:
            file.settle()
            raise
        except (ChangedError, UnreadableError):
            file.discard()
            raise
        finally:
            file.close()

    def _compare(self, sha256: str) -> None:
        """Hold the hash against the one that the server has sent for the whole file, if it has."""
        if self._file_sha256 is not None and self._file_sha256.hex() != sha256:
            raise ChangedError

    def _try_once(self, file: SegmentedFile) -> None:
        try:
            self._tools.control.check()
            self._transfer(file)
        except InterruptedTransferError:
            file.settle()
            self._tools.control.wait_until_running()
        except AppError as error:
            file.settle()
            self._persistence.meet(self._source.judge(error))
            self._note_no_parts(error)

    def _transfer(self, file: SegmentedFile) -> None:
        """Fetch from where the file stands until it is complete."""
        piece, limits, control = self._order.piece, self._tools.limits, self._tools.control
        # Always the whole range: another range is another file.
        ticket, client = self._source.open(piece.range)
        url = address(ticket.url, from_ms=piece.range.start_ms, to_ms=piece.range.end_ms)
        provisional = True
        with control.transfer(client.abort):
            while not file.complete:
                control.check()
                self._tools.disk.wait_for_room(limits.segment_bytes)
                length = (
                    limits.segment_bytes // 2 if provisional else limits.segment_bytes * _SEGMENTS_A_REQUEST
                )
                with client.part(url, file.position, length, file.validator) as part:
                    provisional = part.provisional
                    self._receive(file, part)

    def _receive(self, file: SegmentedFile, part: Part) -> None:
        piece = self._order.piece
        if part.total > piece.range.duration_ms * _FASTEST_BYTES_PER_MS + _ROOM_FOR_TABLES:
            raise AppError(ErrorCode.ANSWER_TOO_LARGE, {"bytes": part.total})
        file.expect(part.total, part.validator)
        self._file_sha256 = part.file_sha256 or self._file_sha256
        self._tools.disk.wait_for_room(part.total - file.position)
        for chunk in part.chunks():
            file.write(chunk)
            if not part.provisional:
                self._release(file)
            self._tools.control.check()
        self._release(file)

    def _release(self, file: SegmentedFile) -> None:
        """What was written is right."""
        file.release()
        self._source.note_use()
        self._persistence.note_progress()
        self._meter.note(file.position, file.total, self._footage_ms(file))

    def _footage_ms(self, file: SegmentedFile) -> int:
        duration = self._order.piece.range.duration_ms
        return duration * file.position // file.total if file.total else 0

    def _note_no_parts(self, error: AppError) -> None:
        """A server that does not send parts any more, several times in a row, has to send all of it again."""
        self._no_parts = self._no_parts + 1 if error.detail.get("reason") == NO_PARTS else 0
        if self._no_parts >= _MOST_CHANGES:
            self._no_parts = 0
            raise ChangedError

    def _note_change(self) -> None:
        self._changes += 1
        if self._changes > _MOST_CHANGES:
            raise AppError(ErrorCode.BAD_ANSWER, {"reason": "changes"})
        self._persistence.meet(AppError(ErrorCode.BAD_ANSWER, {"reason": "changed"}))

    def _meet_target(self, error: OSError) -> None:
        """Wait for room; whatever else is wrong with the target ends the job."""
        failure = target_failure(error, self._tools.folder)
        if failure.code is not ErrorCode.DISK_FULL:
            raise failure from error
        self._tools.disk.wait_for_room(self._tools.limits.segment_bytes, full=True)
