"""One verification in a process of its own: `verify --json --progress`, told line by line, ended at will."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

from desktop import log
from desktop.evidence.verdict import Verdict
from desktop.evidence.verdict_wire import verdict_from_json

_log = log.get("verify")
_ROOT = Path(__file__).resolve().parents[2]
KILL_MS = 2000


@dataclass(frozen=True, slots=True)
class WitnessSource:
    """What is held against a package: the register of a profile, or another file and a fingerprint."""

    profile: Path
    register: Path | None = None
    """A register that was named on purpose."""
    fingerprint: str = ""
    """As it stands on the printed form."""

    def arguments(self) -> list[str]:
        """Return what the command is told of it."""
        told = ["--profile", str(self.profile)]
        if self.register is not None:
            told += ["--register", str(self.register.absolute())]
        return [*told, "--fingerprint", self.fingerprint] if self.fingerprint else told


class VerifyRun(QObject):
    """Runs once; UI thread. Exactly one of `judged` and `failed` is emitted, unless it was cancelled."""

    progressed = Signal(object, object)
    """Bytes hashed and bytes to hash; objects, because an int of Qt ends at 2 GB."""
    judged = Signal(object)
    """The Verdict."""
    failed = Signal(str)
    """The folder could not be read; what the system says."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = b""
        self._over = False
        self._process = QProcess(self)
        self._process.setWorkingDirectory(str(_ROOT))
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broken)

    def start(self, folder: Path, witness: WitnessSource) -> None:
        """Begin to judge a folder beside a witness."""
        arguments = ["-m", "desktop", "verify", "--json", "--progress", *witness.arguments()]
        self._process.start(sys.executable, [*arguments, "--", str(folder.absolute())])

    def cancel(self) -> None:
        """End it; nothing is emitted any more."""
        self._over = True
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(KILL_MS)

    def _read(self) -> None:
        self._rest += bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        if self._over:
            return
        try:
            said: dict[str, Any] = json.loads(line)
            if "done" in said:
                self.progressed.emit(int(said["done"]), int(said["total"]))
                return
            verdict: Verdict = verdict_from_json(said)
        except (ValueError, KeyError, TypeError):
            _log.warning("a line that is no verdict")
            return
        self._over = True
        self.judged.emit(verdict)

    def _finished(self, _code: int, _status: QProcess.ExitStatus) -> None:
        self._read()
        self._fail(bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace"))

    def _broken(self, _error: QProcess.ProcessError) -> None:
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._fail(self._process.errorString())

    def _fail(self, why: str) -> None:
        if not self._over:
            self._over = True
            self.failed.emit(why.strip()[-400:])
