"""Child processes that end with us, whatever ends us."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

import psutil

GRACE_S = 5.0
"""How long a process may take to end by itself before it is killed."""


class StartError(Exception):
    """A process that the check needs did not come up; the message is for the user."""


def dying_with_parent(command: Sequence[str]) -> list[str]:
    """Wrap a command so that the kernel ends it when this process dies (Linux; elsewhere as it is)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--", *command] if setpriv else list(command)


class Child:
    """One process and whatever it starts; used as a context manager, ended with all its descendants."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        pass_fds: Sequence[int] = (),
        stdout: int | None = None,
    ) -> None:
        self.log = log
        self.started_at = monotonic()
        with log.open("ab") as sink:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands, no shell
                dying_with_parent(command),
                stdin=subprocess.PIPE,
                stdout=sink if stdout is None else stdout,
                stderr=sink,
                env=dict(os.environ if env is None else env),
                pass_fds=tuple(pass_fds),
            )

    @property
    def pid(self) -> int:
        """Process id; the wrapper replaces itself, so this is the command's own."""
        return self.process.pid

    def exit_code(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self.process.poll()

    def write_and_close(self, text: str) -> None:
        """Hand text to the process by its standard input and close it."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(text.encode())
            self.process.stdin.close()

    def log_tail(self, lines: int = 25) -> str:
        """Return the last lines that the process wrote."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])

    def stop(self) -> None:
        """End the process and its descendants: politely, then by force. Harmless when it has ended."""
        family = _family(self.process.pid)
        if self.process.poll() is None:
            self.process.terminate()
        if self.process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
        try:
            self.process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(GRACE_S)
        _, alive = psutil.wait_procs(family, timeout=1.0)
        for process in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _family(pid: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []
