"""A JSON file that is whole at every instant: moved into place when written, put aside when broken."""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import AppError, ErrorCode

Json = dict[str, object] | list[object] | str | int | float | bool | None
MAX_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file held; `put_aside` is where an unreadable one was moved to."""

    data: Json
    put_aside: Path | None = None


class JsonFile:
    """One file; calls block for milliseconds (they sync to the disk): run them on the storage lane."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Loaded:
        """Read the file; a missing one is None, a broken one is moved aside and is None.

        Raises STORAGE_FAILED when the file is there and cannot be read at all.
        """
        try:
            if self.path.stat().st_size > MAX_BYTES:
                return self._put_aside()
            return Loaded(json.loads(self.path.read_bytes()))
        except FileNotFoundError:
            return Loaded(None)
        except (ValueError, RecursionError):
            return self._put_aside()
        except OSError as error:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": self.path.name}) from error

    def save(self, data: Json) -> None:
        """Replace the file in one step, readable by this user only; STORAGE_FAILED when that fails."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
            temporary = Path(name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    json.dump(data, stream, ensure_ascii=False, indent=1)
                    stream.flush()
                    os.fsync(stream.fileno())
                temporary.replace(self.path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": self.path.name}) from error

    def _put_aside(self) -> Loaded:
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.broken-{number}")).exists():
            number += 1
        try:
            self.path.replace(aside)
        except OSError as error:
            raise AppError(ErrorCode.STORAGE_FAILED, {"file": self.path.name}) from error
        return Loaded(None, aside)
