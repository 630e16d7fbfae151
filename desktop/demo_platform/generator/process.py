"""Makes the database in a process of its own, while the platform's process gets ready."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from desktop.demo_platform.environment import child_environment
from desktop.demo_platform.failures import StartError
from desktop.demo_platform.generator.build import Recipe, is_made


@contextmanager
def database_in_the_making(path: Path, recipe: Recipe) -> Iterator[bool]:
    """Begin to make the database where it is missing (True then); at the end of the block it is there.

    Raises:
        StartError: it could not be made.
    """
    if is_made(path, recipe):
        yield False
        return
    arguments = ["--path", str(path), "--seed", str(recipe.seed), "--scale", repr(recipe.scale)]
    command = [sys.executable, "-m", "desktop.demo_platform.generator", *arguments]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=child_environment())  # noqa: S603 - ourselves
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield True
        if process.wait() != 0:
            raise StartError(f"the database could not be made (status {process.returncode})")
    finally:
        signal.signal(signal.SIGTERM, before)
        if process.poll() is None:
            process.terminate()
            process.wait()


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(1)
