"""One job: its pieces on a few threads, in order."""

import queue
import threading
import time
from collections.abc import Callable

from desktop import log
from desktop.errors import AppError, ErrorCode
from desktop.exporter.control import Control, StoppedError
from desktop.exporter.disk import Disk
from desktop.exporter.messages import Event, Fatal, Finished, PieceFailed, PieceOrder, Start
from desktop.exporter.piece import PieceRun
from desktop.exporter.tickets import TicketDesk
from desktop.exporter.tools import Tools
from desktop.exporter.turn import Turn

_log = log.get("export")


class Job:
    """Made from Start; its threads end with the last piece, with `control.stop()`, or with the target."""

    def __init__(self, start: Start, report: Callable[[Event], None]) -> None:
        self.control = Control()
        self.tickets = TicketDesk(self.control, report)
        disk = Disk(start.folder, start.limits.reserve_bytes, self.control, report)
        self._tools = Tools(start.folder, start.limits, self.control, disk, self.tickets, report)
        self._report = report
        self._turn = Turn(start.folder, self.control)
        self._waiting: queue.SimpleQueue[PieceOrder] = queue.SimpleQueue()
        for order in start.pieces:
            self._waiting.put(order)
        self._lock = threading.Lock()
        self._left, self._failed = len(start.pieces), 0
        if not start.pieces:
            report(Finished(0))
        self._threads = [
            threading.Thread(target=self._work, name=f"piece {number}", daemon=True)
            for number in range(max(1, min(start.limits.parallel, len(start.pieces))))
        ]
        for thread in self._threads:
            thread.start()

    def close(self, within_s: float) -> None:
        """Stop, and give the threads a moment to keep what came."""
        self.control.stop()
        until = time.monotonic() + within_s
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _work(self) -> None:
        try:
            self._turn.take()
            while True:
                try:
                    order = self._waiting.get_nowait()
                except queue.Empty:
                    return
                self._finish(PieceRun(order, self._tools).run())
        except StoppedError:
            return
        except AppError as error:
            _log.warning("the target fails: %s", error.detail)
            self._end(Fatal(error.code, error.detail))
        except Exception as error:  # noqa: BLE001 - a job that says nothing more would hang for ever
            _log.exception("a piece's thread has failed")
            self._end(Fatal(ErrorCode.WORKER_FAILED, {"reason": type(error).__name__}))

    def _finish(self, outcome: Event) -> None:
        self._report(outcome)
        with self._lock:
            self._left -= 1
            self._failed += isinstance(outcome, PieceFailed)
            over = not self._left
        if over:
            self._report(Finished(self._failed))

    def _end(self, event: Fatal) -> None:
        with self._lock:
            first = not self.control.stopped
            self.control.stop()
        if first:
            self._report(event)
