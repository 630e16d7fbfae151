"""Looking into a folder that somebody may have prepared: follows no link, opens no device."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes

CHUNK = 1 << 20
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
)


class NoFileError(Exception):
    """Something else than an ordinary file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the folder under a name."""

    name: str
    bytes: int
    ordinary: bool
    """False for folders, links, devices and pipes."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """A file's length and hashes in lower-case hex."""

    bytes: int
    sha256: str
    sm3: str


def listing(folder: Path, limit: int) -> tuple[dict[str, Entry], bool]:
    """Return what stands in a folder by name, and whether there was more than `limit`."""
    entries: dict[str, Entry] = {}
    with os.scandir(folder) as found:
        for item in found:
            if len(entries) >= limit:
                return entries, True
            state = item.stat(follow_symlinks=False)
            entries[item.name] = Entry(item.name, state.st_size, stat.S_ISREG(state.st_mode))
    return entries, False


def read_small(folder: Path, name: str, limit: int) -> bytes:
    """Return a small file's content; NoFileError when it is none or longer than `limit`."""
    with _opened(folder / name) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise NoFileError(name)
    return content


def hashed(folder: Path, name: str, expected_bytes: int, advance: Callable[[int], None]) -> Hashes:
    """Hash a file in one pass, at most one byte further than it should be long."""
    sha256, sm3 = hashlib.sha256(), hashes.Hash(hashes.SM3())
    read = 0
    with _opened(folder / name) as stream:
        while read <= expected_bytes:
            chunk = stream.read(min(CHUNK, expected_bytes + 1 - read))
            if not chunk:
                break
            sha256.update(chunk)
            sm3.update(chunk)
            read += len(chunk)
            advance(len(chunk))
    return Hashes(read, sha256.hexdigest(), sm3.finalize().hex())


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise NoFileError(path.name)
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise NoFileError(path.name)
        with suppress(AttributeError, OSError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
        yield stream
