"""Printing by a process of its own: HTML goes in as a file, a PDF comes out whole or not at all."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop import log
from desktop.errors import AppError, ErrorCode
from desktop.lanes import CallScope, Lane

_log = log.get("documents")
PRINT_S = 60.0
_ROOT = Path(__file__).resolve().parents[2]
_MODULE = "ui.documents.print_pdf"


class ProcessPrinter:
    """A `DocumentPrinter`; lives as long as the process, prints on a lane."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane

    async def print(self, html: str, target: Path) -> None:
        """Write a PDF file in one step; STORAGE_FAILED, TIMED_OUT, TARGET_UNWRITABLE."""
        await self._lane.run(lambda scope: _print(html, target, scope), deadline_s=PRINT_S)


def _print(html: str, target: Path, scope: CallScope) -> None:
    unwritable = AppError(ErrorCode.TARGET_UNWRITABLE, {"file": target.name})
    try:
        with tempfile.TemporaryDirectory(prefix="xueliang-print-") as folder:
            source = Path(folder) / "document.html"
            source.write_text(html, encoding="utf-8")
            with tempfile.NamedTemporaryFile(
                dir=target.parent, prefix=".print-", suffix=".pdf", delete=False
            ) as made:
                temporary = Path(made.name)
            try:
                _run(source, temporary, scope)
                with temporary.open("rb") as written:
                    os.fsync(written.fileno())
                temporary.replace(target)
            finally:
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable from error


def _run(source: Path, target: Path, scope: CallScope) -> None:
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", _MODULE, str(source), str(target)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_environment(),
    ) as process:
        scope.on_abort(process.kill)
        try:
            _, said = process.communicate(timeout=PRINT_S)
        except subprocess.TimeoutExpired as error:
            raise AppError(ErrorCode.TIMED_OUT, {"seconds": round(PRINT_S)}) from error
        finally:
            scope.on_abort(None)
            process.kill()
    if process.returncode != 0:
        _log.error("printing failed (%d): %s", process.returncode, said.decode(errors="replace")[-2000:])
        raise AppError(ErrorCode.STORAGE_FAILED, {"file": target.name})


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    paths = [str(_ROOT), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return environment
