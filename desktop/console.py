"""Names and standard streams that take Chinese whatever the terminal was set to, and that may close early."""

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress

EXIT_PIPE = 141
"""As a shell says of a program whose reader has gone."""


def in_utf8() -> None:
    """Start anew where names of files would be read by the locale: on the disk they are UTF-8."""
    if os.name != "posix" or sys.getfilesystemencoding() == "utf-8":
        return
    os.environ.setdefault("PYTHONIOENCODING", sys.stdout.encoding)  # the terminal's stays what it is
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - ourselves


def speak_chinese() -> None:
    """Write UTF-8 where the encoding has no Chinese, and a mark for a letter that it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_fit(stream.encoding), errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding=_fit(sys.stdin.encoding), errors="surrogateescape")


def until_nobody_reads(run: Callable[[], int]) -> int:
    """Run a command; a reader that goes away, like `head`, ends it quietly."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        with suppress(OSError):  # nothing is left to be written at the interpreter's end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PIPE
    return code


def _fit(encoding: str) -> str:
    """Return an encoding that has Chinese: this one, or UTF-8."""
    try:
        "结论".encode(encoding)
    except (UnicodeError, LookupError):
        return "utf-8"
    return encoding
