"""A stream as it came, in slices: each a file that counts when it and its record have their final names."""

import hashlib
import os
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from desktop.exporter import durable

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class SliceRecord:
    """A slice from a key frame on; the next one begins at `next_ms`. `run` numbers the connections."""

    run: int
    bytes: int
    sha256: str
    first_ms: int
    last_ms: int
    """The last picture's beginning."""
    next_ms: int
    last: bool
    """Nothing follows."""


class Slices:
    """One piece's; used on its thread. What is there already is proved first."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self.records: list[SliceRecord] = []
        while (record := self._proved(len(self.records) + 1)) is not None:
            self.records.append(record)
        for path in folder.glob("slice-*"):
            if not any(path.stem == f"slice-{number:05d}" for number in range(1, len(self.records) + 1)):
                path.unlink()
        self.run = self.records[-1].run if self.records else 0
        self._file: BinaryIO | None = None

    @property
    def complete(self) -> bool:
        """True when nothing is to be fetched any more."""
        return bool(self.records) and self.records[-1].last

    @property
    def size(self) -> int:
        """Bytes of all slices."""
        return sum(record.bytes for record in self.records)

    def write(self, data: bytes) -> None:
        """Add to the slice that is in work."""
        if self._file is None:
            self._file = self._path(".part").open("w+b", buffering=0)
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]

    def finish(self, length: int, first_ms: int, last_ms: int, next_ms: int, *, last: bool) -> None:
        """Make a slice of the first `length` bytes in work and forget the others."""
        file = self._file
        assert file is not None
        file.truncate(length)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        digest = _digest(file)
        file.close()
        self._file = None
        record = SliceRecord(self.run, length, digest, first_ms, last_ms, next_ms, last)
        # A file without a record is none: it is removed at the next start.
        durable.rename(self._path(".part"), self._path(".ts"))
        durable.write_record(self._path(".json"), record)
        self.records.append(record)

    def drop(self) -> None:
        """Forget what is in work."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._path(".part").unlink(missing_ok=True)

    def runs(self) -> list[list[Path]]:
        """Return the slices' files, those of one connection together."""
        numbered = enumerate(self.records, 1)
        return [
            [self._numbered(number, ".ts") for number, _ in group]
            for _, group in groupby(numbered, key=lambda one: one[1].run)
        ]

    def _proved(self, number: int) -> SliceRecord | None:
        record = durable.read_record(self._numbered(number, ".json"), SliceRecord)
        path = self._numbered(number, ".ts")
        if record is None or not path.is_file() or path.stat().st_size != record.bytes:
            return None
        with path.open("rb") as file:
            return record if _digest(file) == record.sha256 else None

    def _path(self, suffix: str) -> Path:
        return self._numbered(len(self.records) + 1, suffix)

    def _numbered(self, number: int, suffix: str) -> Path:
        return self._folder / f"slice-{number:05d}{suffix}"


def _digest(file: BinaryIO) -> str:
    state = hashlib.sha256()
    while data := file.read(_BLOCK):
        state.update(data)
    return state.hexdigest()
