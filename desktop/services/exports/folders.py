"""The folder of a package: in work under another name, put in place at the very end, never over anything.

Calls block: run them on the storage lane.
"""

import errno
import os
import shutil
from pathlib import Path

from desktop.domain.beijing import moment
from desktop.domain.file_names import safe_name
from desktop.domain.retrieval import RetrievalNumber
from desktop.errors import AppError, ErrorCode

PARTIAL = ".partial"
WORK = ".work"
RESERVE_BYTES = 256 << 20
"""Of the disk this much stays free."""
MARGIN = 1.1
"""Estimates are of what was recorded; containers and the assembling of the last file need a little more."""
MOST_TRIES = 1000
_FULL = {errno.ENOSPC, errno.EDQUOT}


def package_name(retrieval: RetrievalNumber, at_ms: int) -> str:
    """Return the name of a package ordered at an instant."""
    return f"证据_{safe_name(retrieval, 50)}_{moment(at_ms):%Y%m%d-%H%M%S}"


def partial_of(final: Path) -> Path:
    """Return where a package is while it is in work."""
    return final.with_name(final.name + PARTIAL)


def create(parent: Path, name: str) -> Path:
    """Make the folder in which a package will be worked on; return the final one, which nothing bears yet.

    Where the name is taken a number is added. Raises TARGET_UNWRITABLE, DISK_FULL.
    """
    try:
        parent.mkdir(parents=True, exist_ok=True)
        final = _free(parent, name)
        (partial_of(final) / WORK).mkdir()
    except OSError as error:
        raise target_error(error, parent) from error
    return final


def moved_aside(final: Path) -> Path:
    """Return the final folder; where something has taken its name meanwhile, another one, moved along."""
    if not os.path.lexists(final):
        return final
    partial = partial_of(final)
    try:
        other = _free(final.parent, final.name)
        partial_of(other).rmdir()
        partial.rename(partial_of(other))
    except OSError as error:
        raise target_error(error, final.parent) from error
    return other


def put_in_place(final: Path) -> None:
    """Give a finished package its name; does nothing where that has been done. Raises TARGET_UNWRITABLE."""
    partial = partial_of(final)
    try:
        if not partial.exists() and final.is_dir():
            return
        shutil.rmtree(partial / WORK, ignore_errors=True)
        if (partial / WORK).exists() or os.path.lexists(final):
            raise FileExistsError(errno.EEXIST, "exists", str(final))
        partial.rename(final)
        sync_folder(final.parent)
    except OSError as error:
        raise target_error(error, final.parent) from error


def remove(final: Path) -> None:
    """Remove what was in work, as far as it can be."""
    shutil.rmtree(partial_of(final), ignore_errors=True)


def check_space(folder: Path, needed_bytes: int) -> None:
    """Raise DISK_FULL (free_bytes, needed_bytes) where an order of that size would not fit."""
    needed = int(needed_bytes * MARGIN) + RESERVE_BYTES
    free = free_bytes(folder)
    if free is not None and free < needed:
        raise AppError(ErrorCode.DISK_FULL, {"free_bytes": free, "needed_bytes": needed})


def free_bytes(folder: Path) -> int | None:
    """Return what is free on the disk of a folder that may not exist yet, None where nobody can tell."""
    for place in (folder, *folder.absolute().parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


def sync_folder(folder: Path) -> None:
    """Make names in a folder last; where a system cannot, it does it by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def target_error(error: OSError, folder: Path) -> AppError:
    """Return what a failure of the target means."""
    code = ErrorCode.DISK_FULL if error.errno in _FULL else ErrorCode.TARGET_UNWRITABLE
    reason = error.strerror or type(error).__name__
    return AppError(code, {"folder": str(folder), "reason": reason, "errno": error.errno or 0})


def _free(parent: Path, name: str) -> Path:
    """Make NAME.partial for the first name that neither a package nor one in work bears; return NAME."""
    for number in range(1, MOST_TRIES):
        final = parent / (name if number == 1 else f"{name}-{number}")
        if os.path.lexists(final):
            continue
        try:
            partial_of(final).mkdir()
        except FileExistsError:
            continue
        return final
    raise FileExistsError(errno.EEXIST, "exists", name)
