"""One platform to a folder: two would pull the database from under each other."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.demo_platform.failures import StartError

_NAME = "lock"


@contextmanager
def folder_for_us_alone(folder: Path) -> Iterator[None]:
    """Make the folder where it is missing and hold it; StartError when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StartError(f"{folder}: {error.strerror}") from error
    try:
        _lock(number, folder)
        yield
    finally:
        os.close(number)


def _lock(number: int, folder: Path) -> None:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise StartError(f"{folder}: another demo platform is running here") from error
