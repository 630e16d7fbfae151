"""Files that are there as a whole or not at all, also after a power cut."""

import errno
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from desktop.stores import records

T = TypeVar("T")
_NOT_OFFERED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


def sync_folder(folder: Path) -> None:
    """Let a folder's names reach the disk.

    Windows keeps no handle of a folder to do that with, and some file systems of sticks and servers refuse.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
    finally:
        os.close(handle)


def rename(temporary: Path, final: Path) -> None:
    """Give a synced file its final name, durably; whatever had that name is replaced."""
    temporary.replace(final)
    sync_folder(final.parent)


def write_record(path: Path, record: object) -> None:
    """Write a record under a temporary name, sync it, and rename it."""
    temporary = path.with_name(f"{path.name}.part")
    with temporary.open("wb") as file:
        file.write(json.dumps(records.to_json(record), ensure_ascii=False).encode())
        file.flush()
        os.fsync(file.fileno())
    rename(temporary, path)


def read_record(path: Path, kind: type[T]) -> T | None:
    """Return a record, None when there is none or it makes no sense."""
    with suppress(FileNotFoundError, ValueError, RecursionError):
        return records.from_json(kind, json.loads(path.read_bytes()))
    return None
