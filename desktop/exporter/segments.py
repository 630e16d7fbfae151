"""One file that grows by segments: what is committed stays right through a kill and a power cut.

The bytes lie in one file under a temporary name, so nothing is copied together afterwards. A segment counts
when its record stands: the bytes are synced first, then the record is written under a temporary name, synced
and renamed. A record holds the SHA-256 of everything from the file's start to the segment's end, so the
whole file's hash is ready with the last segment, and one pass over the file proves all records after a
crash. Bytes behind the last record are fetched again.
"""

import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.exporter import durable
from desktop.exporter.tail import GoneError, Tail, TailReader
from desktop.platform.download import ChangedError

_BLOCK: Final = 1 << 20
_AHEAD: Final = 2
"""So many segments may be written and not yet committed: one is being synced while one is being written."""
_sync = getattr(os, "fdatasync", os.fsync)


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """A committed segment; `sha256` is that of all bytes up to its end."""

    start: int
    length: int
    total: int
    validator: str
    sha256: str

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + self.length


class SegmentedFile:
    """The file and its records; `write`, `release`, `settle` on the fetching thread.

    A second thread hashes and commits behind it. OSError and whatever else went wrong there comes out of the
    fetching thread's next call. Made from what a folder holds already, which is read and proved first.
    """

    def __init__(self, folder: Path, segment_bytes: int) -> None:
        folder.mkdir(exist_ok=True)
        self.path = folder / "footage.part"
        self._folder, self._segment_bytes = folder, segment_bytes
        self._file = os.fdopen(os.open(self.path, _FLAGS, 0o600), "r+b", buffering=0)
        self._state = hashlib.sha256()
        self._number = self._committed = 0
        self.total: int | None = None
        self.validator = ""
        self._prove()
        self.position = self._hashed = self.recovered = self._committed
        self.tail = Tail(self.path, self._committed)
        self._announce()
        self._file.seek(self.position)
        self._changed = threading.Condition()
        self._flush = False
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="committer", daemon=True)
        self._thread.start()

    @property
    def complete(self) -> bool:
        """True when all bytes have been written."""
        return self.total is not None and self.position == self.total

    def expect(self, total: int, validator: str) -> None:
        """Take note of what the server says of the file; ChangedError when it said something else before."""
        if self.total is None:
            self.total, self.validator = total, validator
            self.tail.expect(total)
        elif self.total != total:
            raise ChangedError

    def _announce(self) -> None:
        if self.total is not None:
            self.tail.expect(self.total)

    def write(self, data: bytes) -> None:
        """Append; the bytes count from the next `release` on."""
        self._raise()
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        self.position += len(data)

    def release(self) -> None:
        """Say that everything written is right; waits while too much of it is not committed."""
        self.tail.advance(self.position)
        if self.position - self._committed < _AHEAD * self._segment_bytes:
            return
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._error is not None or self.position - self._committed < _AHEAD * self._segment_bytes
                )
            )
        self._raise()

    def rollback(self) -> None:
        """Forget what was written since the last `release`."""
        self.position = self.tail.ready
        self._file.seek(self.position)

    def settle(self) -> None:
        """Commit what was released, however little it is."""
        self.rollback()
        with self._changed:
            self._flush = True
        self.tail.nudge()
        with self._changed:
            self._changed.wait_for(lambda: self._error is not None or self._committed == self.tail.ready)
            self._flush = False
        self._raise()

    def finish(self) -> str:
        """Return the SHA-256 of the complete file, all of it committed."""
        self.settle()
        return self._state.hexdigest()

    def close(self) -> None:
        """End; what is committed stays."""
        self.tail.give_up()
        self._thread.join()
        self._file.close()

    def discard(self) -> None:
        """End, and forget everything."""
        self.close()
        for path in (*self._folder.glob("seg-*"), self.path):
            path.unlink(missing_ok=True)
        durable.sync_folder(self._folder)

    def forget_records(self) -> None:
        """Remove the records of a file that stands under its final name."""
        for path in self._folder.glob("seg-*"):
            path.unlink(missing_ok=True)

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _prove(self) -> None:
        """Read what is there; count it as far as it agrees with the records."""
        size = self._file.seek(0, os.SEEK_END)
        self._file.seek(0)
        while record := durable.read_record(self._record_path(self._number + 1), SegmentRecord):
            fits = record.start == self._committed and record.length > 0 and record.end <= size
            if not fits or self.total not in (None, record.total) or record.end > record.total:
                break
            state = self._state.copy()
            self._read_into(state, record.length)
            if state.hexdigest() != record.sha256:
                break
            self._state, self._committed = state, record.end
            self._number += 1
            self.total, self.validator = record.total, record.validator
        for path in self._folder.glob("seg-*"):
            if not any(path == self._record_path(number + 1) for number in range(self._number)):
                path.unlink(missing_ok=True)

    def _read_into(self, state: "hashlib._Hash", length: int) -> None:
        while length:
            data = self._file.read(min(length, _BLOCK))
            if not data:
                return
            state.update(data)
            length -= len(data)

    def _record_path(self, number: int) -> Path:
        return self._folder / f"seg-{number:05d}.json"

    def _run(self) -> None:
        try:
            self._commit_all()
        except GoneError:
            pass
        except OSError as error:
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _commit_all(self) -> None:
        with TailReader(self.tail) as reader:
            reader.seek(self._hashed)
            while self._hashed != self.total:
                until = self.tail.wait_beyond(self._hashed, self._is_to_commit)
                end = self._committed + self._segment_bytes
                if until > self._hashed:
                    data = reader.read(min(_BLOCK, end - self._hashed))
                    self._state.update(data)
                    self._hashed += len(data)
                if self._hashed in (end, self.total) or self._is_to_commit():
                    self._commit(self._hashed)

    def _is_to_commit(self) -> bool:
        """True when somebody waits for a short segment."""
        return self._flush and self._committed < self._hashed == self.tail.ready

    def _commit(self, end: int) -> None:
        if end == self._committed:
            return
        _sync(self._file.fileno())
        self._number += 1
        assert self.total is not None
        start = self._committed
        record = SegmentRecord(start, end - start, self.total, self.validator, self._state.hexdigest())
        durable.write_record(self._record_path(self._number), record)
        with self._changed:
            self._committed = end
            self._changed.notify_all()


_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
