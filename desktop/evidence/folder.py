"""Writing the small files of a package so that they last: whole, synced, and with errors that people know."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives import hashes

from desktop.errors import AppError, ErrorCode
from desktop.evidence.manifest import ListedFile

_CODES = {
    errno.ENOSPC: ErrorCode.DISK_FULL,
    errno.EDQUOT: ErrorCode.DISK_FULL,
    errno.EACCES: ErrorCode.TARGET_UNWRITABLE,
    errno.EPERM: ErrorCode.TARGET_UNWRITABLE,
    errno.EROFS: ErrorCode.TARGET_UNWRITABLE,
    errno.ENOENT: ErrorCode.TARGET_UNWRITABLE,
}


@contextmanager
def told_apart(folder: Path) -> Iterator[None]:
    """Turn what the disk says into the error codes of taking footage out."""
    try:
        yield
    except OSError as error:
        code = _CODES.get(error.errno or 0, ErrorCode.STORAGE_FAILED)
        raise AppError(code, {"folder": folder.name}) from error


def write(path: Path, content: bytes) -> ListedFile:
    """Write a file durably, in place of an older one; return what the manifest says of it."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    return listed(path.name, content)


def sync(folder: Path) -> None:
    """Make the folder's list of names last; systems that cannot sync a folder do not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def listed(name: str, content: bytes) -> ListedFile:
    """Return what the manifest says of a small file."""
    return ListedFile(name, len(content), hashlib.sha256(content).hexdigest(), sm3(content))


def sm3(content: bytes) -> str:
    """Return the SM3 of a small content (not every build of hashlib knows it)."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()
