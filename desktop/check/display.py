"""A display without a screen: an Xvfb of our own on a free number."""

import os
import select
import shutil
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from desktop.check.processes import Child, StartError

START_S = 20.0


class VirtualDisplay:
    """An Xvfb that lives as long as the context; `name` is what DISPLAY has to be."""

    def __init__(self, width: int, height: int, *, log: Path) -> None:
        self.width = width
        self.height = height
        self.name = ""
        self.pid = 0
        self._log = log
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if shutil.which("Xvfb") is None:
            raise StartError(
                "没有 Xvfb，请先运行 installer/start（Xvfb is missing; run installer/start first）"
            )
        ours, theirs = os.pipe()
        try:
            self.pid = self._stack.enter_context(self._start(theirs)).pid
        finally:
            os.close(theirs)
        try:
            self.name = f":{_read_number(ours)}"
        except StartError:
            self._stack.close()
            raise
        finally:
            os.close(ours)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _start(self, report_fd: int) -> Child:
        screen = f"{self.width}x{self.height}x24"
        command = ["Xvfb", "-displayfd", str(report_fd), "-screen", "0", screen]
        options = ["-dpi", "96", "-nolisten", "tcp", "-noreset"]
        return Child([*command, *options], log=self._log, pass_fds=[report_fd])


def _read_number(fd: int) -> int:
    """Read the display number: a line that Xvfb writes in two pieces and that never comes if it fails."""
    text = b""
    deadline = monotonic() + START_S
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([fd], [], [], max(0.0, deadline - monotonic()))
        piece = os.read(fd, 16) if ready else b""
        if not piece:
            raise StartError("Xvfb 没有启动（Xvfb did not start）")
        text += piece
    return int(text)
