"""Makes the database in a process of its own, while the platform's other parts get ready."""

import subprocess
import sys
from pathlib import Path

from desktop.demo_platform.environment import child_environment
from desktop.demo_platform.failures import StartError
from desktop.demo_platform.generator.build import Recipe, is_made, remove_database


class DatabaseMaking:
    """The making of a database, begun at once where it is missing; ends with this process at the latest."""

    def __init__(self, path: Path, recipe: Recipe) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        if is_made(path, recipe):
            return
        remove_database(path)
        for unfinished in path.parent.glob(f"{path.name}.*.new"):
            unfinished.unlink()
        arguments = ["--path", str(path), "--seed", str(recipe.seed), "--scale", repr(recipe.scale)]
        command = [sys.executable, "-m", "desktop.demo_platform.generator", *arguments]
        environment = child_environment()
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - ourselves

    def wait(self) -> None:
        """Return when the database is there; StartError when it could not be made."""
        if self._process is None:
            return
        status = self._process.wait()
        self._close()
        if status != 0:
            raise StartError(f"the database could not be made (status {status})")

    def cancel(self) -> None:
        """Stop making it, if it is not there yet."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._close()

    def _close(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None
