"""Where pictures lie until they are registered: out of sight, then under their names, never over anything.

Calls block: run them on a lane.
"""

import os
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.domain.beijing import day_of
from desktop.domain.file_names import safe_name
from desktop.domain.retrieval import RetrievalNumber
from desktop.domain.snapshot import Picture, file_name
from desktop.errors import AppError, ErrorCode
from desktop.services.exports import folders

OWN = "截图"
"""Folder of the pictures of one's own unit, and how packages of pictures begin."""
PICTURE_BYTES = 8 << 20
STALE_S = 3600.0
"""What a program that died left unregistered is removed after so long."""
_MOST = 100


def open_own(base: Path, day_ms: int, count: int) -> tuple[Path, Path]:
    """Return the day's folder of one's own unit and a hidden one in it; DISK_FULL, TARGET_UNWRITABLE."""
    folders.check_space(base, count * PICTURE_BYTES)
    folder = base / OWN / f"{day_of(day_ms):%Y-%m-%d}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_stale(base / OWN, "*/.*")
        staged = folder / f".{secrets.token_hex(6)}{folders.PARTIAL}"
        staged.mkdir()
    except OSError as error:
        raise folders.target_error(error, folder) from error
    return folder, staged


def open_package(base: Path, number: RetrievalNumber, at_ms: int, count: int) -> tuple[Path, Path]:
    """Return a package's folder, which nothing bears yet, and where it is worked on."""
    folders.check_space(base, count * PICTURE_BYTES)
    _remove_stale(base, f"{OWN}_*")
    stamp = folders.package_name(number, at_ms).rpartition("_")[2]
    final = folders.create(base, f"{OWN}_{safe_name(number, 50)}_{stamp}")
    return final, folders.partial_of(final)


def name(pictures: Sequence[Picture], camera_id: str, folder: Path, staged: Path) -> tuple[Picture, ...]:
    """Give pictures their names in the folder in work; none that `folder` has already.

    What else lies there, a picture that may not be kept or came too late, is removed.
    """
    wanted = {picture.file.name for picture in pictures}
    try:
        for entry in staged.iterdir():
            if entry.is_file() and entry.name not in wanted:
                entry.unlink()
        return tuple(_named(picture, camera_id, index, folder) for index, picture in enumerate(pictures, 1))
    except OSError as error:
        raise folders.target_error(error, folder) from error


def publish(pictures: Sequence[Picture], folder: Path, staged: Path) -> tuple[Picture, ...]:
    """Put named pictures where people find them; TARGET_UNWRITABLE when a name was taken meanwhile."""
    try:
        shown = tuple(_moved(picture, folder / picture.file.name) for picture in pictures)
        shutil.rmtree(staged, ignore_errors=True)
        folders.sync_folder(folder)
    except OSError as error:
        raise folders.target_error(error, folder) from error
    return shown


def moved_to(pictures: Sequence[Picture], folder: Path) -> tuple[Picture, ...]:
    """Return pictures whose folder got another name."""
    return tuple(replace(picture, file=folder / picture.file.name) for picture in pictures)


def remove(staged: Path) -> None:
    """Remove what was not registered, as far as it can be."""
    shutil.rmtree(staged, ignore_errors=True)


def _named(picture: Picture, camera_id: str, sequence: int, folder: Path) -> Picture:
    for number in range(sequence, _MOST):
        named = picture.file.with_name(file_name(camera_id, picture.picture_ms, number))
        if not os.path.lexists(named) and not os.path.lexists(folder / named.name):
            return _moved(picture, named)
    raise AppError(ErrorCode.TARGET_UNWRITABLE, {"folder": str(folder), "reason": "exists"})


def _moved(picture: Picture, target: Path) -> Picture:
    if os.path.lexists(target):
        raise FileExistsError(target)
    picture.file.rename(target)
    return replace(picture, file=target)


def _remove_stale(folder: Path, pattern: str) -> None:
    if not folder.is_dir():
        return
    for left in folder.glob(f"{pattern}{folders.PARTIAL}"):
        if left.is_dir() and time.time() - left.stat().st_mtime > STALE_S:
            shutil.rmtree(left, ignore_errors=True)
