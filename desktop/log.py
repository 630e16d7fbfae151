"""Logging: named categories, secrets taken out, and the last lines kept for a bug report."""

import logging
import re
import sys
from collections import deque
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path

ROOT = "xueliang"
CATEGORIES = (
    "session",
    "transport",
    "directory",
    "search",
    "streams",
    "archive",
    "export",
    "register",
    "retrievals",
    "documents",
    "wall",
    "player",
    "settings",
    "storage",
    "ui",
)
HIDDEN = "***"

_SECRETS = re.compile(
    r"""(?ix)
    (?P<bearer>\bbearer\s+)[^\s"',;]+
    | (?P<pair>["']?\b(?:(?:access_|refresh_)?token|ticket|password|passwd|pwd|secret|authorization)["']?
        \s*[=:]\s*(?:(?:bearer|basic|digest)\s+)?)
      (?:"(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | [^\s"',;&)}\]]+)
    | (?P<user>://[^\s/@:]+:)[^\s/@]+(?=@)
    """
)


def redact(text: str) -> str:
    """Return a text without passwords, tokens and tickets."""

    def hide(match: re.Match[str]) -> str:
        kept = next(group for group in match.groups() if group is not None)
        return f"{kept}{HIDDEN}"

    return _SECRETS.sub(hide, text)


class RedactingFormatter(logging.Formatter):
    """Formats a record, its exception included, and then takes the secrets out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return redact(super().format(record))


class LogRing(logging.Handler):
    """Keeps the last lines in memory, for the bug report."""

    def __init__(self, lines: int = 2000) -> None:
        super().__init__()
        self._lines: deque[str] = deque(maxlen=lines)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self._lines.append(self.format(record))

    def text(self) -> str:
        """Return the lines kept, oldest first."""
        return "\n".join(self._lines)


def get(category: str) -> logging.Logger:
    """Return the logger of a category."""
    return logging.getLogger(f"{ROOT}.{category}")


def setup(
    *, level: int = logging.INFO, debug: Iterable[str] = (), file: Path | None = None, stderr: bool = True
) -> LogRing:
    """Start logging; `debug` names the categories to log in full. Called again, it starts anew."""
    root = logging.getLogger(ROOT)
    for old in tuple(root.handlers):
        root.removeHandler(old)
        old.close()
    ring = LogRing()
    handlers: list[logging.Handler] = [ring]
    if stderr:
        handlers.append(logging.StreamHandler(sys.stderr))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(file, maxBytes=2_000_000, backupCount=3, encoding="utf-8", delay=True)
        )
    formatter = RedactingFormatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    for handler in handlers:
        handler.setFormatter(formatter)
        root.addHandler(handler)
    root.setLevel(level)
    for category in CATEGORIES:
        get(category).setLevel(logging.DEBUG if category in set(debug) else logging.NOTSET)
    return ring
