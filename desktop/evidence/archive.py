"""A package as one AES-256 encrypted ZIP file, for handing over on a medium that may get lost."""

from collections.abc import Callable
from pathlib import Path

MINIMUM_PASSWORD = 8
Progress = Callable[[int, int], None]
"""Bytes packed and bytes to pack."""


def zip_package(folder: Path, target: Path, password: str, progress: Progress | None = None) -> str:
    """Pack a finished package; return the SHA-256 of the ZIP file.

    Streamed, stored without compression (video does not shrink), written to `target` + ".partial", synced and
    renamed; an existing target is never overwritten. `progress` may raise to stop it. ValueError for a
    password of less than MINIMUM_PASSWORD characters; OSError as the disk says it.
    """
    raise NotImplementedError
